policy_eval::include_service!("services/billing.json", type = trust);

fn main() {}
