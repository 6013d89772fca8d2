//! Actions and resources, as AWS calls their mistakes.

use policy_compiler::Issue;
use policy_core::PolicyType::{Boundary, Identity, Scp, Session};

use super::{Case, known};

pub(super) const CASES: &[Case] = &[
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
];
