static POLICY: policy_eval::Policy = policy_eval::include_policy!("element-not-allowed-trust.json", type = trust);

fn main() {
    let _ = &POLICY;
}
