//! Actions that do not go with the conditions or the resources of their statement (K-5).

use policy_core::PolicyType::{Identity, Resource, Trust};

use crate::{Case, document, fires, review, silent};

pub(crate) const CASES: &[Case] = &[
    fires(
        "unsupported_action_for_condition_key",
        Identity,
        r#""Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "*",
        "Condition": {"StringLike": {"s3:prefix": "home/*"}}"#,
        r#""s3:GetObject""#,
    ),
    fires(
        "unsupported_action_for_condition_key",
        Identity,
        r#""Effect": "Deny", "Action": ["iam:Pass*", "ecs:RunTask"], "Resource": "*",
        "Condition": {"StringNotEquals": {"IAM:passedToService": "ecs-tasks.amazonaws.com"}}"#,
        r#""ecs:RunTask""#,
    ),
    // Two keys, one action: one finding.
    fires(
        "unsupported_action_for_condition_key",
        Identity,
        r#""Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "*",
        "Condition": {"StringLike": {"s3:prefix": "home/*", "s3:delimiter": "/"},
            "StringNotLike": {"s3:prefix": "home/x*"}}"#,
        r#""s3:GetObject""#,
    ),
    // Sessions are tagged when roles are assumed, and at no other time.
    silent(
        "unsupported_action_for_condition_key",
        Trust,
        r#""Effect": "Allow", "Principal": {"AWS": "111122223333"},
        "Action": ["sts:AssumeRole", "sts:TagSession", "STS:setSourceIdentity", "sts:SetContext"],
        "Condition": {"StringEquals": {"sts:ExternalId": "orders"}}"#,
    ),
    fires(
        "unsupported_action_for_condition_key",
        Identity,
        r#""Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession", "sts:GetSessionToken"],
        "Resource": "*", "Condition": {"StringEquals": {"sts:ExternalId": "orders"}}"#,
        r#""sts:GetSessionToken""#,
    ),
    // None of them does: that is N-7.
    silent(
        "unsupported_action_for_condition_key",
        Identity,
        r#""Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"], "Resource": "*",
        "Condition": {"StringLike": {"s3:prefix": "home/*"}}"#,
    ),
    silent(
        "unsupported_action_for_condition_key",
        Identity,
        r#""Effect": "Allow", "Action": ["s3:ListBucket", "s3:Get*"], "Resource": "*",
        "Condition": {"StringLike": {"s3:prefix": "home/*"}}"#,
    ),
    silent(
        "unsupported_action_for_condition_key",
        Identity,
        r#""Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject", "*"], "Resource": "*",
        "Condition": {"StringLike": {"s3:prefix": "home/*"}}"#,
    ),
    silent(
        "unsupported_action_for_condition_key",
        Identity,
        r#""Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "*",
        "Condition": {"StringLikeIfExists": {"s3:prefix": "home/*"}, "Null": {"s3:delimiter": "true"},
            "StringEquals": {"aws:ResourceTag/team": "red"}}"#,
    ),
    silent(
        "unsupported_action_for_condition_key",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "NotAction": ["s3:ListBucket", "s3:GetObject"],
        "Resource": "*", "Condition": {"StringLike": {"s3:prefix": "home/*"}}"#,
    ),
    fires(
        "unreachable_action",
        Identity,
        r#""Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"],
        "Resource": "arn:aws:s3:::docs/*""#,
        r#""s3:ListBucket""#,
    ),
    fires(
        "unreachable_action",
        Identity,
        r#""Effect": "Allow", "Action": ["ec2:DescribeInstances", "ec2:S*Instances"],
        "Resource": ["arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*:*:instance/i-1"]"#,
        r#""ec2:DescribeInstances""#,
    ),
    fires(
        "unreachable_action",
        Identity,
        r#""Effect": "Deny", "Action": ["sqs:SendMessage", "sns:Publish", "sns:List*"],
        "Resource": "arn:aws:sqs:*:*:jobs""#,
        r#""sns:Publish""#,
    ),
    silent(
        "unreachable_action",
        Identity,
        r#""Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"],
        "Resource": ["arn:aws:s3:::docs/*", "arn:aws:s3:::docs"]"#,
    ),
    // A bucket or an object, as it comes.
    silent(
        "unreachable_action",
        Identity,
        r#""Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"],
        "Resource": "arn:aws:s3:::docs*""#,
    ),
    silent(
        "unreachable_action",
        Identity,
        r#""Effect": "Allow", "Action": ["s3:GetObject", "ec2:DescribeInstances"],
        "Resource": ["arn:aws:s3:::docs/*", "*"]"#,
    ),
    silent(
        "unreachable_action",
        Identity,
        r#""Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"],
        "NotResource": "arn:aws:s3:::docs/*""#,
    ),
    // All that the service has; what only tags; what AWS asks for by other formats.
    silent(
        "unreachable_action",
        Identity,
        r#""Effect": "Allow", "Action": ["s3:GetObject", "s3:ListAllMyBuckets"],
        "Resource": "arn:aws:s3:::*""#,
    ),
    silent(
        "unreachable_action",
        Identity,
        r#""Effect": "Allow", "Action": ["elasticloadbalancing:DeleteRule", "elasticloadbalancing:AddTags"],
        "Resource": "arn:aws:elasticloadbalancing:*:*:listener-rule/app/*/*/*/*""#,
    ),
    // N-8 and K-3 say what is wrong with the resources.
    silent(
        "unreachable_action",
        Identity,
        r#""Effect": "Allow", "Action": ["ec2:DescribeInstances", "ec2:DescribeImages"],
        "Resource": "arn:aws:ec2:*:*:instance/*""#,
    ),
    silent(
        "unreachable_action",
        Identity,
        r#""Effect": "Allow", "Action": ["s3:GetObject", "sqs:SendMessage"],
        "Resource": ["arn:aws:s3:::docs/*", "arn:aws:sqs::111122223333:jobs"]"#,
    ),
    silent(
        "unreachable_action",
        Identity,
        r#""Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket", "s3:ListBuckett"],
        "Resource": "arn:aws:s3:::docs/*""#,
    ),
];

#[test]
fn findings_point_at_both_places() {
    let text = document(
        r#""Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"],
        "Resource": ["arn:aws:s3:::docs"], "Condition": {"StringLike": {"s3:prefix": "a/*"}}"#,
    );
    let findings = review(&text, Identity);
    let shown: Vec<_> = findings
        .iter()
        .map(|one| {
            let places = one.spans().iter().map(|place| place.span.text(&text));
            (one.message(), places.collect::<Vec<_>>(), one.help())
        })
        .collect();
    assert_eq!(
        shown,
        [
            (
                "requests for `s3:GetObject` never carry `s3:prefix`",
                vec![r#""s3:GetObject""#, r#""s3:prefix""#],
                Some("move the action to a statement of its own, without this key"),
            ),
            (
                "`s3:GetObject` takes none of these resources, and so never matches",
                vec![r#""s3:GetObject""#, r#"["arn:aws:s3:::docs"]"#],
                Some(
                    "it takes `arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}/object/${ObjectName}` and `arn:${Partition}:s3:::${BucketName}/${ObjectName}`"
                ),
            ),
        ]
    );
}
