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
    let output = decide(&["-"], input);
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
    assert_eq!(blocks.len(), 4);
    for pair in blocks.chunks_exact(2) {
        let [line, answer] = pair else { continue };
        assert_eq!(
            answers(line.as_bytes()),
            (vec![(*answer).to_owned()], Some(0))
        );
    }
}

#[test]
fn lines_that_cannot_be_read_do_not_stop_the_others() {
    let good = r#"{"id":17.50,"type":"identity","document":"{}"}"#;
    let lines: [&[u8]; 9] = [
        b"not json",
        b"[1,2]",
        b"\xff\xfe",
        b"{\"id\":\"a\",\"type\":5}",
        b"{\"id\":\"b\"}",
        b"   ",
        b"{\"id\":\"c\",\"type\":\"scp\",\"document\":\"{}\"}",
        b"{\"id\":\"d\",\"policies\":[1],\"request\":{}}",
        good.as_bytes(),
    ];
    let (answers, status) = answers(&lines.join(&b'\n'));
    assert_eq!(status, Some(1));
    let ids: Vec<&str> = answers
        .iter()
        .filter_map(|answer| answer.strip_prefix("{\"id\":")?.split(',').next())
        .collect();
    let expected = [
        "null", "null", "null", "\"a\"", "\"b\"", "\"c\"", "\"d\"", "17.50",
    ];
    assert_eq!(ids, expected, "{answers:#?}");
    assert!(
        answers
            .iter()
            .take(7)
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
