static POLICY: policy_eval::Policy = policy_eval::include_policy!("retired-name.json");

fn main() {
    let _ = &POLICY;
}
