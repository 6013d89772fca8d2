policy_eval::include_service!(42);

fn main() {}
