static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", type = truts);

fn main() {
    let _ = &POLICY;
}
