policy_eval::include_service!("service-duplicate-name.json");

fn main() {}
