static POLICY: policy_eval::Policy = policy_eval::policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Effect": b"Allow", "Action": 'x', "Resource": "*",
        "Condition": {"NumericEquals": {"s3:max-keys": [0xff, 1_000]}}
    }
});

fn main() {
    let _ = &POLICY;
}
