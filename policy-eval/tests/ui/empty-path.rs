static POLICY: policy_eval::Policy = policy_eval::include_policy!("");

fn main() {
    let _ = &POLICY;
}
