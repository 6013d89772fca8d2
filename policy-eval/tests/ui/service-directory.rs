policy_eval::include_service!("services");

fn main() {}
