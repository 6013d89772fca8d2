policy_eval::policy_dir!("mistake-in-directroy");

fn main() {}
