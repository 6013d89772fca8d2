//! The JSON of reports has AWS's shape.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeSet;
use std::sync::Arc;

use policy_check::{Report, learn_more};
use policy_compiler::{Code, Issue, Level, Options, Reference};
use policy_core::PolicyType;
use serde_json::{Value, json};

fn options() -> Options {
    Options::new(PolicyType::Identity).reference(Arc::new(Reference::aws()))
}

fn findings(report: &Report) -> Value {
    let json: Value = serde_json::from_str(&report.to_json()).expect("it is JSON");
    let members: Vec<_> = json.as_object().expect("an object").keys().collect();
    assert_eq!(members, ["findings"]);
    json["findings"].clone()
}

/// The only finding with this code.
fn only(report: &Report, code: &str) -> Value {
    let all = findings(report);
    let all = all.as_array().expect("a list").iter();
    let of_code: Vec<_> = all.filter(|one| one["code"] == code).collect();
    assert_eq!(of_code.len(), 1, "{report:#?}");
    of_code[0].clone()
}

#[test]
fn a_finding_has_the_members_of_aws_and_ours() {
    let text = r#"{
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": ["ecs:ListTasks", "ecs:RunTsk"], "Resource": "*"}]
}"#;
    let mut report = Report::default();
    report.check("policies/ci.json", text, &options());
    assert_eq!(
        only(&report, "unknown_action"),
        json!({
            "findingDetails": "`ecs` has no action `RunTsk`",
            "findingType": "ERROR",
            "issueCode": "INVALID_ACTION",
            "learnMoreLink": learn_more(Issue::InvalidAction),
            "locations": [{
                "path": [
                    { "value": "Statement" },
                    { "index": 0 },
                    { "value": "Action" },
                    { "index": 1 },
                ],
                "span": {
                    "start": { "line": 3, "column": 66, "offset": 97 },
                    "end": { "line": 3, "column": 78, "offset": 109 },
                },
                "file": "policies/ci.json",
            }],
            "code": "unknown_action",
            "rule": "N-2",
            "level": "deny",
            "help": "a similar action exists: `ecs:RunTask`",
        })
    );
}

#[test]
fn what_aws_has_no_name_for_has_its_code_and_no_link() {
    let text = r#"{"Version": "2012-10-17", "Statement":
        {"Sid": "€", "Effect": "Allow", "Action": "ecs:ListTasks", "Resource": "*"}}"#;
    let mut report = Report::default();
    report.check("ci.json", text, &options());
    let finding = only(&report, "charset");
    assert_eq!(finding["issueCode"], "CHARSET");
    assert_eq!(finding["learnMoreLink"], "");
    let place = &finding["locations"][0];
    let sid = json!([
        { "value": "Statement" },
        { "value": "Sid" },
    ]);
    assert_eq!(place["path"], sid);
    // One character, though three bytes.
    assert_eq!(
        place["span"]["start"],
        json!({ "line": 2, "column": 17, "offset": 56 })
    );
    assert_eq!(
        place["span"]["end"],
        json!({ "line": 2, "column": 18, "offset": 57 })
    );
}

#[test]
fn all_places_of_all_files_are_there() {
    let mut report = Report::default();
    report.check(
        "a.json",
        r#"{"Version": "2012-10-17", "Statement": []}"#,
        &options(),
    );
    report.check(
        "none.json",
        "{\"Version\": \"2012-10-17\", \"Statement\":
        {\"Effect\": \"Allow\", \"Action\": \"s3:ListBucket\", \"Resource\": \"*\"}}",
        &options(),
    );
    report.check("b.json", "{\"Id\": 1,\n\"Id\": 2}", &options());
    assert_eq!(
        only(&report, "empty_statement")["locations"][0]["file"],
        "a.json"
    );
    let places = &only(&report, "duplicate_key")["locations"];
    assert_eq!(places[0]["path"], json!([{ "key": "Id" }]));
    let start = json!({ "line": 2, "column": 0, "offset": 10 });
    assert_eq!(places[0]["span"]["start"], start);
    assert_eq!(places[1]["label"], "first written here");
    assert_eq!(places[1]["file"], "b.json");
}

#[test]
fn what_is_no_json_has_places_without_a_path() {
    let mut report = Report::default();
    report.check("ci.json", "{\"Version\": ", &options());
    let all = findings(&report);
    assert_eq!(all[0]["issueCode"], "JSON_SYNTAX_ERROR");
    assert_eq!(all[0]["locations"][0]["path"], json!([]));
}

#[test]
fn what_is_allowed_is_left_out() {
    let text = r#"{"Statement": {"Effect": "Allow", "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::web/*"}}"#;
    let mut report = Report::default();
    report.check("ci.json", text, &options());
    assert_eq!(findings(&report)[0]["code"], "version_absent");
    let mut report = Report::default();
    report.check(
        "ci.json",
        text,
        &options().level(Code::VersionAbsent, Level::Allow),
    );
    assert_eq!(findings(&report), json!([]));
    assert_eq!(report.summary().to_string(), "1 policy: nothing to report");
}

#[test]
fn reports_are_put_together() {
    let mut all = Report::default();
    for (name, text) in [("a.json", "["), ("b.json", "{}")] {
        let mut report = Report::default();
        report.check(name, text, &options());
        all.append(report);
    }
    let files: BTreeSet<_> = findings(&all)
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["locations"][0]["file"].to_string())
        .collect();
    assert_eq!(
        files.into_iter().collect::<Vec<_>>(),
        ["\"a.json\"", "\"b.json\""]
    );
    assert_eq!(all.summary().policies, 2);
}

#[test]
fn every_issue_has_a_link_of_its_own() {
    let links: BTreeSet<_> = Issue::ALL.iter().map(|issue| learn_more(*issue)).collect();
    assert_eq!(links.len(), Issue::ALL.len());
    assert!(learn_more(Issue::MissingVersion).ends_with("checks-general-warning-missing-version"));
}
