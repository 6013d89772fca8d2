//! Explanations.

use std::collections::BTreeSet;

use policy_eval::{Decision, Explanation, PolicyType, explain};
use proptest::prelude::*;
use serde_json::json;

use crate::support::{self, together::Together};
use crate::{SEVERAL, law, one_by_one};

/// What an explanation says, but for the places of policies, in any order.
fn told(explanation: &Explanation<'_>) -> (Decision, Vec<String>, BTreeSet<String>) {
    let of = |statement: policy_eval::Statement<'_>| {
        let name = statement.policy_name().unwrap_or_default();
        format!("{name} {}", statement.position())
    };
    let matched = explanation.matched_statements().iter();
    let mut statements: Vec<String> = matched
        .map(|matched| {
            format!(
                "{} applies {}",
                of(matched.statement()),
                matched.delegates()
            )
        })
        .collect();
    statements.extend(explanation.near_misses().iter().map(|near_miss| {
        let failures = near_miss
            .failures()
            .iter()
            .map(|failure| failure.to_string().to_lowercase());
        format!(
            "{} {:?}",
            of(near_miss.statement()),
            failures.collect::<Vec<_>>()
        )
    }));
    statements.sort();
    let shortfalls = explanation.shortfalls().iter().map(ToString::to_string);
    let keys = explanation.absent_keys().iter();
    let keys = keys.map(|asked| asked.key().name().to_lowercase());
    (
        explanation.decision(),
        statements,
        shortfalls.chain(keys).collect(),
    )
}

#[test]
fn explanations_name_the_documents() {
    law(|policy_type, documents, request| {
        if !SEVERAL.contains(&policy_type) {
            return Ok(());
        }
        let together = Together::new(documents, policy_type);
        let told_together = support::with_request(request, |request| {
            told(&explain(&together.policy(), request))
        });
        let told_one_by_one = one_by_one(policy_type, documents, |policies| {
            support::with_request(request, |request| told(&explain(*policies, request)))
        });
        prop_assert_eq!(told_together, told_one_by_one);
        Ok(())
    });
}

/// What is about other actions may be what was meant, in whichever document it is.
#[test]
fn near_misses_are_those_of_all_documents() {
    let documents = ["s3:GetObject", "s3:PutObject"].map(|action| {
        json!({"Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Action": action, "Resource": "*",
        }})
    });
    let request = policy_oracle::Request::new("s3:DeleteObject", "*");
    let together = Together::new(&documents, PolicyType::Identity);
    let told_together = support::with_request(&request, |request| {
        told(&explain(&together.policy(), request))
    });
    let told_one_by_one = one_by_one(PolicyType::Identity, &documents, |policies| {
        support::with_request(&request, |request| told(&explain(*policies, request)))
    });
    assert_eq!(told_together, told_one_by_one);
}

/// Whoever asked for a key is named, whichever document it is.
#[test]
fn absent_keys_are_asked_for_by_all_documents() {
    let documents = ["red", "blue"].map(|colour| {
        json!({"Version": "2012-10-17", "Statement": {
            "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
            "Condition": {"StringEquals": {"x:colour": colour}},
        }})
    });
    let request = policy_oracle::Request::new("s3:GetObject", "*");
    let together = Together::new(&documents, PolicyType::Identity);
    let text = support::with_request(&request, |request| {
        explain(&together.policy(), request).to_string()
    });
    let last = text.lines().last().expect("a line");
    assert!(
        last.contains("`document-1`") && last.contains("`document-2`"),
        "{last}"
    );
}
