//! Entries that add nothing to a list.

use super::document;
use crate::space::{Budget, covers_action, covers_resource};

/// Whether the first entry is covered by the others.
fn first_action_is_redundant(actions: &str) -> bool {
    let text = format!(
        r#"{{"Statement": {{"Effect": "Allow", "Action": [{actions}], "Resource": "*"}}}}"#
    );
    let document = document(&text);
    let mut entries = document.statements[0]
        .action
        .entries
        .iter()
        .map(|entry| &entry.value);
    let first = entries.next().unwrap();
    covers_action(first, entries, &mut Budget::default()).unwrap()
}

fn first_resource_is_redundant(resources: &str) -> bool {
    is_redundant(resources, false)
}

fn is_redundant(resources: &str, wide_stars: bool) -> bool {
    let text = format!(
        r#"{{"Version": "2012-10-17",
             "Statement": {{"Effect": "Allow", "Action": "*", "Resource": [{resources}]}}}}"#
    );
    let document = document(&text);
    let resource = document.statements[0].resource.as_ref().unwrap();
    let mut entries = resource.entries.iter().map(|entry| &entry.value);
    let first = entries.next().unwrap();
    covers_resource(first, entries, wide_stars, &mut Budget::default()).unwrap()
}

#[test]
fn actions_are_covered_by_one_or_by_several() {
    for (actions, expected) in [
        (r#""s3:GetObject", "s3:Get*""#, true),
        (r#""s3:GetObject", "S3:getobject""#, true),
        (r#""s3:GetObject""#, false),
        (r#""s3:Get*", "s3:GetObject""#, false),
        (r#""s3:Get*", "s3:*""#, true),
        (r#""s3:Get*", "*""#, true),
        (r#""*", "s3:*""#, false),
        (r#""s3:Get*", "s3-object-lambda:*""#, false),
        // Every name begins with some character.
        (r#""s3:*", "s3:?*""#, true),
        (r#""s3:Get*", "s3:Get", "s3:Get?*""#, true),
        (r#""s3:Get?*", "s3:*t?*""#, true),
        (r#""s3:Get?*", "s3:G?t*""#, true),
    ] {
        assert_eq!(first_action_is_redundant(actions), expected, "{actions}");
    }
}

#[test]
fn resources_are_covered_by_one_or_by_several() {
    for (resources, expected) in [
        (r#""arn:aws:s3:::b/*", "arn:aws:s3:::b*""#, true),
        (r#""arn:aws:s3:::b/*", "*""#, true),
        (
            r#""arn:aws:s3:::b*", "arn:aws:s3:::b/*", "arn:aws:s3:::b""#,
            false,
        ),
        (
            r#""arn:aws:s3:::b*", "arn:aws:s3:::b?*", "arn:aws:s3:::b""#,
            true,
        ),
        // A star before the last field matches no colon, one in the last field all.
        (r#""arn:aws:s3:::b", "arn:aws:s3:*:*:b""#, true),
        (r#""arn:aws:s3:*:*:b", "arn:aws:s3:::*""#, false),
        (r#""*", "arn:*:s3:*:*:*""#, false),
        // Variables: the same text, or any text.
        (
            r#""arn:aws:s3:::${aws:username}", "arn:aws:s3:::${aws:username}""#,
            true,
        ),
        (r#""arn:aws:s3:::${aws:username}", "arn:aws:s3:::*""#, true),
        (r#""arn:aws:s3:::b", "arn:aws:s3:::${aws:username}""#, false),
        (r#""arn:aws:s3:::${*}", "arn:aws:s3:::?""#, true),
        (r#""arn:aws:s3:::?", "arn:aws:s3:::${*}""#, false),
    ] {
        assert_eq!(
            first_resource_is_redundant(resources),
            expected,
            "{resources}"
        );
    }
}

#[test]
fn wide_stars_match_more() {
    let resources = r#""arn:aws:sqs:*:1:a", "arn:aws:sqs:*?:1:a", "arn:aws:sqs::1:a""#;
    assert!(is_redundant(resources, false));
    // `arn:aws:sqs:x:y:1:a` matches the first one alone: its star ends the field.
    assert!(!is_redundant(resources, true));
}
