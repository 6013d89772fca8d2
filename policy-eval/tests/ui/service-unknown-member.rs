policy_eval::include_service!("service-unknown-member.json");

fn main() {}
