static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", name = build_robot);

fn main() {
    let _ = &POLICY;
}
