//! Files that are as large as they may be take seconds at most, whatever is wrong in them.

use std::time::{Duration, Instant};

use policy_compiler::read_service;

/// Far more than it takes, and far less than comparing each with each does.
const LIMIT: Duration = Duration::from_secs(10);

#[track_caller]
fn check(text: &str, n_findings: usize) {
    assert!(text.len() < 1 << 20, "{}", text.len());
    let start = Instant::now();
    let (_, findings) = read_service(text);
    assert_eq!(findings.len(), n_findings);
    let taken = start.elapsed();
    assert!(taken < LIMIT, "{taken:?}");
}

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(",")
}

#[test]
fn undeclared_resource_types() {
    let types = list(2_000, |number| {
        format!(r#"{{"name":"type-of-invoice-{number}","arn":"arn:aws:billing:::{number}"}}"#)
    });
    let used = list(8_000, |number| format!("\"type-of-invoce-x{number}\""));
    let text = format!(
        r#"{{"service":"billing","resources":[{types}],
            "actions":[{{"name":"A","access":"Read","resources":[{used}]}}]}}"#
    );
    check(&text, 8_000);
}

#[test]
fn long_lists() {
    let dependent = list(60_000, |number| format!("\"iam:A{number}\""));
    let action = r#""name":"A","access":"Read""#;
    check(
        &format!(r#"{{"service":"billing","actions":[{{{action},"dependent":[{dependent}]}}]}}"#),
        0,
    );
    let arns = list(30_000, |number| format!("\"arn:aws:billing:::{number}\""));
    check(
        &format!(
            r#"{{"service":"billing","resources":[
                {{"name":"a","arn":"arn:aws:billing:::a","altArns":[{arns}]}}]}}"#
        ),
        0,
    );
}

#[test]
fn many_placeholders() {
    let placeholders: Vec<String> = (0..40_000)
        .map(|number| format!("${{A{number}}}"))
        .collect();
    let placeholders = placeholders.concat();
    let text = format!(
        r#"{{"service":"billing","resources":[
            {{"name":"a","arn":"arn:aws:billing:::{placeholders}"}}]}}"#
    );
    // There are too many of them.
    check(&text, 1);
}
