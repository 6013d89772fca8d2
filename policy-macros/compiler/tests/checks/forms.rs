//! Values that what their key holds cannot be (K-6).

use policy_core::PolicyType::{Identity, Resource, Scp, Trust};

use crate::{Case, document, fires, review, silent};

pub(crate) const CASES: &[Case] = &[
    fires(
        "wildcard_without_like_operator",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.example.com"},
        "Condition": {"StringEquals": {"oidc.example.com:sub": ["ci", "repo:acme/*"]}}"#,
        r#""repo:acme/*""#,
    ),
    // It is no region either, but for the same reason.
    silent(
        "invalid_region",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-*"}}"#,
    ),
    silent(
        "wildcard_without_like_operator",
        Identity,
        r#""Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
        "Condition": {"StringEquals": {"s3:prefix": "${aws:username, '*'}/${*}"},
            "StringLike": {"s3:delimiter": "?"},
            "ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::*:role/ci"}}"#,
    ),
    fires(
        "invalid_region",
        Scp,
        r#""Effect": "Deny", "Action": "ecs:*", "Resource": "*",
        "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1", "eu-centrl-1"]}}"#,
        r#""eu-centrl-1""#,
    ),
    fires(
        "invalid_region",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:*", "Resource": "*",
        "Condition": {"StringLike": {"aws:RequestedRegion": "europe-*"}}"#,
        r#""europe-*""#,
    ),
    fires(
        "invalid_region",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:RequestedRegion": "EU-CENTRAL-1"}}"#,
        r#""EU-CENTRAL-1""#,
    ),
    silent(
        "invalid_region",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:*", "Resource": "*",
        "Condition": {"StringEqualsIgnoreCase": {"aws:RequestedRegion": "EU-Central-1"},
            "StringLike": {"AWS:requestedregion": ["eu-*", "us-gov-????-1", "${aws:PrincipalTag/region}"]},
            "Null": {"aws:RequestedRegion": "false"}}"#,
    ),
    fires(
        "invalid_service_principal_format",
        Trust,
        r#""Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazon.com"},
        "Action": "sts:AssumeRole""#,
        r#""ecs-tasks.amazon.com""#,
    ),
    fires(
        "invalid_service_principal_format",
        Identity,
        r#""Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::*:role/web",
        "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks"}}"#,
        r#""ecs-tasks""#,
    ),
    fires(
        "invalid_service_principal_format",
        Identity,
        r#""Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::*:role/web",
        "Condition": {"StringLike": {"iam:PassedToService": "ECS*"}}"#,
        r#""ECS*""#,
    ),
    fires(
        "invalid_service_principal_format",
        Identity,
        r#""Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
        "Condition": {"StringEquals": {"kms:ViaService": "s3.amazonaws.com"}}"#,
        r#""s3.amazonaws.com""#,
    ),
    fires(
        "invalid_service_principal_format",
        Identity,
        r#""Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
        "Condition": {"StringLike": {"kms:ViaService": "s3.*.amazonaws.org"}}"#,
        r#""s3.*.amazonaws.org""#,
    ),
    silent(
        "invalid_service_principal_format",
        Resource,
        r#""Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
        "Principal": {"Service": ["logs.eu-central-1.amazonaws.com", "ec2.amazonaws.com.cn"]},
        "Condition": {"StringLike": {"kms:ViaService":
            ["s3.*.amazonaws.com", "*", "sqs.${aws:RequestedRegion}.amazonaws.com"]},
            "StringEquals": {"kms:ViaService": "ec2.cn-north-1.amazonaws.com.cn"},
            "Null": {"kms:ViaService": "false"}}"#,
    ),
    fires(
        "missing_tag_key_in_condition",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"ecs:resourcetag": "web"}}"#,
        r#""ecs:resourcetag""#,
    ),
    fires(
        "missing_tag_key_in_condition",
        Identity,
        r#""Effect": "Allow", "Action": "rds:*", "Resource": "*",
        "Condition": {"StringEquals": {"rds:db-tag/": "web"}}"#,
        r#""rds:db-tag/""#,
    ),
    fires(
        "missing_tag_key_in_condition",
        Identity,
        r#""Effect": "Allow", "Action": "glacier:*", "Resource": "*",
        "Condition": {"StringEquals": {"glacier:ResourceTag": "web"}}"#,
        r#""glacier:ResourceTag""#,
    ),
    // One mistake is one finding.
    silent(
        "unknown_key",
        Identity,
        r#""Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "*",
        "Condition": {"StringEquals": {"ec2:ResourceTag": "web"}}"#,
    ),
    silent(
        "missing_tag_key_in_condition",
        Identity,
        r#""Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "*",
        "Condition": {"StringEquals": {"ec2:ResourceTag/team": "web", "ec2:Attribute": "web"}}"#,
    ),
    fires(
        "invalid_vpc_format",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
        "Condition": {"StringNotEquals": {"aws:SourceVpc": ["vpc-1a2b3c4d", "vpce-1a2b3c4d"]}}"#,
        r#""vpce-1a2b3c4d""#,
    ),
    silent(
        "invalid_vpc_format",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
        "Condition": {"StringNotEquals": {"aws:SourceVpc":
            ["vpc-1a2b3c4d", "vpc-0123456789abcdef0", "${aws:PrincipalTag/vpc}"]},
            "StringNotEqualsIgnoreCase": {"aws:SourceVpc": "VPC-1A2B3C4D"},
            "StringNotLike": {"aws:SourceVpc": "vpc-12*"}}"#,
    ),
    fires(
        "invalid_vpce_format",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
        "Condition": {"StringNotEquals": {"aws:sourceVpce": "vpce-1a2b3c4"}}"#,
        r#""vpce-1a2b3c4""#,
    ),
    silent(
        "invalid_vpce_format",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
        "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-0123456789abcdef0"}}"#,
    ),
    fires(
        "invalid_kms_key_value",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*",
        "Condition": {"StringNotEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id":
            ["arn:aws:kms:eu-central-1:111122223333:key/1234abcd", "alias/orders"]}}"#,
        r#""alias/orders""#,
    ),
    fires(
        "invalid_kms_key_value",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*",
        "Condition": {"ArnNotEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id":
            "arn:aws:kms:eu-central-1:111122223333:alias/orders"}}"#,
        r#""arn:aws:kms:eu-central-1:111122223333:alias/orders""#,
    ),
    fires(
        "invalid_kms_key_value",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*",
        "Condition": {"StringNotEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id":
            "arn:aws:kms:eu-central-1::key/1234abcd"}}"#,
        r#""arn:aws:kms:eu-central-1::key/1234abcd""#,
    ),
    silent(
        "invalid_kms_key_value",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*",
        "Condition": {"StringNotLike": {"s3:x-amz-server-side-encryption-aws-kms-key-id":
            ["arn:aws:kms:*:111122223333:key/*", "arn:aws:kms:*/1234abcd", "*:111122223333:key/*",
            "arn:aws:kms:${aws:RequestedRegion}:${aws:PrincipalAccount}:key/1234abcd"]}}"#,
    ),
];

#[test]
fn wildcards_are_for_the_operators_of_the_type() {
    for (operator, key, instead) in [
        ("StringEquals", "s3:prefix", "StringLike"),
        (
            "ForAnyValue:StringNotEqualsIgnoreCaseIfExists",
            "aws:TagKeys",
            "ForAnyValue:StringNotLikeIfExists",
        ),
        // `StringLike` would be the next finding.
        ("StringNotEquals", "aws:PrincipalArn", "ArnNotLike"),
    ] {
        let text = document(&format!(
            r#""Effect": "Deny", "Action": "s3:*", "Resource": "*",
            "Condition": {{"{operator}": {{"{key}": "arn:aws:*"}}}}"#
        ));
        let findings = review(&text, Identity);
        let code = "wildcard_without_like_operator";
        let mut of_code = findings.iter().filter(|one| one.code().as_str() == code);
        let help = of_code.next().and_then(|finding| finding.help());
        let expected = format!("write `{instead}` if any text");
        assert!(
            help.is_some_and(|help| help.starts_with(&expected)),
            "{help:?}"
        );
    }
}
