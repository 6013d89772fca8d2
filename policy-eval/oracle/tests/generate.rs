//! What the generators make: the mix of decisions and the time it takes.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test should stop loudly where its data are not as expected"
)]

use std::time::Instant;

use policy_oracle::{Decision, Documents, PolicyType, evaluate, evaluate_all, generate};
use proptest::prop_assert_ne;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};

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
        // A boundary or session document alone allows only the root user (E-39).
        let grants = !matches!(policy_type, PolicyType::Boundary | PolicyType::Session);
        assert!(allowed >= if grants { 18 } else { 1 }, "{allowed}");
        assert!(denied >= 18, "{denied}");
    }
}

#[test]
fn decisions_on_sets_are_mixed() {
    let mut runner = TestRunner::deterministic();
    let everything = (
        PolicyType::ALL.map(generate::policy),
        proptest::collection::vec(0..3_usize, 4),
        generate::request(),
    );
    let decisions = || {
        let (policies, given, request) = everything.new_tree(&mut runner).unwrap().current();
        let [identity, boundary, session, resource, _] = &policies;
        let documents = Documents {
            identity: [identity].into_iter().filter(|_| given[0] > 0).collect(),
            boundary: [boundary].into_iter().filter(|_| given[1] > 1).collect(),
            session: [session].into_iter().filter(|_| given[2] > 1).collect(),
            resource: [resource].into_iter().find(|_| given[3] > 1),
        };
        evaluate_all(&documents, &request)
    };
    let [allowed, denied] = measure("sets", decisions);
    assert!(allowed >= 10, "{allowed}");
    assert!(denied >= 18, "{denied}");
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
