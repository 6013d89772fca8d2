policy_eval::policy_dir!("mistake-in-directory", module = "policies");

fn main() {}
