const ACTION: policy_eval::Action = policy_eval::action!("ecs:RunTasks" allow = [unknown_action]);

fn main() {
    let _ = &ACTION;
}
