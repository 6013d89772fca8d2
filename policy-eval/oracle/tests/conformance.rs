//! The conformance cases that need no policies of organizations and endpoints.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test should stop loudly where its data are not as expected"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use policy_oracle::{Decision, Documents, PolicyType, Request, deny_lints, evaluate, evaluate_all};
use serde_json::Value;

#[test]
fn agrees_on_sets_of_documents() {
    let mut n_run = 0;
    for case in cases() {
        let policies = &case["policies"];
        let set = |name: &str| policies[name].as_array().into_iter().flatten().collect();
        let documents = Documents {
            identity: set("identity"),
            boundary: set("boundary"),
            session: set("session"),
            resource: Some(&policies["resource"]).filter(|document| !document.is_null()),
        };
        let request = Request::from_case(&case["request"]).unwrap();
        let decision = evaluate_all(&documents, &request);
        assert_eq!(name(decision), case["expected"], "{case:#}");
        n_run += 1;
    }
    assert!(n_run >= 481, "{n_run}");
}

#[test]
fn agrees_on_single_documents() {
    let mut n_run = 0;
    for case in cases() {
        let policies = &case["policies"];
        let mut documents: Vec<(&str, &Value)> = Vec::new();
        for name in ["identity", "boundary", "session"] {
            let list = policies[name].as_array().into_iter().flatten();
            documents.extend(list.map(|document| (name, document)));
        }
        let resource = Some(&policies["resource"]).filter(|document| !document.is_null());
        documents.extend(resource.map(|document| ("resource", document)));
        let [(name_of_set, document)] = documents[..] else {
            continue;
        };
        let policy_type = match name_of_set {
            "identity" => PolicyType::Identity,
            "boundary" => PolicyType::Boundary,
            "session" => PolicyType::Session,
            "resource" if policies["resource_type"] == "trust" => PolicyType::Trust,
            _ => PolicyType::Resource,
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
        let policies = &case["policies"];
        let resource = Some(&policies["resource"]).filter(|document| !document.is_null());
        let lints: BTreeSet<&str> = ["identity", "boundary", "session"]
            .into_iter()
            .flat_map(|name| policies[name].as_array().into_iter().flatten())
            .chain(resource)
            .flat_map(deny_lints)
            .collect();
        let expected = case["lints"].as_array().into_iter().flatten();
        let expected: BTreeSet<&str> = expected.filter_map(Value::as_str).collect();
        assert_eq!(lints, expected, "{case:#}");
        n_found += lints.len();
    }
    assert!(n_found >= 20, "{n_found}");
}

/// The cases without policies of organizations and endpoints.
fn cases() -> Vec<Value> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/conformance/cases.jsonl");
    let text = fs::read_to_string(file).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|case: &Value| {
            let policies = &case["policies"];
            let given = |name: &str| {
                policies[name]
                    .as_array()
                    .is_some_and(|list| !list.is_empty())
            };
            !given("scps") && !given("rcps") && policies["vpce"].is_null()
        })
        .collect()
}

fn name(decision: Decision) -> &'static str {
    match decision {
        Decision::Allow => "Allow",
        Decision::ImplicitDeny => "ImplicitDeny",
        Decision::ExplicitDeny => "ExplicitDeny",
    }
}
