static POLICY: policy_eval::Policy = policy_eval::include_policy!("element-not-allowed.json");

fn main() {
    let _ = &POLICY;
}
