const ACTION: policy_eval::Action = policy_eval::action!("*");

fn main() {
    let _ = ACTION;
}
