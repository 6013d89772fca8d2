static POLICY: policy_eval::Policy = policy_eval::policy!({
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::${username}/*"}
});

fn main() {
    let _ = &POLICY;
}
