policy_eval::include_service!("services/biling.json");

fn main() {}
