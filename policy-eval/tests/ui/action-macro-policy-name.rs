const ACTION: policy_eval::Action = policy_eval::action!("ecs:RunTask", name = "run");

fn main() {
    let _ = &ACTION;
}
