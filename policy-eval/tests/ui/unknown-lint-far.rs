static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", allow = [everything]);

fn main() {
    let _ = &POLICY;
}
