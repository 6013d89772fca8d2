//! Large documents are checked in bounded time.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use policy_compiler::{Code, prefixes};

use crate::{document, findings};

/// Far more than any of these takes, even unoptimised on a busy machine; what is not bounded
/// takes minutes.
const LONG: Duration = Duration::from_mins(1);

/// An array of as many strings.
fn many(count: usize, entry: impl Fn(usize) -> String) -> String {
    let entries: Vec<_> = (0..count)
        .map(|index| format!("\"{}\"", entry(index)))
        .collect();
    format!("[{}]", entries.join(","))
}

#[track_caller]
fn quick(text: &str, code: Code, expected: usize) {
    let start = Instant::now();
    let findings = findings(text);
    let time = start.elapsed();
    let found = findings.iter().filter(|finding| finding.code() == code);
    assert_eq!(found.count(), expected);
    assert!(time < LONG, "{time:?}");
}

#[test]
fn ten_thousand_actions_of_ec2() {
    let unknown = many(10_000, |index| format!("ec2:DescribeInstanc{index}"));
    quick(
        &document(&format!(r#""Action":{unknown},"Resource":"*""#)),
        Code::UnknownAction,
        10_000,
    );
    let patterns = many(10_000, |index| format!("ec2:*a*e*i*{index}"));
    let text = document(&format!(r#""Action":{patterns},"Resource":"*""#));
    quick(&text, Code::UnknownAction, 0);
}

#[test]
fn ten_thousand_resources_of_ec2() {
    let fine = many(10_000, |index| {
        format!("arn:aws:ec2:*:*:instance/i-{index}")
    });
    let text = document(&format!(r#""Action":"ec2:*","Resource":{fine}"#));
    quick(&text, Code::UnsupportedResource, 0);
    let wrong = many(10_000, |index| {
        format!("arn:aws:ec2:*:*:instances/i-{index}")
    });
    let text = document(&format!(r#""Action":"ec2:*","Resource":{wrong}"#));
    quick(&text, Code::UnsupportedResource, 10_000);
    let hard = many(2_000, |index| {
        format!("arn:aws:ec2:*:*:x*{}x{index}", "a*b?".repeat(20))
    });
    let text = document(&format!(r#""Action":"ec2:*","Resource":{hard}"#));
    quick(&text, Code::UnknownAction, 0);
}

#[test]
fn ten_thousand_keys_of_ec2() {
    let mut keys = String::new();
    for index in 0..10_000 {
        write!(keys, r#""ec2:ResourceTag/k{index}":"x","#).unwrap();
    }
    let keys = keys.trim_end_matches(',');
    let text = document(&format!(
        r#""Action":"s3:GetObject","Resource":"*","Condition":{{"StringEquals":{{{keys}}}}}"#
    ));
    quick(&text, Code::UnsupportedKey, 10_000);
    let text = text.replace("ResourceTag/", "Nothing");
    quick(&text, Code::UnknownKey, 10_000);
}

#[test]
fn many_keys_beside_all_services() {
    let prefixes: Vec<_> = prefixes().filter(|prefix| *prefix != "ec2").collect();
    let actions = prefixes.iter().map(|prefix| format!("\"{prefix}:*\""));
    let actions = actions.collect::<Vec<_>>().join(",");
    let text = |family: &str| {
        let keys = (0..5_000).map(|index| format!(r#""ec2:{family}{index}":"x""#));
        let keys = keys.collect::<Vec<_>>().join(",");
        document(&format!(
            r#""Action":[{actions}],"Resource":"*","Condition":{{"StringEquals":{{{keys}}}}}"#
        ))
    };
    // Other services have instances with tags, too.
    quick(&text("ResourceTag/x"), Code::UnsupportedKey, 0);
    quick(&text("Nothing"), Code::UnknownKey, 5_000);
}

#[test]
fn many_slips_are_suggested() {
    let wrong = many(100, |index| format!("ec2:DescrybeNetworkInterfac{index}"));
    quick(
        &document(&format!(r#""Action":{wrong},"Resource":"*""#)),
        Code::UnknownAction,
        100,
    );
}

#[test]
fn ten_thousand_statements_about_ec2() {
    let statement = r#"{"Effect":"Allow","Action":"ec2:*","Resource":"arn:aws:ec2:*:*:vpc/*"}"#;
    let statements = vec![statement; 10_000].join(",");
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    quick(&text, Code::UnsupportedResource, 0);
}

#[test]
fn many_variables_of_one_string() {
    let with = |variable: &str| {
        let variables = variable.repeat(30_000);
        document(&format!(
            r#""Action":"s3:GetObject","Resource":"arn:aws:s3:::{variables}""#
        ))
    };
    quick(&with("${aws:username}"), Code::UnknownKey, 0);
    let older = with("${aws:username}").replace("2012-10-17", "2008-10-17");
    quick(&older, Code::VariableUnsupportedInVersion, 30_000);
    let older = with("${${aws:username").replace("2012-10-17", "2008-10-17");
    quick(&older, Code::VariableUnsupportedInVersion, 0);
}
