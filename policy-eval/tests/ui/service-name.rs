policy_eval::include_service!("service-name.json");

fn main() {}
