static POLICY: policy_eval::Policy = policy_eval::include_policy!("unsupported-key.json");

fn main() {
    let _ = &POLICY;
}
