//! Policies that are compiled together say what they say one by one, and what the oracle says.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod actions;
mod decisions;
mod documents;
mod explanations;
mod resources;
#[path = "../support/mod.rs"]
mod support;

use policy_compiler::{Compiled, Options};
use policy_eval::{Policies, Policy, PolicyType};
use policy_oracle::{Documents, evaluate_all, generate};
use proptest::collection::vec;
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};
use support::together::name_of;

type Checked = Result<(), TestCaseError>;

/// How many requests each set decides.
const REQUESTS: usize = 4;

/// The types of which one layer takes several policies.
const SEVERAL: [PolicyType; 5] = [
    PolicyType::Identity,
    PolicyType::Boundary,
    PolicyType::Session,
    PolicyType::Scp,
    PolicyType::Rcp,
];

/// Checks a law on random documents of every type, each set with random requests.
fn law(check: impl Fn(PolicyType, &[Value], &policy_oracle::Request) -> Checked) {
    for policy_type in PolicyType::ALL {
        let documents = vec(generate::policy(support::oracle_type(policy_type)), 1..7);
        let requests = [(); REQUESTS].map(|()| generate::request());
        let outcome = support::runner(40).run(&(documents, requests), |(documents, requests)| {
            let mut requests = requests.iter();
            requests.try_for_each(|request| check(policy_type, &documents, request))
        });
        outcome.unwrap_or_else(|error| panic!("{policy_type}: {error}"));
    }
}

/// A policy, or several in one layer.
fn in_layer<'a>(
    policy_type: PolicyType,
    policies: &'a [&'a Policy<'a>],
    levels: &'a [&'a [&'a Policy<'a>]],
) -> Policies<'a> {
    match policy_type {
        PolicyType::Identity => Policies::new().identity(policies),
        PolicyType::Boundary => Policies::new().boundaries(policies),
        PolicyType::Session => Policies::new().session(policies),
        PolicyType::Scp => Policies::new().scps(levels),
        PolicyType::Rcp => Policies::new().rcps(policies),
        other => panic!("one {other} policy at most is in force"),
    }
}

/// What separately compiled documents decide, or say otherwise.
fn one_by_one<T>(
    policy_type: PolicyType,
    documents: &[Value],
    ask: impl FnOnce(&Policies<'_>) -> T,
) -> T {
    let compiled = documents.iter().enumerate();
    let compiled: Vec<Compiled> = compiled
        .map(|(index, document)| {
            let options = Options::new(policy_type).name(name_of(index));
            support::build_with(document, options)
        })
        .collect();
    let policies: Vec<Policy<'_>> = compiled.iter().map(Compiled::policy).collect();
    let policies: Vec<&Policy<'_>> = policies.iter().collect();
    ask(&in_layer(policy_type, &policies, &[&policies]))
}

/// The documents in one layer, for the oracle. Where it takes one, that is all of them.
fn for_oracle<'a>(
    policy_type: PolicyType,
    documents: &'a [Value],
    whole: &'a Value,
) -> Documents<'a> {
    let mut set = Documents::default();
    let all = || documents.iter().collect();
    match policy_type {
        PolicyType::Identity => set.identity = all(),
        PolicyType::Boundary => set.boundary = all(),
        PolicyType::Session => set.session = all(),
        PolicyType::Scp => set.scps = vec![all()],
        PolicyType::Rcp => set.rcps = all(),
        PolicyType::Resource => set.resource = Some(whole),
        PolicyType::Trust => set.trust = Some(whole),
        PolicyType::Vpce => set.vpce = Some(whole),
        other => panic!("no oracle for {other}"),
    }
    set
}

fn statements(document: &Value) -> Vec<Value> {
    match &document["Statement"] {
        Value::Array(list) => list.clone(),
        single => vec![single.clone()],
    }
}

/// Whether variables are read (V-2).
fn has_variables(document: &Value) -> bool {
    document["Version"] == "2012-10-17"
}

/// Whether some Allow statement of a document applies, and no Deny statement does: it lets
/// pass what all others allow.
fn allows(document: &Value, request: &policy_oracle::Request) -> bool {
    let mut everything = json!({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Action": "*", "Resource": "*",
    }});
    let own = everything.clone();
    everything["Statement"]["Principal"] = json!("*");
    let documents = Documents {
        identity: vec![&own],
        session: vec![&own],
        resource: Some(&everything),
        vpce: Some(document),
        ..Documents::default()
    };
    let request = policy_oracle::Request {
        resource_account: None,
        resource_policy_required: false,
        ..request.clone()
    };
    evaluate_all(&documents, &request) == policy_oracle::Decision::Allow
}
