static POLICY: policy_eval::Policy = policy_eval::include_policy!(42);

fn main() {
    let _ = &POLICY;
}
