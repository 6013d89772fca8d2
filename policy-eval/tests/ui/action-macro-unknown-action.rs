const ACTION: policy_eval::Action = policy_eval::action!("ecs:RunTasks");

fn main() {
    let _ = &ACTION;
}
