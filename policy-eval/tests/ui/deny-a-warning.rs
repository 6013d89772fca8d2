static POLICY: policy_eval::Policy = policy_eval::include_policy!("deny-a-warning.json", deny = [privilege_escalation]);

fn main() {
    let _ = &POLICY;
}
