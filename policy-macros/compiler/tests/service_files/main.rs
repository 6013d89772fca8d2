//! Service files: each rule once broken and once kept.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod arns;
mod data_set;
mod drawn;
mod large;
mod names;
mod shape;

use policy_compiler::{Finding, read_service};

/// What has to be found: the code, and the text under the primary span.
type Found<'a> = &'a [(&'a str, &'a str)];

#[track_caller]
fn check(text: &str, expected: Found<'_>) {
    let (service, findings) = read_service(text);
    let found: Vec<_> = findings
        .iter()
        .map(|finding| (finding.code().as_str(), finding.span().text(text)))
        .collect();
    assert_eq!(found, expected, "{text}\n{findings:#?}");
    assert_eq!(service.is_some(), findings.is_empty(), "{text}");
    findings.iter().for_each(check_style);
}

fn check_style(finding: &Finding) {
    let message = finding.message();
    assert!(
        !message.contains("invalid") && !message.ends_with('.'),
        "{message}"
    );
    assert!(!message.starts_with(char::is_uppercase), "{message}");
    assert!(finding.help().is_some(), "{message}");
}

/// The message and the help of the only finding.
#[track_caller]
fn said(text: &str) -> (String, String) {
    let (_, findings) = read_service(text);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    let finding = findings.iter().next().unwrap();
    let help = finding.help().unwrap_or_default();
    (finding.message().to_owned(), help.to_owned())
}

/// A service with this action, a resource type and a key.
fn action(members: &str) -> String {
    format!(
        r#"{{"service": "billing",
            "actions": [{{{members}}}],
            "resources": [{{"name": "invoice", "arn": "arn:aws:billing:::${{Id}}"}}],
            "conditionKeys": [{{"key": "billing:Plan", "type": "String"}}]}}"#
    )
}

/// A service with a resource type of this format.
fn arn(format: &str) -> String {
    format!(r#"{{"service": "billing", "resources": [{{"name": "a", "arn": {format}}}]}}"#)
}

/// A service with this condition key.
fn key(key: &str) -> String {
    format!(r#"{{"service": "billing", "conditionKeys": [{{"key": {key}, "type": "String"}}]}}"#)
}
