//! Whom principals name, and what limits services among them (K-11).

use policy_core::PolicyType::{Resource, Trust, Vpce};

use crate::{Case, fires, silent};

pub(crate) const CASES: &[Case] = &[
    fires(
        "invalid_role_reference",
        Trust,
        r#""Effect": "Allow", "Principal": {"AWS": ["111122223333", "AROADBQP57FF2AEXAMPLE"]},
        "Action": "sts:AssumeRole""#,
        r#""AROADBQP57FF2AEXAMPLE""#,
    ),
    // It is as hard to read where it is spared.
    fires(
        "invalid_role_reference",
        Resource,
        r#""Effect": "Deny", "NotPrincipal": {"AWS": "AROADBQP57FF2AEXAMPLE"},
        "Action": "sqs:SendMessage", "Resource": "*""#,
        r#""AROADBQP57FF2AEXAMPLE""#,
    ),
    silent(
        "invalid_role_reference",
        Trust,
        r#""Effect": "Allow", "Principal": {"AWS": [
            "arn:aws:iam::111122223333:role/AROADBQP57FF2AEXAMPLE", "AIDACKCEVSQ6C2EXAMPLE"
        ]}, "Action": "sts:AssumeRole""#,
    ),
    fires(
        "invalid_user_reference",
        Vpce,
        r#""Effect": "Allow", "Principal": {"AWS": "AIDACKCEVSQ6C2EXAMPLE"},
        "Action": "sqs:SendMessage", "Resource": "*""#,
        r#""AIDACKCEVSQ6C2EXAMPLE""#,
    ),
    silent(
        "invalid_user_reference",
        Resource,
        r#""Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"},
        "Action": "sqs:SendMessage", "Resource": "*",
        "Condition": {"StringLike": {"aws:userid": "AIDACKCEVSQ6C2EXAMPLE"}}"#,
    ),
    fires(
        "restrict_access_to_service_principal",
        Resource,
        r#""Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*",
        "Principal": {"AWS": "111122223333", "Service": "sns.amazonaws.com"}"#,
        r#""sns.amazonaws.com""#,
    ),
    // One condition is missing, so there is one finding.
    fires(
        "restrict_access_to_service_principal",
        Resource,
        r#""Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*",
        "Principal": {"Service": ["events.amazonaws.com", "sns.amazonaws.com"]},
        "Condition": {"Bool": {"aws:SecureTransport": "true"}}"#,
        r#""events.amazonaws.com""#,
    ),
    fires(
        "restrict_access_to_service_principal",
        Resource,
        r#""Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Condition": {"StringEquals": {"aws:SourceOwner": "111122223333"}}"#,
        r#""sns.amazonaws.com""#,
    ),
    // These let requests without the key through, or with all values but some.
    fires(
        "restrict_access_to_service_principal",
        Resource,
        r#""Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Condition": {
            "Null": {"aws:SourceAccount": "true", "aws:Referer": "false"},
            "StringNotEquals": {"aws:SourceAccount": "111122223333"},
            "ArnLikeIfExists": {"aws:SourceArn": "arn:aws:sns:*:111122223333:orders"},
            "ForAllValues:StringLike": {"aws:SourceOrgPaths": "o-a1b2c3/*"},
            "ForAnyValue:StringNotLike": {"aws:SourceOrgPaths": "o-a1b2c3/*"}
        }"#,
        r#""sns.amazonaws.com""#,
    ),
    silent(
        "restrict_access_to_service_principal",
        Resource,
        r#""Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Condition": {"ArnLike": {"AWS:sourceArn": "arn:aws:sns:*:111122223333:orders"}}"#,
    ),
    silent(
        "restrict_access_to_service_principal",
        Resource,
        r#""Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Condition": {"ForAnyValue:StringLike": {"aws:SourceOrgPaths": "o-a1b2c3/*"}}"#,
    ),
    // The encryption context names the group of logs that the key is used for.
    silent(
        "restrict_access_to_service_principal",
        Resource,
        r#""Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
        "Principal": {"Service": "logs.eu-west-1.amazonaws.com"},
        "Condition": {"ArnEquals": {
            "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:111122223333:log-group:web"
        }}"#,
    ),
    // The token is the id of one skill of Alexa.
    silent(
        "restrict_access_to_service_principal",
        Resource,
        r#""Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*",
        "Principal": {"Service": "alexa-appkit.amazon.com"},
        "Condition": {"StringEquals": {"lambda:EventSourceToken": "amzn1.ask.skill.1234"}}"#,
    ),
    fires(
        "restrict_access_to_service_principal",
        Resource,
        r#""Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*",
        "Principal": {"Service": "alexa-appkit.amazon.com"},
        "Condition": {"StringNotEquals": {"lambda:EventSourceToken": "amzn1.ask.skill.1234"}}"#,
        r#""alexa-appkit.amazon.com""#,
    ),
    silent(
        "restrict_access_to_service_principal",
        Resource,
        r#""Effect": "Deny", "Action": "sqs:SendMessage", "Resource": "*",
        "Principal": {"Service": "sns.amazonaws.com"}"#,
    ),
    silent(
        "restrict_access_to_service_principal",
        Resource,
        r#""Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*", "Principal": "*""#,
    ),
    // That a service assumes the role is the point of it.
    silent(
        "restrict_access_to_service_principal",
        Trust,
        r#""Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"},
        "Action": "sts:AssumeRole""#,
    ),
    fires(
        "unsupported_condition_key_for_service_principal",
        Resource,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*",
        "Principal": {"Service": "cloudfront.amazonaws.com"},
        "Condition": {"StringEquals": {
            "aws:PrincipalOrgID": "o-a1b2c3", "aws:SourceAccount": "111122223333"
        }}"#,
        r#""aws:PrincipalOrgID""#,
    ),
    fires(
        "unsupported_condition_key_for_service_principal",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"Service": ["ecs-tasks.amazonaws.com", "ec2.amazonaws.com"]},
        "Condition": {"StringEquals": {"aws:principalTAG/team/stage": "web"}}"#,
        r#""aws:principalTAG/team/stage""#,
    ),
    fires(
        "unsupported_condition_key_for_service_principal",
        Resource,
        r#""Effect": "Deny", "Action": "sqs:*", "Resource": "*",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}"#,
        r#""aws:MultiFactorAuthPresent""#,
    ),
    // Its sessions have the fields of a certificate as tags, and no organization.
    fires(
        "unsupported_condition_key_for_service_principal",
        Trust,
        r#""Effect": "Allow", "Principal": {"Service": "rolesanywhere.amazonaws.com"},
        "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
        "Condition": {"StringEquals": {
            "aws:PrincipalTag/x509Subject/CN": "web", "aws:PrincipalOrgID": "o-a1b2c3"
        }}"#,
        r#""aws:PrincipalOrgID""#,
    ),
    // The account has an organization.
    silent(
        "unsupported_condition_key_for_service_principal",
        Resource,
        r#""Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*",
        "Principal": {"AWS": "111122223333", "Service": "sns.amazonaws.com"},
        "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3"}}"#,
    ),
    silent(
        "unsupported_condition_key_for_service_principal",
        Resource,
        r#""Effect": "Deny", "Action": "sqs:SendMessage", "Resource": "*",
        "NotPrincipal": {"Service": "sns.amazonaws.com"},
        "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3"}}"#,
    ),
    silent(
        "unsupported_condition_key_for_service_principal",
        Resource,
        r#""Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Condition": {
            "StringEquals": {"aws:SourceAccount": "111122223333", "aws:RequestedRegion": "eu-west-1"},
            "Bool": {"aws:PrincipalIsAWSService": "true"}
        }"#,
    ),
    silent(
        "unsupported_condition_key_for_service_principal",
        Resource,
        r#""Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*", "Principal": {"AWS": []},
        "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3"}}"#,
    ),
];
