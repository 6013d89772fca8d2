//! Set operators on keys that have one value (K-7).

use policy_core::PolicyType::{Identity, Trust};

use crate::{Case, fires, silent};

pub(crate) const CASES: &[Case] = &[
    fires(
        "forallvalues_with_single_valued_key",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"ForAllValues:StringEquals": {"aws:RequestTag/team": ["web", "db"]}}"#,
        r#""aws:RequestTag/team""#,
    ),
    // One mistake is one finding, and the rest of the operator's keys are others.
    fires(
        "for_all_values_allow",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:TagResource", "Resource": "*",
        "Condition": {"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-1", "aws:TagKeys": "team"}}"#,
        r#""aws:TagKeys""#,
    ),
    fires(
        "forallvalues_with_single_valued_key",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"ForAllValues:ArnNotLikeIfExists": {"ECS:Cluster": "arn:aws:ecs:*:*:cluster/prod"}}"#,
        r#""ECS:Cluster""#,
    ),
    silent(
        "forallvalues_with_single_valued_key",
        Identity,
        r#""Effect": "Allow", "Action": "events:PutRule", "Resource": "*",
        "Condition": {"ForAllValues:StringEquals": {"events:detail-type": "order",
                "aws:TagKeys": "team", "oidc.example.com:groups": "web"},
            "ForAnyValue:StringEquals": {"aws:PrincipalOrgID": "o-1"}}"#,
    ),
    fires(
        "foranyvalue_with_audience_claim_type",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": "cognito-identity.amazonaws.com"},
        "Condition": {"ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:aud": "eu-central-1:*",
            "cognito-identity.amazonaws.com:amr": "authenticated"}}"#,
        r#""cognito-identity.amazonaws.com:aud""#,
    ),
    silent(
        "foranyvalue_with_audience_claim_type",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": "cognito-identity.amazonaws.com"},
        "Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": "eu-central-1:1"}}"#,
    ),
    fires(
        "confirm_audience_claim_type",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": "accounts.google.com"},
        "Condition": {"ForAllValues:StringEquals": {"accounts.google.com:AUD": "app"}}"#,
        r#""accounts.google.com:AUD""#,
    ),
    fires(
        "confirm_audience_claim_type",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithSAML",
        "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/corp"},
        "Condition": {"ForAllValues:StringEquals": {"SAML:Aud": "https://signin.aws.amazon.com/saml"}}"#,
        r#""SAML:Aud""#,
    ),
    fires(
        "foranyvalue_with_audience_claim_type",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithSAML",
        "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/corp"},
        "Condition": {"ForAnyValue:StringEquals": {
            "saml:aud": "https://signin.aws.amazon.com/saml", "saml:edupersonaffiliation": "staff"
        }}"#,
        r#""saml:aud""#,
    ),
    silent(
        "forallvalues_with_single_valued_key",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": "accounts.google.com"},
        "Condition": {"ForAllValues:StringEquals": {"accounts.google.com:aud": "app"}}"#,
    ),
    silent(
        "for_all_values_allow",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": "accounts.google.com"},
        "Condition": {"ForAllValues:StringEquals": {"accounts.google.com:aud": "app"}}"#,
    ),
    silent(
        "confirm_audience_claim_type",
        Trust,
        r#""Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": "accounts.google.com"},
        "Condition": {"ForAllValues:StringEquals": {"accounts.google.com:audience": "app"}}"#,
    ),
];
