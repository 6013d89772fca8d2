policy_eval::assert_policy!({
    "Version": "2012-10-17",
    "Statement": [
        {"Sid": "Objects", "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::docs/*",
            "Condition": {"Bool": {"aws:SecureTransport": true}}},
        {"Sid": "Keep", "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"}
    ]
}, {
    allows "s3:GetObject" on "arn:aws:s3:::docs/a" with {"aws:SecureTransport": false};
    allows "s3:DeleteBucket" on "arn:aws:s3:::docs";
    does not allow "s3:GetObject" on "arn:aws:s3:::docs/a" with {"aws:SecureTransport": "true"};
    denies "s3:GetObject" on "arn:aws:s3:::plans/a";
    does not allow "s3:GetObject";
    denies "s3:GetObject"; allows "s3:DeleteBucket"; allows "ecs:RunTask";
});

fn main() {}
