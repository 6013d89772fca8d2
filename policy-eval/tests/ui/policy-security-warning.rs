static POLICY: policy_eval::Policy = policy_eval::policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Action": "iam:PassRole",
        "Resource": "arn:aws:iam::111122223333:role/*"
    }
});

fn main() {
    let _ = &POLICY;
}
