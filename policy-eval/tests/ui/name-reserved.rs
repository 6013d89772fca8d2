policy_eval::policy_dir!("name-reserved");

fn main() {}
