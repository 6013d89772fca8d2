const ACTION: policy_eval::Action = policy_eval::action!("account:ReopenAccount");

fn main() {
    let _ = &ACTION;
}
