//! The decision: what a document says (§7.1), and what follows from it (E-39).

use crate::form::{Outcome, Row, Tables};
use crate::principal::{Kind, MatchKind};
use crate::statement::applies;
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

/// Decides with a single document in force, and says which of its statements decided.
#[inline]
pub(crate) fn decide_alone(tables: &Tables<'_>, request: &Request<'_>) -> (Decision, Option<u32>) {
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
    // An unknown caller is whomever the document is attached to: a user, at home.
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
    let same_account = account.is_none()
        || request
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
    let row = row(tables, request);
    let candidates = row.candidates.of(tables.candidates);
    match (row.outcome, candidates.first()) {
        (Outcome::Allow, Some(first)) => return Verdict::Allow(MatchKind::Direct, first.statement),
        (Outcome::Deny, Some(first)) => return Verdict::Deny(first.statement),
        _ => {}
    }
    let mut verdict = Verdict::Silent;
    for candidate in candidates {
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
fn row<'p>(tables: &'p Tables<'p>, request: &Request<'_>) -> &'p Row {
    const SILENT: &Row = &Row {
        outcome: Outcome::Test,
        candidates: crate::form::Slice::new(0, 0),
    };
    let action = &request.action;
    let index = tables
        .actions
        .row(action.hash(), action.as_str(), tables.text)
        .or_else(|| {
            tables
                .services
                .row(action.service_hash(), action.service(), tables.text)
        })
        .unwrap_or(0);
    tables.rows.get(index as usize).unwrap_or(SILENT)
}
