static POLICY: policy_eval::Policy = policy_eval::policy!({
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Alow", "Action": "ecs:*", "Resource": "*"},
        {"Effect": "Deny", "Action": "s3:*", "Resource": ["arn:aws:s3:::b", "bucket"]}
    ]
});

fn main() {
    let _ = &POLICY;
}
