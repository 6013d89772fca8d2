policy_eval::include_service!("service-arn-format.json");

fn main() {}
