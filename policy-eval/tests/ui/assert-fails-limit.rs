policy_eval::assert_policy!({
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
}, type = boundary, name = "limits", {
    allows "s3:GetObject" on "arn:aws:s3:::docs/a";
    allows "ecs:ListClusters" on "*";
});

policy_eval::assert_policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": "*",
        "Condition": {"Bool": {"aws:SecureTransport": false}}
    }
}, type = rcp, name = "tls", {
    denies "s3:GetObject" on "arn:aws:s3:::docs/a" by anonymous;
});

fn main() {}
