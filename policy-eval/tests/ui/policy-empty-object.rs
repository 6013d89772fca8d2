static POLICY: policy_eval::Policy = policy_eval::policy!({});

fn main() {
    let _ = &POLICY;
}
