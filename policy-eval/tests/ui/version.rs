static POLICY: policy_eval::Policy = policy_eval::include_policy!("version.json");

fn main() {
    let _ = &POLICY;
}
