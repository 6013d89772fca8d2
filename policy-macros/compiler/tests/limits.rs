//! No text makes the reader slow, deep or afraid.

use policy_compiler::{Code, Options, Source, read, render};
use policy_core::PolicyType;

fn codes(text: &str) -> Vec<Code> {
    let (_, findings) = read(text, &Options::new(PolicyType::Identity));
    for finding in findings.iter().take(100) {
        let source = Source {
            name: "big.json",
            text,
        };
        assert!(render(finding, &source).len() < 4_000);
    }
    findings
        .iter()
        .map(policy_compiler::Finding::code)
        .collect()
}

#[test]
fn large_documents_are_refused_at_once() {
    let text = format!("{{\"Version\": \"{}\"}}", "x".repeat(10 << 20));
    assert_eq!(codes(&text), [Code::TooLarge]);
    let (_, findings) = read(&text, &Options::new(PolicyType::Identity));
    let message = findings
        .iter()
        .next()
        .map(policy_compiler::Finding::message);
    assert_eq!(
        message,
        Some("the document has 10485775 bytes; more than 1048576 are not read")
    );
}

#[test]
fn a_hundred_thousand_brackets_are_one_mistake() {
    const DEPTH: usize = 100_000;
    let arrays = format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH));
    assert_eq!(codes(&arrays), [Code::Type]);
    assert_eq!(codes(&"[".repeat(DEPTH)), [Code::Json]);
    assert_eq!(codes(&"{\"a\":".repeat(DEPTH)), [Code::Json]);

    let objects = format!(
        "{}1{}",
        "{\"Statement\":".repeat(60_000),
        "}".repeat(60_000)
    );
    assert!(codes(&objects).contains(&Code::MissingElement));
    let in_action = format!(
        r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": {arrays}, "Resource": "*"}}}}"#
    );
    assert_eq!(codes(&in_action), [Code::TooLarge, Code::Type]);
    let in_value = format!(
        r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "*", "Resource": "*",
            "Condition": {{"StringEquals": {{"a:b": {arrays}}}}}}}}}"#
    );
    assert_eq!(codes(&in_value), [Code::TooLarge, Code::ConditionValue]);
    let in_sid = in_action.replace("\"Action\"", "\"Action\": \"*\", \"Sid\"");
    assert_eq!(codes(&in_sid), [Code::TooLarge, Code::Type]);
}

#[test]
fn long_lists_and_long_strings_are_read() {
    let actions = vec!["\"ecs:*\""; 50_000].join(",");
    let resource = format!("arn:aws:s3:::{}", "*?${aws:username}".repeat(15_000));
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":[{actions}],"Resource":"{resource}"}}}}"#
    );
    assert_eq!(codes(&text), [Code::TooLarge]);
    let mistakes = format!("arn:aws:s3:::{}", "${}\\u0041".repeat(10_000));
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":"{mistakes}"}}}}"#
    );
    assert_eq!(codes(&text).len(), 10_001);
    let duplicates = format!("{{{}\"Version\":1}}", "\"Version\":1,".repeat(10_000));
    assert_eq!(codes(&duplicates).len(), 10_003);
}
