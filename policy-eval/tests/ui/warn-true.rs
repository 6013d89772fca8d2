static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", warn = true);

fn main() {
    let _ = &POLICY;
}
