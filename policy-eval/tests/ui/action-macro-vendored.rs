const ACTION: policy_eval::Action = policy_eval::action!("ecs:RunTask", vendored = true);

fn main() {
    let _ = &ACTION;
}
