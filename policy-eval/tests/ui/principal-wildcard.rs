static POLICY: policy_eval::Policy = policy_eval::include_policy!("principal-wildcard.json", type = resource);

fn main() {
    let _ = &POLICY;
}
