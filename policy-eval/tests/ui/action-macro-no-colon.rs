const ACTION: policy_eval::Action = policy_eval::action!("RunTask");

fn main() {
    let _ = ACTION;
}
