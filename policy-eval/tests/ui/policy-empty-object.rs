static POLICY: policy_eval::Policy = policy_eval::policy!({}, allow = [version_absent]);

fn main() {
    let _ = &POLICY;
}
