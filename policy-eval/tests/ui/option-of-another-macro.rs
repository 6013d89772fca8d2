static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", module = policies);

fn main() {
    let _ = &POLICY;
}
