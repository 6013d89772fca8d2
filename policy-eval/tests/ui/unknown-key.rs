static POLICY: policy_eval::Policy = policy_eval::include_policy!("unknown-key.json");

fn main() {
    let _ = &POLICY;
}
