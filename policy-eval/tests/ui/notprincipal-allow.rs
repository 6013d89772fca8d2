static POLICY: policy_eval::Policy = policy_eval::include_policy!("notprincipal-allow.json", type = resource);

fn main() {
    let _ = &POLICY;
}
