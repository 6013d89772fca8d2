//! Every document that the generators make, or shrink to, is legal: no error of G-26.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test should stop loudly where its data are not as expected"
)]

mod legality;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use policy_oracle::generate::{self, OwnedDocuments};
use policy_oracle::{Caller, CallerKind, PolicyType, Request, deny_lints};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value;

use legality::{error, list};

#[test]
fn documents_are_legal() {
    let mut operators = BTreeSet::new();
    let mut lints = BTreeMap::new();
    let mut runner = TestRunner::deterministic();
    for policy_type in PolicyType::ALL {
        let policies = generate::policy(policy_type);
        for n in 0..8_000 {
            let mut tree = policies.new_tree(&mut runner).unwrap();
            let document = tree.current();
            check(&document, policy_type);
            for lint in deny_lints(&document) {
                *lints.entry(lint).or_insert(0) += 1;
            }
            for statement in list(&document["Statement"]) {
                let blocks = statement.get("Condition").and_then(Value::as_object);
                operators.extend(blocks.into_iter().flatten().map(|(name, _)| name.clone()));
            }
            // Now and then a walk through simpler documents.
            if n % 100 == 0 {
                let mut n_steps = 0;
                while if n_steps % 3 == 2 {
                    tree.complicate()
                } else {
                    tree.simplify()
                } {
                    check(&tree.current(), policy_type);
                    n_steps += 1;
                    assert!(n_steps < 5_000, "{}", tree.current());
                }
            }
        }
    }
    // 26 bases with and without IfExists, and Null, each with three set operators or none.
    assert_eq!(operators.len(), (26 * 2 + 1) * 3);
    assert_eq!(lints.len(), 5, "{lints:?}");
}

/// Sets are of the sizes that the generator promises, and shrink to nothing.
#[test]
fn sets_are_legal() {
    let mut runner = TestRunner::deterministic();
    let sets = generate::documents();
    let mut sizes: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for n in 0..2_000 {
        let mut tree = sets.new_tree(&mut runner).unwrap();
        let set = tree.current();
        check_set(&set);
        for (name, size) in [
            ("identity", set.identity.len()),
            ("boundary", set.boundary.len()),
            ("session", set.session.len()),
            ("resource", set.resource.iter().len()),
            ("trust", set.trust.iter().len()),
            ("levels", set.scps.len()),
            ("rcps", set.rcps.len()),
            ("vpce", set.vpce.iter().len()),
        ] {
            sizes.entry(name).or_default().insert(size);
        }
        let levels = set.scps.iter().map(Vec::len);
        sizes.entry("scps").or_default().extend(levels);
        if n % 100 == 0 {
            let mut n_steps = 0;
            while if n_steps % 3 == 2 {
                tree.complicate()
            } else {
                tree.simplify()
            } {
                check_set(&tree.current());
                n_steps += 1;
                assert!(n_steps < 20_000, "{:?}", tree.current());
            }
            while tree.simplify() {}
            assert_eq!(tree.current(), OwnedDocuments::default());
        }
    }
    let most = [
        ("boundary", 2),
        ("identity", 3),
        ("levels", 3),
        ("rcps", 2),
        ("resource", 1),
        ("scps", 2),
        ("session", 2),
        ("trust", 1),
        ("vpce", 1),
    ];
    let expected = most.map(|(name, most)| (name, (0..=most).collect()));
    assert_eq!(sizes, BTreeMap::from(expected));
}

#[test]
fn requests_are_valid() {
    let mut runner = TestRunner::deterministic();
    let requests = generate::request();
    for _ in 0..5_000 {
        let mut tree = requests.new_tree(&mut runner).unwrap();
        check_request(&tree.current());
        while tree.simplify() {
            check_request(&tree.current());
        }
        assert_eq!(tree.current().context, []);
        assert_eq!(tree.current().principal, None);
        assert!(!tree.current().resource_in_management_account);
    }
}

/// Every kind of caller asks, and those that SCPs and RCPs do not bind do.
#[test]
fn requests_are_of_every_kind() {
    let mut runner = TestRunner::deterministic();
    let requests = generate::request();
    let mut kinds = BTreeMap::new();
    let mut unbound = [0; 3];
    for _ in 0..5_000 {
        let request = requests.new_tree(&mut runner).unwrap().current();
        let caller = request.principal.as_ref();
        let kind = caller.map(|caller| format!("{:?}", caller.kind));
        *kinds.entry(kind).or_insert(0) += 1;
        let is = |what: fn(&Caller) -> bool| usize::from(caller.is_some_and(what));
        unbound[0] += is(|caller| caller.service_linked);
        unbound[1] += is(|caller| caller.management_account);
        unbound[2] += usize::from(request.resource_in_management_account);
    }
    assert_eq!(kinds.len(), 8, "{kinds:?}");
    assert!(kinds.values().all(|n| *n >= 200), "{kinds:?}");
    assert!(unbound.iter().all(|n| *n >= 100), "{unbound:?}");
}

#[test]
fn json_is_ascii_and_the_same_document() {
    let mut runner = TestRunner::deterministic();
    let policies = generate::policy(PolicyType::Session);
    for _ in 0..2_000 {
        let document = policies.new_tree(&mut runner).unwrap().current();
        let json = generate::to_json(&document);
        assert!(json.is_ascii());
        assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), document);
    }
}

/// The checks are worth something: they find what is wrong with the documents to be refused.
#[test]
fn the_checks_refuse() {
    // What generated documents cannot have wrong, because they are of the right JSON types and
    // name real operators.
    let beyond = ["json", "type", "charset", "duplicate_key", "operator"];
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/conformance/rejects.jsonl");
    let mut n_refused = 0;
    for line in fs::read_to_string(file).unwrap().lines() {
        let reject: Value = serde_json::from_str(line).unwrap();
        let policy_type = match reject["type"].as_str().unwrap() {
            "identity" => PolicyType::Identity,
            "boundary" => PolicyType::Boundary,
            "session" => PolicyType::Session,
            "resource" => PolicyType::Resource,
            "trust" => PolicyType::Trust,
            "scp" => PolicyType::Scp,
            "rcp" => PolicyType::Rcp,
            "vpce" => PolicyType::Vpce,
            _ => continue,
        };
        if beyond.contains(&reject["error"].as_str().unwrap()) {
            continue;
        }
        let document = serde_json::from_str(reject["document"].as_str().unwrap()).unwrap();
        assert!(error(&document, policy_type).is_some(), "{reject:#}");
        n_refused += 1;
    }
    assert!(n_refused >= 48, "{n_refused}");
}

fn check_request(request: &Request) {
    let (prefix, name) = request.action.split_once(':').unwrap();
    assert!(!prefix.is_empty() && !name.is_empty() && !name.contains(['*', '?', ':']));
    assert!(request.resource == "*" || request.resource.starts_with("arn:"));
    let keys = request.context.iter().map(|(key, _)| key.to_lowercase());
    assert_eq!(keys.collect::<BTreeSet<_>>().len(), request.context.len());
    if let Some(caller) = &request.principal {
        //
        assert!(!caller.service_linked || caller.kind == CallerKind::RoleSession);
        assert!(!caller.management_account || caller.account().is_some());
    }
}

fn check_set(set: &OwnedDocuments) {
    assert!(set.resource.is_none() || set.trust.is_none());
    for (policy_type, document) in set.as_documents().iter() {
        check(document, policy_type);
    }
}

fn check(document: &Value, policy_type: PolicyType) {
    if let Some(what) = error(document, policy_type) {
        panic!("{what}: {policy_type:?} {document:#}");
    }
}
