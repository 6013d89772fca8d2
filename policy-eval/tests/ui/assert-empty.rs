policy_eval::assert_policy!("legal.json", {});
policy_eval::assert_policy!("legal.json", { ; });

fn main() {}
