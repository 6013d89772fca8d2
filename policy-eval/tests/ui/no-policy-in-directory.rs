policy_eval::policy_dir!("no-policy-in-directory");

fn main() {}
