policy_eval::include_service!("service-no-name.json");

fn main() {}
