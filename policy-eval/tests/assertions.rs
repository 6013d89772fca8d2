//! What `assert_policy!` lets pass. That this compiles is the test; `ui/assert-fails-*.rs` have
//! what it does not, and so show that it looks.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use policy_eval::{Policy, assert_policy, include_policy, policy};

static DEPLOYER: Policy =
    include_policy!("../policies/deployer.json", allow = [privilege_escalation],);

mod policies {
    use policy_eval::{Policy, policy};

    /// Called as the expansion calls things.
    pub(crate) const ACTION: Policy = Policy::EMPTY;

    pub(crate) const ROBOT: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "ecs:*", "Resource": "*" },
            {
                "Effect": "Deny",
                "Action": ["ecs:Delete*", "ecs:ExecuteCommand"],
                "Resource": "*"
            },
            { "Effect": "Allow", "Action": "billing:Pay*", "Resource": "*" }
        ]
    }, services = ["../policies/services/billing.json"]);
}

// A file, with every verb.
assert_policy!("../policies/deployer.json", {
    allows "ecs:RunTask" on "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7";
    does not allow "ecs:RunTask" on "arn:aws:ecs:eu-west-1:444455556666:task-definition/web:7";
    allows "iam:PassRole" on "arn:aws:iam::111122223333:role/web"
        with { "iam:PassedToService": "ecs-tasks.amazonaws.com" };
    does not allow "iam:PassRole" on "arn:aws:iam::111122223333:role/web"
        with { "iam:PassedToService": "lambda.amazonaws.com" };
    does not allow "iam:PassRole" on "arn:aws:iam::111122223333:role/web";
    does not allow "ecs:DeleteCluster";
});

// Values of the context: texts, numbers, booleans, lists, and what is left out.
assert_policy!({
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": "arn:aws:s3:::docs",
            "Condition": {
                "NumericLessThanEquals": { "s3:max-keys": 100 },
                "Bool": { "aws:SecureTransport": true }
            }
        },
        {
            "Effect": "Deny",
            "Action": "s3:ListBucket",
            "Resource": "*",
            "Condition": {
                "Null": { "s3:prefix": false },
                "StringNotEquals": { "s3:prefix": "${aws:username}/" }
            }
        },
        {
            "Effect": "Allow",
            "Action": "ecs:TagResource",
            "Resource": "*",
            "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "stage"] } }
        }
    ]
}, {
    allows "s3:ListBucket" on "arn:aws:s3:::docs"
        with { "s3:max-keys": 1e2, "aws:SecureTransport": true };
    allows "s3:ListBucket" on "arn:aws:s3:::docs" with {
        "s3:max-keys": "10",
        "aws:SecureTransport": "true",
        "aws:username": "alice",
        "s3:prefix": "alice/"
    };
    denies "s3:ListBucket" on "arn:aws:s3:::docs" with {
        "s3:max-keys": 10, "aws:SecureTransport": true,
        "aws:username": "alice", "s3:prefix": "bob/"
    };
    does not allow "s3:ListBucket" on "arn:aws:s3:::docs"
        with { "s3:max-keys": 101, "aws:SecureTransport": true };
    allows "ecs:TagResource" on "arn:aws:ecs:eu-west-1:111122223333:cluster/web"
        with { "aws:TagKeys": ["team"] };
    does not allow "ecs:TagResource" on "arn:aws:ecs:eu-west-1:111122223333:cluster/web"
        with { "aws:TagKeys": ["team", "owner"] };
});

// Every kind of caller.
assert_policy!({
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {
                "AWS": [
                    "arn:aws:iam::111122223333:user/alice",
                    "arn:aws:iam::111122223333:role/ci/deploy",
                    "arn:aws:iam::444455556666:root"
                ]
            },
            "Action": "sqs:SendMessage",
            "Resource": "*"
        },
        {
            "Effect": "Allow",
            "Principal": { "Service": "sns.amazonaws.com" },
            "Action": "sqs:SendMessage",
            "Resource": "*",
            "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }
        },
        { "Effect": "Allow", "Principal": "*", "Action": "sqs:GetQueueUrl", "Resource": "*" },
        { "Effect": "Deny", "Principal": "*", "Action": "sqs:DeleteQueue", "Resource": "*" }
    ]
}, type = resource, {
    allows "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:111122223333:jobs"
        by "arn:aws:iam::111122223333:user/alice";
    does not allow "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:111122223333:jobs"
        by "arn:aws:iam::111122223333:user/bob";
    allows "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:111122223333:jobs"
        by "arn:aws:sts::111122223333:assumed-role/deploy/42"
        of role "arn:aws:iam::111122223333:role/ci/deploy";
    does not allow "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:111122223333:jobs"
        by "arn:aws:sts::111122223333:assumed-role/deploy/42";
    allows "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:111122223333:jobs" by "sns.amazonaws.com"
        with { "aws:SourceAccount": "111122223333" };
    does not allow "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:111122223333:jobs"
        by "sns.amazonaws.com" with { "aws:SourceAccount": "444455556666" };
    allows "sqs:GetQueueUrl" on "arn:aws:sqs:eu-west-1:111122223333:jobs" by anonymous;
    does not allow "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:111122223333:jobs" by anonymous;
    denies "sqs:DeleteQueue" on "arn:aws:sqs:eu-west-1:111122223333:jobs"
        by "arn:aws:iam::111122223333:root";
    // Their own account has to allow it as well, and that is not for the queue to say.
    allows "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:111122223333:jobs"
        by "arn:aws:iam::444455556666:user/eve" in account "111122223333";
    does not allow "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:111122223333:jobs"
        by "arn:aws:iam::777788889999:user/eve" in account "111122223333";
});

assert_policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": {
            "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        },
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {
            "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:acme/web:ref:refs/heads/main" }
        }
    }
}, type = trust, {
    allows "sts:AssumeRoleWithWebIdentity" on "arn:aws:iam::111122223333:role/ci"
        by federated "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        with { "token.actions.githubusercontent.com:sub": "repo:acme/web:ref:refs/heads/main" };
    does not allow "sts:AssumeRoleWithWebIdentity" on "arn:aws:iam::111122223333:role/ci"
        by federated "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
        with { "token.actions.githubusercontent.com:sub": "repo:acme/web:pull_request" };
    does not allow "sts:AssumeRoleWithWebIdentity" on "arn:aws:iam::111122223333:role/ci"
        by federated "graph.facebook.com";
});

// Policies that grant nothing.
assert_policy!("policies/boundary/limits.json", type = boundary, {
    denies "iam:CreateUser" on "arn:aws:iam::111122223333:user/eve";
    allows "ecs:ListClusters" on "*" with { "aws:RequestedRegion": "eu-west-1" };
    does not allow "ecs:ListClusters" on "*" with { "aws:RequestedRegion": "us-east-1" };
});
assert_policy!({
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" }
}, type = session, {
    allows "s3:GetObject" on "arn:aws:s3:::docs/a";
    does not allow "ecs:ListClusters" on "*";
});
assert_policy!({
    "Version": "2012-10-17",
    "Statement": [
        { "Effect": "Allow", "Action": "*", "Resource": "*" },
        {
            "Effect": "Deny",
            "Action": "ec2:*",
            "Resource": "*",
            "Condition": { "StringNotEquals": { "aws:RequestedRegion": "eu-west-1" } }
        }
    ]
}, type = scp, {
    allows "ec2:DescribeInstances" on "*" with { "aws:RequestedRegion": "eu-west-1" };
    denies "ec2:DescribeInstances" on "*" with { "aws:RequestedRegion": "us-east-1" };
});
assert_policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": "*",
        "Condition": { "BoolIfExists": { "aws:SecureTransport": false } }
    }
}, type = rcp, {
    denies "s3:GetObject" on "arn:aws:s3:::docs/a" by anonymous;
    allows "s3:GetObject" on "arn:aws:s3:::docs/a" by anonymous
        with { "aws:SecureTransport": true };
    allows "s3:GetObject" on "arn:aws:s3:::docs/a" by "arn:aws:iam::444455556666:user/eve"
        in account "111122223333" with { "aws:SecureTransport": true };
});
assert_policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::docs/*"
    }
}, type = vpce, {
    allows "s3:GetObject" on "arn:aws:s3:::docs/a" by "arn:aws:iam::111122223333:user/alice";
    does not allow "s3:GetObject" on "arn:aws:s3:::plans/a"
        by "arn:aws:iam::111122223333:user/alice";
});

// Names that are let pass.
assert_policy!("ui/unknown-action.json", allow = [unknown_action], {
    allows "ecs:RunTasks" on "*";
});
assert_policy!("ui/unknown-action.json", vendored = true, {
    does not allow "s3:GetObject";
});

// Constants and statics, by any path.
assert_policy!(DEPLOYER, { does not allow "ecs:DeleteCluster"; });
assert_policy!(policies::ROBOT, services = ["../policies/services/billing.json"], {
    allows "ecs:RunTask";
    denies "ecs:DeleteCluster";
    does not allow "ecs:DeleteCluster";
    does not allow "iam:PassRole";
    allows "billing:PayInvoice"
},);

mod named_alike {
    use super::policies::ACTION;
    use policy_eval::assert_policy;

    assert_policy!(ACTION, { does not allow "ecs:RunTask"; });
}

macro_rules! never {
    ($policy:path, $file:literal, $action:literal) => {
        assert_policy!($policy, { does not allow $action; });
        assert_policy!($file, { does not allow $action; });
    };
}

never!(DEPLOYER, "../policies/deployer.json", "iam:CreateUser");

/// As statements, among other statements, and about a constant that only the function has.
#[test]
fn assertions_may_be_statements() {
    const LOCAL: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" }
    });
    assert_policy!(LOCAL, { allows "s3:GetObject"; });
    let statements = LOCAL.statements().count();
    assert_policy! { "../policies/deployer.json", { does not allow "s3:GetObject"; } }
    assert_eq!(statements, 1);
}
