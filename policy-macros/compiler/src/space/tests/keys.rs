//! What operators ask of one key.

use super::regions;
use crate::space::{Budget, KeyMeaning, meaning};

/// What a condition amounts to, for its key `x:k`.
fn of(condition: &str) -> KeyMeaning {
    let statement = format!(
        r#"{{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {{{condition}}}}}"#
    );
    let (at_most, at_least) = regions(&statement);
    meaning("X:K", &at_most, &at_least, &mut Budget::default())
}

#[test]
fn conditions_on_one_key_amount_to_something_simpler() {
    use KeyMeaning::{Absent, Always, Never, Other, Present};
    for (condition, expected) in [
        (r#""StringLike": {"x:k": "*"}"#, Present),
        (r#""StringLike": {"x:k": ["a", "**"]}"#, Present),
        (r#""StringLike": {"x:k": ["?*", ""]}"#, Present),
        (r#""StringLike": {"x:k": "?*"}"#, Other),
        (r#""StringNotLike": {"x:k": "*"}"#, Absent),
        (r#""StringLikeIfExists": {"x:k": "*"}"#, Always),
        (r#""StringNotLikeIfExists": {"x:k": "*"}"#, Absent),
        (r#""Null": {"x:k": "false"}"#, Present),
        (r#""Null": {"x:k": "true"}"#, Absent),
        (r#""Null": {"x:k": ["true", "false"]}"#, Always),
        (r#""Null": {"x:k": []}"#, Never),
        (r#""ForAllValues:Null": {"x:k": "true"}"#, Always),
        (r#""ForAnyValue:Null": {"x:k": "true"}"#, Never),
        (r#""StringEquals": {"x:k": []}"#, Never),
        (r#""StringNotEquals": {"x:k": []}"#, Always),
        (r#""StringEquals": {"x:k": "*"}"#, Other),
        (r#""ForAllValues:StringLike": {"x:k": "*"}"#, Always),
        (r#""ForAllValues:StringNotLike": {"x:k": "*"}"#, Absent),
        (r#""ForAnyValue:StringLike": {"x:k": "*"}"#, Present),
        (r#""ForAnyValue:StringNotLike": {"x:k": "*"}"#, Never),
        (r#""ForAnyValue:StringLikeIfExists": {"x:k": "*"}"#, Present),
        // A value that is no ARN satisfies neither operator.
        (r#""ArnLike": {"x:k": "*:*:*:*:*:*"}"#, Other),
        (r#""ArnNotLike": {"x:k": "*:*:*:*:*:*"}"#, Absent),
        (r#""IpAddress": {"x:k": ["0.0.0.0/0", "::/0"]}"#, Other),
        (r#""NotIpAddress": {"x:k": ["0.0.0.0/0", "::/0"]}"#, Absent),
        (r#""NotIpAddress": {"x:k": ["0.0.0.0/0", "::/1"]}"#, Other),
        // Every text is one or the other.
        (r#""Bool": {"x:k": ["true", "false"]}"#, Present),
        (r#""BoolIfExists": {"x:k": ["true", "false"]}"#, Always),
        // Something unreadable is neither smaller nor greater, and not equal.
        (
            r#""NumericLessThanEquals": {"x:k": "3"}, "NumericGreaterThan": {"x:k": "3"}"#,
            Never,
        ),
        (
            r#""NumericNotEquals": {"x:k": "3"}, "NumericEquals": {"x:k": "3.0"}"#,
            Never,
        ),
        (
            r#""NumericLessThan": {"x:k": "3"}, "NumericGreaterThan": {"x:k": "2.99"}"#,
            Other,
        ),
        (
            r#""DateLessThan": {"x:k": "2026-01-01"}, "DateGreaterThan": {"x:k": "2026-01-01"}"#,
            Never,
        ),
        (
            r#""StringLike": {"x:k": "a*"}, "StringNotLike": {"x:k": "?*"}"#,
            Never,
        ),
        (
            r#""StringLike": {"x:k": "a*"}, "StringNotLikeIfExists": {"x:k": "*b"}"#,
            Other,
        ),
        (
            r#""StringNotLike": {"x:k": "*"}, "Null": {"x:k": "false"}"#,
            Never,
        ),
        (
            r#""StringEqualsIgnoreCase": {"x:k": "AbÉ"}, "StringNotLike": {"x:k": ["a*", "A*"]}"#,
            Never,
        ),
        // The Kelvin sign is a k in lower case.
        (
            r#""StringEqualsIgnoreCase": {"x:k": "k"}, "StringNotEquals": {"x:k": ["k", "K"]}"#,
            Other,
        ),
        (
            r#""StringEqualsIgnoreCase": {"x:k": "s"}, "StringNotEquals": {"x:k": ["s", "S"]}"#,
            Never,
        ),
        // Policy variables stand for any text, or for none.
        (r#""StringLike": {"x:k": "${aws:username}"}"#, Other),
        (
            r#""StringLike": {"x:k": ["${aws:username}", "*"]}"#,
            Present,
        ),
        (
            r#""StringNotLike": {"x:k": ["${aws:username}", "*"]}"#,
            Absent,
        ),
        (r#""StringNotLike": {"x:k": ["${aws:username}"]}"#, Other),
    ] {
        assert_eq!(of(condition), expected, "{condition}");
    }
}

#[test]
fn numbers_and_texts_of_one_key_are_one_value() {
    use KeyMeaning::{Never, Other};
    for (condition, expected) in [
        (
            r#""StringEquals": {"x:k": ["1.0", "x"]}, "NumericGreaterThan": {"x:k": "1"}"#,
            Never,
        ),
        (
            r#""StringEquals": {"x:k": ["1.5", "x"]}, "NumericGreaterThan": {"x:k": "1"}"#,
            Other,
        ),
        (
            r#""IpAddress": {"x:k": "10.0.0.0/8"}, "NumericEquals": {"x:k": "1"}"#,
            Never,
        ),
        (
            r#""NumericEquals": {"x:k": "10"}, "DateNotEquals": {"x:k": "10"}"#,
            Other,
        ),
        (
            r#""NumericEquals": {"x:k": "1.5"}, "DateEquals": {"x:k": "1"}"#,
            Never,
        ),
    ] {
        assert_eq!(of(condition), expected, "{condition}");
    }
}
