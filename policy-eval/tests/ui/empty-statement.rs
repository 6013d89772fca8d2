static POLICY: policy_eval::Policy = policy_eval::include_policy!("empty-statement.json");

fn main() {
    let _ = &POLICY;
}
