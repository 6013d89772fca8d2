const ACTION: policy_eval::Action = policy_eval::action!("ecs:RunTasks", allow = [unknown_acton]);

fn main() {
    let _ = &ACTION;
}
