static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", name = concat!("build-", "robot"));

fn main() {
    let _ = &POLICY;
}
