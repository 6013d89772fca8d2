policy_eval::include_service!("services/billing.json", modul = desk);

fn main() {}
