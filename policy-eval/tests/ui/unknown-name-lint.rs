static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", allow = [unknown_acton]);

fn main() {
    let _ = &POLICY;
}
