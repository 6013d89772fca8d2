//! Many policies about resources that begin alike.

use std::cell::Cell;

use policy_eval::PolicyType;
use policy_oracle::evaluate_all;
use policy_oracle::generate::{self, DenseResources};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::support::{self, together::Together};
use crate::{Checked, SEVERAL, allows, for_oracle, one_by_one, statements};

/// How many resources each set is asked about, besides what it is asked of each.
const RESOURCES: usize = 6;

/// Whatever the callers and their contexts are.
#[test]
fn together_decides_about_each_resource_as_one_by_one_and_as_the_oracle() {
    for policy_type in PolicyType::ALL {
        // Trust policies are about no resources.
        if policy_type != PolicyType::Trust {
            law(policy_type);
        }
    }
}

fn law(policy_type: PolicyType) {
    let dense = generate::dense_resources(support::oracle_type(policy_type));
    let requests = [(); 2].map(|()| generate::request());
    let places = [(); RESOURCES].map(|()| any::<Index>());
    let n_cases = Cell::new(0);
    let n_branching = Cell::new(0);
    let outcome =
        support::runner(15).run(&(dense, requests, places), |(dense, requests, places)| {
            let together = Together::new(&dense.documents, policy_type);
            let policy = together.policy();
            n_cases.set(n_cases.get() + 1);
            if !policy.tables().branches.is_empty() {
                n_branching.set(n_branching.get() + 1);
            }
            for mut request in requests {
                DenseResources::ACTION.clone_into(&mut request.action);
                for place in places {
                    place
                        .get(&dense.resources)
                        .clone_into(&mut request.resource);
                    check(&dense, policy_type, &together, &request)?;
                }
                // Most requests of a server are like this.
                request.principal = None;
                request.resource_account = None;
                request.resource_policy_required = false;
                request.resource_in_management_account = false;
                for resource in &dense.resources {
                    request.resource.clone_from(resource);
                    check_decision(&dense, policy_type, &together, &request)?;
                }
            }
            Ok(())
        });
    outcome.unwrap_or_else(|error| panic!("{policy_type}: {error}"));
    let (n_branching, n_cases) = (n_branching.get(), n_cases.get());
    assert!(
        2 * n_branching > n_cases,
        "{policy_type}: {n_branching} of {n_cases}"
    );
}

fn check(
    dense: &DenseResources,
    policy_type: PolicyType,
    together: &Together,
    request: &policy_oracle::Request,
) -> Checked {
    check_decision(dense, policy_type, together, request)?;
    let documents = &dense.documents;
    if SEVERAL.contains(&policy_type) {
        let decision = one_by_one(policy_type, documents, |policies| {
            support::with_request(request, |request| policies.evaluate(request))
        });
        prop_assert_eq!(decision, support::decide(&together.policy(), request));
    }
    let allowing: Vec<usize> = support::with_request(request, |request| {
        let policy = together.policy();
        let allowing = policy.allowing(request).map(|of| of.position());
        allowing.collect()
    });
    let expected = (1..).zip(documents);
    let expected = expected.filter(|(_, document)| allows(document, request));
    let expected: Vec<usize> = expected.map(|(position, _)| position).collect();
    prop_assert_eq!(allowing, expected);
    Ok(())
}

fn check_decision(
    dense: &DenseResources,
    policy_type: PolicyType,
    together: &Together,
    request: &policy_oracle::Request,
) -> Checked {
    let documents = &dense.documents;
    let mut whole = documents[0].clone();
    whole["Statement"] = documents.iter().flat_map(statements).collect();
    let expected = evaluate_all(&for_oracle(policy_type, documents, &whole), request);
    let decision = support::decide(&together.policy(), request);
    prop_assert_eq!(decision, support::decision(expected));
    Ok(())
}
