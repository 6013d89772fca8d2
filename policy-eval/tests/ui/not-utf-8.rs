static POLICY: policy_eval::Policy = policy_eval::include_policy!("not-utf-8.json");

fn main() {
    let _ = &POLICY;
}
