//! Condition keys with a trap of their own (K-17), and numbers of which one counts (K-19).

use policy_core::PolicyType::{Identity, Resource};

use crate::{Case, fires, silent};

pub(crate) const CASES: &[Case] = &[
    fires(
        "deprecated_global_condition_key",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"ArnLike": {"aws:arn": "arn:aws:iam::111122223333:role/ci"}}"#,
        r#""aws:arn""#,
    ),
    silent(
        "unknown_key",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"ArnLike": {"aws:ARN": "arn:aws:iam::111122223333:role/ci"}}"#,
    ),
    silent(
        "deprecated_global_condition_key",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/ci"}}"#,
    ),
    fires(
        "missing_paired_condition_keys",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:*", "Resource": "*",
        "Condition": {"IpAddress": {"aws:VpcSourceIp": "10.1.0.0/16"},
            "Null": {"aws:SourceVpc": "false"}}"#,
        r#""aws:VpcSourceIp""#,
    ),
    // A list of what is denied is one statement for each key, but a partner is missing here.
    fires(
        "missing_paired_condition_keys",
        Identity,
        r#"{"Version": "2012-10-17", "Statement": [
            {"Effect": "Deny", "Action": "ecs:*", "Resource": "*",
            "Condition": {"NotIpAddress": {"aws:VpcSourceIp": "10.1.0.0/16"}}},
            {"Effect": "Allow", "Action": "ecs:*", "Resource": "*",
            "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1a2b3c4d"}}}]}"#,
        r#""aws:VpcSourceIp""#,
    ),
    silent(
        "missing_paired_condition_keys",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:*", "Resource": "*",
        "Condition": {"IpAddress": {"aws:VpcSourceIp": "10.1.0.0/16"},
            "StringEquals": {"AWS:sourcevpce": "vpce-1a2b3c4d"}}"#,
    ),
    silent(
        "missing_paired_condition_keys",
        Identity,
        r#"{"Version": "2012-10-17", "Statement": [
            {"Effect": "Deny", "Action": "ecs:*", "Resource": "*",
            "Condition": {"NotIpAddress": {"aws:VpcSourceIp": "10.1.0.0/16"}}},
            {"Effect": "Deny", "Action": "ecs:*", "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1a2b3c4d"}}}]}"#,
    ),
    fires(
        "dynamodb_attributes_without_select",
        Identity,
        r#""Effect": "Allow", "Action": ["dynamodb:PutItem", "dynamodb:Query"], "Resource": "*",
        "Condition": {"ForAllValues:StringEquals": {"dynamodb:Attributes": ["id", "name"]},
            "Null": {"dynamodb:Attributes": "false"}}"#,
        r#""dynamodb:Attributes""#,
    ),
    silent(
        "dynamodb_attributes_without_select",
        Identity,
        r#""Effect": "Allow", "Action": "dynamodb:*", "Resource": "*",
        "Condition": {"ForAllValues:StringEquals": {"dynamodb:Attributes": ["id", "name"]},
            "StringEqualsIfExists": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"}}"#,
    ),
    silent(
        "dynamodb_attributes_without_select",
        Identity,
        r#""Effect": "Allow", "Action": ["dynamodb:PutItem", "s3:*"], "Resource": "*",
        "Condition": {"ForAllValues:StringEquals": {"dynamodb:Attributes": ["id", "name"]}}"#,
    ),
    fires(
        "s3_prefix_in_negative_context",
        Identity,
        r#""Effect": "Deny", "Action": "s3:ListBucket", "Resource": "*",
        "Condition": {"StringLike": {"s3:prefix": "secret/*"}}"#,
        r#""s3:prefix""#,
    ),
    fires(
        "s3_prefix_in_negative_context",
        Identity,
        r#""Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
        "Condition": {"StringNotEqualsIfExists": {"S3:prefix": "secret/"}}"#,
        r#""S3:prefix""#,
    ),
    silent(
        "s3_prefix_in_negative_context",
        Identity,
        r#""Effect": "Deny", "Action": "s3:ListBucket", "Resource": "*",
        "Condition": {"StringNotLike": {"s3:prefix": "public/*"}, "Null": {"s3:prefix": "false"}}"#,
    ),
    silent(
        "s3_prefix_in_negative_context",
        Identity,
        r#""Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
        "Condition": {"StringLike": {"s3:prefix": "public/*"}}"#,
    ),
    fires(
        "irrelevant_condition_key_in_policy",
        Resource,
        r#""Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringEquals": {"s3:ResourceAccount": "111122223333"}}"#,
        r#""s3:ResourceAccount""#,
    ),
    fires(
        "irrelevant_condition_key_in_policy",
        Resource,
        r#""Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceOrgID": "${aws:PrincipalOrgID}"}}"#,
        r#""aws:ResourceOrgID""#,
    ),
    silent(
        "irrelevant_condition_key_in_policy",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringEquals": {"s3:ResourceAccount": "111122223333"}}"#,
    ),
    silent(
        "irrelevant_condition_key_in_policy",
        Resource,
        r#""Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333", "aws:ResourceTag/team": "web"}}"#,
    ),
    fires(
        "redundant_condition_value_num",
        Identity,
        r#""Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
        "Condition": {"NumericLessThanEquals": {"s3:max-keys": ["10", "100.0", "9"]}}"#,
        r#""10""#,
    ),
    fires(
        "redundant_condition_value_num",
        Identity,
        r#""Effect": "Allow", "Action": "s3:*", "Resource": "*",
        "Condition": {"NumericGreaterThan": {"s3:TlsVersion": [1.1, 1.2]}}"#,
        "1.2",
    ),
    silent(
        "redundant_condition_value_num",
        Identity,
        r#""Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
        "Condition": {"NumericEquals": {"s3:max-keys": ["10", "100"]},
            "NumericLessThan": {"s3:max-keys": ["100"]},
            "DateLessThan": {"aws:CurrentTime": ["2026-03-01", "2026-04-01"]}}"#,
    ),
];
