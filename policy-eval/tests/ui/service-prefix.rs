policy_eval::include_service!("service-prefix.json");

fn main() {}
