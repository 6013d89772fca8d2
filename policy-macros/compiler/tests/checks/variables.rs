//! Policy variables where AWS does not want them, and where there are none (K-10).

use policy_core::PolicyType::{Identity, Resource};

use crate::{Case, fires, silent};

pub(crate) const CASES: &[Case] = &[
    fires(
        "variable_unsupported_in_element",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask",
        "Resource": "arn:aws:ecs:*:${aws:PrincipalAccount}:task-definition/${aws:username}:*""#,
        "${aws:PrincipalAccount}",
    ),
    fires(
        "variable_unsupported_in_element",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:RunTask",
        "NotResource": "arn:aws:ecs:x${aws:RequestedRegion, 'a:b:c:d:e:f'}:*:task-definition/*""#,
        "${aws:RequestedRegion, 'a:b:c:d:e:f'}",
    ),
    // Behind an escape that is longer than what it means.
    fires(
        "variable_unsupported_in_element",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:\u002a:${*}\u0024{aws:PrincipalAccount}:b/*""#,
        r"\u0024{aws:PrincipalAccount}",
    ),
    fires(
        "variable_unsupported_in_element",
        Resource,
        r#""Sid": "of ${aws:username}", "Effect": "Allow", "Principal": {"AWS": "111122223333"},
        "Action": "sqs:SendMessage", "Resource": "*""#,
        "${aws:username}",
    ),
    silent(
        "variable_unsupported_in_element",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject",
        "Resource": ["arn:aws:s3:::b/${aws:username}:${s3:prefix, 'a:b'}", "arn:aws:s3:::${*}"]"#,
    ),
    // The other versions have no variables.
    silent(
        "variable_unsupported_in_element",
        Resource,
        r#"{"Version": "2008-10-17", "Statement": {"Sid": "${x:y}", "Effect": "Allow",
        "Principal": {"AWS": "111122223333"}, "Action": "sqs:SendMessage",
        "Resource": "arn:aws:sqs:*:${x:y}:q"}}"#,
    ),
    fires(
        "variable_unsupported_in_version",
        Identity,
        r#"{"Statement": {"Effect": "Allow", "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::b/${aws:username}/*"}}"#,
        "${aws:username}",
    ),
    fires(
        "variable_unsupported_in_version",
        Identity,
        r#"{"Version": "2008-10-17", "Statement": {"Effect": "Deny", "Action": "s3:GetObject",
        "NotResource": "arn:aws:s3:::b/${${aws:PrincipalTag/team, 'none'}/*"}}"#,
        "${aws:PrincipalTag/team, 'none'}",
    ),
    fires(
        "variable_unsupported_in_version",
        Identity,
        r#"{"Version": "2008-10-17", "Statement": {"Effect": "Allow", "Action": "s3:ListBucket",
        "Resource": "*", "Condition": {"StringLike": {"s3:prefix": ["home/", "${AWS:UserName}/*"]}}}}"#,
        "${AWS:UserName}",
    ),
    fires(
        "variable_unsupported_in_version",
        Identity,
        r#"{"Version": "2008-10-17", "Statement": {"Effect": "Allow", "Action": "ecs:RunTask",
        "Resource": "*", "Condition": {"ArnEquals":
        {"ecs:cluster": "arn:aws:ecs:*:*:cluster/${iot:ClientId}"}}}}"#,
        "${iot:ClientId}",
    ),
    // No key is called so, or nothing is written as a variable.
    silent(
        "variable_unsupported_in_version",
        Identity,
        r#"{"Version": "2008-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject",
        "Resource": ["arn:aws:s3:::b/${aws:usernam}", "arn:aws:s3:::b/${username}",
        "arn:aws:s3:::b/${*}", "arn:aws:s3:::b/${aws:username", "arn:aws:s3:::b/{aws:username}"]}}"#,
    ),
    silent(
        "variable_unsupported_in_version",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}""#,
    ),
];
