//! Conditions that say whom to trust, and trust more than that (K-9).

use policy_core::PolicyType::{Identity, Resource};

use crate::{Case, fires, silent};

pub(crate) const CASES: &[Case] = &[
    fires(
        "wildcard_usage_too_permissive",
        Resource,
        r#""Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringLike": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-*"]}}"#,
        r#""o-*""#,
    ),
    fires(
        "wildcard_usage_too_permissive",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringLike": {"aws:userid": "AROAEXAMPLE*:session"}}"#,
        r#""AROAEXAMPLE*:session""#,
    ),
    fires(
        "wildcard_usage_too_permissive",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringLike": {"aws:userid": "AIDA*"}}"#,
        r#""AIDA*""#,
    ),
    // A wildcard is none here, and the name of a session may be open.
    silent(
        "wildcard_usage_too_permissive",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringEquals": {"aws:SourceAccount": "1111*"},
            "StringLike": {"aws:userid": ["AROAEXAMPLE:*", "*:ci", "AIDAEXAMPLE"],
                "aws:SourceVpc": "vpc-1a2b3c4d", "aws:PrincipalTag/team": "web*"}}"#,
    ),
    fires(
        "variable_usage_too_permissive",
        Resource,
        r#""Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringEquals": {"aws:SourceVpce": "${aws:PrincipalTag/endpoint}"}}"#,
        r#""${aws:PrincipalTag/endpoint}""#,
    ),
    fires(
        "variable_usage_too_permissive",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount, '111122223333'}"}}"#,
        r#""${aws:PrincipalAccount, '111122223333'}""#,
    ),
    fires(
        "variable_usage_too_permissive",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringLike": {"aws:userid": "A${aws:PrincipalTag/id}:*"}}"#,
        r#""A${aws:PrincipalTag/id}:*""#,
    ),
    // Both sides are set by AWS, and nobody can choose either.
    silent(
        "variable_usage_too_permissive",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}",
            "aws:ResourceOrgID": "${AWS:principalorgid}",
            "aws:userid": ["${aws:PrincipalTag/id}:ci", "AROAEXAMPLE:${aws:PrincipalTag/name}"]}}"#,
    ),
    fires(
        "untrustworthy_condition_key",
        Resource,
        r#""Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringLike": {"aws:Referer": "https://www.example.com/*"}}"#,
        r#""aws:Referer""#,
    ),
    fires(
        "untrustworthy_condition_key",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringNotLike": {"aws:UserAgent": "CloudFront"},
            "Bool": {"aws:SecureTransport": "true"}}"#,
        r#""aws:UserAgent""#,
    ),
    // Everybody can use TLS.
    fires(
        "untrustworthy_condition_key",
        Resource,
        r#""Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringLike": {"aws:Referer": "https://www.example.com/*"},
            "Bool": {"aws:SecureTransport": "true"}}"#,
        r#""aws:Referer""#,
    ),
    silent(
        "untrustworthy_condition_key",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringLike": {"aws:UserAgent": "ours/*"},
            "Bool": {"aws:SecureTransport": "true", "aws:MultiFactorAuthPresent": "true"}}"#,
    ),
    silent(
        "untrustworthy_condition_key",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringLike": {"aws:UserAgent": "ours/*"},
            "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#,
    ),
    silent(
        "untrustworthy_condition_key",
        Identity,
        r#""Effect": "Deny", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringLike": {"aws:UserAgent": "curl/*"}}"#,
    ),
    // It is the service that fills the key.
    silent(
        "untrustworthy_condition_key",
        Resource,
        r#""Effect": "Allow", "Principal": {"Service": "ses.amazonaws.com"}, "Action": "s3:PutObject",
        "Resource": "*", "Condition": {"StringEquals": {"aws:Referer": "111122223333"}}"#,
    ),
];
