//! Policies that each have what one path needs, among a few other statements.

use policy_catalog::managed;
use policy_eval::{Policies, Policy, policy};

/// The service control policy that AWS attaches everywhere.
static FULL_AWS_ACCESS: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" }
}, type = scp);

/// An identity policy, under a boundary and an SCP.
pub(crate) static THREE_LAYERS: Policies = Policies::new()
    .identity(&[managed::AMAZON_ECS_FULL_ACCESS.policy()])
    .boundary(managed::AMAZON_ECS_FULL_ACCESS.policy())
    .scps(&[&[&FULL_AWS_ACCESS]]);

/// A Deny, and a variable in a resource.
pub(crate) static HOME: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": [
        { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::home" },
        {
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
            "Resource": "arn:aws:s3:::home/${aws:username}/*"
        },
        { "Effect": "Deny", "Action": "s3:Delete*", "Resource": "arn:aws:s3:::home/*/archive/*" }
    ]
});

/// A statement for each kind of condition, each with its own action. To match an address is as much
/// work if it is a private one, from which no request comes.
pub(crate) static CONDITIONS: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "sqs:SendMessage",
            "Resource": "*",
            "Condition": {
                "StringEquals": {
                    "aws:RequestedRegion": ["eu-central-1", "eu-north-1", "eu-south-1", "eu-west-1"]
                }
            }
        },
        {
            "Effect": "Allow",
            "Action": "ec2:CreateTags",
            "Resource": "*",
            "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": ["stage", "team"] } }
        },
        {
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": "*",
            "Condition": { "NumericLessThanEquals": { "s3:max-keys": "100" } }
        },
        {
            "Effect": "Allow",
            "Action": "ecs:RunTask",
            "Resource": "*",
            "Condition": { "DateLessThan": { "aws:CurrentTime": "2030-01-01T00:00:00Z" } }
        },
        {
            "Effect": "Allow",
            "Action": "dynamodb:GetItem",
            "Resource": "*",
            "Condition": { "IpAddress": { "aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"] } }
        },
        {
            "Effect": "Allow",
            "Action": "kms:Decrypt",
            "Resource": "*",
            "Condition": { "Bool": { "aws:SecureTransport": "true" } }
        },
        {
            "Effect": "Allow",
            "Action": "iam:CreateUser",
            "Resource": "*",
            "Condition": { "Null": { "aws:MultiFactorAuthAge": "false" } }
        },
        {
            "Effect": "Allow",
            "Action": "lambda:InvokeFunction",
            "Resource": "*",
            "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:sns:*:111122223333:jobs-*" } }
        }
    ]
}, allow = [private_ip_address_subset]);

/// Everything but what is listed, which opens paths of privilege escalation.
pub(crate) static NOT_ACTION: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "NotAction": ["iam:*", "organizations:*", "sts:*"],
        "Resource": "*"
    }
}, allow = [privilege_escalation]);

/// The policy of a bucket.
pub(crate) static BUCKET: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": { "AWS": ["444455556666", "arn:aws:iam::111122223333:user/auditor"] },
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::reports/*"
        },
        {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
            "Condition": { "Bool": { "aws:SecureTransport": "false" } }
        }
    ]
}, type = resource);
