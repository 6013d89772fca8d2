//! What is said of policies that are compiled together, and cannot be.

use policy_compiler::{
    Code, Finding, Findings, Level, Options, Severity, Source, compile, compile_together,
};
use policy_core::{Decision, PolicyType, Request};

fn options() -> Options {
    Options::new(PolicyType::Identity)
}

/// A document of these statements.
fn document(statements: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#)
}

fn allow(actions: &str) -> String {
    document(&format!(
        r#"{{"Effect":"Allow","Action":{actions},"Resource":"*"}}"#
    ))
}

fn codes(findings: &Findings) -> Vec<Code> {
    findings.iter().map(Finding::code).collect()
}

#[test]
fn findings_are_told_by_position() {
    let fine = allow(r#""s3:GetObject""#);
    let warned = r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    let texts = [fine.as_str(), "{", warned, &fine.replace("Allow", "allow")];
    // The names play no part in it.
    let sources = texts.map(|text| Source { name: "one", text });

    let findings = compile_together(&sources, &options()).expect_err("two of them have errors");
    let expected = [
        vec![],
        vec![Code::Json],
        vec![Code::VersionAbsent],
        vec![Code::Effect],
    ];
    assert_eq!(
        findings.each().iter().map(codes).collect::<Vec<_>>(),
        expected
    );
    for (text, findings) in texts.iter().zip(findings.each()) {
        let alone = match compile(text, &options()) {
            Ok(compiled) => compiled.findings().clone(),
            Err(findings) => findings,
        };
        assert_eq!(*findings, alone);
    }

    let [fine, _, warned, _] = sources;
    let compiled = compile_together(&[fine, warned, fine], &options()).expect("no errors");
    let severities = compiled.findings().each().iter().map(|findings| {
        let severities = findings.iter().map(Finding::severity);
        severities.collect::<Vec<_>>()
    });
    let expected = [vec![], vec![Severity::Lint(Level::Warn)], vec![]];
    assert_eq!(severities.collect::<Vec<_>>(), expected);
}

#[test]
fn deny_lints_stop_all_of_them_unless_allowed() {
    let fine = allow(r#""s3:GetObject""#);
    let linted = allow("[]");
    let sources = [&fine, &linted].map(|text| Source { name: "one", text });
    let expected = [vec![], vec![Code::EmptyList]];

    let findings = compile_together(&sources, &options()).expect_err("a list is empty");
    assert_eq!(
        findings.each().iter().map(codes).collect::<Vec<_>>(),
        expected
    );
    let compiled = compile_together(&sources, &options().level(Code::EmptyList, Level::Allow));
    let compiled = compiled.expect("lists may be empty");
    let allowed: Vec<_> = compiled.findings().each().iter().map(codes).collect();
    assert_eq!(allowed, expected);
}

/// Each would compile, but every service meets every statement.
#[test]
fn the_largest_is_blamed_for_too_much_work() {
    let services: Vec<String> = (0..600).map(|n| format!("\"s{n}:Get\"")).collect();
    let services = allow(&format!("[{}]", services.join(",")));
    let statement = r#"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::bucket"}"#;
    let statements = document(&vec![statement; 3_000].join(","));
    let small = r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    for text in [&services, &statements] {
        assert!(compile(text, &options()).is_ok());
    }

    let sources = [small, &statements, &services].map(|text| Source { name: "one", text });
    let findings = compile_together(&sources, &options()).expect_err("too much");
    let errors = findings.each().iter().map(|findings| {
        let errors = findings.errors();
        errors.map(|error| (error.code(), error.message(), error.help()))
    });
    let errors: Vec<Vec<_>> = errors.map(Iterator::collect).collect();
    let blamed = (
        Code::TooLarge,
        "the policy has too many services and statements to work out what each action means",
        Some("split it into several policies"),
    );
    assert_eq!(errors, [vec![], vec![blamed], vec![]]);
    // What else was found is still told.
    let warned = findings.each().first().map(codes);
    assert_eq!(warned, Some(vec![Code::VersionAbsent]));
}

#[test]
fn names_are_printable() {
    let text = allow(r#""s3:GetObject""#);
    let names = [
        "plain",
        "line\nbreak",
        "bell \u{7}",
        "tab\tquote\"",
        "ünïcode 🦀",
        "",
        "plain",
    ];
    let sources = names.map(|name| Source { name, text: &text });
    let compiled = compile_together(&sources, &options()).expect("no errors");
    let policy = compiled.policy();
    let found: Vec<_> = policy.documents().map(|document| document.name()).collect();
    let expected = [
        Some("plain"),
        Some("line\\nbreak"),
        Some("bell \\u{7}"),
        Some("tab\\tquote\\\""),
        Some("ünïcode 🦀"),
        None,
        Some("plain"),
    ];
    assert_eq!(found, expected);
    let shown: Vec<String> = policy.documents().map(|of| of.to_string()).collect();
    assert_eq!(shown.get(5).map(String::as_str), Some("document 6"));
    let positions: Vec<usize> = policy.documents().map(|of| of.position()).collect();
    assert_eq!(positions, [1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(policy.name(), None);
}

#[test]
fn no_documents_are_silent() -> Result<(), policy_core::RequestError> {
    for policy_type in PolicyType::ALL {
        let compiled = compile_together(&[], &Options::new(policy_type)).expect("no errors");
        assert!(compiled.findings().is_empty());
        let policy = compiled.policy();
        assert_eq!(policy.policy_type(), policy_type);
        assert_eq!(policy.documents().count(), 0);
        assert_eq!(policy.statements().count(), 0);
        let request = Request::parse("s3:GetObject", "arn:aws:s3:::docs/plan.pdf")?;
        assert_eq!(policy.evaluate(&request), Decision::ImplicitDeny);
    }
    Ok(())
}
