static POLICY: policy_eval::Policy = policy_eval::include_policy!("polices/deployer.json");

fn main() {
    let _ = &POLICY;
}
