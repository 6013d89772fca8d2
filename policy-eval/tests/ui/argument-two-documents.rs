static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", "legal.json");

fn main() {
    let _ = &POLICY;
}
