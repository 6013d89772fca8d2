//! All conformance cases.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test should stop loudly where its data are not as expected"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use policy_oracle::{Decision, Documents, Request, deny_lints, evaluate, evaluate_all};
use serde_json::Value;

#[test]
fn decides_every_case() {
    for case in cases() {
        let request = Request::from_case(&case["request"]).unwrap();
        let decision = evaluate_all(&documents(&case["policies"]), &request);
        assert_eq!(name(decision), case["expected"], "{case:#}");
    }
}

#[test]
fn decides_the_cases_of_one_document_alone() {
    let mut n_run = 0;
    for case in cases() {
        let documents = documents(&case["policies"]);
        let [(policy_type, document)] = documents.iter().collect::<Vec<_>>()[..] else {
            continue;
        };
        let request = Request::from_case(&case["request"]).unwrap();
        let decision = evaluate(document, policy_type, &request);
        assert_eq!(name(decision), case["expected"], "{case:#}");
        n_run += 1;
    }
    assert!(n_run >= 400, "{n_run}");
}

#[test]
fn finds_the_deny_lints() {
    let mut n_found = 0;
    for case in cases() {
        let documents = documents(&case["policies"]);
        let lints: BTreeSet<&str> = documents
            .iter()
            .flat_map(|(_, document)| deny_lints(document))
            .collect();
        let expected = case["lints"].as_array().into_iter().flatten();
        let expected: BTreeSet<&str> = expected.filter_map(Value::as_str).collect();
        assert_eq!(lints, expected, "{case:#}");
        n_found += lints.len();
    }
    assert!(n_found >= 20, "{n_found}");
}

fn cases() -> Vec<Value> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/conformance/cases.jsonl");
    let text = fs::read_to_string(file).unwrap();
    let cases: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(cases.len() >= 527, "{}", cases.len());
    cases
}

fn documents(policies: &Value) -> Documents<'_> {
    let one = |name: &str| Some(&policies[name]).filter(|document| !document.is_null());
    let trust = policies["resource_type"] == "trust";
    Documents {
        identity: list(&policies["identity"]),
        boundary: list(&policies["boundary"]),
        session: list(&policies["session"]),
        resource: one("resource").filter(|_| !trust),
        trust: one("resource").filter(|_| trust),
        scps: list(&policies["scps"]).into_iter().map(list).collect(),
        rcps: list(&policies["rcps"]),
        vpce: one("vpce"),
    }
}

fn list(value: &Value) -> Vec<&Value> {
    value.as_array().into_iter().flatten().collect()
}

fn name(decision: Decision) -> &'static str {
    match decision {
        Decision::Allow => "Allow",
        Decision::ImplicitDeny => "ImplicitDeny",
        Decision::ExplicitDeny => "ExplicitDeny",
    }
}
