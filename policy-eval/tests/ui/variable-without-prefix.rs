static POLICY: policy_eval::Policy = policy_eval::include_policy!("variable-without-prefix.json");

fn main() {
    let _ = &POLICY;
}
