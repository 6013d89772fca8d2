const ACTION: policy_eval::Action = policy_eval::action!("esc:RunTask");

fn main() {
    let _ = &ACTION;
}
