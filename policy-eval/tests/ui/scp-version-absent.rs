static POLICY: policy_eval::Policy = policy_eval::include_policy!("scp-version-absent.json", type = scp);

fn main() {
    let _ = &POLICY;
}
