static POLICY: policy_eval::Policy = policy_eval::include_policy!("json-trailing-comma.json");

fn main() {
    let _ = &POLICY;
}
