//! Every check fires where it has to and is silent where it has to be (docs/checks.md).

#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod addresses;
mod arns;
mod attached;
mod characters;
mod ecs;
mod escalation;
mod forms;
mod issues;
mod lists;
mod managed;
mod nothing_said;
mod particular;
mod pass_role;
mod principals;
mod redundant;
mod resource_control;
mod speed;
mod tables;
mod tags;
mod together;
mod trust;
mod trust_keys;
mod types;
mod variables;

use std::collections::BTreeSet;
use std::sync::Arc;

use policy_compiler::{Code, Findings, Options, Reference, read};
use policy_core::PolicyType;

/// One document, and whether a check fires on it.
struct Case {
    code: &'static str,
    policy_type: PolicyType,
    /// What a resource policy is attached to, if that is said.
    resource_type: Option<&'static str>,
    /// A whole document, or the members of a statement of the current version.
    text: &'static str,
    /// The text that the finding is about; none if it must not fire.
    at: Option<&'static str>,
}

/// A check that fires on a document of a type, and the text that it points at.
const fn fires(code: &'static str, on: PolicyType, text: &'static str, at: &'static str) -> Case {
    Case {
        code,
        policy_type: on,
        resource_type: None,
        text,
        at: Some(at),
    }
}

/// A check that says nothing about a document of a type.
const fn silent(code: &'static str, on: PolicyType, text: &'static str) -> Case {
    Case {
        code,
        policy_type: on,
        resource_type: None,
        text,
        at: None,
    }
}

impl Case {
    /// The same of a resource policy that is attached to this.
    const fn about(self, resource_type: &'static str) -> Case {
        Case {
            resource_type: Some(resource_type),
            ..self
        }
    }

    fn options(&self) -> Options {
        let options = options(self.policy_type);
        match self.resource_type {
            Some(name) => options.resource_type(name).expect("a type"),
            None => options,
        }
    }
}

/// All cases, family by family.
const FAMILIES: &[&[Case]] = &[
    addresses::CASES,
    arns::CASES,
    attached::CASES,
    characters::CASES,
    escalation::CASES,
    forms::CASES,
    lists::CASES,
    nothing_said::CASES,
    particular::CASES,
    pass_role::CASES,
    principals::CASES,
    redundant::CASES,
    resource_control::CASES,
    tags::CASES,
    together::CASES,
    trust::CASES,
    trust_keys::CASES,
    types::CASES,
    variables::CASES,
];

#[test]
fn checks_fire_and_are_silent_where_they_have_to() {
    for case in FAMILIES.iter().copied().flatten() {
        let text = document(case.text);
        let findings = read(&text, &case.options()).1;
        assert!(!findings.has_errors(), "{text}\n{findings:#?}");
        let of_code = findings
            .iter()
            .filter(|one| one.code().as_str() == case.code);
        let found: Vec<_> = of_code.map(|one| one.span().text(&text)).collect();
        let expected: Vec<_> = case.at.into_iter().collect();
        assert_eq!(found, expected, "{} on {text}\n{findings:#?}", case.code);
    }
}

#[test]
fn every_check_has_cases_of_both_kinds() {
    let checks = Code::ALL.iter().filter(|code| code.check_rule().is_some());
    let checks: BTreeSet<_> = checks.map(|code| code.as_str()).collect();
    for fires in [true, false] {
        let cases = FAMILIES.iter().copied().flatten();
        let of_kind = cases.filter(|case| case.at.is_some() == fires);
        let with_cases: BTreeSet<_> = of_kind.map(|case| case.code).collect();
        let missing: Vec<_> = checks.difference(&with_cases).collect();
        assert!(missing.is_empty(), "fires: {fires}, no case of {missing:?}");
    }
}

#[test]
fn messages_say_what_is_wrong_and_what_to_write() {
    for case in FAMILIES.iter().copied().flatten() {
        let text = document(case.text);
        for finding in &read(&text, &case.options()).1 {
            let message = finding.message();
            let begins = message.chars().next().expect("a message");
            assert!(!begins.is_uppercase(), "{message}");
            assert!(!message.ends_with('.'), "{message}");
            assert!(finding.help().is_some(), "{message}");
        }
    }
}

fn review(text: &str, policy_type: PolicyType) -> Findings {
    read(text, &options(policy_type)).1
}

fn options(policy_type: PolicyType) -> Options {
    Options::new(policy_type).reference(Arc::new(Reference::aws()))
}

fn document(text: &str) -> String {
    if text.starts_with('{') {
        return text.to_owned();
    }
    format!(r#"{{"Version": "2012-10-17", "Statement": {{{text}}}}}"#)
}
