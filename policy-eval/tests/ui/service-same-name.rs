policy_eval::include_service!("service-same-name.json");

fn main() {}
