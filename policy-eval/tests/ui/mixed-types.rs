static POLICY: policy_eval::Policy = policy_eval::include_policy!("mixed-types.json");

fn main() {
    let _ = &POLICY;
}
