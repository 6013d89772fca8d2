static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", allow = short_arn);

fn main() {
    let _ = &POLICY;
}
