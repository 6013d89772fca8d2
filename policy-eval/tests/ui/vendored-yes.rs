static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", vendored = yes);

fn main() {
    let _ = &POLICY;
}
