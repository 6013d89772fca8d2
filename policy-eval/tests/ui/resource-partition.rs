static POLICY: policy_eval::Policy = policy_eval::include_policy!("resource-partition.json");

fn main() {
    let _ = &POLICY;
}
