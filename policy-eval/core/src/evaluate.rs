//! What one document says about a request (§7.1).

use crate::form::{Candidate, Outcome, Row, Slot, Tables};
use crate::principal::MatchKind;
use crate::record::Recorder;
use crate::statement::applies;
use crate::table::Found;
use crate::truth::Truth;
use crate::{Action, Decision, Effect, Place, Policies, Policy, PolicyType, Request, formula};

/// What every statement is asked.
#[derive(Clone, Copy)]
pub(crate) struct Question<'q> {
    pub(crate) request: &'q Request<'q>,
    pub(crate) resource: &'q str,
    /// A boundary is in force: nobody is exempt from a Deny (P-24).
    pub(crate) has_boundary: bool,
}

/// What a document, or a set of them, says.
#[derive(Clone, Copy)]
pub(crate) struct Verdict {
    /// Whether a Deny statement applies.
    pub(crate) deny: Truth,
    /// How firmly the Allow statements that apply name the caller.
    pub(crate) allow: Option<MatchKind>,
}

impl Verdict {
    const SILENT: Self = Verdict {
        deny: Truth::No,
        allow: None,
    };

    const ALLOW: Self = Verdict {
        deny: Truth::No,
        allow: Some(MatchKind::Direct),
    };

    const DENY: Self = Verdict {
        deny: Truth::Yes,
        allow: None,
    };
}

/// Decides with a single document in force.
///
/// The formula adds nothing to an identity policy that decides for whomever it is
/// attached to, so that case goes past it.
#[inline]
pub(crate) fn evaluate_alone(policy: &Policy<'_>, request: &Request<'_>) -> Decision {
    let tables = policy.tables();
    let is_plain = tables.policy_type == PolicyType::Identity
        && request.principal.is_none()
        && request.resource_account.is_none()
        && !request.requires_resource_policy;
    if !is_plain || request.resource.is_none() {
        return evaluate_by_formula(policy, request);
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
fn evaluate_by_formula(policy: &Policy<'_>, request: &Request<'_>) -> Decision {
    formula::evaluate(&Policies::from(policy), request)
}

#[inline(never)]
fn decide_by_name(tables: &Tables<'_>, request: &Request<'_>) -> Decision {
    decide_row(tables, row_by_name(tables, &request.action), request)
}

#[inline(never)]
fn decide_by_service(tables: &Tables<'_>, request: &Request<'_>) -> Decision {
    decide_row(tables, row_of_service(tables, &request.action), request)
}

/// Without a caller every statement that applies does so directly, so what the tests
/// say is the decision.
#[inline(never)]
fn decide_test(tables: &Tables<'_>, row: &Row, request: &Request<'_>) -> Decision {
    let question = Question {
        request,
        resource: request.resource.unwrap_or_default(),
        has_boundary: false,
    };
    match question.test(tables, row, Place::ALONE, &mut ()) {
        Verdict {
            deny: Truth::Yes, ..
        } => Decision::ExplicitDeny,
        Verdict {
            deny: Truth::No,
            allow: Some(_),
        } => Decision::Allow,
        _ => Decision::ImplicitDeny,
    }
}

impl Question<'_> {
    /// What a document says: whether a Deny applies, or else the firmest Allow.
    #[inline]
    pub(crate) fn ask<'p, R: Recorder<'p>>(
        &self,
        policy: &'p Policy<'p>,
        place: Place,
        recorder: &mut R,
    ) -> Verdict {
        let tables = policy.tables();
        let Some(row) = tables.rows.get(row(tables, &self.request.action) as usize) else {
            return Verdict::SILENT;
        };
        match row.outcome {
            Outcome::Allow if !R::LISTENS => Verdict::ALLOW,
            Outcome::Deny if !R::LISTENS => Verdict::DENY,
            _ => self.test(tables, row, place, recorder),
        }
    }

    /// Tests the candidates of a row.
    #[inline]
    fn test<'p, R: Recorder<'p>>(
        &self,
        tables: &'p Tables<'p>,
        row: &Row,
        place: Place,
        recorder: &mut R,
    ) -> Verdict {
        let mut verdict = Verdict::SILENT;
        for candidate in row.candidates.of(tables.candidates) {
            let Some(statement) = tables.statements.get(candidate.statement as usize) else {
                continue;
            };
            let (applies, kind) = applies(tables, candidate, statement, self, place, recorder);
            match (statement.effect, applies) {
                // An Allow that may apply does not allow.
                (_, Truth::No) | (Effect::Allow, Truth::Perhaps) => {}
                (Effect::Deny, applies) => {
                    verdict.deny = verdict.deny.max(applies);
                    if applies == Truth::Yes && !R::LISTENS {
                        return verdict;
                    }
                }
                (Effect::Allow, Truth::Yes) => {
                    verdict.allow = verdict.allow.max(Some(kind));
                    // INVARIANT: Deny comes first among the candidates.
                    if kind == MatchKind::Direct && !R::LISTENS {
                        return verdict;
                    }
                }
            }
        }
        verdict
    }
}

/// The statements that an action may be subject to.
pub(crate) fn candidates<'p>(
    tables: &'p Tables<'p>,
    action: &Action<'p>,
) -> impl Iterator<Item = &'p Candidate> + use<'p> {
    let row = tables.rows.get(row(tables, action) as usize);
    let candidates = row.map(|row| row.candidates).unwrap_or_default();
    let action = *action;
    let mut is_settled = false;
    let candidates = candidates.of(tables.candidates).iter();
    candidates
        .take_while(move |candidate| {
            // Behind one that always applies, nothing is looked at any more.
            let goes_on = !is_settled;
            is_settled = candidate.always_applies(tables);
            goes_on
        })
        .filter(move |candidate| candidate.covers(tables, &action))
}

/// The statements that may be about actions of a service; one may come several times.
pub(crate) fn candidates_of_service<'p, 'r>(
    tables: &'p Tables<'p>,
    action: &Action<'r>,
) -> impl Iterator<Item = &'p Candidate> + use<'p, 'r> {
    const CHUNK: usize = 1024;

    let service = action.service();
    let others = row_of_service(tables, action);
    let is_of_service = move |slot: &&Slot| {
        let name = slot.name.of_text(tables.text);
        let of = name.split_once(':').map_or("", |(of, _)| of);
        of.eq_ignore_ascii_case(service)
    };
    // Many names share a row. Rows are marked in chunks, so that each is looked at once.
    let chunks = (0..tables.rows.len()).step_by(CHUNK);
    chunks.flat_map(move |start| {
        let mut is_marked = [false; CHUNK];
        let slots = tables.actions.slots.iter().chain(tables.actions.overflow);
        let rows = slots.filter(is_of_service).map(|slot| slot.row);
        for row in rows.chain([others]) {
            let in_chunk = (row as usize).checked_sub(start);
            if let Some(mark) = in_chunk.and_then(|index| is_marked.get_mut(index)) {
                *mark = true;
            }
        }
        let rows = tables.rows.iter().skip(start).zip(is_marked);
        rows.filter(|(_, is_marked)| *is_marked)
            .flat_map(|(row, _)| row.candidates.of(tables.candidates))
    })
}

/// The row of an action: its own, that of its service, or that of the rest.
#[inline]
fn row(tables: &Tables<'_>, action: &Action<'_>) -> u32 {
    match tables
        .actions
        .find(action.hash(), action.as_str(), tables.text)
    {
        Found::Row(row) => row,
        Found::Nothing => row_of_service(tables, action),
        Found::Perhaps => row_by_name(tables, action),
    }
}

/// The same, where letter case or equal hashes have to be looked at.
#[inline(never)]
fn row_by_name(tables: &Tables<'_>, action: &Action<'_>) -> u32 {
    tables
        .actions
        .row(action.hash(), action.as_str(), tables.text)
        .unwrap_or_else(|| row_of_service(tables, action))
}

/// The row of actions that the policy does not name.
#[inline]
fn row_of_service(tables: &Tables<'_>, action: &Action<'_>) -> u32 {
    tables
        .services
        .row(action.service_hash(), action.service(), tables.text)
        .unwrap_or(0)
}
