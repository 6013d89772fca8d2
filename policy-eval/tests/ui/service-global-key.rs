policy_eval::include_service!("service-global-key.json");

fn main() {}
