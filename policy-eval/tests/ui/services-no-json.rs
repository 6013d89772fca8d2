static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", services = ["services-no-json.rs"]);

fn main() {
    let _ = &POLICY;
}
