static POLICY: policy_eval::Policy = policy_eval::policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Action": "ecs:Describe*", "Resource": "*",
        "Effect": "Deny"
    }
});

fn main() {
    let _ = &POLICY;
}
