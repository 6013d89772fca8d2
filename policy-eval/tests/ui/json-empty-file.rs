static POLICY: policy_eval::Policy = policy_eval::include_policy!("json-empty-file.json");

fn main() {
    let _ = &POLICY;
}
