//! The formula (E-39) and what it is asked with.

use serde_json::Value;

use crate::principal::Reach;
use crate::request::{CallerKind, Request};
use crate::statement::{self, Question};

/// The outcome for one document alone in force.
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
    let mut documents = Documents::default();
    match policy_type {
        PolicyType::Identity => documents.identity.push(document),
        PolicyType::Boundary => documents.boundary.push(document),
        PolicyType::Session => documents.session.push(document),
        PolicyType::Resource | PolicyType::Trust => documents.resource = Some(document),
    }
    let required = request.resource_policy_required || policy_type == PolicyType::Trust;
    decide(&documents, request, required, wide_stars)
}

/// The outcome for all documents that are in force together.
pub fn evaluate_all(documents: &Documents<'_>, request: &Request) -> Decision {
    evaluate_all_with(documents, request, false)
}

/// The same under the wide reading of R-10.
pub fn evaluate_all_with(
    documents: &Documents<'_>,
    request: &Request,
    wide_stars: bool,
) -> Decision {
    decide(
        documents,
        request,
        request.resource_policy_required,
        wide_stars,
    )
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

/// The role that a document plays (G-12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PolicyType {
    /// Attached to a user or role, or to a group of the user.
    Identity,
    /// Permissions boundary of a user or role.
    Boundary,
    /// Given when a session was made.
    Session,
    /// Attached to a resource.
    Resource,
    /// The resource policy of a role.
    Trust,
}

impl PolicyType {
    /// All five.
    pub const ALL: [Self; 5] = [
        Self::Identity,
        Self::Boundary,
        Self::Session,
        Self::Resource,
        Self::Trust,
    ];
}

/// The documents in force for a request. An empty list means that none is attached.
#[derive(Clone, Debug, Default)]
pub struct Documents<'a> {
    /// All identity documents of the caller: one union (E-31).
    pub identity: Vec<&'a Value>,
    /// The boundary.
    pub boundary: Vec<&'a Value>,
    /// The session documents: one union (E-6).
    pub session: Vec<&'a Value>,
    /// The resource policy; a trust policy, when the resource is a role.
    pub resource: Option<&'a Value>,
}

/// E-39, without the organization's policies and VPC endpoints.
fn decide(
    documents: &Documents<'_>,
    request: &Request,
    required: bool,
    wide_stars: bool,
) -> Decision {
    let boundary_given = !documents.boundary.is_empty();
    let session_given = !documents.session.is_empty();
    let ask = |set: &[&Value]| apply(set, request, boundary_given, wide_stars);

    // A caller that is not stated counts as a user of the resource's account.
    let kind = match &request.principal {
        Some(caller) => caller.kind,
        None => CallerKind::User,
    };
    let own = matches!(
        kind,
        CallerKind::User | CallerKind::RoleSession | CallerKind::FederatedUser | CallerKind::Root
    );

    // Which documents are in force.
    let id = match kind {
        CallerKind::User | CallerKind::RoleSession | CallerKind::FederatedUser => {
            ask(&documents.identity)
        }
        _ => Outcome::NONE,
    };
    let pb = ask(&documents.boundary);
    let sp = ask(&documents.session);
    let rp = ask(documents.resource.as_slice());

    // 1. Explicit deny anywhere.
    if id.deny || pb.deny || sp.deny || rp.deny {
        return Decision::ExplicitDeny;
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
    let account = request.principal.as_ref().and_then(|c| c.account());
    // Of a caller that is not stated, it is not known to be the same.
    let same_account = match &request.resource_account {
        Some(resource_account) => account == Some(resource_account.as_str()),
        None => true,
    };
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
