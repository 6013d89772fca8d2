policy_eval::policy_dir!("legal.json");

fn main() {}
