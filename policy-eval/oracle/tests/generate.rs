//! What the generators make: the mix of decisions and the time it takes.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test should stop loudly where its data are not as expected"
)]

use std::time::Instant;

use policy_oracle::generate::{self, OwnedDocuments};
use policy_oracle::{Decision, PolicyType, evaluate, evaluate_all};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};
use proptest::{prop_assert, prop_assert_ne};

const N_PAIRS: usize = 10_000;

#[test]
fn decisions_are_mixed() {
    for policy_type in PolicyType::ALL {
        let mut runner = TestRunner::deterministic();
        let pairs = (generate::policy(policy_type), generate::request());
        let decisions = || {
            let (policy, request) = pairs.new_tree(&mut runner).unwrap().current();
            evaluate(&policy, policy_type, &request)
        };
        let [allowed, denied] = measure(&format!("{policy_type:?}"), decisions);
        // Where nothing grants, only the root user is allowed (E-39).
        let grants = matches!(
            policy_type,
            PolicyType::Identity | PolicyType::Resource | PolicyType::Trust
        );
        assert!(allowed >= if grants { 18 } else { 1 }, "{allowed}");
        assert!(denied >= 18, "{denied}");
    }
}

#[test]
fn decisions_on_sets_are_mixed() {
    let mut runner = TestRunner::deterministic();
    let pairs = (generate::documents(), generate::request());
    let decisions = || {
        let (documents, request) = pairs.new_tree(&mut runner).unwrap().current();
        evaluate_all(&documents.as_documents(), &request)
    };
    let [allowed, denied] = measure("sets", decisions);
    assert!(allowed >= 15, "{allowed}");
    assert!(denied >= 15, "{denied}");
    assert!(allowed + denied <= 84, "{allowed} {denied}");
}

/// Every layer decides now and then: without it, the outcome would be another.
#[test]
fn every_layer_of_a_set_matters() {
    let mut runner = TestRunner::deterministic();
    let pairs = (generate::documents(), generate::request());
    let mut n_decided = PolicyType::ALL.map(|policy_type| (policy_type, 0));
    for _ in 0..N_PAIRS / 4 {
        let (documents, request) = pairs.new_tree(&mut runner).unwrap().current();
        let decision = evaluate_all(&documents.as_documents(), &request);
        for (policy_type, n_decided) in &mut n_decided {
            let mut without = documents.clone();
            match policy_type {
                PolicyType::Identity => without.identity.clear(),
                PolicyType::Boundary => without.boundary.clear(),
                PolicyType::Session => without.session.clear(),
                PolicyType::Resource => without.resource = None,
                PolicyType::Trust => without.trust = None,
                PolicyType::Scp => without.scps.clear(),
                PolicyType::Rcp => without.rcps.clear(),
                PolicyType::Vpce => without.vpce = None,
            }
            if evaluate_all(&without.as_documents(), &request) != decision {
                *n_decided += 1;
            }
        }
    }
    println!("{n_decided:?}");
    for (policy_type, n_decided) in n_decided {
        assert!(
            n_decided * 100 >= N_PAIRS / 4,
            "{policy_type:?}: {n_decided}"
        );
    }
}

/// Whatever a failing pair has that does not matter is gone in the end.
#[test]
fn failing_pairs_shrink() {
    let config = Config {
        failure_persistence: None,
        max_shrink_iters: 100_000,
        rng_seed: RngSeed::Fixed(7),
        ..Config::default()
    };
    let pairs = (generate::policy(PolicyType::Resource), generate::request());
    let result = TestRunner::new(config).run(&pairs, |(policy, request)| {
        let decision = evaluate(&policy, PolicyType::Resource, &request);
        prop_assert_ne!(decision, Decision::ExplicitDeny);
        Ok(())
    });
    let Err(TestError::Fail(_, (policy, request))) = result else {
        panic!("no pair fails: {result:?}");
    };
    let statement = &policy["Statement"];
    let statement = statement.get(0).unwrap_or(statement);
    assert_eq!(statement["Effect"], "Deny", "{policy}");
    assert_eq!(statement.get("Condition"), None, "{policy}");
    assert!(policy.to_string().len() < 200, "{policy}");
    assert_eq!((request.principal, request.context), (None, vec![]));
}

/// Of a failing set, what does not matter is gone in the end.
#[test]
fn failing_sets_shrink() {
    let config = Config {
        failure_persistence: None,
        max_shrink_iters: 100_000,
        rng_seed: RngSeed::Fixed(7),
        ..Config::default()
    };
    let pairs = (generate::documents(), generate::request());
    let result = TestRunner::new(config).run(&pairs, |(documents, mut request)| {
        // The root user would need no second document.
        request.principal = None;
        let denied = evaluate_all(&documents.as_documents(), &request) == Decision::ExplicitDeny;
        let without = OwnedDocuments {
            scps: Vec::new(),
            ..documents
        };
        let allowed = evaluate_all(&without.as_documents(), &request) == Decision::Allow;
        prop_assert!(!denied || !allowed);
        Ok(())
    });
    let Err(TestError::Fail(_, (documents, request))) = result else {
        panic!("no set fails: {result:?}");
    };
    // One that allows, and one that denies.
    let types: Vec<_> = documents.as_documents().iter().map(|pair| pair.0).collect();
    assert_eq!(types, [PolicyType::Identity, PolicyType::Scp]);
    for (_, document) in documents.as_documents().iter() {
        assert!(document.to_string().len() < 200, "{document}");
    }
    assert_eq!((request.principal, request.context), (None, vec![]));
}

/// The shares of `Allow` and `ExplicitDeny`, in percent.
fn measure(name: &str, mut decision: impl FnMut() -> Decision) -> [usize; 2] {
    let start = Instant::now();
    let mut counts = [0; 2];
    for _ in 0..N_PAIRS {
        match decision() {
            Decision::Allow => counts[0] += 1,
            Decision::ExplicitDeny => counts[1] += 1,
            Decision::ImplicitDeny => {}
        }
    }
    let [allowed, denied] = counts.map(|count| count * 100 / N_PAIRS);
    let took = start.elapsed();
    println!("{name}: {allowed} % Allow, {denied} % ExplicitDeny; {N_PAIRS} in {took:?}");
    [allowed, denied]
}
