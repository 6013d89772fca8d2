static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", allow = [shortarn]);

fn main() {
    let _ = &POLICY;
}
