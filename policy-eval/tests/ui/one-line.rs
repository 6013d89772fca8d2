static POLICY: policy_eval::Policy = policy_eval::include_policy!("one-line.json");

fn main() {
    let _ = &POLICY;
}
