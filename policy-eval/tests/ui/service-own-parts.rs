policy_eval::include_service!("service-own-parts.json");

fn main() {}
