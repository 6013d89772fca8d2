//! The space against the evaluator: a request that is found is decided so, and where nothing is
//! found no request is decided so.

use std::env;

use policy_core::{Context, ContextKey, Decision, Effect, Policy, PolicyType, Principal, Request};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use super::random;
use crate::space::{Budget, Caller, KeyValue, Lists, Region, Search, Space, Witness};
use crate::{Code, Compiled, Options, compile};

/// One statement, for the evaluator and for the space.
struct Subject {
    compiled: Compiled,
    effect: Effect,
    at_most: Region,
    at_least: Region,
}

impl Subject {
    fn new(statement: &Value, policy_type: PolicyType) -> Self {
        let document = json!({"Version": "2012-10-17", "Statement": statement});
        let text = policy_oracle::generate::to_json(&document);
        let options = Code::DENY_LINTS
            .into_iter()
            .fold(Options::new(policy_type), Options::allow);
        let compiled = compile(&text, &options)
            .unwrap_or_else(|findings| panic!("{text}: {:?}", findings.errors().next()));
        let document = super::document(&text, policy_type);
        let statement = &document.statements[0];
        Subject {
            compiled,
            effect: statement.effect.value,
            at_most: Region::at_most(statement),
            at_least: Region::at_least(statement),
        }
    }

    /// What the evaluator says.
    fn covers(&self, request: &Witness) -> bool {
        let decision = decide(&self.compiled.policy(), request);
        decision
            == match self.effect {
                Effect::Allow => Decision::Allow,
                Effect::Deny => Decision::ExplicitDeny,
            }
    }
}

fn decide(policy: &Policy<'_>, request: &Witness) -> Decision {
    let mut plain = Vec::new();
    let mut texts: Vec<(&str, Vec<&str>)> = Vec::new();
    for (key, value) in &request.keys {
        match value {
            KeyValue::Absent => {}
            KeyValue::Plain(value) => plain.push((ContextKey::new(key), value.as_str())),
            KeyValue::List(values) => {
                texts.push((key, values.iter().map(String::as_str).collect()));
            }
        }
    }
    let lists: Vec<_> = texts
        .iter()
        .map(|(key, values)| (ContextKey::new(key), values.as_slice()))
        .collect();
    let context = Context::with_lists(&plain, &lists).unwrap();
    let ours = Request::parse(&request.action, &request.resource).unwrap();
    let ours = ours.with(&context);
    match &request.principal {
        None => policy.evaluate(&ours),
        Some(caller) => with_principal(caller, |principal| policy.evaluate(&ours.by(principal))),
    }
}

fn with_principal<T>(caller: &Caller, use_it: impl FnOnce(&Principal<'_>) -> T) -> T {
    let name = caller.to_string();
    let mut principal = match name.as_str() {
        "anybody" => Principal::ANONYMOUS,
        name if caller.is_federated() => Principal::federated(name).unwrap(),
        name => Principal::parse(name).unwrap(),
    };
    if let Some(role) = caller.role() {
        principal = principal.with_role(role).unwrap();
    }
    if let Some(parent) = caller.parent() {
        principal = principal.with_parent_user(parent).unwrap();
    }
    if let Some(id) = caller.unique_id() {
        principal = principal.with_unique_id(id);
    }
    if let Some(id) = caller.canonical_user() {
        principal = principal.with_canonical_user(id);
    }
    use_it(&principal)
}

fn runner(cases: u32) -> TestRunner {
    let factor = env::var("POLICY_TEST_FACTOR").map_or(1, |factor| factor.parse().unwrap());
    TestRunner::new(Config {
        cases: cases * factor,
        failure_persistence: None,
        ..Config::default()
    })
}

/// How often each outcome came about.
#[derive(Default, Debug)]
struct Counts {
    found: u32,
    found_exactly: u32,
    nothing: u32,
    too_hard: u32,
}

fn check(
    inside: &[Subject],
    outside: &[Subject],
    requests: &[Witness],
    counts: &mut Counts,
) -> Result<(), TestCaseError> {
    let space = Space::new().with_lists(Lists::Everywhere);
    let budget = &mut Budget::new(2_000_000);
    let at_most: Vec<&Region> = inside.iter().map(|subject| &subject.at_most).collect();
    let at_least: Vec<&Region> = outside.iter().map(|subject| &subject.at_least).collect();
    let is_hit = |request: &Witness| {
        inside.iter().all(|subject| subject.covers(request))
            && !outside.iter().any(|subject| subject.covers(request))
    };
    match space.find(&at_most, &at_least, budget) {
        Search::TooHard => counts.too_hard += 1,
        Search::Found(witness) => {
            counts.found += 1;
            let mut regions = at_most.iter().chain(&at_least);
            let has_boundary = witness.principal.as_ref().is_some_and(Caller::has_boundary);
            if regions.all(|region| region.is_exact()) && !has_boundary {
                counts.found_exactly += 1;
                prop_assert!(is_hit(&witness), "found {witness:?}");
            }
        }
        Search::Nothing => {
            counts.nothing += 1;
            for request in requests {
                prop_assert!(!is_hit(request), "nothing, but for {request:?}");
            }
            // Requests that escape one of them are near to escaping all.
            for at in 0..at_least.len() {
                let some = &at_least[at..=at];
                if let Search::Found(request) = space.find(&at_most, some, budget)
                    && !request.principal.as_ref().is_some_and(Caller::has_boundary)
                {
                    prop_assert!(!is_hit(&request), "nothing, but for {request:?}");
                }
            }
        }
    }
    Ok(())
}

fn law(policy_type: PolicyType, cases: u32) -> Counts {
    let principals = policy_type == PolicyType::Resource;
    let statements = move |count| prop::collection::vec(random::statement(principals), count);
    let strategy = (
        statements(1..3),
        statements(0..4),
        prop::collection::vec(random::request(), if principals { 0 } else { 24 }),
    );
    let counts = std::cell::RefCell::new(Counts::default());
    let outcome = runner(cases).run(&strategy, |(inside, outside, requests)| {
        let subjects = |statements: &[Value]| -> Vec<Subject> {
            let statements = statements.iter();
            statements
                .map(|statement| Subject::new(statement, policy_type))
                .collect()
        };
        check(
            &subjects(&inside),
            &subjects(&outside),
            &requests,
            &mut counts.borrow_mut(),
        )
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    counts.into_inner()
}

#[test]
fn what_is_found_is_there_and_what_is_not_found_is_not() {
    let counts = law(PolicyType::Identity, 4_000);
    println!("{counts:?}");
    assert!(
        counts.found_exactly > 500 && counts.nothing > 500,
        "{counts:?}"
    );
    assert!(
        counts.too_hard * 20 < counts.found + counts.nothing,
        "{counts:?}"
    );
}

#[test]
fn so_it_is_for_callers() {
    let counts = law(PolicyType::Resource, 2_000);
    println!("{counts:?}");
    assert!(
        counts.found_exactly > 100 && counts.nothing > 100,
        "{counts:?}"
    );
}

/// Every request lies between the two bounds of a statement.
#[test]
fn bounds_are_bounds() {
    let strategy = (
        random::statement(false),
        prop::collection::vec(random::request(), 32),
    );
    let outcome = runner(3_000).run(&strategy, |(statement, requests)| {
        let subject = Subject::new(&statement, PolicyType::Identity);
        for request in &requests {
            let is_covered = subject.covers(request);
            let (most, least) = (
                subject.at_most.covers(request),
                subject.at_least.covers(request),
            );
            prop_assert!(!is_covered || most, "{request:?}");
            prop_assert!(is_covered || !least, "{request:?}");
            prop_assert!(!subject.at_most.is_exact() || most == least, "{request:?}");
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
