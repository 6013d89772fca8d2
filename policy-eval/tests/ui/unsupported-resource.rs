static POLICY: policy_eval::Policy = policy_eval::include_policy!("unsupported-resource.json");

fn main() {
    let _ = &POLICY;
}
