//! The space against the evaluator: a request that is found is decided so, and where nothing is
//! found no request is decided so.

use std::env;

use policy_core::operator::Comparison;
use policy_core::{Context, ContextKey, Decision, Effect, Policy, PolicyType, Principal, Request};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use super::random;
use crate::space::principal::Caller;
use crate::space::{Bound, Budget, KeyValue, Region, Search, Witness, search};
use crate::{Compiled, Operand, Options, Statement, Template, compile};

/// One statement, for the evaluator and for the space.
struct Subject {
    compiled: Compiled,
    effect: Effect,
    at_most: Region,
    at_least: Region,
    /// Whether both bounds are what the statement covers.
    is_exact: bool,
}

impl Subject {
    fn new(statement: &Value, policy_type: PolicyType, wide_stars: bool) -> Self {
        let document = json!({"Version": "2012-10-17", "Statement": statement});
        let text = policy_oracle::generate::to_json(&document);
        let options = Options::new(policy_type).vendored().wide_stars(wide_stars);
        let compiled = compile(&text, &options)
            .unwrap_or_else(|findings| panic!("{text}: {:?}", findings.errors().next()));
        let document = super::document(&text, policy_type);
        let statement = &document.statements[0];
        Subject {
            compiled,
            effect: statement.effect.value,
            is_exact: is_exact(statement),
            at_most: Region::new(statement, Bound::AtMost, wide_stars),
            at_least: Region::new(statement, Bound::AtLeast, wide_stars),
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

/// Whether a statement has no policy variables, and compares no characters without letter case
/// whose lower-case forms are not looked at one by one.
fn is_exact(statement: &Statement) -> bool {
    let resources = statement.resource.iter().flat_map(|of| &of.entries);
    let mut templates = resources.map(|entry| &entry.value.template);
    let blocks = statement.condition.iter().flat_map(|of| &of.blocks);
    let keys = blocks.flat_map(|block| block.keys.iter().map(move |key| (block, key)));
    let mut operands = keys.flat_map(|(block, key)| {
        let folds = block.operator.value.base().comparison() == Comparison::EqualIgnoreCase;
        key.operands.iter().map(move |one| (folds, &one.value))
    });
    let is_exact_operand = |(folds, operand): (bool, &Operand)| {
        let has_variables = operand
            .template
            .as_ref()
            .is_some_and(Template::has_variables);
        !has_variables && !(folds && operand.text.chars().any(|one| one > '\u{ff}'))
    };
    !templates.any(Template::has_variables) && operands.all(is_exact_operand)
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
    let find = |inside: &[&Region], outside: &[&Region], budget: &mut Budget| {
        search::find(inside, outside, |_| true, budget)
    };
    let budget = &mut Budget::new(2_000_000);
    let at_most: Vec<&Region> = inside.iter().map(|subject| &subject.at_most).collect();
    let at_least: Vec<&Region> = outside.iter().map(|subject| &subject.at_least).collect();
    let is_hit = |request: &Witness| {
        inside.iter().all(|subject| subject.covers(request))
            && !outside.iter().any(|subject| subject.covers(request))
    };
    match find(&at_most, &at_least, budget) {
        Search::TooHard => counts.too_hard += 1,
        Search::Found(witness) => {
            counts.found += 1;
            let mut subjects = inside.iter().chain(outside);
            let has_boundary = witness.principal.as_ref().is_some_and(Caller::has_boundary);
            if subjects.all(|subject| subject.is_exact) && !has_boundary {
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
                if let Search::Found(request) = find(&at_most, some, budget)
                    && !request.principal.as_ref().is_some_and(Caller::has_boundary)
                {
                    prop_assert!(!is_hit(&request), "nothing, but for {request:?}");
                }
            }
        }
    }
    Ok(())
}

fn law(policy_type: PolicyType, wide_stars: bool, cases: u32) -> Counts {
    let principals = policy_type == PolicyType::Resource;
    let strategy = any::<bool>().prop_flat_map(move |variables| {
        let statements = |count| {
            let statement = random::statement(principals, variables);
            prop::collection::vec(statement, count)
        };
        let requests = if principals { 0 } else { 24 };
        (
            statements(1..3),
            statements(0..4),
            prop::collection::vec(random::request(), requests),
        )
    });
    let counts = std::cell::RefCell::new(Counts::default());
    let outcome = runner(cases).run(&strategy, |(inside, outside, requests)| {
        let subjects = |statements: &[Value]| -> Vec<Subject> {
            let statements = statements.iter();
            statements
                .map(|statement| Subject::new(statement, policy_type, wide_stars))
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
    let counts = law(PolicyType::Identity, false, 1_500);
    println!("{counts:?}");
    assert!(
        counts.found_exactly > 200 && counts.nothing > 200,
        "{counts:?}"
    );
    assert!(
        counts.too_hard * 20 < counts.found + counts.nothing,
        "{counts:?}"
    );
}

#[test]
fn so_it_is_where_stars_are_wide() {
    let counts = law(PolicyType::Identity, true, 500);
    assert!(
        counts.found_exactly > 100 && counts.nothing > 100,
        "{counts:?}"
    );
}

#[test]
fn so_it_is_for_callers() {
    let counts = law(PolicyType::Resource, false, 1_000);
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
        random::statement(false, true),
        prop::collection::vec(random::request(), 32),
    );
    let outcome = runner(1_500).run(&strategy, |(statement, requests)| {
        let subject = Subject::new(&statement, PolicyType::Identity, false);
        for request in &requests {
            let is_covered = subject.covers(request);
            let (most, least) = (
                subject.at_most.covers(request),
                subject.at_least.covers(request),
            );
            prop_assert!(!is_covered || most, "{request:?}");
            prop_assert!(is_covered || !least, "{request:?}");
            prop_assert!(!subject.is_exact || most == least, "{request:?}");
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// The same against an evaluator that shares no code with anything else here, on policies and
/// requests of many more words.
#[test]
fn bounds_are_bounds_for_the_oracle() {
    let strategy = (
        policy_oracle::generate::policy(policy_oracle::PolicyType::Identity),
        prop::collection::vec(policy_oracle::generate::request(), 8),
    );
    let outcome = runner(1_000).run(&strategy, |(policy, requests)| {
        let statements = match &policy["Statement"] {
            Value::Array(statements) => statements.as_slice(),
            one => std::slice::from_ref(one),
        };
        for statement in statements {
            let mut alone = policy.clone();
            alone["Statement"] = statement.clone();
            let text = policy_oracle::generate::to_json(&alone);
            let document = super::document(&text, PolicyType::Identity);
            let statement = &document.statements[0];
            let (most, least) = super::bounds(statement);
            for request in &requests {
                // Whoever the policy is attached to.
                let request = &policy_oracle::Request {
                    context: request.context.clone(),
                    ..policy_oracle::Request::new(&request.action, &request.resource)
                };
                let decision =
                    policy_oracle::evaluate(&alone, policy_oracle::PolicyType::Identity, request);
                let is_covered = decision
                    == match statement.effect.value {
                        Effect::Allow => policy_oracle::Decision::Allow,
                        Effect::Deny => policy_oracle::Decision::ExplicitDeny,
                    };
                let request = witness(request);
                prop_assert!(!is_covered || most.covers(&request), "{request:?}");
                prop_assert!(is_covered || !least.covers(&request), "{request:?}");
            }
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

fn witness(request: &policy_oracle::Request) -> Witness {
    let keys = request.context.iter().map(|(key, values)| {
        let value = match values {
            policy_oracle::Values::One(value) => KeyValue::Plain(value.clone()),
            policy_oracle::Values::Many(values) if values.is_empty() => KeyValue::Absent,
            policy_oracle::Values::Many(values) => KeyValue::List(values.clone()),
        };
        (key.clone(), value)
    });
    Witness {
        action: request.action.clone(),
        resource: request.resource.clone(),
        principal: None,
        keys: keys.collect(),
    }
}
