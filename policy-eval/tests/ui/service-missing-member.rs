policy_eval::include_service!("service-missing-member.json");

fn main() {}
