static POLICY: policy_eval::Policy = policy_eval::policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": "*",
        "Condition": {"StringLike": {"s3:prefix": "home/*"}}
    }
});

fn main() {
    let _ = &POLICY;
}
