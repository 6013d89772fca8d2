static POLICY: policy_eval::Policy = policy_eval::include_policy!("empty-list-of-values.json");

fn main() {
    let _ = &POLICY;
}
