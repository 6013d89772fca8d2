static POLICY: policy_eval::Policy = policy_eval::include_policy!("vpce-missing-resource.json", type = vpce);

fn main() {
    let _ = &POLICY;
}
