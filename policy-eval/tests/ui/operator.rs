static POLICY: policy_eval::Policy = policy_eval::include_policy!("operator.json");

fn main() {
    let _ = &POLICY;
}
