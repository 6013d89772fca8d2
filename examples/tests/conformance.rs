//! Every conformance case without SCPs, RCPs and endpoint policies, and every document
//! or request to be refused, through the program `decide`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Cases with SCPs, RCPs or endpoint policies, which this version does not know, by
/// rule: so many of each.
const PENDING: &[(&str, usize)] = &[
    ("C-17", 3),
    ("E-18", 4),
    ("E-19", 1),
    ("E-20", 5),
    ("E-21", 3),
    ("E-23", 1),
    ("E-24", 3),
    ("E-25", 7),
    ("E-26", 4),
    ("E-28", 1),
    ("E-37", 4),
    ("E-38", 2),
    ("E-39", 1),
    ("G-21", 3),
    ("G-22", 1),
    ("G-6", 1),
    ("R-14", 1),
    ("R-24", 1),
];

fn data(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../policy-eval/tests/data/conformance")
        .join(file)
}

/// The lines of a file, each with the program's answer.
fn decided(file: &str) -> Vec<(Value, Value)> {
    let lines = fs::read_to_string(data(file)).expect("the cases are in the repository");
    let output = Command::new(env!("CARGO_BIN_EXE_decide"))
        .arg(data(file))
        .output()
        .expect("decide runs");
    let answers = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    let read = |line: &str| serde_json::from_str(line).expect("a JSON line");
    let pairs: Vec<(Value, Value)> = lines
        .lines()
        .map(read)
        .zip(answers.lines().map(read))
        .collect();
    assert_eq!(
        pairs.len(),
        lines.lines().count(),
        "an answer for each line"
    );
    pairs
}

/// Whether a case has documents of types that this version does not know.
fn needs_other_types(case: &Value) -> bool {
    let is_given = |name: &str| match &case["policies"][name] {
        Value::Array(list) => !list.is_empty(),
        other => !other.is_null(),
    };
    ["scps", "rcps", "vpce"].into_iter().any(is_given)
}

#[test]
fn cases_are_decided() {
    let mut n_decided = 0;
    for (case, answer) in decided("cases.jsonl") {
        if needs_other_types(&case) {
            continue;
        }
        assert_eq!(answer["id"], case["id"]);
        assert_eq!(answer["decision"], case["expected"], "{case}\n{answer}");
        assert_eq!(
            answer.as_object().map(serde_json::Map::len),
            Some(2),
            "{answer}"
        );
        n_decided += 1;
    }
    assert_eq!(n_decided, 481);
}

#[test]
fn cases_with_scps_rcps_or_endpoint_policies_are_pending_and_nothing_else_is() {
    let mut pending: BTreeMap<String, usize> = BTreeMap::new();
    for (case, answer) in decided("cases.jsonl") {
        assert_eq!(
            needs_other_types(&case),
            answer.get("error").is_some(),
            "{answer}"
        );
        if needs_other_types(&case) {
            let rule = case["rule"].as_str().expect("a rule");
            *pending.entry(rule.to_owned()).or_default() += 1;
        }
    }
    let listed: BTreeMap<String, usize> = PENDING
        .iter()
        .map(|(rule, count)| ((*rule).to_owned(), *count))
        .collect();
    assert_eq!(pending, listed);
}

#[test]
fn what_has_to_be_refused_is_refused_with_its_code() {
    let mut pending = BTreeSet::new();
    for (reject, answer) in decided("rejects.jsonl") {
        let kind = reject["type"].as_str().expect("a type");
        if ["scp", "rcp", "vpce"].contains(&kind) {
            assert!(answer.get("error").is_some(), "{answer}");
            pending.insert(kind.to_owned());
            continue;
        }
        assert_eq!(answer["id"], reject["id"]);
        let codes = answer["errors"].as_array().expect("a list of codes");
        assert!(codes.contains(&reject["error"]), "{reject}\n{answer}");
    }
    assert_eq!(pending, ["rcp", "scp"].map(str::to_owned).into());
}
