static POLICY: policy_eval::Policy = policy_eval::include_policy!("resource-type-action.json", type = resource, resource_type = "AWS::S3::Bucket");

fn main() {
    let _ = &POLICY;
}
