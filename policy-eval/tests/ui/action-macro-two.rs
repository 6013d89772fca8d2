const ACTION: policy_eval::Action = policy_eval::action!("ecs:RunTask", "ecs:StopTask");

fn main() {
    let _ = ACTION;
}
