//! Operators that go with the types of their keys (K-6).

use policy_core::PolicyType::{Identity, Resource};

use crate::{Case, fires, silent};

pub(crate) const CASES: &[Case] = &[
    fires(
        "type_mismatch",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringEquals": {"aws:ViaAWSService": "true"}}"#,
        r#""StringEquals""#,
    ),
    // It works all the same (C-29).
    fires(
        "type_mismatch",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"Bool": {"ecs:enable-execute-command": "true"}}"#,
        r#""Bool""#,
    ),
    fires(
        "type_mismatch",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"ArnLikeIfExists": {"aws:PrincipalAccount": "arn:aws:iam::*:root"}}"#,
        r#""ArnLikeIfExists""#,
    ),
    fires(
        "type_mismatch",
        Identity,
        r#""Effect": "Deny", "Action": "s3:*", "Resource": "*",
        "Condition": {"NumericLessThan": {"aws:TokenIssueTime": "100"}}"#,
        r#""NumericLessThan""#,
    ),
    silent(
        "type_mismatch",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"NumericLessThan": {"aws:EpochTime": "1772366400"},
            "DateLessThan": {"AWS:currenttime": "2026-03-01T12:00:00Z"},
            "ArnEquals": {"ecs:cluster": "arn:aws:ecs:*:*:cluster/prod"},
            "StringEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/ci"},
            "Null": {"aws:ViaAWSService": "true", "aws:MultiFactorAuthAge": "false"}}"#,
    ),
    // What a tag holds is up to whoever sets it.
    silent(
        "type_mismatch",
        Identity,
        r#""Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
        "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:*:*:*"},
            "NumericLessThan": {"aws:PrincipalTag/level": "3"},
            "Bool": {"aws:ResourceTag/shared": "true"}}"#,
    ),
    // Addresses have no variables.
    silent(
        "type_mismatch",
        Identity,
        r#""Effect": "Deny", "Action": "s3:*", "Resource": "*",
        "Condition": {"StringNotEquals": {"aws:Ec2InstanceSourcePrivateIPv4": "${aws:VpcSourceIp}"}}"#,
    ),
    // Nothing is known of the claims of other providers.
    silent(
        "type_mismatch",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"Bool": {"oidc.example.com:email_verified": "true"}}"#,
    ),
    fires(
        "string_like_operator_with_arn_condition_keys",
        Resource,
        r#""Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage", "Resource": "*",
        "Condition": {"StringLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:orders"}}"#,
        r#""StringLike""#,
    ),
    silent(
        "string_like_operator_with_arn_condition_keys",
        Resource,
        r#""Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage", "Resource": "*",
        "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:orders"},
            "StringLike": {"aws:SourceAccount": "111122223333"}}"#,
    ),
    fires(
        "invalid_condition_multiple_boolean",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"Bool": {"aws:SecureTransport": ["true", "false"]}}"#,
        r#"["true", "false"]"#,
    ),
    fires(
        "invalid_condition_multiple_boolean",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"Null": {"aws:username": [true, true]}}"#,
        "[true, true]",
    ),
    fires(
        "invalid_condition_multiple_boolean",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringEquals": {"aws:SecureTransport": ["true", "yes"]}}"#,
        r#"["true", "yes"]"#,
    ),
    silent(
        "invalid_condition_multiple_boolean",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"Bool": {"aws:SecureTransport": ["true"]},
            "StringEquals": {"aws:username": ["ada", "grace"]}}"#,
    ),
    fires(
        "invalid_date_value",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"DateLessThan": {"aws:CurrentTime": 1772366400}}"#,
        "1772366400",
    ),
    silent(
        "invalid_date_value",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"DateLessThan": {"aws:CurrentTime": "2026-03"},
            "NumericGreaterThan": {"aws:EpochTime": "1772366400"}}"#,
    ),
];
