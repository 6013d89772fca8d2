//! The fast evaluator against the slow, obvious one, on random policies and requests.
//!
//! 140,000 pairs in an ordinary run, 24,000 of them with documents of all types together.
//! `POLICY_TEST_FACTOR=45 cargo test --release --test agreement sets` takes a million of
//! those, in two minutes.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use policy_compiler::{Level, Options};
use policy_eval::PolicyType;
use policy_oracle::generate;
use proptest::prelude::*;

/// How many requests each policy decides.
const REQUESTS: usize = 4;

fn agree(policy_type: PolicyType, pairs: u32, wide_stars: bool) {
    let oracle_type = support::oracle_type(policy_type);
    let requests = [(); REQUESTS].map(|()| generate::request());
    let strategy = (generate::policy(oracle_type), requests);
    let policies = pairs / u32::try_from(REQUESTS).expect("a few");
    let outcome = support::runner(policies).run(&strategy, |(document, requests)| {
        let options = Options::new(policy_type).wide_stars(wide_stars);
        let compiled = support::build_with(&document, options);
        for request in requests {
            let expected =
                policy_oracle::evaluate_with(&document, oracle_type, &request, wide_stars);
            let decision = support::decide(&compiled.policy(), &request);
            prop_assert_eq!(decision, support::decision(expected), "{:?}", request);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn identity_policies_agree() {
    agree(PolicyType::Identity, 36_000, false);
}

#[test]
fn resource_policies_agree() {
    agree(PolicyType::Resource, 28_000, false);
}

#[test]
fn trust_policies_agree() {
    agree(PolicyType::Trust, 16_000, false);
}

#[test]
fn boundaries_and_session_policies_agree() {
    agree(PolicyType::Boundary, 6_000, false);
    agree(PolicyType::Session, 6_000, false);
}

#[test]
fn guard_rails_agree() {
    agree(PolicyType::Scp, 4_000, false);
    agree(PolicyType::Rcp, 4_000, false);
    agree(PolicyType::Vpce, 4_000, false);
}

/// The wide reading of R-10 decides as the plain matcher does with the same flag.
#[test]
fn wide_stars_agree() {
    agree(PolicyType::Identity, 8_000, true);
}

/// The formula of E-39 over documents of all types and callers of every kind.
#[test]
fn sets_of_policies_agree() {
    let requests = [(); REQUESTS].map(|()| generate::request());
    let strategy = (generate::documents(), requests);
    let outcome = support::runner(6_000).run(&strategy, |(documents, requests)| {
        let documents = documents.as_documents();
        let built = support::Built::new(&documents);
        for request in requests {
            let expected = policy_oracle::evaluate_all(&documents, &request);
            let decision = support::decide_all(&built, &request);
            prop_assert_eq!(decision, support::decision(expected), "{:?}", request);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// The compiler finds the deny-lints that the rules name, no more and no fewer.
#[test]
fn deny_lints_agree() {
    for policy_type in PolicyType::ALL {
        let strategy = generate::policy(support::oracle_type(policy_type));
        let outcome = support::runner(1_000).run(&strategy, |document| {
            let compiled = support::build(&document, policy_type);
            let found: std::collections::BTreeSet<&str> = compiled
                .findings()
                .lints()
                .filter(|finding| finding.default_level() == Level::Deny)
                .map(|finding| finding.code().as_str())
                .collect();
            prop_assert_eq!(found, policy_oracle::deny_lints(&document));
            Ok(())
        });
        outcome.unwrap_or_else(|error| panic!("{error}"));
    }
}

/// So many names and patterns of one service that its names are tried as patterns.
#[test]
fn services_with_very_many_names_agree() {
    use serde_json::json;

    let names: Vec<String> = (0..700).map(|n| format!("s:Name{n}")).collect();
    let patterns: Vec<String> = (0..700).map(|n| format!("s:*ame{n}x?{n}*")).collect();
    let half = |list: &[String], odd: usize| -> Vec<String> {
        list.iter().skip(odd).step_by(2).cloned().collect()
    };
    let document = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": half(&names, 0), "Resource": "*"},
        {"Effect": "Allow", "Action": patterns, "Resource": "*"},
        {"Effect": "Deny", "Action": half(&names, 1), "Resource": "arn:aws:s3:::b"},
        {"Effect": "Allow", "NotAction": names, "Resource": "arn:aws:s3:::c"},
        {"Effect": "Allow", "Action": "t:Other", "Resource": "*"},
    ]});
    let compiled = support::build(&document, PolicyType::Identity);
    let policy = compiled.policy();
    // `t` is worked out, `s` is not.
    assert_eq!(policy.tables().actions.slots.len(), 1);
    for n in 0..60 {
        for action in [
            format!("S:name{}", n * 23),
            format!("s:Fame{n}xy{n}z"),
            "t:other".to_owned(),
        ] {
            for resource in ["*", "arn:aws:s3:::b", "arn:aws:s3:::c"] {
                let request = policy_oracle::Request::new(&action, resource);
                let of_type = policy_oracle::PolicyType::Identity;
                let expected = policy_oracle::evaluate(&document, of_type, &request);
                let decision = support::decide(&policy, &request);
                assert_eq!(decision, support::decision(expected), "{action} {resource}");
            }
        }
    }
}
