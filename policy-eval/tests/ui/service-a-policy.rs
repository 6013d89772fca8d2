policy_eval::include_service!("legal.json");

fn main() {}
