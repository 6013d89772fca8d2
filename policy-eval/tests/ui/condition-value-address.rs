static POLICY: policy_eval::Policy = policy_eval::include_policy!("condition-value-address.json");

fn main() {
    let _ = &POLICY;
}
