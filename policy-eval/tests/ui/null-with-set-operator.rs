static POLICY: policy_eval::Policy = policy_eval::include_policy!("null-with-set-operator.json");

fn main() {
    let _ = &POLICY;
}
