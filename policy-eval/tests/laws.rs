//! Laws that hold for all policies and requests.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use policy_eval::{Action, Decision, PolicyType, Request};
use policy_oracle::generate;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};

/// Checks a law on random policies of every type, each with a random request.
fn law(check: impl Fn(PolicyType, Value, &policy_oracle::Request) -> Result<(), TestCaseError>) {
    for policy_type in PolicyType::ALL {
        let policies = generate::policy(support::oracle_type(policy_type));
        let outcome = support::runner(800).run(&(policies, generate::request()), |pair| {
            check(policy_type, pair.0, &pair.1)
        });
        outcome.unwrap_or_else(|error| panic!("{policy_type}: {error}"));
    }
}

fn decide(document: &Value, policy_type: PolicyType, request: &policy_oracle::Request) -> Decision {
    support::decide(&support::build(document, policy_type).policy(), request)
}

/// The statements as an array that can be changed.
fn statements(document: &mut Value) -> &mut Vec<Value> {
    let statement = document["Statement"].take();
    document["Statement"] = match statement {
        Value::Array(list) => Value::Array(list),
        single => json!([single]),
    };
    document["Statement"].as_array_mut().expect("an array")
}

/// A statement of this type about everything, or as much as the type may name (G-22).
fn everything(effect: &str, policy_type: PolicyType) -> Value {
    match policy_type {
        PolicyType::Trust => json!({"Effect": effect, "Principal": {"AWS": "*"}, "Action": "*"}),
        PolicyType::Resource | PolicyType::Vpce => {
            json!({"Effect": effect, "Principal": "*", "Action": "*", "Resource": "*"})
        }
        PolicyType::Rcp => {
            let services = ["s3:*", "sqs:*", "kms:*", "sts:*"];
            json!({"Effect": effect, "Principal": "*", "Action": services, "Resource": "*"})
        }
        _ => json!({"Effect": effect, "Action": "*", "Resource": "*"}),
    }
}

#[test]
fn what_always_holds_is_the_decision_on_every_request() {
    law(|policy_type, document, request| {
        let compiled = support::build(&document, policy_type);
        let policy = compiled.policy();
        let action = Action::parse(&request.action).expect("an action");
        let Some(always) = policy.always(&action) else {
            return Ok(());
        };
        // Of nobody in particular, and on any resource.
        for resource in [request.resource.as_str(), "*", "arn:aws:s3:::docs/plan.pdf"] {
            let request = Request::new(action, resource);
            prop_assert_eq!(policy.evaluate(&request), always);
        }
        Ok(())
    });
}

#[test]
fn adding_a_deny_never_allows() {
    law(|policy_type, mut document, request| {
        let before = decide(&document, policy_type, request);
        statements(&mut document).push(everything("Deny", policy_type));
        let after = decide(&document, policy_type, request);
        prop_assert!(before.is_allowed() || !after.is_allowed());
        Ok(())
    });
}

#[test]
fn adding_an_allow_never_denies() {
    law(|policy_type, mut document, request| {
        if policy_type == PolicyType::Rcp {
            // It has none.
            return Ok(());
        }
        let before = decide(&document, policy_type, request);
        statements(&mut document).push(everything("Allow", policy_type));
        let after = decide(&document, policy_type, request);
        prop_assert!(!before.is_allowed() || after.is_allowed());
        prop_assert_eq!(
            before == Decision::ExplicitDeny,
            after == Decision::ExplicitDeny
        );
        Ok(())
    });
}

#[test]
fn order_of_statements_and_values_never_matters() {
    law(|policy_type, mut document, request| {
        let before = decide(&document, policy_type, request);
        reverse_arrays(&mut document);
        prop_assert_eq!(before, decide(&document, policy_type, request));
        Ok(())
    });
}

fn reverse_arrays(value: &mut Value) {
    match value {
        Value::Array(list) => {
            list.reverse();
            list.iter_mut().for_each(reverse_arrays);
        }
        Value::Object(members) => members.values_mut().for_each(reverse_arrays),
        _ => {}
    }
}

#[test]
fn repeating_a_statement_changes_nothing() {
    law(|policy_type, mut document, request| {
        let before = decide(&document, policy_type, request);
        let statements = statements(&mut document);
        for mut copy in statements.clone() {
            // Identifiers must not be repeated (G-9).
            copy.as_object_mut().expect("a statement").remove("Sid");
            statements.push(copy);
        }
        prop_assert_eq!(before, decide(&document, policy_type, request));
        Ok(())
    });
}

#[test]
fn case_of_the_action_never_matters() {
    law(|policy_type, document, request| {
        let before = decide(&document, policy_type, request);
        for action in [request.action.to_uppercase(), request.action.to_lowercase()] {
            let shouted = policy_oracle::Request {
                action,
                ..request.clone()
            };
            prop_assert_eq!(before, decide(&document, policy_type, &shouted));
        }
        Ok(())
    });
}

#[test]
fn a_document_printed_and_read_again_means_the_same() {
    law(|policy_type, document, request| {
        let options = policy_compiler::Options::new(policy_type).vendored();
        let text = generate::to_json(&document);
        let (read, _) = policy_compiler::read(&text, &options);
        let printed = read.expect("no errors").to_json();
        let again = policy_compiler::compile(&printed, &options).expect("no errors");
        let before = decide(&document, policy_type, request);
        prop_assert_eq!(before, support::decide(&again.policy(), request));
        Ok(())
    });
}
