policy_eval::include_service!("service-undeclared-name.json");

fn main() {}
