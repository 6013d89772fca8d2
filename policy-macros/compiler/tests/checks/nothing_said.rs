//! Elements that say nothing (K-18).

use policy_core::PolicyType::{Identity, Trust};

use crate::{Case, fires, silent};

pub(crate) const CASES: &[Case] = &[
    fires(
        "empty_sid_value",
        Trust,
        r#""Sid": "", "Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"},
        "Action": "sts:AssumeRole""#,
        r#""""#,
    ),
    silent(
        "empty_sid_value",
        Identity,
        r#""Sid": "Tasks", "Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*""#,
    ),
    fires(
        "empty_object_condition",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*", "Condition": {}"#,
        "{}",
    ),
    fires(
        "empty_object_condition",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"StringEquals": {}}"#,
        r#""StringEquals""#,
    ),
    silent(
        "empty_object_condition",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*",
        "Condition": {"Bool": {"aws:SecureTransport": "true"}}"#,
    ),
];
