static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", name = "build-robot", name = "deployer");

fn main() {
    let _ = &POLICY;
}
