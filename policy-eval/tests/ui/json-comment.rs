static POLICY: policy_eval::Policy = policy_eval::include_policy!("json-comment.json");

fn main() {
    let _ = &POLICY;
}
