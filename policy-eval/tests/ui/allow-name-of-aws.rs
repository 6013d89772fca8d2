static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", allow = [NULL_WITH_QUALIFIER]);

fn main() {
    let _ = &POLICY;
}
