static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", deny = [privilege_escalaton]);

fn main() {
    let _ = &POLICY;
}
