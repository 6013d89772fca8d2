static POLICY: policy_eval::Policy = policy_eval::include_policy!(concat!("legal", ".json"));

fn main() {
    let _ = &POLICY;
}
