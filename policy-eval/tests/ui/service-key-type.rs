policy_eval::include_service!("service-key-type.json");

fn main() {}
