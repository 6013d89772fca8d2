static POLICY: policy_eval::Policy = policy_eval::include_policy!("mistake-in-directory");

fn main() {
    let _ = &POLICY;
}
