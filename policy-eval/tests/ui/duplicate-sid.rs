static POLICY: policy_eval::Policy = policy_eval::include_policy!("duplicate-sid.json");

fn main() {
    let _ = &POLICY;
}
