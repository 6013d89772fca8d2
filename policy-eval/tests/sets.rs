//! Laws of decisions over all documents in force.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::cell::RefCell;
use std::sync::Mutex;

use policy_eval::{
    Context, ContextKey, ContextSource, Decision, Effect, Partial, Policies, Request, Values,
    evaluate_partially, explain,
};
use policy_oracle::generate::{self, OwnedDocuments};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};
use support::Built;

type Checked = Result<(), TestCaseError>;

/// How many requests each set decides.
const REQUESTS: usize = 4;

/// Checks a law on random sets of documents, each with random requests.
fn law(check: impl Fn(&OwnedDocuments, &policy_oracle::Request) -> Checked) {
    law_with(Just(()), |documents, request, ()| check(documents, request));
}

/// The same with something more.
fn law_with<S: Strategy>(
    more: S,
    check: impl Fn(&OwnedDocuments, &policy_oracle::Request, &S::Value) -> Checked,
) {
    let requests = [(); REQUESTS].map(|()| generate::request());
    let outcome = support::runner(400).run(&(generate::documents(), requests, more), |case| {
        let (documents, requests, more) = case;
        let mut requests = requests.iter();
        requests.try_for_each(|request| check(&documents, request, &more))
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

fn decide(documents: &OwnedDocuments, request: &policy_oracle::Request) -> Decision {
    support::decide_all(&Built::new(&documents.as_documents()), request)
}

/// The set after a change.
fn changed(documents: &OwnedDocuments, change: impl FnOnce(&mut OwnedDocuments)) -> OwnedDocuments {
    let mut documents = documents.clone();
    change(&mut documents);
    documents
}

/// A document that allows, or denies, everything to whomever it is attached to.
fn everything(effect: &str) -> Value {
    json!({"Version": "2012-10-17", "Statement": {
        "Effect": effect, "Action": "*", "Resource": "*",
    }})
}

fn statements(document: &mut Value) -> &mut Vec<Value> {
    let statement = document["Statement"].take();
    document["Statement"] = match statement {
        Value::Array(list) => Value::Array(list),
        single => json!([single]),
    };
    document["Statement"].as_array_mut().expect("an array")
}

/// The same document with every statement a Deny.
fn denying(document: &Value) -> Value {
    let mut document = document.clone();
    for statement in statements(&mut document) {
        statement["Effect"] = json!("Deny");
    }
    document
}

#[test]
fn adding_a_deny_anywhere_never_allows() {
    use policy_oracle::PolicyType::{Rcp, Scp, Session, Trust, Vpce};

    let denials = (
        // One that is a session policy may be an identity policy and a boundary, too.
        generate::policy(Session),
        generate::policy(Scp),
        generate::policy(Rcp),
        generate::policy(Vpce),
        generate::policy(Trust),
    );
    law_with(denials, |documents, request, denials| {
        let (identity, scp, rcp, principals, trust) = denials;
        let [identity, scp, principals, trust] = [identity, scp, principals, trust].map(denying);
        let before = decide(documents, request);
        let mut more = vec![
            changed(documents, |more| more.identity.push(identity.clone())),
            changed(documents, |more| more.boundary.push(identity.clone())),
            changed(documents, |more| more.session.push(identity.clone())),
            // A level that only denies would not allow either.
            changed(documents, |more| {
                more.scps.push(vec![scp.clone(), everything("Allow")]);
            }),
            changed(documents, |more| more.rcps.push(rcp.clone())),
        ];
        for level in 0..documents.scps.len() {
            more.push(changed(documents, |more| {
                let level = more.scps.get_mut(level).expect("a level");
                level.push(scp.clone());
            }));
        }
        // Of these there is one; the statements are added to it, if it reads them alike (V-2).
        let add = |document: &mut Option<Value>, denials: &Value| match document {
            Some(document) if document["Version"] == denials["Version"] => {
                let denials = statements(&mut denials.clone()).clone();
                statements(document).extend(denials.into_iter().map(without_sid));
            }
            Some(_) => {}
            None => *document = Some(denials.clone()),
        };
        more.push(changed(documents, |more| add(&mut more.vpce, &principals)));
        more.push(changed(documents, |more| match &more.trust {
            None => add(&mut more.resource, &principals),
            Some(_) => add(&mut more.trust, &trust),
        }));
        for more in more {
            let after = decide(&more, request);
            prop_assert!(before.is_allowed() || !after.is_allowed());
            prop_assert!(before != Decision::ExplicitDeny || after == before);
        }
        Ok(())
    });
}

/// Identifiers must not be repeated (G-9).
fn without_sid(mut statement: Value) -> Value {
    statement
        .as_object_mut()
        .expect("a statement")
        .remove("Sid");
    statement
}

#[test]
fn adding_an_allow_to_an_identity_policy_never_denies() {
    let more = generate::policy(policy_oracle::PolicyType::Identity);
    law_with(more, |documents, request, more| {
        let mut more = more.clone();
        for statement in statements(&mut more) {
            statement["Effect"] = json!("Allow");
        }
        let before = decide(documents, request);
        let after = changed(documents, |documents| documents.identity.push(more));
        let after = decide(&after, request);
        prop_assert!(!before.is_allowed() || after.is_allowed());
        prop_assert_eq!(
            before == Decision::ExplicitDeny,
            after == Decision::ExplicitDeny
        );
        Ok(())
    });
}

#[test]
fn order_of_documents_and_levels_and_values_never_matters() {
    law(|documents, request| {
        let reversed = changed(documents, |documents| {
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
            let alone = [resource, trust, vpce].into_iter().flatten();
            let sets = [identity, boundary, session, rcps];
            scps.reverse();
            for set in sets.into_iter().chain(scps) {
                set.reverse();
                set.iter_mut().for_each(reverse_arrays);
            }
            alone.for_each(reverse_arrays);
        });
        prop_assert_eq!(decide(documents, request), decide(&reversed, request));
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
fn a_boundary_never_grants() {
    law(|documents, request| {
        let without = changed(documents, |documents| documents.boundary.clear());
        let with = decide(documents, request);
        prop_assert!(!with.is_allowed() || decide(&without, request).is_allowed());

        let widest = changed(&without, |more| more.boundary.push(everything("Allow")));
        let widest = decide(&widest, request);
        prop_assert!(!widest.is_allowed() || decide(&without, request).is_allowed());
        Ok(())
    });
}

#[test]
fn an_scp_level_that_allows_everything_changes_nothing() {
    law(|documents, request| {
        let more = changed(documents, |more| {
            more.scps.insert(0, vec![everything("Allow")]);
        });
        prop_assert_eq!(decide(documents, request), decide(&more, request));
        Ok(())
    });
}

/// Checks a law on compiled sets.
fn law_of_policies(check: impl Fn(&Policies<'_>, &Request<'_>) -> Checked) {
    law(|documents, request| {
        let built = Built::new(&documents.as_documents());
        built.with(|policies| support::with_request(request, |request| check(policies, request)))
    });
}

#[test]
fn explain_decides_as_evaluate_does() {
    law_of_policies(|policies, request| {
        let decision = policies.evaluate(request);
        let explanation = explain(*policies, request);
        prop_assert_eq!(explanation.decision(), decision);

        let matched = explanation.matched_statements();
        let effect = if decision == Decision::ExplicitDeny {
            Effect::Deny
        } else {
            Effect::Allow
        };
        prop_assert!(matched.iter().all(|one| one.statement().effect() == effect));
        let is_root = request
            .principal()
            .is_some_and(|caller| caller.to_string().ends_with(":root"));
        let is_denial = decision == Decision::ImplicitDeny;
        prop_assert!(is_denial || is_root || !matched.is_empty());
        prop_assert_eq!(is_denial, !explanation.shortfalls().is_empty());
        prop_assert!(is_denial || explanation.near_misses().is_empty());
        for near_miss in explanation.near_misses() {
            prop_assert!(!near_miss.failures().is_empty());
        }
        prop_assert!(explanation.unknown_keys().is_empty());
        let text = explanation.to_string();
        prop_assert!(text.starts_with(decision.as_str()), "{}", text);
        Ok(())
    });
}

#[test]
fn what_an_implicit_denial_is_for_want_of_would_allow() {
    use policy_eval::{Layer, Shortfall};

    let all = json!({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*",
    }});
    let all_trust = json!({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "*",
    }});
    law(|documents, request| {
        let built = Built::new(&documents.as_documents());
        let shortfalls = built.with(|policies| {
            support::with_request(request, |request| {
                explain(*policies, request).shortfalls().to_vec()
            })
        });
        if shortfalls.is_empty() {
            return Ok(());
        }
        // An unknown caller is nobody whom a policy could name to allow.
        let is_unknown = request.principal.is_none();
        let mut more = documents.clone();
        for shortfall in &shortfalls {
            match shortfall {
                Shortfall::Silent { layer, level } => match layer {
                    Layer::Identity => more.identity.push(everything("Allow")),
                    Layer::Boundary => more.boundary.push(everything("Allow")),
                    Layer::Session => more.session.push(everything("Allow")),
                    Layer::Scp => more
                        .scps
                        .get_mut(level - 1)
                        .expect("a level")
                        .push(everything("Allow")),
                    Layer::Resource | Layer::VpcEndpoint if is_unknown => return Ok(()),
                    Layer::Resource => match &mut more.trust {
                        Some(trust) => *trust = all_trust.clone(),
                        None => more.resource = Some(all.clone()),
                    },
                    Layer::VpcEndpoint => more.vpce = Some(all.clone()),
                    other => panic!("{other} does not allow"),
                },
                other => panic!("{other}"),
            }
        }
        prop_assert_eq!(decide(&more, request), Decision::Allow, "{:?}", shortfalls);
        Ok(())
    });
}

#[test]
fn partial_evaluation_with_nothing_unknown_is_evaluation() {
    law_of_policies(|policies, request| {
        match evaluate_partially(*policies, request) {
            Partial::Decided(decision) => prop_assert_eq!(decision, policies.evaluate(request)),
            Partial::DependsOn(residual) => panic!("{residual}"),
        }
        Ok(())
    });
}

/// A request whose context is cut in two: what is known, and what is not yet.
struct Cut {
    known: policy_oracle::Request,
    whole: policy_oracle::Request,
    unknown: Vec<String>,
    assigned: policy_oracle::Request,
}

impl Cut {
    /// Makes about half of the keys unknown that either request or the policies have, and
    /// lets the other request say what they turn out to be.
    fn new(
        documents: &OwnedDocuments,
        request: &policy_oracle::Request,
        other: &policy_oracle::Request,
        choice: u64,
    ) -> Self {
        let built = Built::new(&documents.as_documents());
        let mut keys: Vec<String> = built.with(|policies| {
            support::with_request(request, |request| {
                let keys = policies.condition_keys_of(&request.action());
                keys.map(|key| key.name().to_owned()).collect()
            })
        });
        let carried = request.context.iter().chain(&other.context);
        keys.extend(carried.map(|(key, _)| key.clone()));
        let mut unknown: Vec<String> = Vec::new();
        for (index, key) in keys.into_iter().enumerate() {
            let is_known = unknown.iter().any(|known| same(known, &key));
            if choice >> (index % 64) & 1 == 1 && !is_known {
                unknown.push(key);
            }
        }
        let is_unknown = |key: &str| unknown.iter().any(|known| same(known, key));
        let mut known = request.clone();
        known.context.retain(|(key, _)| !is_unknown(key));
        let assigned = other.context.iter().filter(|(key, _)| is_unknown(key));
        let assigned: Vec<_> = assigned.cloned().collect();
        let mut whole = known.clone();
        whole.context.extend(assigned.iter().cloned());
        Cut {
            assigned: policy_oracle::Request {
                context: assigned,
                ..known.clone()
            },
            known,
            whole,
            unknown,
        }
    }

    /// Hands over the policies and the request with its unknown keys, the decision once
    /// they are known, and what says so.
    fn check(
        &self,
        documents: &OwnedDocuments,
        check: impl Fn(&Policies<'_>, &Request<'_>, Decision, &Context<'_>) -> Checked,
    ) -> Checked {
        let keys: Vec<ContextKey<'_>> = self.unknown.iter().map(|k| ContextKey::new(k)).collect();
        Built::new(&documents.as_documents()).with(|policies| {
            let whole = support::with_request(&self.whole, |whole| policies.evaluate(whole));
            support::with_request(&self.assigned, |assigned| {
                support::with_request(&self.known, |known| {
                    let context = known.context().with_unknown(&keys);
                    check(policies, &known.with(&context), whole, assigned.context())?;
                    // A source may know what is known, and fail for the rest.
                    let source = Failing {
                        behind: known.context(),
                        unknown: &keys,
                    };
                    let context = Context::EMPTY.or_ask(&source);
                    check(policies, &known.with(&context), whole, assigned.context())
                })
            })
        })
    }
}

/// A source that cannot find out some keys.
struct Failing<'c> {
    behind: &'c Context<'c>,
    unknown: &'c [ContextKey<'c>],
}

impl ContextSource for Failing<'_> {
    fn values(&self, key: &ContextKey<'_>) -> Values<'_> {
        if self.unknown.contains(key) {
            Values::Unknown
        } else {
            self.behind.get(key)
        }
    }
}

fn same(a: &str, b: &str) -> bool {
    ContextKey::new(a) == ContextKey::new(b)
}

#[test]
fn a_residual_decides_as_the_whole_does() {
    let n_open = RefCell::new([0_u32; 2]);
    law_with(
        (generate::request(), any::<u64>()),
        |documents, request, (other, choice)| {
            let cut = Cut::new(documents, request, other, *choice);
            cut.check(documents, |policies, request, whole, assigned| {
                let partial = evaluate_partially(*policies, request);
                match &partial {
                    Partial::Decided(decision) => prop_assert_eq!(*decision, whole),
                    Partial::DependsOn(residual) => {
                        prop_assert_eq!(residual.decide(assigned), whole, "{}", residual);
                        prop_assert!(residual.may_be_allowed() || !whole.is_allowed());
                        prop_assert!(!residual.unknown_keys().is_empty());
                    }
                }
                if let Some(count) = n_open
                    .borrow_mut()
                    .get_mut(usize::from(matches!(partial, Partial::Decided(_))))
                {
                    *count += 1;
                }
                Ok(())
            })
        },
    );
    let [open, decided] = n_open.into_inner();
    assert!(open > decided / 20, "{open} open, {decided} decided");
}

#[test]
fn with_unknown_keys_only_what_is_certain_is_said() {
    law_with(
        (generate::request(), any::<u64>()),
        |documents, request, (other, choice)| {
            let cut = Cut::new(documents, request, other, *choice);
            cut.check(documents, |policies, request, whole, _| {
                let decision = policies.evaluate(request);
                prop_assert!(decision == Decision::ImplicitDeny || decision == whole);
                prop_assert_eq!(explain(*policies, request).decision(), decision);
                Ok(())
            })
        },
    );
}

/// A source that gives away the keys that it is asked for.
struct Watched<'c> {
    behind: &'c Context<'c>,
    asked: Mutex<Vec<String>>,
}

impl ContextSource for Watched<'_> {
    fn values(&self, key: &ContextKey<'_>) -> Values<'_> {
        let mut asked = self.asked.lock().expect("no thread panicked");
        asked.push(key.name().to_owned());
        self.behind.get(key)
    }
}

#[test]
fn a_source_is_asked_for_nothing_but_what_could_matter_and_answers_as_pairs_do() {
    law_of_policies(|policies, request| {
        let source = Watched {
            behind: request.context(),
            asked: Mutex::default(),
        };
        let context = Context::EMPTY.or_ask(&source);
        let decision = policies.evaluate(&request.with(&context));
        prop_assert_eq!(decision, policies.evaluate(request));

        let action = request.action();
        let keys: Vec<ContextKey<'_>> = policies.condition_keys_of(&action).collect();
        for asked in source.asked.lock().expect("no thread panicked").iter() {
            prop_assert!(keys.contains(&ContextKey::new(asked)), "{}", asked);
        }
        Ok(())
    });
}

#[test]
fn a_key_of_a_policy_comes_once_among_those_that_could_matter() {
    law_of_policies(|policies, request| {
        let action = request.action();
        for (_, policy) in policies.iter() {
            let keys: Vec<ContextKey<'_>> = policy.condition_keys_of(&action).collect();
            for (index, key) in keys.iter().enumerate() {
                prop_assert!(!keys.iter().take(index).any(|earlier| earlier == key));
            }
        }
        Ok(())
    });
}
