static POLICY: policy_eval::Policy = policy_eval::include_policy!("duplicate-condition-key.json");

fn main() {
    let _ = &POLICY;
}
