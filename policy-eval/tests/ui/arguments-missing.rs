fn main() {
    let _ = policy_eval::include_policy!();
    let _ = policy_eval::policy!();
    let _ = policy_eval::action!();
}

policy_eval::policy_dir!();
