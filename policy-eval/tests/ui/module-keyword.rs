policy_eval::policy_dir!("mistake-in-directory", module = mod);

fn main() {}
