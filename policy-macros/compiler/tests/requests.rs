//! Requests that people write down: their contexts (C-15, Q-4, Q-6), and their names (N-1 … N-8).

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use policy_compiler::{Findings, Options, Reference, RequestNames, Span, Spanned, read_context};
use policy_core::{Action, Context, ContextKey, PolicyType, Values};

/// The findings about a context: the code, the rule, and the text that each is about.
fn mistakes(text: &str) -> Vec<(&str, &str, &str)> {
    let (_, findings) = read_context(text);
    let findings = findings.iter().map(|finding| {
        let place = finding.span().text(text);
        (finding.code().as_str(), finding.rule(), place)
    });
    findings.collect()
}

#[test]
fn values_are_texts_and_lists() {
    let text = r#"{
        "s3:prefix": "web/", "s3:max-keys": 1.50, "aws:SecureTransport": false,
        "aws:TagKeys": ["team", "stage"], "aws:CalledVia": ["one"], "aws:PrincipalOrgPaths": []
    }"#;
    let (read, findings) = read_context(text);
    assert!(findings.is_empty(), "{findings:?}");
    let context = Context::EMPTY.or_ask(&read);
    for (key, plain) in [
        ("S3:Prefix", "web/"),
        ("s3:max-keys", "1.5"),
        ("aws:SecureTransport", "false"),
    ] {
        let values = context.get(&ContextKey::new(key));
        assert!(matches!(values, Values::Plain(text) if text == plain));
    }
    let list = |key| {
        let values = context.get(&ContextKey::new(key));
        assert!(!matches!(values, Values::Plain(_)), "{key}");
        values.iter().collect::<Vec<_>>()
    };
    assert_eq!(list("aws:TagKeys"), ["team", "stage"]);
    assert_eq!(list("aws:CalledVia"), ["one"]);
    for absent in ["aws:PrincipalOrgPaths", "aws:username"] {
        let values = context.get(&ContextKey::new(absent));
        assert!(matches!(values, Values::Absent), "{absent}");
    }
    assert_eq!(read.keys().count(), 6);
}

#[test]
fn mistakes_are_found_where_they_are() {
    for (text, expected) in [
        ("[]", vec![("type", "Q-4", "[]")]),
        ("{\"aws:a\" 1}", vec![("json", "G-2", "1")]),
        ("{\"a\": \"1\"}", vec![("condition_key", "C-14", "\"a\"")]),
        ("{\"aws:a\": null}", vec![("type", "Q-4", "null")]),
        ("{\"aws:a\": {\"b\": 1}}", vec![("type", "Q-4", "{")]),
        ("{\"aws:a\": [[\"b\"]]}", vec![("type", "Q-4", "[")]),
        (
            "{\"aws:a\": [\"b\", true]}",
            vec![("mixed_types", "C-15", "[")],
        ),
        (
            "{\"aws:a\": 1e999}",
            vec![("condition_value", "C-15", "1e999")],
        ),
        (
            "{\"aws:a\": \"1\", \"aws:a\": \"1\"}",
            vec![("duplicate_key", "G-3", "\"aws:a\"")],
        ),
        (
            "{\"aws:a\": \"1\", \"AWS:A\": \"1\", \"b\": null}",
            vec![
                ("duplicate_condition_key", "Q-6", "\"AWS:A\""),
                ("condition_key", "C-14", "\"b\""),
                ("type", "Q-4", "null"),
            ],
        ),
    ] {
        assert_eq!(mistakes(text), expected, "{text}");
    }
}

#[test]
fn what_is_right_is_read_beside_mistakes() {
    let (read, findings) = read_context(r#"{"a": "1", "aws:username": "alice", "aws:b": null}"#);
    assert_eq!(findings.len(), 2);
    let keys: Vec<_> = read.keys().map(|key| key.value.as_str()).collect();
    assert_eq!(keys, ["aws:username"]);
}

#[test]
fn large_contexts_are_refused() {
    let long = "x".repeat(Context::MAX_TEXT + 1);
    for text in [
        format!("{{\"aws:a\": \"{long}\"}}"),
        format!("{{\"aws:a\": [\"{long}\"]}}"),
        format!("{{\"aws:{long}\": \"a\"}}"),
    ] {
        let codes: Vec<_> = mistakes(&text).iter().map(|(code, ..)| *code).collect();
        assert_eq!(codes, ["too_large"]);
    }
    let keys: Vec<_> = (0..=Context::MAX_KEYS)
        .map(|n| format!("\"aws:a{n}\": 1"))
        .collect();
    let text = format!("{{{}}}", keys.join(","));
    assert_eq!(mistakes(&text), [("too_large", "Q-4", "{")]);
    let deep = format!(
        "{{\"aws:a\": {}{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert_eq!(read_context(&deep).1.len(), 1);
}

/// The places of the names in [`checked`].
const ACTION: Span = Span::new(0, 1);
const RESOURCE: Span = Span::new(1, 2);
const KEY: Span = Span::new(2, 3);

fn checked(action: &str, resource: &str, key: &str, options: &Options) -> Findings {
    let action = Action::parse(action).expect("an action");
    RequestNames::new(options).check(
        &Spanned::new(action, ACTION),
        Some(&Spanned::new(resource, RESOURCE)),
        &[Spanned::new(key, KEY)],
    )
}

#[test]
fn names_are_those_of_a_statement_with_one_action() {
    let options = Options::new(PolicyType::Identity).reference(Arc::new(Reference::aws()));
    let cluster = "arn:aws:ecs:eu-west-1:111122223333:cluster/web";
    for (action, resource, key, expected) in [
        ("ecs:DeleteCluster", cluster, "aws:username", None),
        ("ecs:DeleteCluster", "*", "aws:username", None),
        (
            "esc:DeleteCluster",
            cluster,
            "aws:username",
            Some(("N-1", ACTION)),
        ),
        (
            "ecs:DeleteClustr",
            "*",
            "aws:username",
            Some(("N-2", ACTION)),
        ),
        (
            "ecs:DeleteCluster",
            cluster,
            "aws:usernam",
            Some(("N-6", KEY)),
        ),
        (
            "ecs:DeleteCluster",
            cluster,
            "s3:prefix",
            Some(("N-7", KEY)),
        ),
        (
            "ecs:RunTask",
            cluster,
            "ecs:cluster",
            Some(("N-8", RESOURCE)),
        ),
        (
            "ecs:ListClusters",
            cluster,
            "aws:username",
            Some(("N-8", RESOURCE)),
        ),
        // Wildcards are characters of a request.
        (
            "ecs:ListClusters",
            "arn:aws:ecs:*",
            "aws:username",
            Some(("N-8", RESOURCE)),
        ),
    ] {
        let findings = checked(action, resource, key, &options);
        let found: Vec<_> = findings
            .iter()
            .map(|finding| (finding.rule(), finding.span()))
            .collect();
        let expected: Vec<_> = expected.into_iter().collect();
        assert_eq!(found, expected, "{action} {resource} {key}");
        assert!(!format!("{findings:?}").contains("statement"));
    }
    let unchecked = Options::new(PolicyType::Identity);
    assert!(checked("esc:RunTsk", "arn:x", "x:y", &unchecked).is_empty());
}
