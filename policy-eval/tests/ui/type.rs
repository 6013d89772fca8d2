static POLICY: policy_eval::Policy = policy_eval::include_policy!("type.json");

fn main() {
    let _ = &POLICY;
}
