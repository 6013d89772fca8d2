//! What others cover already, what looks at no value, and what decides nothing (K-19, K-20).

use policy_core::PolicyType::{Identity, Resource, Scp};

use crate::{Case, fires, silent};

pub(crate) const CASES: &[Case] = &[
    fires(
        "redundant_action",
        Identity,
        r#""Effect": "Allow", "Action": ["ecs:RunTask", "ecs:Run*"], "Resource": "*""#,
        r#""ecs:RunTask""#,
    ),
    fires(
        "redundant_action",
        Identity,
        r#""Effect": "Deny", "NotAction": ["s3:Get*", "S3:Get*"], "Resource": "*""#,
        r#""S3:Get*""#,
    ),
    fires(
        "redundant_action",
        Identity,
        r#""Effect": "Deny", "Action": ["s3:GetObject", "*"], "Resource": "*""#,
        r#""s3:GetObject""#,
    ),
    silent(
        "redundant_action",
        Identity,
        r#""Effect": "Allow", "Action": ["ecs:Run*", "ecs:*Task", "ecr:RunTask*"], "Resource": "*""#,
    ),
    fires(
        "redundant_resource",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject",
        "Resource": ["arn:aws:s3:::photos/2026/*", "arn:aws:s3:::photos/*"]"#,
        r#""arn:aws:s3:::photos/2026/*""#,
    ),
    silent(
        "redundant_resource",
        Identity,
        r#""Effect": "Allow", "Action": "sqs:SendMessage",
        "Resource": ["arn:aws:sqs:*:111122223333:jobs", "arn:aws:sqs:eu-west-1:*:jobs"]"#,
    ),
    silent(
        "redundant_resource",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject",
        "Resource": ["arn:aws:s3:::photos/ben/*", "arn:aws:s3:::photos/${aws:username}/*"]"#,
    ),
    fires(
        "redundant_statement",
        Identity,
        r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "ecs:*", "Resource": "*"},
        {"Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"Bool": {"aws:SecureTransport": "true"}}}]}"#,
        "{",
    ),
    // Together the two halves cover the third statement, and neither does alone.
    fires(
        "redundant_statement",
        Scp,
        r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Action": "ecs:*", "Resource": "*",
        "Condition": {"Null": {"aws:PrincipalTag/team": "true"}}},
        {"Effect": "Deny", "Action": "ecs:*", "Resource": "*",
        "Condition": {"Null": {"aws:PrincipalTag/team": "false"}}},
        {"Effect": "Deny", "Action": "ecs:StopTask", "Resource": "*"}]}"#,
        "{",
    ),
    silent(
        "redundant_statement",
        Identity,
        r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "ecs:*", "Resource": "*"},
        {"Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*"}]}"#,
    ),
    // Whom a statement names counts for more than whom it covers (P-10).
    silent(
        "redundant_statement",
        Resource,
        r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sqs:*",
        "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs"},
        {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/web"},
        "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs"}]}"#,
    ),
    fires(
        "dead_statement",
        Identity,
        r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*"},
        {"Effect": "Deny", "Action": "ecs:*", "Resource": "*"}]}"#,
        "{",
    ),
    silent(
        "dead_statement",
        Identity,
        r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*"},
        {"Effect": "Deny", "Action": "ecs:*", "Resource": "*",
        "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}"#,
    ),
    fires(
        "equivalent_to_null_false",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:StopTask", "Resource": "*",
        "Condition": {"StringLike": {"aws:ResourceTag/team": "*"}}"#,
        r#""aws:ResourceTag/team""#,
    ),
    silent(
        "equivalent_to_null_false",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:StopTask", "Resource": "*",
        "Condition": {"StringLike": {"aws:ResourceTag/team": "?*"},
        "Null": {"aws:ResourceTag/owner": "false"}}"#,
    ),
    fires(
        "equivalent_to_null_true",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:StopTask", "Resource": "*",
        "Condition": {"StringNotLike": {"aws:ResourceTag/team": "*"}}"#,
        r#""aws:ResourceTag/team""#,
    ),
    silent(
        "equivalent_to_null_true",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:StopTask", "Resource": "*",
        "Condition": {"StringNotLike": {"aws:ResourceTag/team": "a*"},
        "Null": {"aws:ResourceTag/owner": "true"}}"#,
    ),
    fires(
        "redundant_key_due_to_wildcard_in_condition",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:StopTask", "Resource": "*",
        "Condition": {"StringLikeIfExists": {"aws:ResourceTag/team": ["red", "*"]}}"#,
        r#""aws:ResourceTag/team""#,
    ),
    silent(
        "redundant_key_due_to_wildcard_in_condition",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:StopTask", "Resource": "*",
        "Condition": {"StringLikeIfExists": {"aws:ResourceTag/team": ["red", "b*"]}}"#,
    ),
    fires(
        "redundant_statement_due_to_wildcard_in_condition",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:StopTask", "Resource": "*",
        "Condition": {"StringNotLike": {"aws:ResourceTag/team": "*"},
        "StringEquals": {"aws:resourcetag/TEAM": "red"}}"#,
        r#""aws:ResourceTag/team""#,
    ),
    fires(
        "redundant_statement_due_to_wildcard_in_condition",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:StopTask", "Resource": "*",
        "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "10"},
        "NumericGreaterThan": {"aws:MultiFactorAuthAge": "10"}}"#,
        r#""aws:MultiFactorAuthAge""#,
    ),
    silent(
        "redundant_statement_due_to_wildcard_in_condition",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:StopTask", "Resource": "*",
        "Condition": {"StringNotLike": {"aws:ResourceTag/team": "r*"},
        "StringLike": {"aws:ResourceTag/team": "*d"}}"#,
    ),
    fires(
        "missing_dependent_action",
        Identity,
        r#""Effect": "Allow", "Action": ["ecs:RunTask", "ecs:StopTask"], "Resource": "*""#,
        r#""ecs:RunTask""#,
    ),
    silent(
        "missing_dependent_action",
        Identity,
        r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*"},
        {"Effect": "Allow", "Action": "iam:Pass*", "Resource": "arn:aws:iam::*:role/web"}]}"#,
    ),
];
