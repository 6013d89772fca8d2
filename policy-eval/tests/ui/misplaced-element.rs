static POLICY: policy_eval::Policy = policy_eval::include_policy!("misplaced-element.json");

fn main() {
    let _ = &POLICY;
}
