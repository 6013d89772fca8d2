//! The decision: what a document says (§7.1), and what follows from it (E-39).

use crate::form::{Outcome, Row, Tables};
use crate::principal::{Kind, MatchKind};
use crate::statement::applies;
use crate::table::Found;
use crate::{Decision, Effect, PolicyType, Principal, Request};

/// What one document says about a request, and the statement that says it.
#[derive(Clone, Copy)]
pub(crate) enum Verdict {
    /// No statement applies.
    Silent,
    /// The strongest Allow statement that applies.
    Allow(MatchKind, u32),
    /// A Deny statement that applies.
    Deny(u32),
}

/// The verdicts of the documents in force, by their role; `None` where there is none.
#[derive(Clone, Copy, Default)]
struct InForce {
    identity: Option<Verdict>,
    boundary: Option<Verdict>,
    session: Option<Verdict>,
    resource: Option<Verdict>,
    /// The resource insists on its own policy (E-14).
    resource_policy_required: bool,
}

/// Decides with these documents in force.
pub(crate) fn decide<'p>(
    documents: impl Iterator<Item = &'p Tables<'p>> + Clone,
    request: &Request<'_>,
) -> Decision {
    let Some(resource) = request.resource else {
        return Decision::ImplicitDeny;
    };
    let has_boundary = documents
        .clone()
        .any(|tables| tables.policy_type == PolicyType::Boundary);
    let mut in_force = InForce::of(request);
    for tables in documents {
        let verdict = verdict(tables, request, resource, has_boundary);
        in_force.add(tables.policy_type, verdict);
    }
    combine(request, in_force)
}

/// Decides with a single document in force.
///
/// The formula adds nothing to an identity policy that decides for whomever it is
/// attached to, so that case goes past it.
#[inline]
pub(crate) fn decide_alone(tables: &Tables<'_>, request: &Request<'_>) -> Decision {
    let is_plain = tables.policy_type == PolicyType::Identity
        && request.principal.is_none()
        && request.resource_account.is_none()
        && !request.requires_resource_policy;
    if !is_plain || request.resource.is_none() {
        return decide_by_formula(tables, request);
    }
    let action = &request.action;
    match tables
        .actions
        .find(action.hash(), action.as_str(), tables.text)
    {
        Found::Row(row) => decide_row(tables, row, request),
        Found::Nothing => decide_by_service(tables, request),
        Found::Perhaps => decide_by_name(tables, request),
    }
}

/// The decision of one row, for requests that go past the formula.
#[inline]
fn decide_row(tables: &Tables<'_>, row: u32, request: &Request<'_>) -> Decision {
    let Some(row) = tables.rows.get(row as usize) else {
        return Decision::ImplicitDeny;
    };
    match row.outcome {
        Outcome::Allow => Decision::Allow,
        Outcome::Deny => Decision::ExplicitDeny,
        Outcome::Test if row.candidates.len == 0 => Decision::ImplicitDeny,
        Outcome::Test => decide_test(tables, row, request),
    }
}

// These are not inlined, so that the decision of a row without tests needs no stack.

#[inline(never)]
fn decide_by_formula(tables: &Tables<'_>, request: &Request<'_>) -> Decision {
    explain_alone(tables, request).0
}

#[inline(never)]
fn decide_by_name(tables: &Tables<'_>, request: &Request<'_>) -> Decision {
    decide_row(tables, row(tables, request), request)
}

#[inline(never)]
fn decide_by_service(tables: &Tables<'_>, request: &Request<'_>) -> Decision {
    decide_row(tables, row_of_service(tables, request), request)
}

/// The first candidate that applies decides: Deny comes first, and without a caller
/// every statement that applies does so directly.
#[inline(never)]
fn decide_test(tables: &Tables<'_>, row: &Row, request: &Request<'_>) -> Decision {
    let resource = request.resource.unwrap_or_default();
    for candidate in row.candidates.of(tables.candidates) {
        let Some(statement) = tables.statements.get(candidate.statement as usize) else {
            continue;
        };
        if candidate.covers(tables, &request.action)
            && applies(tables, statement, request, resource, false).is_some()
        {
            return match statement.effect {
                Effect::Allow => Decision::Allow,
                Effect::Deny => Decision::ExplicitDeny,
            };
        }
    }
    Decision::ImplicitDeny
}

/// Decides with a single document in force, and says which of its statements decided.
#[inline]
pub(crate) fn explain_alone(tables: &Tables<'_>, request: &Request<'_>) -> (Decision, Option<u32>) {
    let Some(resource) = request.resource else {
        return (Decision::ImplicitDeny, None);
    };
    let verdict = verdict(tables, request, resource, false);
    let mut in_force = InForce::of(request);
    in_force.add(tables.policy_type, verdict);
    let decision = combine(request, in_force);
    let statement = match (decision, verdict) {
        (Decision::Allow, Verdict::Allow(_, statement))
        | (Decision::ExplicitDeny, Verdict::Deny(statement)) => Some(statement),
        _ => None,
    };
    (decision, statement)
}

impl InForce {
    #[inline]
    fn of(request: &Request<'_>) -> Self {
        InForce {
            resource_policy_required: request.requires_resource_policy,
            ..InForce::default()
        }
    }

    /// Documents of one role are one set (E-6, E-31, U-22).
    #[inline]
    fn add(&mut self, policy_type: PolicyType, verdict: Verdict) {
        let of_role = match policy_type {
            PolicyType::Identity => &mut self.identity,
            PolicyType::Boundary => &mut self.boundary,
            PolicyType::Session => &mut self.session,
            PolicyType::Resource => &mut self.resource,
            PolicyType::Trust => {
                // A role insists on its trust policy (E-15).
                self.resource_policy_required = true;
                &mut self.resource
            }
        };
        *of_role = Some(match (*of_role, verdict) {
            (Some(Verdict::Deny(statement)), _) => Verdict::Deny(statement),
            (Some(earlier), Verdict::Allow(kind, _)) if grant(earlier) >= Some(kind) => earlier,
            (Some(earlier), Verdict::Silent) => earlier,
            _ => verdict,
        });
    }
}

/// The formula of E-39.
#[inline]
fn combine(request: &Request<'_>, documents: InForce) -> Decision {
    let caller = request.principal.map(|principal| principal.kind);
    // An unknown caller is whomever the document is attached to: a user, and at home
    // unless the request says whose the resource is.
    let is_root = matches!(caller, Some(Kind::Root(_)));
    let is_federated_user = matches!(caller, Some(Kind::FederatedUser { .. }));
    let has_own_side = !matches!(
        caller,
        Some(Kind::Service(_) | Kind::Federated(_) | Kind::Anonymous)
    );

    // Which documents are in force.
    let InForce {
        identity,
        boundary,
        session,
        resource,
        resource_policy_required,
    } = documents;
    let identity = identity.filter(|_| has_own_side && !is_root);

    // 1. An explicit deny anywhere.
    if [identity, boundary, session, resource].iter().any(is_deny) {
        return Decision::ExplicitDeny;
    }

    // 3. Callers without an own side.
    let granted = resource.and_then(grant);
    if !has_own_side {
        return allow_if(granted == Some(MatchKind::Direct));
    }

    // 4. The own side.
    let allows = |document| grant(document).is_some();
    let by_identity = is_root || identity.is_some_and(allows);
    let by_boundary = boundary.is_none_or(allows);
    let by_session = session.map_or(!is_federated_user, allows);
    let own_side = by_identity && by_boundary && by_session;

    // 5. Both together.
    let account = request.principal.and_then(Principal::account);
    let same_account = request
        .resource_account
        .is_none_or(|of| Some(of) == account);
    allow_if(if same_account {
        granted == Some(MatchKind::Direct)
            || (granted == Some(MatchKind::Limited) && by_boundary && by_session)
            || (own_side && (!resource_policy_required || granted.is_some()))
    } else {
        own_side && granted.is_some()
    })
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::ref_option,
    reason = "as `any` passes it"
)]
fn is_deny(document: &Option<Verdict>) -> bool {
    matches!(document, Some(Verdict::Deny(_)))
}

fn grant(document: Verdict) -> Option<MatchKind> {
    match document {
        Verdict::Allow(kind, _) => Some(kind),
        Verdict::Silent | Verdict::Deny(_) => None,
    }
}

const fn allow_if(holds: bool) -> Decision {
    if holds {
        Decision::Allow
    } else {
        Decision::ImplicitDeny
    }
}

/// What the document says: any Deny that applies, or else the firmest Allow (§7.1).
#[inline]
fn verdict(
    tables: &Tables<'_>,
    request: &Request<'_>,
    resource: &str,
    has_boundary: bool,
) -> Verdict {
    let Some(row) = tables.rows.get(row(tables, request) as usize) else {
        return Verdict::Silent;
    };
    match (row.outcome, row.candidates.of(tables.candidates).first()) {
        (Outcome::Allow, Some(first)) => Verdict::Allow(MatchKind::Direct, first.statement),
        (Outcome::Deny, Some(first)) => Verdict::Deny(first.statement),
        _ => test(tables, row, request, resource, has_boundary),
    }
}

/// Tests the candidates of a row.
#[inline]
fn test(
    tables: &Tables<'_>,
    row: &Row,
    request: &Request<'_>,
    resource: &str,
    has_boundary: bool,
) -> Verdict {
    let mut verdict = Verdict::Silent;
    for candidate in row.candidates.of(tables.candidates) {
        let Some(statement) = tables.statements.get(candidate.statement as usize) else {
            continue;
        };
        if !candidate.covers(tables, &request.action) {
            continue;
        }
        let Some(kind) = applies(tables, statement, request, resource, has_boundary) else {
            continue;
        };
        match statement.effect {
            // INVARIANT: Deny comes first among the candidates.
            Effect::Deny => return Verdict::Deny(candidate.statement),
            Effect::Allow if kind == MatchKind::Direct => {
                return Verdict::Allow(kind, candidate.statement);
            }
            Effect::Allow => {
                if grant(verdict) < Some(kind) {
                    verdict = Verdict::Allow(kind, candidate.statement);
                }
            }
        }
    }
    verdict
}

/// The row of the request's action: its own, that of its service, or that of the rest.
#[inline]
fn row(tables: &Tables<'_>, request: &Request<'_>) -> u32 {
    let action = &request.action;
    tables
        .actions
        .row(action.hash(), action.as_str(), tables.text)
        .unwrap_or_else(|| row_of_service(tables, request))
}

/// The row of actions that the policy does not name.
#[inline]
fn row_of_service(tables: &Tables<'_>, request: &Request<'_>) -> u32 {
    let action = &request.action;
    tables
        .services
        .row(action.service_hash(), action.service(), tables.text)
        .unwrap_or(0)
}
