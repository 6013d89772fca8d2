static POLICY: policy_eval::Policy = policy_eval::include_policy!("../../../policy-catalog/policies/managed/AmazonEC2ContainerServiceFullAccess.json", allow = [privilege_escalation]);

fn main() {
    let _ = &POLICY;
}
