policy_eval::policy_dir!("name-without-letters");

fn main() {}
