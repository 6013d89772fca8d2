policy_eval::include_service!("service-condition-key.json");

fn main() {}
