//! Policy variables, as AWS calls their mistakes.

use policy_compiler::Issue;
use policy_core::PolicyType::{Identity, Resource};

use super::{Case, known};

pub(super) const CASES: &[Case] = &[
    known(
        Issue::EmptyVariable,
        "variable",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${ }""#,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${*}""#,
    ),
    known(
        Issue::MissingBraceInVariable,
        "variable",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username""#,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}""#,
    ),
    known(
        Issue::MissingQuoteInVariable,
        "variable",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username, x'}""#,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username, 'x'}""#,
    ),
    known(
        Issue::UnsupportedSpaceInVariable,
        "variable",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws: username}""#,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username, 'x'}""#,
    ),
    known(
        Issue::VariableUnsupportedInElement,
        "action",
        Identity,
        r#""Effect": "Allow", "Action": "s3:${aws:username}", "Resource": "*""#,
        r#""Effect": "Allow", "Action": "s3:{}", "Resource": "*""#,
    ),
    known(
        Issue::VariableUnsupportedInElement,
        "principal",
        Resource,
        r#""Effect": "Allow", "Principal": {"AWS": "${aws:PrincipalArn}"}, "Action": "sqs:SendMessage", "Resource": "*""#,
        r#""Effect": "Allow", "Principal": {"AWS": "alice"}, "Action": "sqs:SendMessage", "Resource": "*""#,
    ),
    known(
        Issue::VariableUnsupportedInElement,
        "sid",
        Identity,
        r#""Sid": "${aws:username}", "Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*""#,
        r#""Sid": "$", "Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::VariableUnsupportedInElement,
        "effect",
        Identity,
        r#""Effect": "${aws:PrincipalTag/effect}", "Action": "ecs:RunTask", "Resource": "*""#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::VariableUnsupportedInElement,
        "condition_key",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceTag/${aws:username}": "x"}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceTag/{x}": "x"}}"#,
    ),
];
