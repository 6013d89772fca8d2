policy_eval::include_service!("service-access-level.json");

fn main() {}
