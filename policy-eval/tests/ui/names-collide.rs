policy_eval::policy_dir!("names-collide");

fn main() {}
