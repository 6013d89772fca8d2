//! The formula (E-39) and what it is asked with.

use serde_json::Value;

use crate::documents::{Documents, PolicyType};
use crate::principal::Reach;
use crate::request::{Caller, CallerKind, Request};
use crate::statement::{self, Question};

/// The outcome for one document alone in force. An SCP is the only one of the only level.
///
/// A trust document insists on itself (E-15), whatever the request says.
pub fn evaluate(document: &Value, policy_type: PolicyType, request: &Request) -> Decision {
    evaluate_with(document, policy_type, request, false)
}

/// The same, where a `*` that ends one of the first five fields of a resource may also run past
/// the colon if `wide_stars` is set.
pub fn evaluate_with(
    document: &Value,
    policy_type: PolicyType,
    request: &Request,
    wide_stars: bool,
) -> Decision {
    evaluate_all_with(&Documents::only(document, policy_type), request, wide_stars)
}

/// The outcome for all documents that are in force together.
pub fn evaluate_all(documents: &Documents<'_>, request: &Request) -> Decision {
    evaluate_all_with(documents, request, false)
}

/// The same under the wide reading of R-10. This is E-39, line by line.
pub fn evaluate_all_with(
    documents: &Documents<'_>,
    request: &Request,
    wide_stars: bool,
) -> Decision {
    let caller = request.principal.as_ref();
    let boundary_given = !documents.boundary.is_empty();
    let session_given = !documents.session.is_empty();
    let ask = |set: &[&Value]| apply(set, request, boundary_given, wide_stars);

    // A caller that is not stated counts as a user of the resource's account.
    let kind = caller.map_or(CallerKind::User, |caller| caller.kind);
    let own = matches!(
        kind,
        CallerKind::User | CallerKind::RoleSession | CallerKind::FederatedUser | CallerKind::Root
    );
    let management_account = caller.is_some_and(|caller| caller.management_account);
    let service_linked = caller.is_some_and(|caller| caller.service_linked);

    // Which documents are in force.
    let scp: Vec<Outcome> = if own && !management_account && !service_linked {
        documents.scps.iter().map(|level| ask(level)).collect()
    } else {
        Vec::new()
    };
    let rcp = if !request.resource_in_management_account && !service_linked {
        ask(&documents.rcps)
    } else {
        Outcome::NONE
    };
    let id = match kind {
        CallerKind::User | CallerKind::RoleSession | CallerKind::FederatedUser => {
            ask(&documents.identity)
        }
        _ => Outcome::NONE,
    };
    let pb = ask(&documents.boundary);
    let sp = ask(&documents.session);
    let rp: Vec<&Value> = documents
        .resource
        .into_iter()
        .chain(documents.trust)
        .collect();
    let rp = ask(&rp);
    let ve = ask(documents.vpce.as_slice());

    // 1. Explicit deny anywhere.
    let sets = [rcp, id, pb, sp, rp, ve];
    if sets.iter().chain(&scp).any(|set| set.deny) {
        return Decision::ExplicitDeny;
    }

    // 2. Guard rails that must allow.
    if scp.iter().any(|level| level.allow == Reach::Nothing) {
        return Decision::ImplicitDeny;
    }
    if documents.vpce.is_some() && ve.allow == Reach::Nothing {
        return Decision::ImplicitDeny;
    }

    // 3. Callers without an own side.
    if !own {
        return allow_if(rp.allow == Reach::Direct);
    }

    // 4. Own side.
    let id = kind == CallerKind::Root || id.allow > Reach::Nothing;
    let pb = if boundary_given {
        pb.allow > Reach::Nothing
    } else {
        true
    };
    let sp = if session_given {
        sp.allow > Reach::Nothing
    } else {
        kind != CallerKind::FederatedUser
    };
    let own_side = id && pb && sp;

    // 5. Combine.
    let account = caller.and_then(Caller::account);
    // Of a caller that is not stated, it is not known to be the same.
    let same_account = match &request.resource_account {
        Some(resource_account) => account == Some(resource_account.as_str()),
        None => true,
    };
    let required = request.resource_policy_required || documents.trust.is_some(); // E-15
    if same_account {
        allow_if(
            rp.allow == Reach::Direct
                || (rp.allow == Reach::Limited && pb && sp)
                || (own_side && (!required || rp.allow >= Reach::Account)),
        )
    } else {
        allow_if(own_side && rp.allow >= Reach::Account)
    }
}

/// The three outcomes (E-1).
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Something allows, and nothing denies.
    Allow,
    /// Nothing allows.
    ImplicitDeny,
    /// A Deny statement applies.
    ExplicitDeny,
}

fn allow_if(allowed: bool) -> Decision {
    if allowed {
        Decision::Allow
    } else {
        Decision::ImplicitDeny
    }
}

/// What a set of documents says (7.1): whether some Deny statement applies, and the strongest
/// match of the Allow statements that apply.
#[derive(Clone, Copy)]
struct Outcome {
    deny: bool,
    allow: Reach,
}

impl Outcome {
    const NONE: Self = Self {
        deny: false,
        allow: Reach::Nothing,
    };
}

/// E-31, E-6: several documents are one union.
fn apply(
    documents: &[&Value],
    request: &Request,
    boundary_given: bool,
    wide_stars: bool,
) -> Outcome {
    let mut outcome = Outcome::NONE;
    for document in documents {
        let question = Question {
            request,
            variables: document["Version"] == "2012-10-17", // V-2, G-7
            boundary_given,
            wide_stars,
        };
        // G-5: one statement or a list of them.
        let statements = match &document["Statement"] {
            Value::Array(statements) => statements.iter().collect(),
            one => vec![one],
        };
        for statement in statements {
            let reach = statement::applies(statement, &question);
            if statement["Effect"] == "Deny" {
                outcome.deny |= reach > Reach::Nothing; // P-19
            } else {
                outcome.allow = outcome.allow.max(reach); // P-10
            }
        }
    }
    outcome
}
