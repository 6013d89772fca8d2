//! Principals, and what types of policies do not take, as AWS calls them.

use policy_compiler::Issue;
use policy_core::PolicyType::{Identity, Rcp, Resource, Scp, Trust};

use super::{Case, known};

pub(super) const CASES: &[Case] = &[
    // Principals.
    known(
        Issue::InvalidPrincipalFormat,
        "principal",
        Resource,
        r#""Effect": "Allow", "Principal": "111122223333", "Action": "sqs:SendMessage", "Resource": "*""#,
        r#""Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sqs:SendMessage", "Resource": "*""#,
    ),
    known(
        Issue::InvalidPrincipalKey,
        "principal",
        Resource,
        r#""Effect": "Allow", "Principal": {"Aws": "111122223333"}, "Action": "sqs:SendMessage", "Resource": "*""#,
        r#""Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sqs:SendMessage", "Resource": "*""#,
    ),
    known(
        Issue::UnsupportedPrincipal,
        "element_not_allowed",
        Identity,
        r#""Effect": "Allow", "Principal": "*", "Action": "ecs:RunTask", "Resource": "*""#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::ScpSyntaxErrorPrincipal,
        "element_not_allowed",
        Scp,
        r#""Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "Action": "ecs:RunTask", "Resource": "*""#,
        r#""Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::UnsupportedWildcardInPrincipal,
        "principal",
        Trust,
        r#""Effect": "Allow", "Principal": {"Service": "*"}, "Action": "sts:AssumeRole""#,
        r#""Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole""#,
    ),
    known(
        Issue::FederatedPrincipalNotSupported,
        "principal",
        Resource,
        r#""Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*""#,
        r#""Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sqs:SendMessage", "Resource": "*""#,
    ),
    known(
        Issue::InvalidServicePrincipalFormat,
        "principal",
        Trust,
        r#""Effect": "Allow", "Principal": {"Service": "ECS"}, "Action": "sts:AssumeRole""#,
        r#""Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole""#,
    ),
    known(
        Issue::InvalidFederatedPrincipalSyntaxInRoleTrustPolicy,
        "principal",
        Trust,
        r#""Effect": "Allow", "Principal": {"Federated": "my provider"}, "Action": "sts:AssumeRoleWithSAML""#,
        r#""Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/x"}, "Action": "sts:AssumeRoleWithSAML""#,
    ),
    known(
        Issue::AllowWithNotPrincipal,
        "notprincipal_allow",
        Resource,
        r#""Effect": "Allow", "NotPrincipal": {"AWS": "111122223333"}, "Action": "sqs:SendMessage", "Resource": "*""#,
        r#""Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "Action": "sqs:SendMessage", "Resource": "*""#,
    ),
    // Types of policies.
    known(
        Issue::RoleTrustPolicySyntaxErrorNotprincipal,
        "element_not_allowed",
        Trust,
        r#""Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole""#,
        r#""Effect": "Deny", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole""#,
    ),
    known(
        Issue::RoleTrustPolicySyntaxErrorResource,
        "element_not_allowed",
        Trust,
        r#""Effect": "Deny", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole""#,
    ),
    known(
        Issue::RoleTrustPolicyUnsupportedWildcardInPrincipal,
        "principal",
        Trust,
        r#""Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole""#,
        r#""Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole""#,
    ),
    known(
        Issue::RcpSyntaxErrorAllow,
        "rcp",
        Rcp,
        r#""Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*""#,
    ),
    known(
        Issue::RcpSyntaxErrorAction,
        "rcp",
        Rcp,
        r#""Effect": "Deny", "Principal": "*", "Action": ["ecs:RunTask", "*"], "Resource": "*""#,
        r#""Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*""#,
    ),
    known(
        Issue::RcpSyntaxErrorNotaction,
        "rcp",
        Rcp,
        r#""Effect": "Deny", "Principal": "*", "NotAction": "sqs:SendMessage", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*""#,
    ),
    known(
        Issue::RcpSyntaxErrorPrincipal,
        "rcp",
        Rcp,
        r#""Effect": "Deny", "Principal": {"AWS": "111122223333"}, "Action": "sqs:SendMessage", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sqs:SendMessage", "Resource": "*""#,
    ),
    known(
        Issue::RcpSyntaxErrorPrincipal,
        "principal",
        Rcp,
        r#""Effect": "Deny", "Principal": ["*"], "Action": "sqs:SendMessage", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*""#,
    ),
    known(
        Issue::RcpSyntaxErrorPrincipal,
        "element_not_allowed",
        Rcp,
        r#""Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "Action": "sqs:SendMessage", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*""#,
    ),
    known(
        Issue::RecommendedConditionKeyForServicePrincipal,
        "restrict_access_to_service_principal",
        Resource,
        r#""Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage",
        "Resource": "*", "Condition": {"StringEquals": {"aws:Referer": "111122223333"}}"#,
        r#""Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage",
        "Resource": "*", "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}"#,
    ),
];
