static POLICY: policy_eval::Policy = policy_eval::include_policy!("missing-principal.json", type = resource);

fn main() {
    let _ = &POLICY;
}
