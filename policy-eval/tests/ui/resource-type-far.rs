static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal-bucket.json", type = resource, resource_type = "a bucket");

fn main() {
    let _ = &POLICY;
}
