//! Conditions on tags of resources beside actions whose requests never carry them (K-16).

use policy_core::PolicyType::{Identity, Scp};

use crate::{Case, fires, silent};

pub(crate) const CASES: &[Case] = &[
    fires(
        "allow_with_unsupported_tag_condition_key_for_service",
        Identity,
        r#""Effect": "Allow", "Action": ["ecs:StopTask", "sts:GetCallerIdentity"], "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceTag/team": "red"}}"#,
        r#""aws:ResourceTag/team""#,
    ),
    fires(
        "allow_with_unsupported_tag_condition_key_for_service",
        Identity,
        r#""Effect": "Allow", "Action": ["a2c:*"], "Resource": "*",
        "Condition": {"Null": {"AWS:resourcetag/team": "false"}}"#,
        r#""AWS:resourcetag/team""#,
    ),
    silent(
        "allow_with_unsupported_tag_condition_key_for_service",
        Identity,
        r#""Effect": "Allow", "Action": ["ecs:StopTask", "ecs:*", "*"], "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceTag/team": "red"}}"#,
    ),
    // True without the key; another key; a name that is not known.
    silent(
        "allow_with_unsupported_tag_condition_key_for_service",
        Identity,
        r#""Effect": "Allow", "Action": ["sts:GetCallerIdentity", "sts:Foo"], "Resource": "*",
        "Condition": {"StringEqualsIfExists": {"aws:ResourceTag/a": "x"},
            "StringNotEquals": {"aws:ResourceTag/b": "x"}, "Null": {"aws:ResourceTag/c": "true"},
            "StringEquals": {"aws:PrincipalTag/d": "x"}}"#,
    ),
    silent(
        "allow_with_unsupported_tag_condition_key_for_service",
        Identity,
        r#""Effect": "Allow", "Action": "sts:Foo", "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceTag/a": "x"}}"#,
    ),
    fires(
        "deny_with_unsupported_tag_condition_key_for_service",
        Scp,
        r#""Effect": "Deny", "Action": ["ec2:DescribeInstances", "ec2:StopInstances"], "Resource": "*",
        "Condition": {"StringLike": {"aws:ResourceTag/stage": "prod*"}}"#,
        r#""aws:ResourceTag/stage""#,
    ),
    silent(
        "deny_with_unsupported_tag_condition_key_for_service",
        Scp,
        r#""Effect": "Deny", "Action": ["ec2:Describe*", "ec2:StopInstances"], "Resource": "*",
        "Condition": {"StringNotLike": {"aws:ResourceTag/stage": "prod*"}}"#,
    ),
    fires(
        "allow_notaction_with_unsupported_tag_condition_key_for_service",
        Identity,
        r#""Effect": "Allow", "NotAction": "iam:*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}"#,
        r#""aws:ResourceTag/team""#,
    ),
    silent(
        "allow_notaction_with_unsupported_tag_condition_key_for_service",
        Identity,
        r#""Effect": "Allow", "NotAction": "iam:*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalTag/team": "red"}}"#,
    ),
    fires(
        "deny_notaction_with_unsupported_tag_condition_key_for_service",
        Scp,
        r#""Effect": "Deny", "NotAction": "iam:*", "Resource": "*",
        "Condition": {"ForAnyValue:StringNotEquals": {"aws:ResourceTag/team": "red"}}"#,
        r#""aws:ResourceTag/team""#,
    ),
    silent(
        "deny_notaction_with_unsupported_tag_condition_key_for_service",
        Scp,
        r#""Effect": "Deny", "NotAction": "iam:*", "Resource": "*",
        "Condition": {"StringNotEquals": {"aws:ResourceTag/team": "red"}}"#,
    ),
];
