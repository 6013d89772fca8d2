policy_eval::assert_policy!();
policy_eval::assert_policy!("legal.json");
policy_eval::assert_policy!("legal.json", type = identity);
policy_eval::assert_policy!({"Version": "2012-10-17", "Statement": []});

fn main() {}
