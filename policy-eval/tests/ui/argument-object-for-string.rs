static POLICY: policy_eval::Policy = policy_eval::include_policy!({"Version": "2012-10-17"});

fn main() {
    let _ = &POLICY;
}
