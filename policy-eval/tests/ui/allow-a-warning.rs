static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", allow = [version_absent]);

fn main() {
    let _ = &POLICY;
}
