policy_eval::include_service!();

fn main() {}
