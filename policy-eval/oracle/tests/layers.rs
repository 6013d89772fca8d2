//! What the layers of E-39 do to each other, beyond the case file and the decision table.

#![allow(
    clippy::unwrap_used,
    reason = "a test should stop loudly where its data are not as expected"
)]

use policy_oracle::Decision::{Allow, ExplicitDeny, ImplicitDeny};
use policy_oracle::{Caller, Decision, Documents, PolicyType, Request, evaluate, evaluate_all};
use serde_json::{Map, Value, json};

const ALICE: &str = "arn:aws:iam::111122223333:user/alice";
const ROOT: &str = "arn:aws:iam::111122223333:root";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/deploy/ci-42";

/// A guard rail alone grants nothing; the root user needs no grant (E-27).
#[test]
fn guard_rails_grant_nothing() {
    let guard_rails = [
        (PolicyType::Boundary, allow("*")),
        (PolicyType::Session, allow("*")),
        (PolicyType::Scp, allow("*")),
        (PolicyType::Vpce, open("Allow")),
        (
            PolicyType::Rcp,
            statement("Deny", "kms:*", Some(json!("*"))),
        ),
    ];
    for (policy_type, document) in guard_rails {
        assert_eq!(evaluate(&document, policy_type, &by(ALICE)), ImplicitDeny);
        assert_eq!(evaluate(&document, policy_type, &by(ROOT)), Allow);
    }
}

/// E-18, E-26: what must allow and does not.
#[test]
fn silent_guard_rails_deny() {
    let silent = allow("s3:*");
    assert_eq!(evaluate(&silent, PolicyType::Scp, &by(ROOT)), ImplicitDeny);
    let silent = statement("Allow", "s3:*", Some(json!("*")));
    assert_eq!(evaluate(&silent, PolicyType::Vpce, &by(ROOT)), ImplicitDeny);
    // Of an RCP, only what it denies matters (E-24).
    let silent = statement("Deny", "s3:*", Some(json!("*")));
    assert_eq!(evaluate(&silent, PolicyType::Rcp, &by(ROOT)), Allow);
}

/// U-30.
#[test]
fn a_level_without_documents_denies() {
    let everything = allow("*");
    let documents = |scps| Documents {
        identity: vec![&everything],
        scps,
        ..Documents::default()
    };
    let ask = |scps| evaluate_all(&documents(scps), &by(ALICE));
    assert_eq!(ask(vec![]), Allow);
    assert_eq!(ask(vec![vec![&everything]]), Allow);
    assert_eq!(ask(vec![vec![]]), ImplicitDeny);
    assert_eq!(ask(vec![vec![&everything], vec![]]), ImplicitDeny);
}

/// E-21, E-25: callers and resources that SCPs and RCPs do not bind.
#[test]
fn some_are_not_bound() {
    let everything = allow("*");
    let grant = open("Allow");
    let scp = statement("Deny", "*", None);
    let rcp = statement("Deny", "sqs:*", Some(json!("*")));
    let documents = Documents {
        identity: vec![&everything],
        resource: Some(&grant),
        ..Documents::default()
    };
    let ask = |request: &Request| -> [Decision; 2] {
        let mut limited = [documents.clone(), documents.clone()];
        limited[0].scps.push(vec![&scp]);
        limited[1].rcps.push(&rcp);
        limited.map(|documents| evaluate_all(&documents, request))
    };
    let with = |principal: &str, attributes: Value| Request {
        principal: Caller::from_case(principal, &attributes),
        ..by(ALICE)
    };
    let bound = [ExplicitDeny, ExplicitDeny];
    assert_eq!(ask(&by(ALICE)), bound);
    assert_eq!(ask(&by(ROOT)), bound);
    assert_eq!(ask(&by(SESSION)), bound);
    let unstated = Request {
        principal: None,
        ..by(ALICE)
    };
    assert_eq!(ask(&unstated), bound);
    for outsider in ["anonymous", "sns.amazonaws.com"] {
        assert_eq!(ask(&by(outsider)), [Allow, ExplicitDeny], "{outsider}");
    }
    let service_linked = with(SESSION, json!({"service_linked_role": true}));
    assert_eq!(ask(&service_linked), [Allow, Allow]);
    for name in [ALICE, ROOT, SESSION] {
        let management = with(name, json!({"management_account": true}));
        assert_eq!(ask(&management), [Allow, ExplicitDeny], "{name}");
    }
    let their_resource = Request {
        resource_in_management_account: true,
        ..by(ALICE)
    };
    assert_eq!(ask(&their_resource), [ExplicitDeny, Allow]);
}

/// E-26: the principals of an endpoint's document are matched as those of a resource policy, and
/// every kind of match is enough.
#[test]
fn endpoints_name_principals() {
    let everything = allow("*");
    let ask = |effect: &str, principal: Value, request: &Request| {
        let vpce = statement(effect, "*", Some(principal));
        let documents = Documents {
            identity: vec![&everything],
            vpce: Some(&vpce),
            ..Documents::default()
        };
        evaluate_all(&documents, request)
    };
    for entry in ["*", "111122223333", ROOT, ALICE] {
        let names = json!({"AWS": entry});
        assert_eq!(ask("Allow", names.clone(), &by(ALICE)), Allow, "{entry}");
        assert_eq!(ask("Deny", names, &by(ALICE)), ExplicitDeny, "{entry}");
    }
    let role = json!({"AWS": "arn:aws:iam::111122223333:role/deploy"});
    assert_eq!(ask("Allow", role.clone(), &by(SESSION)), Allow);
    assert_eq!(ask("Allow", role.clone(), &by(ALICE)), ImplicitDeny);
    // A caller that is not stated: a Deny holds for it, an Allow does not.
    let unstated = Request {
        principal: None,
        ..by(ALICE)
    };
    assert_eq!(ask("Allow", json!("*"), &unstated), ImplicitDeny);
    assert_eq!(ask("Deny", role, &unstated), ExplicitDeny);
}

/// P-24: with a boundary, the `NotPrincipal` of an endpoint's document exempts nobody.
#[test]
fn not_principal_of_an_endpoint_applies_with_a_boundary() {
    let everything = allow("*");
    let vpce = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "NotPrincipal": {"AWS": [ROOT, ALICE]}, "Action": "*", "Resource": "*"},
    ]});
    let mut documents = Documents {
        identity: vec![&everything],
        vpce: Some(&vpce),
        ..Documents::default()
    };
    assert_eq!(evaluate_all(&documents, &by(ALICE)), Allow);
    assert_eq!(evaluate_all(&documents, &by(SESSION)), ExplicitDeny);
    documents.boundary.push(&everything);
    assert_eq!(evaluate_all(&documents, &by(ALICE)), ExplicitDeny);
}

/// E-15: a trust document makes the mode required in a set as well.
#[test]
fn trust_policies_of_a_set_are_required() {
    let everything = allow("*");
    let trust = json!({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "sts:*",
    }});
    let mut documents = Documents {
        identity: vec![&everything],
        trust: Some(&trust),
        ..Documents::default()
    };
    assert_eq!(evaluate_all(&documents, &by(ALICE)), ImplicitDeny);
    documents.resource = documents.trust.take();
    assert_eq!(evaluate_all(&documents, &by(ALICE)), Allow);
}

/// The end of E-39: given documents count for every kind of caller.
#[test]
fn given_boundaries_count_for_everybody() {
    let silent = allow("s3:*");
    let deny = statement("Deny", "*", None);
    let grant = open("Allow");
    for policy_type in [PolicyType::Boundary, PolicyType::Session] {
        assert_eq!(evaluate(&silent, policy_type, &by(ROOT)), ImplicitDeny);
        for caller in ["anonymous", "sns.amazonaws.com", ROOT] {
            let ask = |document| {
                let mut documents = Documents {
                    resource: Some(&grant),
                    ..Documents::default()
                };
                match policy_type {
                    PolicyType::Boundary => documents.boundary.push(document),
                    _ => documents.session.push(document),
                }
                evaluate_all(&documents, &by(caller))
            };
            assert_eq!(ask(&silent), Allow, "{caller}");
            assert_eq!(ask(&deny), ExplicitDeny, "{caller}");
        }
    }
    // Identity documents of others are not even looked at.
    for caller in ["anonymous", "sns.amazonaws.com", ROOT] {
        let documents = Documents {
            identity: vec![&deny],
            resource: Some(&grant),
            ..Documents::default()
        };
        assert_eq!(evaluate_all(&documents, &by(caller)), Allow, "{caller}");
    }
}

/// The attributes of that say who is not bound.
#[test]
fn case_files_say_who_is_not_bound() {
    let case = |attributes: Value, in_management_account: Value| {
        Request::from_case(&json!({
            "principal": SESSION,
            "principal_attrs": attributes,
            "action": "sqs:SendMessage",
            "resource": "*",
            "resource_account": "111122223333",
            "resource_in_management_account": in_management_account,
        }))
        .unwrap()
    };
    let plain = case(json!({}), Value::Null);
    assert!(!plain.resource_in_management_account);
    let caller = plain.principal.unwrap();
    assert!(!caller.service_linked && !caller.management_account);
    let special = case(
        json!({"service_linked_role": true, "management_account": true}),
        json!(true),
    );
    assert!(special.resource_in_management_account);
    let caller = special.principal.unwrap();
    assert!(caller.service_linked && caller.management_account);
}

fn by(principal: &str) -> Request {
    let mut request = Request::new("sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:jobs");
    request.principal = Some(Caller::from_case(principal, &Value::Null).unwrap());
    request
}

fn allow(action: &str) -> Value {
    statement("Allow", action, None)
}

/// About everybody and everything.
fn open(effect: &str) -> Value {
    statement(effect, "*", Some(json!("*")))
}

fn statement(effect: &str, action: &str, principal: Option<Value>) -> Value {
    let mut statement = Map::new();
    statement.insert("Effect".to_owned(), json!(effect));
    statement.insert("Action".to_owned(), json!(action));
    statement.insert("Resource".to_owned(), json!("*"));
    statement.extend(principal.map(|principal| ("Principal".to_owned(), principal)));
    json!({"Version": "2012-10-17", "Statement": statement})
}
