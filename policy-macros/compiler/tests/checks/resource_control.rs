//! Resource control policies, which bind AWS's services as well as everybody else (K-13).

use policy_core::PolicyType::{Rcp, Resource};

use crate::{Case, fires, silent};

/// One that is about services which act for other organizations.
const OF_SERVICES: &str = r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
    "Condition": {
        "StringNotEqualsIfExists": {"aws:SourceOrgID": "o-a1b2c3"},
        "Null": {"aws:SourceAccount": "false"},
        "Bool": {"aws:PrincipalIsAWSService": "true"}
    }"#;

/// One that is about callers of other organizations.
const OF_CALLERS: &str = r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
    "Condition": {
        "StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3"},
        "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}
    }"#;

/// What asks only for one of the two.
const WITHOUT_NULL: &str = r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
    "Condition": {
        "StringNotEquals": {"aws:SourceOrgID": "o-a1b2c3"},
        "BoolIfExists": {"aws:PrincipalIsAWSService": "true"}
    }"#;
const WITHOUT_BOOL: &str = r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
    "Condition": {
        "Null": {"aws:SourceArn": "false"},
        "StringNotEquals": {"aws:SourceOrgID": "o-a1b2c3"}
    }"#;
const WITHOUT_EITHER: &str = r#""Effect": "Deny", "Principal": "*", "Action": "s3:*",
    "Resource": "*", "Condition": {"StringNotEquals": {"aws:SourceAccount": "111122223333"}}"#;

pub(crate) const CASES: &[Case] = &[
    fires(
        "rcp_missing_related_principal_condition_key",
        Rcp,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
        "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3"}}"#,
        r#""aws:PrincipalOrgID""#,
    ),
    fires(
        "rcp_missing_related_principal_condition_key",
        Rcp,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
        "Condition": {
            "StringNotEquals": {"aws:PrincipalTag/team": "web"},
            "BoolIfExists": {"aws:PrincipalIsAWSService": ["true", "false"]}
        }"#,
        r#""aws:PrincipalTag/team""#,
    ),
    silent(
        "rcp_missing_related_principal_condition_key",
        Rcp,
        OF_CALLERS,
    ),
    silent(
        "rcp_missing_related_principal_condition_key",
        Rcp,
        OF_SERVICES,
    ),
    silent(
        "rcp_missing_related_principal_condition_key",
        Rcp,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
        "Condition": {"Bool": {"aws:SecureTransport": "false"}}"#,
    ),
    silent(
        "rcp_missing_related_principal_condition_key",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
        "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3"}}"#,
    ),
    fires(
        "rcp_missing_related_service_principal_condition_key",
        Rcp,
        WITHOUT_EITHER,
        r#""aws:SourceAccount""#,
    ),
    fires(
        "rcp_missing_related_service_principal_condition_key",
        Rcp,
        WITHOUT_BOOL,
        r#""aws:SourceOrgID""#,
    ),
    silent(
        "rcp_missing_related_service_principal_condition_key",
        Rcp,
        WITHOUT_NULL,
    ),
    silent(
        "rcp_missing_related_service_principal_condition_key",
        Rcp,
        OF_SERVICES,
    ),
    silent(
        "rcp_missing_related_service_principal_condition_key",
        Rcp,
        OF_CALLERS,
    ),
    fires(
        "rcp_missing_service_condition_key_null_check",
        Rcp,
        WITHOUT_EITHER,
        r#""aws:SourceAccount""#,
    ),
    fires(
        "rcp_missing_service_condition_key_null_check",
        Rcp,
        WITHOUT_NULL,
        r#""aws:SourceOrgID""#,
    ),
    // Requests that do not say it are not denied.
    silent(
        "rcp_missing_service_condition_key_null_check",
        Rcp,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": "111122223333"},
            "Bool": {"aws:PrincipalIsAWSService": "true"}
        }"#,
    ),
    fires(
        "rcp_missing_service_condition_key_null_check",
        Rcp,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
        "Condition": {
            "StringNotEquals": {"aws:SourceOrgID": "o-a1b2c3"},
            "Null": {"aws:SourceOrgID": "false"},
            "Bool": {"aws:PrincipalIsAWSService": "true"}
        }"#,
        r#""aws:SourceOrgID""#,
    ),
    silent(
        "rcp_missing_service_condition_key_null_check",
        Rcp,
        WITHOUT_BOOL,
    ),
    silent(
        "rcp_missing_service_condition_key_null_check",
        Rcp,
        OF_SERVICES,
    ),
    silent(
        "rcp_missing_service_condition_key_null_check",
        Rcp,
        OF_CALLERS,
    ),
];
