policy_eval::policy_dir!("mistake-in-directory", module = my::policies);

fn main() {}
