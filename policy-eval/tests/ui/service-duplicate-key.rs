policy_eval::include_service!("service-duplicate-key.json");

fn main() {}
