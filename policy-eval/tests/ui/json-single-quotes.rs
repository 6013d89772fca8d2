static POLICY: policy_eval::Policy = policy_eval::include_policy!("json-single-quotes.json");

fn main() {
    let _ = &POLICY;
}
