static POLICY: policy_eval::Policy = policy_eval::include_policy!("duplicate-key.json");

fn main() {
    let _ = &POLICY;
}
