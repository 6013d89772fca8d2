static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", typ = trust);

fn main() {
    let _ = &POLICY;
}
