static POLICY: policy_eval::Policy = policy_eval::include_policy!("resource-beside-star-only.json");

fn main() {
    let _ = &POLICY;
}
