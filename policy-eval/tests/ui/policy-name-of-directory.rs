policy_eval::policy_dir!("mistake-in-directory", name = "build-robot");

fn main() {}
