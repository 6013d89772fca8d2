static POLICY: policy_eval::Policy = policy_eval::include_policy!("unknown-element-case.json");

fn main() {
    let _ = &POLICY;
}
