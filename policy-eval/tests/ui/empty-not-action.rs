static POLICY: policy_eval::Policy = policy_eval::include_policy!("empty-not-action.json");

fn main() {
    let _ = &POLICY;
}
