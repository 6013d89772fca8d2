//! Messages point at the right characters, whatever the text looks like.

use policy_compiler::{Code, Finding, Options, Source, read, render};
use policy_core::PolicyType;

fn rendered(text: &str, code: Code) -> String {
    let (_, findings) = read(text, &Options::new(PolicyType::Identity));
    let name = "policies/ci.json";
    findings
        .iter()
        .find(|finding| finding.code() == code)
        .map(|finding: &Finding| render(finding, &Source { name, text }))
        .unwrap_or_default()
}

const DOCUMENT: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ecs:*",
      "Resource": "*",
      "Condition": {
        "StringEqual": {
          "aws:username": "alice"
        }
      }
    }
  ]
}
"#;

const UNKNOWN_OPERATOR: &str = "\
error: unknown condition operator `StringEqual`
 --> policies/ci.json:9:9
  |
9 |         \"StringEqual\": {
  |         ^^^^^^^^^^^^^
  |
  = help: a similar operator exists: `StringEquals`
  = note: code `operator`, rule C-13, AWS's `INVALID_CONDITION_OPERATOR`";

#[test]
fn a_message_shows_place_line_carets_and_help() {
    assert_eq!(rendered(DOCUMENT, Code::Operator), UNKNOWN_OPERATOR);
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let text = DOCUMENT.replace('\n', "\r\n");
    assert_eq!(rendered(&text, Code::Operator), UNKNOWN_OPERATOR);
}

#[test]
fn tabs_are_one_column_and_four_blanks() {
    let text = DOCUMENT.replace("        \"StringEqual", "\t\t\"StringEqual");
    let expected = UNKNOWN_OPERATOR.replace("9:9", "9:3");
    assert_eq!(rendered(&text, Code::Operator), expected);
}

#[test]
fn wide_characters_push_the_carets() {
    let text = "{\"Statement\": \"中文\", \"中\": 1}";
    let options = Options::new(PolicyType::Resource);
    let (_, findings) = read(text, &options);
    let finding = findings
        .iter()
        .find(|finding| finding.code() == Code::UnknownElement);
    let source = Source {
        name: "a.json",
        text,
    };
    assert_eq!(
        finding
            .map(|finding| render(finding, &source))
            .unwrap_or_default(),
        "\
error: unknown element `中`
 --> a.json:1:21
  |
1 | {\"Statement\": \"中文\", \"中\": 1}
  |                       ^^^^
  |
  = help: the elements here are `Version`, `Id`, `Statement`
  = note: code `unknown_element`, rule G-4, AWS's `INVALID_POLICY_ELEMENT`"
    );
}

#[test]
fn two_places_in_conflict_are_both_shown() {
    let text = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {\n    \"Effect\": \"Allow\",\n    \"Action\": \"ecs:*\",\n    \"NotAction\": \"iam:*\",\n    \"Resource\": \"*\"\n  }\n}\n";
    assert_eq!(
        rendered(text, Code::Conflict),
        "\
error: `NotAction` cannot be combined with `Action`; remove one
 --> policies/ci.json:6:5
  |
5 |     \"Action\": \"ecs:*\",
  |     -------- the other one
6 |     \"NotAction\": \"iam:*\",
  |     ^^^^^^^^^^^
  |
  = note: code `conflict`, rule G-11, AWS's `UNSUPPORTED_ELEMENT_COMBINATION`"
    );
}

#[test]
fn a_deny_lint_says_how_to_allow_it() {
    let text = DOCUMENT
        .replace("StringEqual\"", "StringEquals\"")
        .replace("\"ecs:*\"", "[]");
    assert_eq!(
        rendered(&text, Code::EmptyList),
        "\
error: `Action` is empty
 --> policies/ci.json:6:17
  |
6 |       \"Action\": [],
  |                 ^^
  |
  = help: add an entry, or remove the statement: without any entry it does nothing
  = note: code `empty_list`, rule G-15, AWS's `EMPTY_ARRAY_ACTION`
  = note: if it is meant, write `allow = [empty_list]` where the policy is included"
    );
}

#[test]
fn a_warning_is_called_one() {
    let text = DOCUMENT
        .replace("StringEqual\"", "StringEquals\"")
        .replace("  \"Version\": \"2012-10-17\",\n", "");
    assert!(rendered(&text, Code::VersionAbsent).starts_with("warning: without `Version`"));
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let mut text = DOCUMENT.replace('\n', "").replace("  ", "");
    let statement = r#"{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"},"#;
    text = text.replacen("[{", &format!("[{}{{", statement.repeat(10_000)), 1);
    assert_eq!(text.find("\"StringEqual\""), Some(560_106));
    assert_eq!(
        rendered(&text, Code::Operator),
        "\
error: unknown condition operator `StringEqual`
 --> policies/ci.json:1:560107
  |
1 | …: \"ecs:*\",\"Resource\": \"*\",\"Condition\": {\"StringEqual\": {\"aws:username\": \"alice\"}}}]}
  |                                          ^^^^^^^^^^^^^
  |
  = help: a similar operator exists: `StringEquals`
  = note: code `operator`, rule C-13, AWS's `INVALID_CONDITION_OPERATOR`"
    );
}

#[test]
fn places_far_apart_get_their_own_pictures() {
    let statement = r#"{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"},"#;
    let last = r#"{"Sid": "A", "Effect": "Allow", "Action": "*", "Resource": "*"}"#;
    let text = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{last}, {}{last}]}}"#,
        statement.repeat(1_000)
    );
    assert_eq!(
        rendered(&text, Code::DuplicateSid),
        "\
error: duplicate `Sid` `A`
 --> policies/ci.json:1:56114
  |
1 | …ion\": \"ec2:*\", \"Resource\": \"*\"},{\"Sid\": \"A\", \"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}
  |                                          ^^^ written again here
  |
 ::: policies/ci.json:1:49
  |
1 | …n\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"A\", \"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}, {\"Effect\": \"Allow\", \"Ac…
  |                                          --- first written here
  |
  = help: give each statement its own `Sid`, or none
  = note: code `duplicate_sid`, rule G-9, AWS's `UNIQUE_SIDS_REQUIRED`"
    );
}

#[test]
fn an_empty_text_can_be_drawn() {
    assert!(rendered("", Code::Json).starts_with("error: the document is empty"));
    assert!(rendered("\u{feff}{}", Code::Json).contains("byte order mark"));
    assert!(rendered("[\r\n\r\n", Code::Json).contains("policies/ci.json:1:1"));
}
