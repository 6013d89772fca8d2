static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", services = ["service-access-level.json"]);

fn main() {
    let _ = &POLICY;
}
