static POLICY: policy_eval::Policy = policy_eval::policy!("legal.json");

fn main() {
    let _ = &POLICY;
}
