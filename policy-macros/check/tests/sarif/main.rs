//! SARIF that is written is valid, and says what was found.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod schema;

use std::sync::Arc;

use policy_check::Report;
use policy_compiler::{Code, Level, Options, Reference};
use policy_core::PolicyType;
use serde_json::{Value, json};

/// Two places, text beyond ASCII, and lints of each level.
const POLICY: &str = r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "",
            "Effect": "Allow",
            "Action": ["ecs:RunTsk", "iam:PassRole"],
            "Resource": "*"
        },
        {
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::ä/${aws:username}/*", "Resource": "*"
        }
    ]
}"#;

fn options() -> Options {
    Options::new(PolicyType::Identity).reference(Arc::new(Reference::aws()))
}

fn valid(report: &Report) -> Value {
    let schema = include_str!("sarif-schema-2.1.0.json");
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    let log: Value = serde_json::from_str(&report.to_sarif()).expect("the log is JSON");
    let mistakes = schema::mistakes(&schema, &log);
    assert!(mistakes.is_empty(), "{mistakes:#?}");
    log
}

fn log() -> Value {
    let mut report = Report::default();
    report.check("policies/ci 1.json", POLICY, &options());
    valid(&report)
}

/// The results about a code.
fn of<'l>(log: &'l Value, code: &str) -> Vec<&'l Value> {
    let results = log["runs"][0]["results"].as_array().expect("results");
    results.iter().filter(|one| one["ruleId"] == code).collect()
}

#[test]
fn results_say_what_is_wrong_and_where() {
    let log = log();
    let results = of(&log, "unknown_action");
    let [result] = results[..] else {
        panic!("{log:#}")
    };
    assert_eq!(result["level"], "error");
    let message = "`ecs` has no action `RunTsk`; a similar action exists: `ecs:RunTask`";
    assert_eq!(result["message"]["text"], message);
    let expected = json!([{
        "physicalLocation": {
            "artifactLocation": { "uri": "policies/ci%201.json", "uriBaseId": "%SRCROOT%" },
            "region": { "startLine": 7, "startColumn": 24, "endLine": 7, "endColumn": 36 },
        },
        "logicalLocations": [{ "fullyQualifiedName": "Statement[0].Action[0]" }],
    }]);
    assert_eq!(result["locations"], expected);

    let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index"));
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][index.expect("a small one")];
    assert_eq!(rule["id"], "unknown_action");
    assert_eq!(rule["defaultConfiguration"]["level"], "error");
    let link = rule["helpUri"].as_str().expect("a link");
    assert!(link.ends_with("#access-analyzer-reference-policy-checks-error-invalid-action"));
}

#[test]
fn columns_count_characters() {
    let log = log();
    let [result] = of(&log, "duplicate_key")[..] else {
        panic!("{log:#}")
    };
    let region = &result["locations"][0]["physicalLocation"]["region"];
    let expected = json!({ "startLine": 13, "startColumn": 61, "endLine": 13, "endColumn": 71 });
    assert_eq!(*region, expected);
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
}

#[test]
fn second_places_are_related_locations() {
    let log = log();
    let [result] = of(&log, "duplicate_key")[..] else {
        panic!("{log:#}")
    };
    assert_eq!(result["locations"].as_array().expect("locations").len(), 1);
    let related = &result["relatedLocations"];
    assert_eq!(related.as_array().expect("locations").len(), 1);
    assert_eq!(related[0]["message"]["text"], "first written here");
    assert_eq!(related[0]["id"], 1);
}

#[test]
fn what_is_allowed_is_left_out() {
    let mut report = Report::default();
    let options = options().level(Code::EmptySidValue, Level::Allow);
    report.check("ci.json", POLICY, &options);
    let log = valid(&report);
    assert_eq!(of(&log, "empty_sid_value"), Vec::<&Value>::new());
    assert_eq!(of(&log, "unknown_action").len(), 1);
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array();
    let rules = rules.expect("rules").iter();
    assert!(
        rules
            .map(|rule| &rule["id"])
            .all(|id| id != "empty_sid_value")
    );
}

#[test]
fn levels_are_those_of_the_options() {
    let levels = |level| {
        let mut report = Report::default();
        let options = options().level(Code::EmptySidValue, level);
        report.check("ci.json", POLICY, &options);
        of(&valid(&report), "empty_sid_value")[0]["level"].clone()
    };
    assert_eq!(levels(Level::Deny), "error");
    assert_eq!(levels(Level::Warn), "warning");
}

#[test]
fn security_warnings_are_tagged() {
    let log = log();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array();
    let rules = rules.expect("rules");
    let tags = |id: &str| {
        let rule = rules.iter().find(|rule| rule["id"] == id);
        rule.expect("a rule")["properties"]["tags"].clone()
    };
    let pass_role = tags("pass_role_with_star_in_resource");
    assert_eq!(pass_role, json!(["security", "SECURITY_WARNING"]));
    assert_eq!(tags("empty_sid_value"), json!(["SUGGESTION"]));
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let fingerprints = |text: &str| {
        let mut report = Report::default();
        report.check("ci.json", text, &options());
        let log = valid(&report);
        let results = log["runs"][0]["results"]
            .as_array()
            .expect("results")
            .clone();
        let results = results.into_iter();
        let print = |one: Value| one["partialFingerprints"]["policyFinding/v1"].to_string();
        results.map(print).collect::<Vec<_>>()
    };
    let before = fingerprints(POLICY);
    let other = r#"{ "Effect": "Deny", "Action": "ec2:*", "Resource": "*" },"#;
    let moved = POLICY.replacen("[\n", &format!("[\n\n{other}\n"), 1);
    assert_ne!(moved, POLICY);
    let after = fingerprints(&moved);
    let is_there = |fingerprint| after.contains(fingerprint);
    assert!(before.iter().all(is_there), "{before:?} {after:?}");

    // The same mistake twice is two findings.
    let twice = POLICY.replacen("\"ecs:RunTsk\"", "\"ecs:RunTsk\", \"ecs:RunTsk\"", 1);
    let mut all = fingerprints(&twice);
    let n_all = all.len();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), n_all);
}

#[test]
fn what_was_not_read_is_told() {
    let mut report = Report::default();
    report.fail("cannot read `{x}`");
    let log = valid(&report);
    let expected = json!([{
        "executionSuccessful": false,
        "toolExecutionNotifications": [
            { "level": "error", "message": { "text": "cannot read `{{x}}`" } }
        ],
    }]);
    assert_eq!(log["runs"][0]["invocations"], expected);
    assert_eq!(log["runs"][0]["results"], json!([]));
}

#[test]
fn every_kind_of_text_gives_a_valid_log() {
    for text in [
        "",
        "{",
        "[]",
        "\u{feff}{}",
        "{\"Statement\": 1}",
        "\"ä\u{1f600}",
        "{}\n\n",
    ] {
        let mut report = Report::default();
        report.check("", text, &options());
        let log = valid(&report);
        assert_ne!(log["runs"][0]["results"], json!([]), "{text}");
    }
}

#[test]
fn the_validator_finds_mistakes() {
    let schema = include_str!("sarif-schema-2.1.0.json");
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    for (pointer, value) in [
        ("/version", json!("2.0.0")),
        ("/runs", json!({})),
        ("/runs/0/columnKind", json!("bytes")),
        ("/runs/0/tool/driver/name", Value::Null),
        ("/runs/0/results/0", json!({})),
        ("/runs/0/results/0/level", json!("deny")),
        (
            "/runs/0/results/0/locations/0/physicalLocation/region/startLine",
            json!(0),
        ),
        (
            "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri",
            json!("a b"),
        ),
        (
            "/runs/0/results/0/locations/0/physicalLocation",
            json!({ "colour": "red" }),
        ),
        ("/runs/0/results/0/partialFingerprints", json!({ "x": 1 })),
        (
            "/runs/0/tool/driver/rules/0/properties/tags",
            json!(["x", "x"]),
        ),
    ] {
        let mut log = log();
        *log.pointer_mut(pointer).expect(pointer) = value;
        assert_ne!(
            schema::mistakes(&schema, &log),
            Vec::<String>::new(),
            "{pointer}"
        );
    }
}
