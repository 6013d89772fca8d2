static POLICY: policy_eval::Policy = policy_eval::include_policy!("unmatched-wildcard.json");

fn main() {
    let _ = &POLICY;
}
