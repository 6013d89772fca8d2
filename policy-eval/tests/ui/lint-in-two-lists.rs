static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", allow = [empty_sid_value], deny = [empty_sid_value]);

fn main() {
    let _ = &POLICY;
}
