policy_eval::include_service!("services/billing.json", module = "desk");

fn main() {}
