static POLICY: policy_eval::Policy = policy_eval::include_policy!("charset.json");

fn main() {
    let _ = &POLICY;
}
