policy_eval::include_service!("service-type.json");

fn main() {}
