static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", services = [1]);

fn main() {
    let _ = &POLICY;
}
