static POLICY: policy_eval::Policy = policy_eval::include_policy!("element-not-allowed-boundary.json", type = boundary);

fn main() {
    let _ = &POLICY;
}
