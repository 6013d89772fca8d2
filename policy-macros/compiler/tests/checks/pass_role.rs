//! Passing roles, and creating service-linked ones, too broadly (K-14, K-15).

use policy_core::PolicyType::{Boundary, Identity};

use crate::{Case, fires, silent};

pub(crate) const CASES: &[Case] = &[
    fires(
        "pass_role_with_star_in_resource",
        Identity,
        r#""Effect": "Allow", "Action": ["ecs:*", "iam:PassRole"], "Resource": "*""#,
        r#""iam:PassRole""#,
    ),
    fires(
        "pass_role_with_star_in_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:passrole",
        "Resource": ["arn:aws:iam::111122223333:role/web", "arn:aws:iam::*:role/service-role/*"]"#,
        r#""iam:passrole""#,
    ),
    silent(
        "pass_role_with_star_in_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
        "Condition": {"StringLike": {"IAM:passedtoservice": "ecs-tasks.amazonaws.com"}}"#,
    ),
    // Requests without the key meet these conditions, or those of any service.
    fires(
        "pass_role_with_star_in_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
        "Condition": {"StringEqualsIfExists": {"iam:PassedToService": "ec2.amazonaws.com"}}"#,
        r#""iam:PassRole""#,
    ),
    fires(
        "pass_role_with_star_in_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
        "Condition": {"StringNotEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}"#,
        r#""iam:PassRole""#,
    ),
    fires(
        "pass_role_with_star_in_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
        "Condition": {"Null": {"iam:PassedToService": "false"}}"#,
        r#""iam:PassRole""#,
    ),
    silent(
        "pass_role_with_star_in_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
        "Condition": {"StringLike": {"iam:PassedToService": "ec2.amazonaws.com*"}}"#,
    ),
    silent(
        "pass_role_with_star_in_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:PassRole",
        "Resource": "arn:aws:iam::*:role/ecsInstanceRole*""#,
    ),
    silent(
        "pass_role_with_star_in_resource",
        Identity,
        r#""Effect": "Deny", "Action": "iam:PassRole", "Resource": "*""#,
    ),
    silent(
        "pass_role_with_star_in_resource",
        Boundary,
        r#""Effect": "Allow", "Action": "iam:PassRole", "Resource": "*""#,
    ),
    fires(
        "pass_role_with_star_in_action_and_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:Pass*", "Resource": "*""#,
        r#""iam:Pass*""#,
    ),
    silent(
        "pass_role_with_star_in_action_and_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:Get*", "Resource": "*""#,
    ),
    fires(
        "pass_role_with_star_in_resource_and_not_action",
        Identity,
        r#""Effect": "Allow", "NotAction": "ec2:*", "Resource": "*""#,
        r#""NotAction""#,
    ),
    silent(
        "pass_role_with_star_in_resource_and_not_action",
        Identity,
        r#""Effect": "Allow", "NotAction": "iam:*", "Resource": "*""#,
    ),
    fires(
        "pass_role_with_not_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:PassRole",
        "NotResource": "arn:aws:iam::111122223333:role/admin""#,
        r#""iam:PassRole""#,
    ),
    silent(
        "pass_role_with_not_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:GetRole",
        "NotResource": "arn:aws:iam::111122223333:role/admin""#,
    ),
    fires(
        "pass_role_with_star_in_action_and_not_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:*",
        "NotResource": "arn:aws:iam::111122223333:role/admin""#,
        r#""iam:*""#,
    ),
    silent(
        "pass_role_with_star_in_action_and_not_resource",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:*",
        "NotResource": "arn:aws:ecs:*:*:cluster/prod""#,
    ),
    fires(
        "pass_role_with_not_action_and_not_resource",
        Identity,
        r#""Effect": "Allow", "NotAction": "ec2:*",
        "NotResource": "arn:aws:iam::111122223333:role/admin""#,
        r#""NotAction""#,
    ),
    silent(
        "pass_role_with_not_action_and_not_resource",
        Identity,
        r#""Effect": "Allow", "NotAction": "iam:Pass*",
        "NotResource": "arn:aws:iam::111122223333:role/admin""#,
    ),
    fires(
        "create_slr_with_star_in_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:CreateServiceLinkedRole",
        "Resource": "arn:aws:iam::*:role/aws-service-role/*""#,
        r#""iam:CreateServiceLinkedRole""#,
    ),
    // As in AlexaForBusinessFullAccess.
    fires(
        "create_slr_with_star_in_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*",
        "Condition": {"StringLike": {"iam:AWSServiceName": "*a4b.amazonaws.com"}}"#,
        r#""iam:CreateServiceLinkedRole""#,
    ),
    silent(
        "create_slr_with_star_in_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*",
        "Condition": {"StringLike": {"iam:AWSServiceName": "ecs.amazonaws.com"}}"#,
    ),
    silent(
        "create_slr_with_star_in_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:CreateServiceLinkedRole",
        "Resource": "arn:aws:iam::*:role/aws-service-role/ecs.amazonaws.com/*""#,
    ),
    fires(
        "create_slr_with_star_in_action_and_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:Create*", "Resource": "*""#,
        r#""iam:Create*""#,
    ),
    silent(
        "create_slr_with_star_in_action_and_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:Create*",
        "Resource": "arn:aws:iam::111122223333:role/ci/deploy*""#,
    ),
    fires(
        "create_slr_with_star_in_resource_and_not_action",
        Identity,
        r#""Effect": "Allow", "NotAction": "iam:Pass*", "Resource": "*""#,
        r#""NotAction""#,
    ),
    silent(
        "create_slr_with_star_in_resource_and_not_action",
        Identity,
        r#""Effect": "Allow", "NotAction": "iam:*", "Resource": "*""#,
    ),
    fires(
        "create_slr_with_not_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:CreateServiceLinkedRole",
        "NotResource": "arn:aws:iam::*:role/aws-service-role/ecs.amazonaws.com/*""#,
        r#""iam:CreateServiceLinkedRole""#,
    ),
    silent(
        "create_slr_with_not_resource",
        Identity,
        r#""Effect": "Deny", "Action": "iam:CreateServiceLinkedRole",
        "NotResource": "arn:aws:iam::*:role/aws-service-role/ecs.amazonaws.com/*""#,
    ),
    fires(
        "create_slr_with_star_in_action_and_not_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:Create*",
        "NotResource": "arn:aws:iam::111122223333:role/admin""#,
        r#""iam:Create*""#,
    ),
    silent(
        "create_slr_with_star_in_action_and_not_resource",
        Identity,
        r#""Effect": "Allow", "Action": "iam:List*",
        "NotResource": "arn:aws:iam::111122223333:role/admin""#,
    ),
    fires(
        "create_slr_with_not_action_and_not_resource",
        Identity,
        r#""Effect": "Allow", "NotAction": "ec2:*",
        "NotResource": "arn:aws:iam::111122223333:role/admin""#,
        r#""NotAction""#,
    ),
    silent(
        "create_slr_with_not_action_and_not_resource",
        Identity,
        r#""Effect": "Allow", "NotAction": "iam:Create*",
        "NotResource": "arn:aws:iam::111122223333:role/admin""#,
    ),
];
