//! Whether a statement applies to a request (§7.1, but for its conditions).

use crate::evaluate::{Question, row_of_service};
use crate::form::{
    Candidate, NamePattern, PrincipalEntry, PrincipalPart, ResourcePart, Row, Slice, Slot,
    Statement, Tables,
};
use crate::principal::{MatchKind, PrincipalKind};
use crate::record::{Parts, Recorder};
use crate::template::Scope;
use crate::truth::Truth;
use crate::{Action, Effect, Place, Principal, fold};

/// Whether a candidate's statement applies, and how firmly it names the caller.
#[inline]
pub(crate) fn applies<'p, R: Recorder<'p>>(
    tables: &'p Tables<'p>,
    candidate: &Candidate,
    statement: &'p Statement,
    question: &Question<'_>,
    place: Place,
    recorder: &mut R,
) -> (Truth, MatchKind) {
    if R::LISTENS {
        return listened(tables, candidate, statement, question, place, recorder);
    }
    if !candidate.covers(tables, &question.request.action) {
        return DOES_NOT_APPLY;
    }
    let Some(kind) = question.names(tables, statement) else {
        return DOES_NOT_APPLY;
    };
    let scope = question.scope(tables);
    let resource = scope.is_about(statement.resource, question.resource);
    if resource == Truth::No || statement.conditions.len == 0 {
        return (resource, kind);
    }
    let conditions = scope.all_hold(statement.conditions, statement.effect);
    (resource.min(conditions), kind)
}

const DOES_NOT_APPLY: (Truth, MatchKind) = (Truth::No, MatchKind::Direct);

/// The same, where every part is looked at and told.
fn listened<'p, R: Recorder<'p>>(
    tables: &'p Tables<'p>,
    candidate: &Candidate,
    statement: &'p Statement,
    question: &Question<'_>,
    place: Place,
    recorder: &mut R,
) -> (Truth, MatchKind) {
    let scope = question.scope(tables);
    let mut conditions = Truth::Yes;
    for condition in statement.conditions.of(tables.conditions) {
        let holds = scope.holds(condition, statement.effect);
        recorder.condition(crate::Condition::new(tables, condition), holds);
        conditions = conditions.min(holds);
    }
    let parts = Parts {
        action: candidate.covers(tables, &question.request.action),
        principal: question.names(tables, statement),
        resource: scope.is_about(statement.resource, question.resource),
        conditions,
    };
    let position = candidate.statement as usize;
    recorder.statement(
        place,
        crate::Statement::new(tables, statement, position),
        parts,
    );
    (
        parts.applies(),
        parts.principal.unwrap_or(MatchKind::Direct),
    )
}

/// Tells of the statements that are about other actions of the same service.
pub(crate) fn action_differs<'p, R: Recorder<'p>>(
    tables: &'p Tables<'p>,
    row: &Row,
    action: &Action<'_>,
    place: Place,
    recorder: &mut R,
) {
    let is_in = |row: &Row, position: usize| {
        let mut candidates = row.candidates.of(tables.candidates).iter();
        candidates.any(|candidate| candidate.statement as usize == position)
    };
    let is_of_service = |slot: &&Slot| {
        let name = slot.name.of_text(tables.text);
        let service = name.split_once(':').map_or("", |(service, _)| service);
        service.eq_ignore_ascii_case(action.service())
    };
    let actions = tables.actions;
    let of_service = tables.rows.get(row_of_service(tables, action) as usize);
    for (position, statement) in tables.statements.iter().enumerate() {
        let mut others = actions
            .slots
            .iter()
            .chain(actions.overflow)
            .filter(is_of_service);
        let is_about_others = of_service.is_some_and(|row| is_in(row, position))
            || others.any(|slot| {
                let row = tables.rows.get(slot.row as usize);
                row.is_some_and(|row| is_in(row, position))
            });
        if is_about_others && !is_in(row, position) {
            let parts = Parts {
                action: false,
                principal: Some(MatchKind::Direct),
                resource: Truth::Yes,
                conditions: Truth::Yes,
            };
            let statement = crate::Statement::new(tables, statement, position);
            recorder.statement(place, statement, parts);
        }
    }
}

impl Question<'_> {
    /// Whether, and how firmly, a statement names the caller.
    #[inline]
    fn names(&self, tables: &Tables<'_>, statement: &Statement) -> Option<MatchKind> {
        match statement.principal {
            PrincipalPart::Implied => Some(MatchKind::Direct),
            // Nobody with a permissions boundary is exempt (P-24).
            PrincipalPart::NotListed(_) if self.has_boundary => Some(MatchKind::Direct),
            part => names(tables, part, statement.effect, self.request.principal),
        }
    }

    #[inline]
    fn scope<'s>(&'s self, tables: &'s Tables<'s>) -> Scope<'s> {
        Scope {
            tables,
            context: self.request.context,
        }
    }
}

// Calls of their own, so that a statement without them need not make room for them.
impl Scope<'_> {
    /// Whether a statement is about the resource.
    #[inline]
    pub(crate) fn is_about(&self, part: ResourcePart, resource: &str) -> Truth {
        match part {
            ResourcePart::Any => Truth::Yes,
            ResourcePart::Listed(templates) => self.matches_some(templates, resource),
            ResourcePart::NotListed(templates) => !self.matches_some(templates, resource),
        }
    }

    /// Whether one of the templates matches.
    #[inline(never)]
    pub(crate) fn matches_some(&self, templates: Slice, text: &str) -> Truth {
        let templates = templates.of(self.tables.templates).iter();
        Truth::any(templates.map(|template| self.matches(template, text)))
    }

    #[inline(never)]
    fn all_hold(&self, conditions: Slice, effect: Effect) -> Truth {
        let conditions = conditions.of(self.tables.conditions).iter();
        Truth::all(conditions.map(|condition| self.holds(condition, effect)))
    }
}

/// Whether the statement names the caller. Of an unknown caller, every doubt denies.
#[inline(never)]
fn names(
    tables: &Tables<'_>,
    part: PrincipalPart,
    effect: Effect,
    caller: Option<&Principal<'_>>,
) -> Option<MatchKind> {
    let Some(caller) = caller else {
        return (effect == Effect::Deny).then_some(MatchKind::Direct);
    };
    let kind_of =
        |entry: &PrincipalEntry| entry.kind.matches(entry.text.of_text(tables.text), caller);
    match part {
        PrincipalPart::Implied => Some(MatchKind::Direct),
        PrincipalPart::Listed(entries) => entries
            .of(tables.principals)
            .iter()
            .filter_map(kind_of)
            .max(),
        PrincipalPart::NotListed(entries) => {
            let entries = entries.of(tables.principals);
            let has = |level: &[PrincipalKind]| {
                let mut of_level = entries.iter().filter(|entry| level.contains(&entry.kind));
                of_level.any(|entry| kind_of(entry).is_some())
            };
            let exempt = has(&[PrincipalKind::Any])
                || PrincipalKind::chain(caller).iter().all(|level| has(level));
            (!exempt).then_some(MatchKind::Direct)
        }
    }
}

impl Candidate {
    /// Whether the statement's action part matches an action of this row.
    #[inline]
    pub(crate) fn covers(&self, tables: &Tables<'_>, action: &Action<'_>) -> bool {
        self.patterns.len == 0 || self.negated != self.matches_some(tables, action)
    }

    #[inline(never)]
    fn matches_some(&self, tables: &Tables<'_>, action: &Action<'_>) -> bool {
        let mut patterns = self.patterns.of(tables.patterns).iter();
        patterns.any(|pattern| pattern.matches(tables.text, action.name()))
    }
}

impl NamePattern {
    #[inline]
    fn matches(&self, text: &str, name: &str) -> bool {
        match self {
            NamePattern::Prefix(prefix) => {
                let prefix = prefix.of_bytes(text);
                name.as_bytes()
                    .get(..prefix.len())
                    .is_some_and(|start| fold::equal_names(start, prefix))
            }
            NamePattern::Wildcards(pattern) => {
                wildcards_match(pattern.of_bytes(text), name.as_bytes())
            }
        }
    }
}

/// Matches a lower-case pattern greedily, returning to the last star only.
pub(crate) fn wildcards_match(pattern: &[u8], name: &[u8]) -> bool {
    let (mut pattern_at, mut name_at) = (0, 0);
    let mut star = None;
    loop {
        let matched = match (pattern.get(pattern_at), name.get(name_at)) {
            (Some(b'*'), _) => {
                star = Some((pattern_at + 1, name_at));
                pattern_at += 1;
                continue;
            }
            (None, None) => return true,
            (Some(b'?'), Some(_)) => true,
            (Some(wanted), Some(byte)) => byte.to_ascii_lowercase() == *wanted,
            _ => false,
        };
        if matched {
            pattern_at += 1;
            name_at += 1;
            continue;
        }
        match &mut star {
            Some((after, taken)) if *taken < name.len() => {
                *taken += 1;
                (pattern_at, name_at) = (*after, *taken);
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::wildcards_match;

    #[test]
    fn names_match_wildcards_without_case() {
        for (pattern, name, expected) in [
            ("*task", "StopTask", true),
            ("*task", "StopTasks", false),
            ("stop????", "StopTask", true),
            ("stoptask?", "StopTask", false),
            ("*a*b*c", "xAxxbxbC", true),
            ("*a*b*c", "xAxxbxbCd", false),
            ("get*tag?", "GetTag", false),
            ("*", "", true),
        ] {
            let matched = wildcards_match(pattern.as_bytes(), name.as_bytes());
            assert_eq!(matched, expected, "{pattern} {name}");
        }
    }
}
