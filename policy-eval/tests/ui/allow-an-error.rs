static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", allow = [duplicate_key]);

fn main() {
    let _ = &POLICY;
}
