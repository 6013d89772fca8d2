static POLICY: policy_eval::Policy = policy_eval::include_policy!("conflict.json");

fn main() {
    let _ = &POLICY;
}
