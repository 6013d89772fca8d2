static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", type = organization);

fn main() {
    let _ = &POLICY;
}
