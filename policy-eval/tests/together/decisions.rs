//! Decisions.

use policy_eval::{ContextKey, Decision, Policies, Policy, PolicyType, Request};
use policy_oracle::evaluate_all;
use policy_oracle::generate::{self, OwnedDocuments};
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{self, together::Together};
use crate::{REQUESTS, SEVERAL, for_oracle, has_variables, law, one_by_one, statements};

#[test]
fn together_decides_as_one_by_one_and_as_the_oracle() {
    law(|policy_type, documents, request| {
        let mut documents = documents.to_vec();
        let is_single = !SEVERAL.contains(&policy_type);
        if is_single {
            let variables = has_variables(&documents[0]);
            documents.retain(|document| has_variables(document) == variables);
        }
        // All statements in one document, which AWS would not take if Sids are repeated.
        let mut whole = documents[0].clone();
        whole["Statement"] = documents.iter().flat_map(statements).collect();
        let expected = evaluate_all(&for_oracle(policy_type, &documents, &whole), request);
        let expected = support::decision(expected);

        let together = Together::new(&documents, policy_type);
        prop_assert_eq!(support::decide(&together.policy(), request), expected);
        if !is_single {
            let decision = one_by_one(policy_type, &documents, |policies| {
                support::with_request(request, |request| policies.evaluate(request))
            });
            prop_assert_eq!(decision, expected);
        }
        Ok(())
    });
}

/// All layers at once, each of them one policy.
#[test]
fn layers_compiled_together_decide_as_the_oracle() {
    let requests = [(); REQUESTS].map(|()| generate::request());
    let outcome = support::runner(300).run(
        &(generate::documents(), requests),
        |(documents, requests)| {
            let layers = Layers::new(&documents);
            for request in &requests {
                let expected = evaluate_all(&documents.as_documents(), request);
                prop_assert_eq!(layers.decide(request), support::decision(expected));
            }
            Ok(())
        },
    );
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// Each layer that has documents, compiled together.
struct Layers {
    identity: Option<Together>,
    boundary: Option<Together>,
    session: Option<Together>,
    resource: Option<Together>,
    scps: Vec<Together>,
    rcps: Option<Together>,
    vpce: Option<Together>,
}

impl Layers {
    fn new(documents: &OwnedDocuments) -> Self {
        // A boundary without documents would be one that allows nothing.
        let given = |documents: &[Value], policy_type| {
            (!documents.is_empty()).then(|| Together::new(documents, policy_type))
        };
        let OwnedDocuments {
            identity,
            boundary,
            session,
            resource,
            trust,
            scps,
            rcps,
            vpce,
        } = documents;
        let levels = scps.iter();
        let resource = given(resource.as_slice(), PolicyType::Resource);
        Layers {
            identity: given(identity, PolicyType::Identity),
            boundary: given(boundary, PolicyType::Boundary),
            session: given(session, PolicyType::Session),
            resource: resource.or_else(|| given(trust.as_slice(), PolicyType::Trust)),
            // A level without documents denies (U-30), compiled together or not.
            scps: levels
                .map(|level| Together::new(level, PolicyType::Scp))
                .collect(),
            rcps: given(rcps, PolicyType::Rcp),
            vpce: given(vpce.as_slice(), PolicyType::Vpce),
        }
    }

    fn decide(&self, request: &policy_oracle::Request) -> Decision {
        fn lend(layer: Option<&Together>) -> Vec<Policy<'_>> {
            Vec::from_iter(layer.map(Together::policy))
        }
        let [identity, boundary, session] = [&self.identity, &self.boundary, &self.session];
        let [identity, boundary, session] =
            [identity, boundary, session].map(|layer| lend(layer.as_ref()));
        let [resource, rcps, vpce] =
            [&self.resource, &self.rcps, &self.vpce].map(|layer| lend(layer.as_ref()));
        let scps: Vec<Policy<'_>> = self.scps.iter().map(Together::policy).collect();
        let levels: Vec<[&Policy<'_>; 1]> = scps.iter().map(|level| [level]).collect();
        let levels: Vec<&[&Policy<'_>]> = levels.iter().map(<[_; 1]>::as_slice).collect();
        let [identity, session, rcps] = [&identity, &session, &rcps].map(Vec::from_iter);
        let mut policies = Policies::new()
            .identity(&identity)
            .session(&session)
            .scps(&levels)
            .rcps(&rcps);
        if let [boundary] = boundary.as_slice() {
            policies = policies.boundary(boundary);
        }
        if let [resource] = resource.as_slice() {
            policies = policies.resource(resource);
        }
        if let [vpce] = vpce.as_slice() {
            policies = policies.vpc_endpoint(vpce);
        }
        support::with_request(request, |request| policies.evaluate(request))
    }
}

#[test]
fn order_and_repetition_of_documents_never_matter() {
    law(|policy_type, documents, request| {
        let decide = |documents: &[Value]| {
            support::decide(&Together::new(documents, policy_type).policy(), request)
        };
        let once = decide(documents);
        let reversed: Vec<Value> = documents.iter().rev().cloned().collect();
        prop_assert_eq!(decide(&reversed), once);
        let twice: Vec<Value> = documents.iter().chain(documents).cloned().collect();
        prop_assert_eq!(decide(&twice), once);
        Ok(())
    });
}

/// A service may leave out all other keys.
#[test]
fn the_keys_that_could_matter_suffice() {
    law(|policy_type, documents, request| {
        let together = Together::new(documents, policy_type);
        let policy = together.policy();
        support::with_request(request, |whole| {
            let keys: Vec<ContextKey<'_>> = policy.condition_keys_of(&whole.action()).collect();
            let mut less = request.clone();
            less.context
                .retain(|(key, _)| keys.contains(&ContextKey::new(key)));
            let decision = support::decide(&policy, &less);
            prop_assert_eq!(decision, policy.evaluate(whole));
            Ok(())
        })
    });
}

#[test]
fn without_documents_nothing_is_allowed() {
    for policy_type in PolicyType::ALL {
        let together = Together::new(&[], policy_type);
        let policy = together.policy();
        assert_eq!(policy.name(), None);
        assert_eq!(policy.documents().count(), 0);
        let request = Request::parse("s3:GetObject", "*").expect("a request");
        let decision = policy.evaluate(&request);
        // RCPs only deny, and none is none.
        assert_eq!(decision, Decision::ImplicitDeny, "{policy_type}");
        assert_eq!(policy.allowing(&request).count(), 0);
        assert_eq!(policy.mentioning(&request.action()).count(), 0);
    }
}
