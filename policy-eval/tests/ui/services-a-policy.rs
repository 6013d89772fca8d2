static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", services = ["legal.json"]);

fn main() {
    let _ = &POLICY;
}
