//! Mistakes that had a name here already have AWS's, too, and each code of AWS is somebody's
//! (docs/checks.md, "AWS's codes").

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use policy_compiler::{Code, Finding, Issue, Level, Options, Severity, compile, read};
use policy_core::PolicyType::{self, Boundary, Identity, Rcp, Resource, Scp, Session, Trust, Vpce};

use crate::{document, options, review};

/// A mistake that AWS has a name for, and a document without it.
struct Case {
    issue: Issue,
    code: &'static str,
    policy_type: PolicyType,
    /// Whole documents, or the members of a statement of the current version.
    wrong: &'static str,
    right: &'static str,
}

const fn known(
    issue: Issue,
    code: &'static str,
    policy_type: PolicyType,
    wrong: &'static str,
    right: &'static str,
) -> Case {
    Case {
        issue,
        code,
        policy_type,
        wrong,
        right,
    }
}

/// What AWS reports and nothing here does, and why.
const NOT_COVERED: &[(Issue, &str)] = &[
    (
        Issue::UnsupportedGlobalConditionKey,
        "AWS does not say where it refuses `aws:ARN`; `deprecated_global_condition_key` is reported instead",
    ),
    (
        Issue::UseConditionKeyOnlyWithSupportedServices,
        "AWS publishes no list of the services",
    ),
    (
        Issue::RecommendedConditionKeyForServicePrincipal,
        "AWS publishes no list of the keys",
    ),
];

const CASES: &[Case] = &[
    // Documents and their elements.
    known(
        Issue::JsonSyntaxError,
        "json",
        Identity,
        r#"{"Version": "2012-10-17", "Statement": [],}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::JsonSyntaxError,
        "duplicate_key",
        Identity,
        r#""Effect": "Allow", "Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*""#,
        r#""Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::DataTypeMismatch,
        "type",
        Identity,
        r#""Effect": "Allow", "Action": 1, "Resource": "*""#,
        r#""Effect": "Allow", "Action": ["ecs:RunTask"], "Resource": "*""#,
    ),
    known(
        Issue::DataTypeMismatch,
        "version",
        Identity,
        r#"{"Version": 2012, "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#,
        r#"{"Version": "2012", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#,
    ),
    known(
        Issue::DataTypeMismatch,
        "effect",
        Identity,
        r#""Effect": ["Allow"], "Action": "ecs:RunTask", "Resource": "*""#,
        r#""Effect": "allow", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::DataTypeMismatch,
        "condition_value",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"ecs:cluster": null}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"ecs:cluster": "x"}}"#,
    ),
    known(
        Issue::InvalidVersion,
        "version",
        Identity,
        r#"{"Version": "2012-10-18", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#,
        r#"{"Version": "2008-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#,
    ),
    known(
        Issue::MissingVersion,
        "version_absent",
        Identity,
        r#"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#,
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#,
    ),
    known(
        Issue::MissingVersion,
        "version",
        Scp,
        r#"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#,
        r#"{"Version": "2008-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#,
    ),
    known(
        Issue::InvalidPolicyElement,
        "unknown_element",
        Identity,
        r#""Effect": "Allow", "Actions": "ecs:RunTask", "Resource": "*""#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::InvalidPolicyElement,
        "element_not_allowed",
        Identity,
        r#"{"Version": "2012-10-17", "Id": "x", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#,
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#,
    ),
    known(
        Issue::MissingStatement,
        "missing_element",
        Identity,
        r#"{"Version": "2012-10-17"}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::MissingStatement,
        "empty_statement",
        Identity,
        r#"{"Version": "2012-10-17", "Statement": []}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::MissingAction,
        "missing_element",
        Trust,
        r#""Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}"#,
        r#""Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "NotAction": "sts:TagSession""#,
    ),
    known(
        Issue::MissingEffect,
        "missing_element",
        Identity,
        r#""Action": "ecs:RunTask", "Resource": "*""#,
        r#""Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::MissingPrincipal,
        "missing_element",
        Resource,
        r#""Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*""#,
        r#""Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "Action": "sqs:SendMessage", "Resource": "*""#,
    ),
    known(
        Issue::MissingPrincipal,
        "missing_element",
        Rcp,
        r#""Effect": "Deny", "Action": "sqs:SendMessage", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*""#,
    ),
    known(
        Issue::MissingResource,
        "missing_element",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask""#,
        r#""Effect": "Deny", "Action": "ecs:RunTask", "NotResource": "arn:aws:ecs:*:*:task-definition/x:*""#,
    ),
    known(
        Issue::MissingResource,
        "missing_resource",
        Resource,
        r#""Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sqs:SendMessage""#,
        r#""Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sqs:SendMessage", "Resource": "*""#,
    ),
    known(
        Issue::UnsupportedElementCombination,
        "conflict",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:RunTask", "NotAction": "ecs:StopTask", "Resource": "*""#,
        r#""Effect": "Deny", "NotAction": "ecs:StopTask", "Resource": "*""#,
    ),
    known(
        Issue::InvalidEffect,
        "effect",
        Identity,
        r#""Effect": "allow", "Action": "ecs:RunTask", "Resource": "*""#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::UnsupportedSid,
        "sid",
        Identity,
        r#""Sid": "run tasks", "Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*""#,
        r#""Sid": "RunTasks", "Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::UniqueSidsRequired,
        "duplicate_sid",
        Scp,
        r#"{"Version": "2012-10-17", "Statement": [
            {"Sid": "A", "Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*"},
            {"Sid": "A", "Effect": "Deny", "Action": "ecs:StopTask", "Resource": "*"}]}"#,
        r#"{"Version": "2012-10-17", "Statement": [
            {"Sid": "A", "Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*"},
            {"Sid": "B", "Effect": "Deny", "Action": "ecs:StopTask", "Resource": "*"}]}"#,
    ),
    known(
        Issue::UniqueSidsRecommended,
        "duplicate_sid",
        Vpce,
        r#"{"Version": "2012-10-17", "Statement": [
            {"Sid": "A", "Effect": "Deny", "Principal": "*", "Action": "ecs:RunTask", "Resource": "*"},
            {"Sid": "A", "Effect": "Deny", "Principal": "*", "Action": "ecs:StopTask", "Resource": "*"}]}"#,
        r#"{"Version": "2012-10-17", "Statement": [
            {"Sid": "", "Effect": "Deny", "Principal": "*", "Action": "ecs:RunTask", "Resource": "*"},
            {"Sid": "", "Effect": "Deny", "Principal": "*", "Action": "ecs:StopTask", "Resource": "*"}]}"#,
    ),
    // Empty lists.
    known(
        Issue::EmptyArrayAction,
        "empty_list",
        Identity,
        r#""Effect": "Deny", "NotAction": [], "Resource": "*""#,
        r#""Effect": "Deny", "Action": "ecs:*", "Resource": []"#,
    ),
    known(
        Issue::EmptyArrayResource,
        "empty_list",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:*", "Resource": []"#,
        r#""Effect": "Deny", "Action": [], "Resource": "*""#,
    ),
    known(
        Issue::EmptyArrayPrincipal,
        "empty_list",
        Resource,
        r#""Effect": "Deny", "Principal": {"AWS": []}, "Action": "sqs:SendMessage", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": {}, "Action": "sqs:SendMessage", "Resource": "*""#,
    ),
    known(
        Issue::EmptyObjectPrincipal,
        "empty_list",
        Resource,
        r#""Effect": "Deny", "Principal": {}, "Action": "sqs:SendMessage", "Resource": "*""#,
        r#""Effect": "Deny", "Principal": {"AWS": []}, "Action": "sqs:SendMessage", "Resource": "*""#,
    ),
    known(
        Issue::EmptyArrayCondition,
        "empty_list",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"ecs:cluster": []}}"#,
        r#""Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEqualsIfExists": {"ecs:cluster": []}}"#,
    ),
    known(
        Issue::EmptyArrayConditionIfexists,
        "empty_list",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEqualsIfExists": {"ecs:cluster": []}}"#,
        r#""Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"ecs:cluster": []}}"#,
    ),
    known(
        Issue::EmptyArrayConditionForallvalues,
        "empty_list",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": []}}"#,
        r#""Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": []}}"#,
    ),
    known(
        Issue::EmptyArrayConditionForanyvalue,
        "empty_list",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": []}}"#,
        r#""Effect": "Deny", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": []}}"#,
    ),
    // Actions.
    known(
        Issue::InvalidAction,
        "action",
        Identity,
        r#""Effect": "Allow", "Action": "RunTask", "Resource": "*""#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::InvalidAction,
        "unknown_action",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTasks", "Resource": "*""#,
        r#""Effect": "Allow", "Action": "ECS:runtask", "Resource": "*""#,
    ),
    known(
        Issue::InvalidAction,
        "unmatched_wildcard",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:Runn*", "Resource": "*""#,
        r#""Effect": "Allow", "Action": "ecs:Run*", "Resource": "*""#,
    ),
    known(
        Issue::InvalidAction,
        "retired_name",
        Identity,
        r#""Effect": "Allow", "Action": "account:GetChallengeQuestions", "Resource": "*""#,
        r#""Effect": "Allow", "Action": "account:GetContactInformation", "Resource": "*""#,
    ),
    known(
        Issue::InvalidServiceInAction,
        "retired_name",
        Identity,
        r#""Effect": "Allow", "Action": "deepracer:GetCar", "Resource": "*""#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::InvalidServiceInAction,
        "unknown_service",
        Identity,
        r#""Effect": "Allow", "Action": "esc:RunTask", "Resource": "*""#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::InvalidServiceInAction,
        "action",
        Identity,
        r#""Effect": "Allow", "Action": ":RunTask", "Resource": "*""#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    known(
        Issue::WildcardInServiceName,
        "action",
        Identity,
        r#""Effect": "Allow", "Action": "ec*:RunTask", "Resource": "*""#,
        r#""Effect": "Allow", "Action": "ecs:Run*", "Resource": "*""#,
    ),
    // Resources.
    known(
        Issue::InvalidArnPrefix,
        "resource",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "my-bucket/*""#,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*""#,
    ),
    known(
        Issue::MissingArnField,
        "short_arn",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3""#,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*""#,
    ),
    known(
        Issue::MissingArnField,
        "resource",
        Session,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:*""#,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*""#,
    ),
    known(
        Issue::InvalidPartition,
        "resource",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:asw:s3:::my-bucket/*""#,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws-cn:s3:::my-bucket/*""#,
    ),
    known(
        Issue::InvalidService,
        "resource",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws::::my-bucket/*""#,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*""#,
    ),
    known(
        Issue::WildcardInServiceName,
        "resource",
        Boundary,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s*:::my-bucket/*""#,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*""#,
    ),
    known(
        Issue::WildcardInServiceName,
        "wildcard_service",
        Scp,
        r#""Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s*:::my-bucket/*""#,
        r#""Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*""#,
    ),
    known(
        Issue::InvalidArnAccount,
        "odd_account_field",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:*", "Resource": "arn:aws:ecs:*:prod:cluster/x""#,
        r#""Effect": "Allow", "Action": "ecs:*", "Resource": "arn:aws:ecs:*:1111*:cluster/x""#,
    ),
    known(
        Issue::InvalidArnResource,
        "unsupported_resource",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "arn:aws:ecs:*:*:tasks/x""#,
        // Of another type, and in a region where IAM has none: AWS has other names for that.
        r#""Effect": "Allow", "Action": ["ecs:RunTask", "iam:GetRole"], "Resource":
        ["arn:aws:ecs:*:*:cluster/x", "arn:aws:iam:us-east-1:111122223333:role/x"]"#,
    ),
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
    // Operators and keys.
    known(
        Issue::InvalidConditionOperator,
        "operator",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEqual": {"ecs:cluster": "x"}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"ForAnyValue:StringLikeIfExists": {"aws:TagKeys": "x"}}"#,
    ),
    known(
        Issue::NullWithIfExists,
        "operator",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"NullIfExists": {"ecs:cluster": "true"}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"Null": {"ecs:cluster": "false"}}"#,
    ),
    known(
        Issue::NullWithQualifier,
        "null_with_set_operator",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"ForAnyValue:Null": {"aws:TagKeys": "true"}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"Null": {"aws:TagKeys": "false"}}"#,
    ),
    known(
        Issue::MissingQualifier,
        "missing_qualifier",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"aws:TagKeys": "x"}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": "x"}}"#,
    ),
    known(
        Issue::DuplicateKeysWithDifferentCase,
        "duplicate_condition_key",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"ecs:cluster": "x", "ecs:Cluster": "y"}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"ecs:cluster": "x"}, "StringLike": {"ecs:Cluster": "y"}}"#,
    ),
    known(
        Issue::InvalidConditionKeyFormat,
        "condition_key",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"cluster": "x"}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"ecs:cluster": "x"}}"#,
    ),
    known(
        Issue::MissingTagKeyInCondition,
        "condition_key",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceTag/": "x"}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"aws:ResourceTag/team": "x"}}"#,
    ),
    known(
        Issue::MissingTagKeyInCondition,
        "missing_tag_key_in_condition",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"ecs:ResourceTag": "x"}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"ecs:ResourceTag/team": "x"}}"#,
    ),
    known(
        Issue::InvalidGlobalConditionKey,
        "unknown_key",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"AWS:SourceVpcs": "x"}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"ecs:clusters": "x"}}"#,
    ),
    known(
        Issue::InvalidServiceConditionKey,
        "unknown_key",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"ecs:clusters": "x"}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"esc:cluster": "x"}}"#,
    ),
    known(
        Issue::InvalidService,
        "unknown_key",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"esc:cluster": "x"}}"#,
        // The keys of identity providers are not known.
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"esc.example.com:cluster": "x"}}"#,
    ),
    known(
        Issue::MissingActionForConditionKey,
        "unsupported_key",
        Identity,
        r#""Effect": "Allow", "Action": "iam:GetRole", "Resource": "*",
        "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}"#,
        r#""Effect": "Allow", "Action": ["iam:GetRole", "iam:Pass*"], "Resource": "*",
        "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}"#,
    ),
    known(
        Issue::UnsupportedActionForConditionKey,
        "unsupported_key",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
        "Condition": {"StringEquals": {"s3:prefix": "x"}}"#,
        r#""Effect": "Allow", "Action": "iam:GetRole", "Resource": "*",
        "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}"#,
    ),
    // Values.
    known(
        Issue::InvalidConditionDataType,
        "mixed_types",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"ecs:cluster": ["x", 1]}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"ecs:cluster": ["x", "1"]}}"#,
    ),
    known(
        Issue::InvalidConditionDataType,
        "condition_value",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": true}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": "true"}}"#,
    ),
    known(
        Issue::InvalidVariableForOperator,
        "condition_value",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": "${aws:VpcSourceIp}"}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {"ecs:cluster": "${aws:username}"}}"#,
    ),
    known(
        Issue::TypeMismatchBoolean,
        "condition_value",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"Bool": {"aws:SecureTransport": "yes"}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"Bool": {"aws:SecureTransport": true}}"#,
    ),
    known(
        Issue::TypeMismatchDate,
        "condition_value",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"DateLessThan": {"aws:CurrentTime": "tomorrow"}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}"#,
    ),
    known(
        Issue::TypeMismatchNumber,
        "condition_value",
        Identity,
        r#""Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
        "Condition": {"NumericLessThan": {"s3:max-keys": "ten"}}"#,
        r#""Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
        "Condition": {"NumericLessThan": {"s3:max-keys": 10}}"#,
    ),
    known(
        Issue::TypeMismatchString,
        "condition_value",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"BinaryEquals": {"ecs:cluster": "x"}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"BinaryEquals": {"ecs:cluster": "QUJD"}}"#,
    ),
    known(
        Issue::TypeMismatchIpRange,
        "condition_value",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.*"}}"#,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#,
    ),
    // Policy variables.
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

/// Types, the limits of their sizes, and whether AWS refuses what is larger.
const SIZES: &[(PolicyType, Option<Issue>, bool)] = &[
    (
        Identity,
        Some(Issue::PolicySizeExceedsIdentityPolicyQuota),
        false,
    ),
    (
        Boundary,
        Some(Issue::PolicySizeExceedsIdentityPolicyQuota),
        false,
    ),
    (Session, None, false),
    (
        Resource,
        Some(Issue::PolicySizeExceedsResourcePolicyQuota),
        false,
    ),
    (
        Vpce,
        Some(Issue::PolicySizeExceedsResourcePolicyQuota),
        false,
    ),
    (
        Trust,
        Some(Issue::PolicySizeExceedsRoleTrustPolicyQuota),
        false,
    ),
    (Scp, Some(Issue::PolicySizeExceedsScpQuota), true),
    (Rcp, Some(Issue::PolicySizeExceedsRcpQuota), true),
];

#[test]
fn findings_are_known_as_by_aws() {
    for case in CASES {
        let Case {
            issue,
            code,
            policy_type,
            wrong,
            right,
        } = case;
        let of_issue = |text: &str| -> Vec<Finding> {
            let findings = review(&document(text), *policy_type);
            let named = findings.iter().filter(|one| one.issue() == Some(*issue));
            named.cloned().collect()
        };
        let found = of_issue(wrong);
        assert!(!found.is_empty(), "{issue:?} on {wrong}");
        for finding in found {
            assert_eq!(finding.code().as_str(), *code, "{issue:?} on {wrong}");
            assert_eq!(finding.finding_type(), issue.finding_type());
            assert_eq!(finding.issue_code(), issue.as_str());
        }
        assert_eq!(of_issue(right), [], "{issue:?} on {right}");
    }
}

#[test]
fn codes_list_their_issues() {
    for case in CASES {
        for text in [case.wrong, case.right] {
            for finding in &review(&document(text), case.policy_type) {
                let issues = finding.code().issues();
                let is_listed = finding.issue().is_none_or(|issue| issues.contains(&issue));
                assert!(is_listed, "{finding:?}");
            }
        }
    }
    for code in Code::ALL {
        let first = code.issues().first().copied();
        assert!(code.issue().is_none_or(|issue| first == Some(issue)));
        let unique: BTreeSet<_> = code.issues().iter().collect();
        assert_eq!(unique.len(), code.issues().len(), "{code:?}");
    }
}

#[test]
fn sizes_are_known_as_by_aws() {
    let text = |policy_type: PolicyType| {
        let principal = match policy_type {
            Identity | Boundary | Session | Scp => "",
            _ => r#""Principal": "*", "#,
        };
        let resource = if policy_type == Trust {
            ""
        } else {
            r#", "Resource": "*""#
        };
        let principal = principal.replace(r#""*""#, r#"{"AWS": "*"}"#);
        document(&format!(
            r#""Effect": "Deny", {principal}"Action": "s3:GetObject"{resource}"#
        ))
    };
    for (policy_type, issue, is_refused) in SIZES {
        let text = text(*policy_type);
        let find = |limit: usize, is_reviewed: bool| {
            let options = if is_reviewed {
                options(*policy_type)
            } else {
                Options::new(*policy_type)
            };
            let (_, findings) = read(&text, &options.size_limit(limit));
            let mut of_code = findings.iter().filter(|one| one.code() == Code::TooLarge);
            of_code.next().cloned()
        };
        assert_eq!(find(10_000, true), None, "{policy_type}");
        let finding = find(20, true).expect("it is larger");
        assert_eq!(finding.issue(), *issue, "{policy_type}");
        let level = if *is_refused {
            Level::Deny
        } else {
            Level::Warn
        };
        assert_eq!(finding.default_level(), level, "{policy_type}");
        let finding = find(20, false).expect("it is larger");
        assert_eq!(finding.default_level(), Level::Warn, "{policy_type}");
    }
}

#[test]
fn what_aws_refuses_is_denied_under_review() {
    let text = document(
        r#""Effect": "Deny", "Action": "ecs:*", "Resource": "arn:aws:ecs:*:prod:cluster/x""#,
    );
    let reviewed = options(Identity);
    assert!(compile(&text, &reviewed).is_err());
    let allowed = reviewed.level(Code::OddAccountField, Level::Warn);
    assert!(compile(&text, &allowed).is_ok());
    let (_, findings) = read(&text, &Options::new(Identity));
    let severities: Vec<_> = findings.iter().map(Finding::severity).collect();
    assert_eq!(severities, [Severity::Lint(Level::Warn)]);
}

#[test]
fn every_code_of_aws_is_covered() {
    let checks = Code::ALL.iter().filter(|code| code.check_rule().is_some());
    let of_checks: BTreeSet<Issue> = checks.filter_map(|code| code.issue()).collect();
    let of_cases = CASES.iter().map(|case| case.issue);
    let of_sizes = SIZES.iter().filter_map(|(_, issue, _)| *issue);
    let others: BTreeSet<Issue> = of_cases.chain(of_sizes).collect();
    let not_covered: BTreeSet<Issue> = NOT_COVERED.iter().map(|(issue, _)| *issue).collect();
    for issue in Issue::ALL {
        let is_found = of_checks.contains(issue) || others.contains(issue);
        assert_ne!(is_found, not_covered.contains(issue), "{issue:?}");
    }
    // What codes say of themselves is shown by a case.
    for code in Code::ALL.iter().filter(|code| code.check_rule().is_none()) {
        for issue in code.issues() {
            let mut cases = CASES.iter();
            let is_shown = match code {
                Code::TooLarge => others.contains(issue),
                _ => cases.any(|case| case.code == code.as_str() && case.issue == *issue),
            };
            assert!(is_shown, "{code:?} {issue:?}");
        }
    }
}

#[test]
fn the_rules_list_what_is_another_finding_here() {
    let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/checks.md");
    let rules = fs::read_to_string(rules).expect("the rules");
    let in_backticks = |text: &str| -> Vec<String> {
        let parts = text.split('`').skip(1).step_by(2);
        parts.map(str::to_owned).collect()
    };
    let rows = rules.lines().filter_map(|line| line.strip_prefix("| `"));
    let rows = rows.filter_map(|row| row.split_once("` | "));
    let written: BTreeMap<String, BTreeSet<String>> = rows
        .filter(|(issue, _)| Issue::parse(issue).is_some())
        .map(|(issue, codes)| (issue.to_owned(), in_backticks(codes).into_iter().collect()))
        .collect();
    let mut expected = BTreeMap::<String, BTreeSet<String>>::new();
    for code in Code::ALL.iter().filter(|code| code.check_rule().is_none()) {
        for issue in code.issues() {
            let codes = expected.entry(issue.as_str().to_owned()).or_default();
            codes.insert(code.as_str().to_owned());
        }
    }
    assert_eq!(written, expected);
    for (issue, _) in NOT_COVERED {
        let line = format!("* `{}`", issue.as_str());
        assert!(rules.contains(&line), "{line}");
    }
}
