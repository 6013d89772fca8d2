//! What one document says about a request (§7.1).

use crate::bounds::{glance_at_service, row_of_unnamed, row_within, service};
use crate::branch::ByEffect;
use crate::form::{Candidate, Row, Service, Slice, Slot, Tables};
use crate::principal::MatchKind;
use crate::record::Recorder;
use crate::statement::applies;
use crate::table::Found;
use crate::truth::Truth;
use crate::{Action, Decision, Place, Policies, Policy, PolicyType, Request, formula};

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
/// attached to, so that case goes past it. What is here is compiled into the caller, and
/// is all that happens where a constant action is allowed or denied whatever else is asked.
#[inline]
pub(crate) fn evaluate_alone(policy: &Policy<'_>, request: &Request<'_>) -> Decision {
    if !request.is_plain {
        return evaluate_by_formula(policy, request);
    }
    let action = &request.action;
    let Some(slot) = policy.tables().actions.slot(action.hash()) else {
        return decide_unnamed(policy, request);
    };
    if slot.packed != *action.packed() {
        return decide_by_name(policy, request, slot);
    }
    match slot.settled {
        Some(decision) => decision,
        None => decide_row(policy, request, slot.row),
    }
}

// These are not inlined, and end by calling each other, so that they need no stack.

#[inline(never)]
fn evaluate_by_formula(policy: &Policy<'_>, request: &Request<'_>) -> Decision {
    formula::evaluate(&Policies::from(policy), request)
}

/// The decision where the action was read at run time, has a long name, or is not named.
#[inline(never)]
fn decide_by_name(policy: &Policy<'_>, request: &Request<'_>, slot: &Slot) -> Decision {
    let tables = policy.tables();
    let action = &request.action;
    let name = action.as_str().as_bytes();
    match tables
        .actions
        .glance(slot, action.hash(), name, tables.text)
    {
        Found::Nothing => decide_unnamed(policy, request),
        Found::Perhaps => decide_slowly(policy, request),
        Found::Entry(slot) => match slot.settled {
            Some(decision) => decision,
            None => decide_row(policy, request, slot.row),
        },
    }
}

/// The decision where letter case, or equal hashes, have to be looked at.
#[inline(never)]
fn decide_slowly(policy: &Policy<'_>, request: &Request<'_>) -> Decision {
    match named(policy.tables(), &request.action) {
        Some(slot) => decide_row(policy, request, slot.row),
        None => decide_unnamed(policy, request),
    }
}

/// The decision where the policy does not name the action in full.
#[inline(never)]
fn decide_unnamed(policy: &Policy<'_>, request: &Request<'_>) -> Decision {
    let tables = policy.tables();
    match glance_at_service(tables, &request.action) {
        Found::Nothing => decide_row(policy, request, 0),
        Found::Entry(service) if service.bounds.len == 0 => {
            decide_row(policy, request, service.row)
        }
        Found::Entry(service) => decide_within(policy, request, service),
        Found::Perhaps => decide_unnamed_slowly(policy, request),
    }
}

#[inline(never)]
fn decide_within(policy: &Policy<'_>, request: &Request<'_>, service: &Service) -> Decision {
    let row = row_within(policy.tables(), service, &request.action);
    decide_row(policy, request, row)
}

#[inline(never)]
fn decide_unnamed_slowly(policy: &Policy<'_>, request: &Request<'_>) -> Decision {
    let row = row_of_unnamed(policy.tables(), &request.action);
    decide_row(policy, request, row)
}

#[inline(never)]
fn decide_row(policy: &Policy<'_>, request: &Request<'_>, row: u32) -> Decision {
    let tables = policy.tables();
    if tables.policy_type != PolicyType::Identity {
        return evaluate_by_formula(policy, request);
    }
    let Some(row) = tables.rows.get(row as usize) else {
        return Decision::ImplicitDeny;
    };
    if let Some(decision) = row.settled {
        return decision;
    }
    if row.n_denying == 0
        && row.candidates.len == 1
        && let Some(candidate) = tables.candidates.get(row.candidates.start as usize)
    {
        return decide_by_one(tables, candidate, request);
    }
    decide_test(tables, row, request)
}

/// The decision of the only statement, which allows.
#[inline(never)]
fn decide_by_one(tables: &Tables<'_>, candidate: &Candidate, request: &Request<'_>) -> Decision {
    match applies(tables, candidate, request) {
        Truth::Yes => Decision::Allow,
        Truth::Perhaps | Truth::No => Decision::ImplicitDeny,
    }
}

/// Without a caller every statement that applies does so directly, so what the tests
/// say is the decision.
#[inline(never)]
fn decide_test(tables: &Tables<'_>, row: &Row, request: &Request<'_>) -> Decision {
    if row.branches.len > 0 {
        return decide_path(tables, row, request);
    }
    // By index: nothing but that has to be kept while a statement is tested.
    let Slice { start, len } = row.candidates;
    let (mut next, end) = (start, start.saturating_add(len));
    while next < start.saturating_add(row.n_denying) {
        let Some(candidate) = tables.candidates.get(next as usize) else {
            return Decision::ImplicitDeny;
        };
        match applies(tables, candidate, request) {
            Truth::Yes => return Decision::ExplicitDeny,
            // Only another Deny can change the decision.
            Truth::Perhaps => return decide_doubt(tables, row, request),
            Truth::No => next += 1,
        }
    }
    if row.is_allowed {
        return Decision::Allow;
    }
    while next < end {
        let Some(candidate) = tables.candidates.get(next as usize) else {
            return Decision::ImplicitDeny;
        };
        if applies(tables, candidate, request) == Truth::Yes {
            return Decision::Allow;
        }
        next += 1;
    }
    Decision::ImplicitDeny
}

/// The decision where a Deny may apply.
#[cold]
fn decide_doubt(tables: &Tables<'_>, row: &Row, request: &Request<'_>) -> Decision {
    let denying = row.by_effect(tables).denying.iter();
    match Truth::any(denying.map(|of| applies(tables, of, request))) {
        Truth::Yes => Decision::ExplicitDeny,
        Truth::Perhaps | Truth::No => Decision::ImplicitDeny,
    }
}

/// The decision of a row whose statements are many.
#[inline(never)]
fn decide_path(tables: &Tables<'_>, row: &Row, request: &Request<'_>) -> Decision {
    let path = row.path(tables, request.resource.unwrap_or_default());
    let any = |candidates: &[Candidate]| {
        Truth::any(candidates.iter().map(|of| applies(tables, of, request)))
    };
    match Truth::any(path.clone().map(|list| any(list.denying))) {
        Truth::Yes => Decision::ExplicitDeny,
        Truth::Perhaps => Decision::ImplicitDeny,
        Truth::No if row.is_allowed => Decision::Allow,
        Truth::No => match Truth::any(path.map(|list| any(list.allowing))) {
            Truth::Yes => Decision::Allow,
            // An Allow that may apply does not allow.
            Truth::Perhaps | Truth::No => Decision::ImplicitDeny,
        },
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
        let Some(row) = row(tables, &self.request.action) else {
            return Verdict::SILENT;
        };
        match row.settled.filter(|_| !R::LISTENS) {
            Some(Decision::Allow) => Verdict::ALLOW,
            Some(Decision::ExplicitDeny) => Verdict::DENY,
            Some(Decision::ImplicitDeny) => Verdict::SILENT,
            None => self.test(tables, row, place, recorder),
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
        if row.branches.len > 0 && !R::LISTENS {
            self.test_path(tables, row, &mut verdict);
        } else {
            let candidates = row.by_effect(tables);
            let is_denied = self.deny(tables, candidates, place, recorder, &mut verdict);
            if row.is_allowed && !R::LISTENS {
                verdict.allow = Some(MatchKind::Direct);
            } else if !is_denied || R::LISTENS {
                self.allow(tables, candidates, place, recorder, &mut verdict);
            }
        }
        verdict
    }

    /// The same, where the candidates are many.
    #[inline(never)]
    fn test_path<'p>(&self, tables: &'p Tables<'p>, row: &Row, verdict: &mut Verdict) {
        let mut path = row.path(tables, self.resource);
        let place = Place::ALONE;
        let deny = |of| self.deny(tables, of, place, &mut (), verdict);
        if path.clone().any(deny) {
            return;
        }
        if row.is_allowed {
            verdict.allow = Some(MatchKind::Direct);
            return;
        }
        path.any(|of| self.allow(tables, of, place, &mut (), verdict));
    }

    /// Whether a Deny applies, so that nothing else matters.
    #[inline]
    fn deny<'p, R: Recorder<'p>>(
        &self,
        tables: &'p Tables<'p>,
        candidates: ByEffect<'p>,
        place: Place,
        recorder: &mut R,
        verdict: &mut Verdict,
    ) -> bool {
        for candidate in candidates.denying {
            let (applies, _) = self.applies(tables, candidate, place, recorder);
            verdict.deny = verdict.deny.max(applies);
            if applies == Truth::Yes && !R::LISTENS {
                return true;
            }
        }
        false
    }

    /// Whether an Allow applies, so that none allows more firmly.
    #[inline]
    fn allow<'p, R: Recorder<'p>>(
        &self,
        tables: &'p Tables<'p>,
        candidates: ByEffect<'p>,
        place: Place,
        recorder: &mut R,
        verdict: &mut Verdict,
    ) -> bool {
        for candidate in candidates.allowing {
            let (applies, kind) = self.applies(tables, candidate, place, recorder);
            // An Allow that may apply does not allow.
            if applies == Truth::Yes {
                verdict.allow = verdict.allow.max(Some(kind));
                if kind == MatchKind::Direct && !R::LISTENS {
                    return true;
                }
            }
        }
        false
    }
}

/// The statements that are looked at for an action, if nothing else settles it before.
pub(crate) fn candidates<'p>(
    tables: &'p Tables<'p>,
    action: &Action<'p>,
) -> impl Iterator<Item = &'p Candidate> + use<'p> {
    let row = row(tables, action).filter(|row| row.settled.is_none());
    let looked_at = row.map_or(&[][..], |row| {
        if row.is_allowed {
            row.by_effect(tables).denying
        } else {
            row.candidates.of(tables.candidates)
        }
    });
    let action = *action;
    let candidates = looked_at.iter();
    candidates.filter(move |candidate| candidate.covers(tables, &action))
}

/// The statements that may be about actions of a service; one may come several times.
pub(crate) fn candidates_of_service<'p, 'r>(
    tables: &'p Tables<'p>,
    action: &Action<'r>,
) -> impl Iterator<Item = &'p Candidate> + use<'p, 'r> {
    const CHUNK: usize = 1024;

    let name_of_service = action.service();
    let unnamed = service(tables, action);
    let within = unnamed.map(|of| of.bounds.of(tables.bounds));
    let within = within.into_iter().flatten().map(|bound| bound.row);
    let unnamed = within.chain([unnamed.map_or(0, |of| of.row)]);
    let is_of_service = move |slot: &&Slot| {
        let name = slot.name.of_text(tables.text);
        let of = name.split_once(':').map_or("", |(of, _)| of);
        of.eq_ignore_ascii_case(name_of_service)
    };
    // Many names share a row. Rows are marked in chunks, so that each is looked at once.
    let chunks = (0..tables.rows.len()).step_by(CHUNK);
    chunks.flat_map(move |start| {
        let mut is_marked = [false; CHUNK];
        let slots = tables.actions.slots.iter().chain(tables.actions.overflow);
        let rows = slots.filter(is_of_service).map(|slot| slot.row);
        for row in rows.chain(unnamed.clone()) {
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

/// The row of an action: its own, or that of the names around it.
#[inline]
pub(crate) fn row<'t>(tables: &'t Tables<'_>, action: &Action<'_>) -> Option<&'t Row> {
    let row = match tables.actions.slot(action.hash()) {
        Some(slot) if slot.packed == *action.packed() => slot.row,
        _ => row_at_a_glance(tables, action),
    };
    tables.rows.get(row as usize)
}

/// The same, without the look-ups that few actions need.
#[inline(never)]
fn row_at_a_glance(tables: &Tables<'_>, action: &Action<'_>) -> u32 {
    let (hash, name) = (action.hash(), action.as_str().as_bytes());
    let found = match tables.actions.slot(hash) {
        Some(slot) => tables.actions.glance(slot, hash, name, tables.text),
        None => Found::Nothing,
    };
    match found {
        Found::Entry(slot) => slot.row,
        Found::Perhaps => row_by_name(tables, action),
        Found::Nothing => match glance_at_service(tables, action) {
            Found::Entry(service) => row_within(tables, service, action),
            Found::Perhaps => row_of_unnamed(tables, action),
            Found::Nothing => 0,
        },
    }
}

#[inline(never)]
pub(crate) const fn row_by_name(tables: &Tables<'_>, action: &Action<'_>) -> u32 {
    match named(tables, action) {
        Some(slot) => slot.row,
        None => row_of_unnamed(tables, action),
    }
}

const fn named<'t>(tables: &'t Tables<'_>, action: &Action<'_>) -> Option<&'t Slot> {
    let name = action.as_str().as_bytes();
    tables.actions.get(action.hash(), name, tables.text)
}
