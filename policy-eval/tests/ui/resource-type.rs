static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal-bucket.json", type = resource, resource_type = "AWS::S3::Buckets");

fn main() {
    let _ = &POLICY;
}
