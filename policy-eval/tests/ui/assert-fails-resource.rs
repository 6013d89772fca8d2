policy_eval::assert_policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "Alice",
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"},
        "Action": "sqs:SendMessage",
        "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs"
    }
}, type = resource, name = "jobs", {
    allows "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:111122223333:jobs"
        by "arn:aws:iam::111122223333:user/bob";
    does not allow "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:111122223333:jobs"
        by "arn:aws:iam::111122223333:user/alice";
    allows "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:111122223333:jobs"
        by "arn:aws:iam::111122223333:user/alice" in account "444455556666";
    allows "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:111122223333:jobs" by anonymous;
});

fn main() {}
