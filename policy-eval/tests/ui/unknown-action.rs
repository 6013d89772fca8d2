static POLICY: policy_eval::Policy = policy_eval::include_policy!("unknown-action.json");

fn main() {
    let _ = &POLICY;
}
