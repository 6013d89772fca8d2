static POLICY: policy_eval::Policy = policy_eval::include_policy!("legal.json", resource_type = "AWS::S3::Bucket");

fn main() {
    let _ = &POLICY;
}
