static POLICY: policy_eval::Policy = policy_eval::include_policy!("two-mistakes.json");

fn main() {
    let _ = &POLICY;
}
