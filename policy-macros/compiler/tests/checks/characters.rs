//! Characters that may be taken for others (K-18).

use policy_compiler::{Code, Finding};
use policy_core::PolicyType::{Identity, Resource, Scp, Vpce};

use crate::{Case, document, fires, review, silent};

pub(crate) const CASES: &[Case] = &[
    // A Cyrillic letter.
    fires(
        "non_latin_character",
        Scp,
        "\"Effect\": \"Deny\", \"Action\": \"s3:GetObject\",
        \"Resource\": \"arn:aws:s3:::p\u{430}ssw\u{43e}rds/*\"",
        "\u{430}",
    ),
    fires(
        "non_latin_character",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::p\u0430sswords/*""#,
        r"\u0430",
    ),
    fires(
        "non_latin_character",
        Resource,
        "{\"Version\": \"2012-10-17\", \"Id\": \"\u{65e5}\u{672c}\", \"Statement\": {
        \"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"111122223333\"},
        \"Action\": \"sqs:SendMessage\", \"Resource\": \"*\"}}",
        "\u{65e5}\u{672c}",
    ),
    // In keys, and behind escapes of other characters.
    fires(
        "non_latin_character",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*", "Condition":
        {"StringEquals": {"aws:ResourceTag/a\"\\\ud83d\ude00": "x"}}"#,
        r"\ud83d\ude00",
    ),
    fires(
        "non_latin_character",
        Vpce,
        r#""Sid": "a\u200bb", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*""#,
        r"\u200b",
    ),
    silent(
        "non_latin_character",
        Resource,
        "\"Sid\": \"\u{e9}\u{ff}\", \"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"111122223333\"},
        \"Action\": \"sqs:SendMessage\", \"Resource\": \"*\"",
    ),
    silent(
        "non_latin_character",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/\u00e9\u0041\\u0430""#,
    ),
];

/// The findings about characters in a resource policy with this `Sid`.
fn of_sid(sid: &str) -> Vec<Finding> {
    let text = document(&format!(
        r#""Sid": "{sid}", "Effect": "Allow", "Principal": {{"AWS": "111122223333"}},
        "Action": "sqs:SendMessage", "Resource": "*""#
    ));
    let findings = review(&text, Resource);
    let of_code = findings
        .iter()
        .filter(|one| one.code() == Code::NonLatinCharacter);
    of_code.cloned().collect()
}

#[test]
fn messages_say_which_character_it_is() {
    for (sid, message) in [
        ("\u{430}", "`\u{430}` is U+0430, which looks like `a`"),
        (r"\uff21", "`\u{ff21}` is U+FF21, which looks like `A`"),
        ("\u{4e2d}", "`\u{4e2d}` is U+4E2D, which is beyond Latin-1"),
        (
            r"\u202e",
            "the character U+202E is not seen where it is written",
        ),
        (
            "\u{430}a\u{43e}",
            "`\u{430}` is U+0430, which looks like `a`; the string holds one more beyond Latin-1",
        ),
        (
            "\u{430}\u{43e}\u{440}",
            "`\u{430}` is U+0430, which looks like `a`; the string holds 2 more beyond Latin-1",
        ),
    ] {
        let findings = of_sid(sid);
        let messages: Vec<_> = findings.iter().map(Finding::message).collect();
        assert_eq!(messages, [message], "{sid}");
    }
}

#[test]
fn a_string_is_one_finding() {
    let findings = of_sid(&"\u{430}x".repeat(100));
    assert_eq!(findings.len(), 1);
    let places = findings.iter().map(|one| one.spans().len());
    assert_eq!(places.sum::<usize>(), 4);
}

#[test]
fn what_cannot_be_written_is_an_error_only() {
    let text = document(
        "\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\",
        \"Resource\": \"arn:aws:s3:::\u{430}/*\"",
    );
    let findings = review(&text, Identity);
    let codes: Vec<_> = findings.iter().map(|one| one.code().as_str()).collect();
    assert_eq!(codes, ["charset"]);
}
