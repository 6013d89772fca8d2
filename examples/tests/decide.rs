//! The program `decide` as scripts meet it; `conformance.rs` has its decisions.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn decide(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_decide"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("decide runs");
    let mut stdin = child.stdin.take().expect("it is piped");
    // It may have stopped without reading.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().expect("decide ends")
}

/// The answers to lines of standard input, and the exit status.
fn answers(input: &[u8]) -> (Vec<String>, Option<i32>) {
    answers_of(&["-"], input)
}

fn answers_of(arguments: &[&str], input: &[u8]) -> (Vec<String>, Option<i32>) {
    let output = decide(arguments, input);
    let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    (
        text.lines().map(str::to_owned).collect(),
        output.status.code(),
    )
}

#[test]
fn the_described_lines_get_the_described_answers() {
    let description = include_str!("../decide.md");
    let blocks: Vec<&str> = description
        .split("```json\n")
        .skip(1)
        .filter_map(|rest| rest.split("\n```").next())
        .collect();
    assert_eq!(blocks.len(), 6);
    for pair in blocks.chunks_exact(2) {
        let [line, answer] = pair else { continue };
        let arguments: &[&str] = if answer.contains("explanation") {
            &["--explain", "-"]
        } else {
            &["-"]
        };
        assert_eq!(
            answers_of(arguments, line.as_bytes()),
            (vec![(*answer).to_owned()], Some(0))
        );
    }
}

#[test]
fn lines_that_cannot_be_read_do_not_stop_the_others() {
    let good = r#"{"id":17.50,"type":"identity","document":"{}"}"#;
    let lines: [&[u8]; 11] = [
        b"not json",
        b"[1,2]",
        b"\xff\xfe",
        b"{\"id\":\"a\",\"type\":5}",
        b"{\"id\":\"b\"}",
        b"   ",
        b"{\"id\":\"c\",\"type\":\"group\",\"document\":\"{}\"}",
        b"{\"id\":\"d\",\"policies\":[1],\"request\":{}}",
        b"{\"id\":\"e\",\"policies\":{\"scps\":[{}]},\"request\":{}}",
        b"{\"id\":\"f\",\"policies\":{\"resource_type\":\"queue\"},\"request\":{}}",
        good.as_bytes(),
    ];
    let (answers, status) = answers(&lines.join(&b'\n'));
    assert_eq!(status, Some(1));
    let ids: Vec<&str> = answers
        .iter()
        .filter_map(|answer| answer.strip_prefix("{\"id\":")?.split(',').next())
        .collect();
    let expected = [
        "null", "null", "null", "\"a\"", "\"b\"", "\"c\"", "\"d\"", "\"e\"", "\"f\"", "17.50",
    ];
    assert_eq!(ids, expected, "{answers:#?}");
    assert!(
        answers
            .iter()
            .take(9)
            .all(|answer| answer.contains("\"error\":"))
    );
}

#[test]
fn every_code_of_a_request_is_found() {
    let request = |fields: &str| format!(r#"{{"id":1,"policies":{{}},"request":{{{fields}}}}}"#);
    let whole = r#""principal":"arn:aws:iam::111122223333:root","action":"a:b","resource":"*","resource_account":"111122223333""#;
    for (fields, errors) in [
        (
            format!(r#"{whole},"context":{{"a:b":1,"A:B":[true]}}"#),
            r#"["duplicate_context_key"]"#,
        ),
        (
            r#""principal":"nobody","context":{"a:b":"1","a:b":"1"}"#.to_owned(),
            r#"["duplicate_context_key","request"]"#,
        ),
        (
            format!(r#"{whole},"context":{{"a:b":null}}"#),
            r#"["request"]"#,
        ),
        (
            format!(r#"{whole},"context":{{"a:b":[["x"]]}}"#),
            r#"["request"]"#,
        ),
        (
            format!(r#"{whole},"context":{{"a:b":1e309}}"#),
            r#"["request"]"#,
        ),
        (
            format!(r#"{whole},"resource_policy_mode":"perhaps""#),
            r#"["request"]"#,
        ),
        (
            format!(r#"{whole},"principal_attrs":["federated"]"#),
            r#"["request"]"#,
        ),
        (
            format!(r#"{whole},"resource_in_management_account":"true""#),
            r#"["request"]"#,
        ),
        (
            format!(r#"{whole},"resource_in_management_account":null"#),
            r#"["request"]"#,
        ),
        (
            format!(r#"{whole},"principal_attrs":{{"management_account":1}}"#),
            r#"["request"]"#,
        ),
        // Only the session of a role can be that of a service-linked one.
        (
            format!(r#"{whole},"principal_attrs":{{"service_linked_role":true}}"#),
            r#"["request"]"#,
        ),
        (
            whole.replace("arn:aws:iam::111122223333:root", "anonymous")
                + r#","principal_attrs":{"management_account":true}"#,
            r#"["request"]"#,
        ),
        (String::new(), r#"["request"]"#),
    ] {
        let expected = format!(r#"{{"id":1,"errors":{errors},"lints":[],"warnings":[]}}"#);
        let line = request(&fields);
        assert_eq!(
            answers(line.as_bytes()),
            (vec![expected], Some(0)),
            "{line}"
        );
    }
    let digits = "9".repeat(400);
    let line = request(&format!(
        r#"{whole},"context":{{"a:b":{digits},"a:c":10e307}}"#
    ));
    assert_eq!(
        answers(line.as_bytes()).0,
        [r#"{"id":1,"decision":"Allow"}"#]
    );
}

#[test]
fn nobody_is_refused_for_what_it_is_not() {
    let attributes = r#"{"service_linked_role":false,"management_account":false}"#;
    for caller in [
        "anonymous",
        "ecs-tasks.amazonaws.com",
        "arn:aws:iam::111122223333:user/alice",
    ] {
        let line = format!(
            r#"{{"id":1,"request":{{"principal":"{caller}","principal_attrs":{attributes},"action":"a:b","resource":"*","resource_account":"111122223333","resource_in_management_account":false}}}}"#
        );
        let denied = r#"{"id":1,"decision":"ImplicitDeny"}"#;
        assert_eq!(answers(line.as_bytes()).0, [denied], "{caller}");
    }
}

#[test]
fn explanations_are_asked_for_before_or_between_or_after_files() {
    let line = r#"{"id":1,"request":{"principal":"arn:aws:iam::111122223333:root","action":"a:b","resource":"*","resource_account":"111122223333"}}"#;
    let plain = r#"{"id":1,"decision":"Allow"}"#;
    assert_eq!(answers(line.as_bytes()).0, [plain]);
    for arguments in [
        ["--explain", "-", "/dev/null"],
        ["/dev/null", "--explain", "-"],
        ["-", "/dev/null", "--explain"],
    ] {
        let (answers, status) = answers_of(&arguments, line.as_bytes());
        assert_eq!((answers.len(), status), (1, Some(0)));
        let explained = plain.replace('}', r#","explanation":{"#);
        assert!(answers.concat().starts_with(&explained), "{answers:?}");
    }
    assert_eq!(decide(&["--explain"], b"").status.code(), Some(2));
}

#[test]
fn a_missing_file_is_said_and_the_others_are_read() {
    let output = decide(
        &["/there/is/no/such/file", "-"],
        b"{\"id\":1,\"type\":\"x\",\"document\":\"\"}\n",
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("/there/is/no/such/file"));
    assert!(!output.stdout.is_empty());
    assert_eq!(decide(&[], b"").status.code(), Some(2));
    assert_eq!(decide(&["--help"], b"").status.code(), Some(0));
}
