//! Names that do not exist, or do not go together, are found when there is a reference
//! (docs/names.md).

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod actions;
mod keys;
mod laws;
mod managed;
mod resources;
mod slips;
mod speed;

use std::sync::Arc;

use policy_compiler::{Code, Finding, Findings, Level, Options, Reference, Source, read, render};
use policy_core::PolicyType;

fn options() -> Options {
    checked(PolicyType::Identity)
}

/// Documents of this type, checked against what AWS has.
fn checked(policy_type: PolicyType) -> Options {
    Options::new(policy_type).reference(Arc::new(Reference::aws()))
}

/// A document of one statement, with `Effect` and a version.
fn document(members: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow",{members}}}}}"#)
}

fn action(entry: &str) -> String {
    let entry = serde_json::Value::from(entry);
    document(&format!(r#""Action":{entry},"Resource":"*""#))
}

fn key(key: &str) -> String {
    let key = serde_json::Value::from(key);
    let condition = format!(r#"{{"Null":{{{key}:"false"}}}}"#);
    document(&format!(
        r#""Action":"*","Resource":"*","Condition":{condition}"#
    ))
}

fn findings(text: &str) -> Findings {
    read(text, &options()).1
}

/// Checks which findings about names there are: the code, and the text in the place.
#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let findings = findings(text);
    let found: Vec<_> = findings
        .iter()
        .filter(|finding| finding.default_level() == Level::Deny && !is_a_check(finding))
        .map(|finding| (finding.code().as_str(), finding.span().text(text)))
        .collect();
    assert_eq!(found, expected, "{text}\n{findings:#?}");
    let (_, without_reference) = read(text, &Options::new(PolicyType::Identity));
    assert!(!without_reference.iter().any(is_about_names));
}

/// What the only finding says is to be written.
#[track_caller]
fn help(text: &str) -> String {
    let findings = findings(text);
    let mut serious = findings
        .iter()
        .filter(|one| one.default_level() == Level::Deny && !is_a_check(one));
    let help = serious.next().and_then(Finding::help);
    assert!(serious.next().is_none());
    help.unwrap().to_owned()
}

/// The codes that are found with a reference of one's own.
fn with_reference(text: &str, reference: Reference) -> Vec<Code> {
    let options = Options::new(PolicyType::Identity).reference(Arc::new(reference));
    let (_, findings) = read(text, &options);
    let about_names = findings.iter().filter(|finding| is_about_names(finding));
    about_names.map(Finding::code).collect()
}

/// The findings about names: the code, and the text in the place.
fn found(text: &str) -> Vec<(Code, String)> {
    let findings = findings(text);
    let about_names = findings.iter().filter(|finding| is_about_names(finding));
    about_names
        .map(|finding| (finding.code(), finding.span().text(text).to_owned()))
        .collect()
}

/// Whether it is one of docs/checks.md, which the same reference brings.
fn is_a_check(finding: &Finding) -> bool {
    finding.rule().starts_with("K-")
}

fn is_about_names(finding: &Finding) -> bool {
    finding.rule().starts_with("N-")
}

/// All findings as people see them.
fn rendered(text: &str) -> String {
    let source = Source {
        name: "policy.json",
        text,
    };
    let findings = findings(text);
    let drawn = findings.iter().filter(|one| !is_a_check(one));
    let drawn: Vec<_> = drawn.map(|one| render(one, &source)).collect();
    drawn.join("\n\n")
}
