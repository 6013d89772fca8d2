static POLICY: policy_eval::Policy = policy_eval::include_policy!("newer-name.json");

fn main() {
    let _ = &POLICY;
}
