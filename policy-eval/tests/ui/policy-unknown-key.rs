static POLICY: policy_eval::Policy = policy_eval::policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": "*",
        "Condition": {"IpAddress": {"s3:SourceIp": "203.0.113.0/24"}}
    }
});

fn main() {
    let _ = &POLICY;
}
