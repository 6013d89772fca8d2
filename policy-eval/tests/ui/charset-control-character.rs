static POLICY: policy_eval::Policy = policy_eval::include_policy!("charset-control-character.json");

fn main() {
    let _ = &POLICY;
}
