static POLICY: policy_eval::Policy = policy_eval::include_policy!("resource-short-arn-session.json", type = session);

fn main() {
    let _ = &POLICY;
}
