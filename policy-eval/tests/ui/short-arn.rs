static POLICY: policy_eval::Policy = policy_eval::include_policy!("short-arn.json");

fn main() {
    let _ = &POLICY;
}
