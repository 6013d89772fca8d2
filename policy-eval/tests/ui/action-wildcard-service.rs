static POLICY: policy_eval::Policy = policy_eval::include_policy!("action-wildcard-service.json");

fn main() {
    let _ = &POLICY;
}
