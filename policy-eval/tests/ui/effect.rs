static POLICY: policy_eval::Policy = policy_eval::include_policy!("effect.json");

fn main() {
    let _ = &POLICY;
}
