static POLICY: policy_eval::Policy = policy_eval::include_policy!("principal-star-trust.json", type = trust);

fn main() {
    let _ = &POLICY;
}
