policy_eval::include_service!("service-taken-name.json");

fn main() {}
