//! Every conformance case, and every document or request to be refused, through the program
//! `decide`; and its explanations of all of them.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

fn data(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../policy-eval/tests/data/conformance")
        .join(file)
}

/// The lines of a file, each with the program's answer.
fn decided(options: &[&str], file: &str) -> Vec<(Value, Value)> {
    let lines = fs::read_to_string(data(file)).expect("the cases are in the repository");
    let output = Command::new(env!("CARGO_BIN_EXE_decide"))
        .args(options)
        .arg(data(file))
        .output()
        .expect("decide runs");
    assert_eq!(output.status.code(), Some(0));
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

#[test]
fn cases_are_decided() {
    let decided = decided(&[], "cases.jsonl");
    assert_eq!(decided.len(), 527);
    for (case, answer) in decided {
        let expected = json!({ "id": case["id"], "decision": case["expected"] });
        assert_eq!(answer, expected, "{case}");
    }
}

#[test]
fn what_has_to_be_refused_is_refused_with_its_code() {
    let decided = decided(&[], "rejects.jsonl");
    assert_eq!(decided.len(), 72);
    for (reject, answer) in decided {
        assert_eq!(answer["id"], reject["id"]);
        let codes = answer["errors"].as_array().expect("a list of codes");
        assert!(codes.contains(&reject["error"]), "{reject}\n{answer}");
    }
}

#[test]
fn explanations_change_no_decision_and_name_what_decided() {
    for (case, answer) in decided(&["--explain"], "cases.jsonl") {
        let explanation = &answer["explanation"];
        assert_eq!(answer["decision"], case["expected"], "{case}");
        assert_eq!(explanation["decision"], case["expected"], "{case}");

        let list = |field: &str| explanation[field].as_array().expect("a list").as_slice();
        let matched = list("matched_statements");
        let effect = match case["expected"].as_str() {
            Some("ExplicitDeny") => "Deny",
            _ => "Allow",
        };
        for named in matched {
            let statement = statement(&case, named);
            assert_eq!(named["effect"], effect, "{case}\n{named}");
            assert_eq!(statement["Effect"], effect, "{case}\n{named}");
            // An empty Sid counts as none (G-9).
            let sid = statement["Sid"].as_str().filter(|sid| !sid.is_empty());
            assert_eq!(named["sid"].as_str(), sid, "{case}\n{named}");
        }
        let grants = |named: &&Value| {
            ["identity", "resource"]
                .map(Value::from)
                .contains(&named["policy"]["layer"])
        };
        let is_root = case["request"]["principal"]
            .as_str()
            .is_some_and(|caller| caller.ends_with(":root"));
        let is_explained = match case["expected"].as_str() {
            Some("ImplicitDeny") => !list("shortfalls").is_empty(),
            // The root user needs nobody to grant it anything (E-27).
            Some("Allow") => is_root || matched.iter().find(grants).is_some(),
            _ => !matched.is_empty(),
        };
        assert!(is_explained, "{case}\n{answer}");
    }
}

#[test]
fn refusals_have_no_explanation() {
    assert_eq!(
        decided(&["--explain"], "rejects.jsonl"),
        decided(&[], "rejects.jsonl")
    );
}

/// The statement of the case that an explanation names.
fn statement<'c>(case: &'c Value, named: &Value) -> &'c Value {
    let at = |list: &'c Value, position: &Value| match (list, position.as_u64()) {
        (Value::Array(list), Some(position)) => {
            &list[usize::try_from(position - 1).expect("small")]
        }
        (one, Some(1)) => one,
        _ => panic!("{case}\n{named}"),
    };
    let policy = &named["policy"];
    let layer = policy["layer"].as_str().expect("a layer");
    let documents = match layer {
        "scp" => at(&case["policies"]["scps"], &policy["level"]),
        "rcp" => &case["policies"]["rcps"],
        layer => &case["policies"][layer],
    };
    at(
        &at(documents, &policy["position"])["Statement"],
        &named["statement"],
    )
}
