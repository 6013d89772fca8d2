//! Large conditions are reviewed in bounded time.

use std::time::{Duration, Instant};

use policy_compiler::Code;
use policy_core::PolicyType::Identity;

use crate::{document, review};

/// Far more than any of these takes, even unoptimised on a busy machine.
const LONG: Duration = Duration::from_mins(1);

#[track_caller]
fn quick(operator: &str, keys: &str, code: &str, expected: usize) {
    let text = document(&format!(
        r#""Effect": "Allow", "Action": ["s3:*", "kms:*"], "Resource": "*",
        "Condition": {{"{operator}": {{{keys}}}}}"#
    ));
    let start = Instant::now();
    let findings = review(&text, Identity);
    let time = start.elapsed();
    let found = findings.iter().filter(|one| one.code().as_str() == code);
    assert_eq!(found.count(), expected);
    assert!(time < LONG, "{time:?}");
}

fn many(count: usize, entry: impl Fn(usize) -> String) -> String {
    (0..count).map(entry).collect::<Vec<_>>().join(",")
}

#[test]
fn ten_thousand_keys() {
    let keys = many(10_000, |index| format!(r#""aws:RequestTag/t{index}": "x""#));
    let operator = "ForAllValues:StringEquals";
    quick(
        operator,
        &keys,
        "forallvalues_with_single_valued_key",
        10_000,
    );
    quick(operator, &keys, "for_all_values_allow", 0);
}

#[test]
fn ten_thousand_values() {
    let regions = many(10_000, |index| format!(r#""eu-centrl-{index}""#));
    let keys = format!(r#""aws:RequestedRegion": [{regions}]"#);
    quick("StringEquals", &keys, "invalid_region", 10_000);
    let addresses = many(10_000, |index| format!(r#""10.0.{}.1/24""#, index % 256));
    let keys = format!(r#""aws:SourceIp": [{addresses}]"#);
    quick("IpAddress", &keys, "private_ip_address", 1);
    let services = many(5_000, |index| format!(r#""{}{index}""#, "*a".repeat(50)));
    let keys = format!(r#""kms:ViaService": [{services}]"#);
    quick(
        "StringLike",
        &keys,
        "invalid_service_principal_format",
        5_000,
    );
}

#[test]
fn one_long_value() {
    let keys = format!(r#""aws:RequestedRegion": "{}""#, "*a*b?".repeat(150_000));
    quick("StringLike", &keys, "invalid_region", 1);
}

/// A document of that many conditions is longer than AWS takes any.
#[test]
fn statements_of_a_thousand_conditions_are_compared() {
    let is_open = |count: usize| {
        let keys = many(count, |index| {
            format!(r#""aws:PrincipalTag/t{index}": "x""#)
        });
        let statement = format!(
            r#"{{"Effect": "Allow", "Action": "iam:PutUserPolicy", "Resource": "*",
                "Condition": {{"StringEquals": {{{keys}}}}}}}"#
        );
        let text =
            format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}, {statement}]}}"#);
        let start = Instant::now();
        let findings = review(&text, Identity);
        assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
        let has = |code: Code| findings.iter().any(|one| one.code() == code);
        (
            has(Code::PrivilegeEscalation),
            has(Code::RedundantStatement),
        )
    };
    assert_eq!(is_open(1_000), (true, true));
    assert_eq!(is_open(1_001), (false, false));
}
