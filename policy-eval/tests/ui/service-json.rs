policy_eval::include_service!("service-json.json");

fn main() {}
