policy_eval::policy_dir!("§");

fn main() {}
