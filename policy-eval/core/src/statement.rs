//! Whether a statement applies to a request (§7.1, but for its conditions).

use crate::evaluate::Question;
use crate::form::{
    Alternatives, Candidate, PrincipalEntry, PrincipalPart, ResourcePart, Slice, Statement, Tables,
};
use crate::principal::{MatchKind, PrincipalKind};
use crate::record::{Parts, Recorder};
use crate::template::Scope;
use crate::truth::Truth;
use crate::{Action, Effect, Place, Principal, Request};

/// Whether a candidate's statement applies to a request that goes past the formula.
// As what it calls, a leaf with calls at the end only, so that nothing has to be saved.
#[inline(never)]
pub(crate) fn applies(tables: &Tables<'_>, candidate: &Candidate, request: &Request<'_>) -> Truth {
    let Some(statement) = tables.statements.get(candidate.statement as usize) else {
        return Truth::No;
    };
    if candidate.patterns.len > 0 {
        return applies_if_covered(tables, candidate, request, statement);
    }
    match (statement.principal, statement.resource) {
        (PrincipalPart::Implied, ResourcePart::Any) => {
            let context = request.context;
            Scope { tables, context }.all_hold(tables, statement, &mut ())
        }
        (PrincipalPart::Implied, _) => applies_if_about(tables, request, statement),
        // A policy that goes past the formula names nobody.
        _ => Truth::No,
    }
}

#[inline(never)]
fn applies_if_covered(
    tables: &Tables<'_>,
    candidate: &Candidate,
    request: &Request<'_>,
    statement: &Statement,
) -> Truth {
    if candidate.covers(tables, &request.action) {
        applies_if_about(tables, request, statement)
    } else {
        Truth::No
    }
}

#[inline(never)]
fn applies_if_about(tables: &Tables<'_>, request: &Request<'_>, statement: &Statement) -> Truth {
    let context = request.context;
    let scope = Scope { tables, context };
    match scope.is_about(statement.resource, request.resource.unwrap_or_default()) {
        Truth::Yes => scope.all_hold(tables, statement, &mut ()),
        Truth::No => Truth::No,
        Truth::Perhaps => scope
            .all_hold(tables, statement, &mut ())
            .min(Truth::Perhaps),
    }
}

impl Question<'_> {
    /// Whether a candidate's statement applies, and how firmly it names the caller.
    #[inline]
    pub(crate) fn applies<'p, R: Recorder<'p>>(
        &self,
        tables: &'p Tables<'p>,
        candidate: &Candidate,
        place: Place,
        recorder: &mut R,
    ) -> (Truth, MatchKind) {
        let mut parts = Parts::NONE;
        let Some(statement) = tables.statements.get(candidate.statement as usize) else {
            return (Truth::No, MatchKind::Direct);
        };
        let scope = self.scope(tables);
        parts.action = candidate.covers(tables, &self.request.action);
        // Whoever listens wants to know of every part, but of other actions nothing is asked.
        if parts.action {
            parts.principal = self.names(tables, statement);
            if parts.principal.is_some() || R::LISTENS {
                parts.resource = scope.is_about(statement.resource, self.resource);
            }
            if (parts.principal.is_some() && parts.resource != Truth::No) || R::LISTENS {
                parts.conditions = scope.all_hold(tables, statement, recorder);
            }
        }
        if R::LISTENS {
            let position = candidate.statement as usize;
            let statement = crate::Statement::new(tables, statement, position);
            recorder.statement(place, statement, parts);
        }
        (
            parts.applies(),
            parts.principal.unwrap_or(MatchKind::Direct),
        )
    }

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

impl Scope<'_> {
    /// Whether a statement is about the resource.
    #[inline]
    pub(crate) fn is_about(self, part: ResourcePart, resource: &str) -> Truth {
        match part {
            ResourcePart::Any => Truth::Yes,
            ResourcePart::Listed(Alternatives { tested, .. }) => {
                self.matches_some(tested, resource)
            }
            ResourcePart::NotListed(Alternatives { tested, .. }) => {
                !self.matches_some(tested, resource)
            }
        }
    }

    /// Whether all conditions of a statement hold.
    #[inline]
    fn all_hold<'p, R: Recorder<'p>>(
        self,
        tables: &'p Tables<'p>,
        statement: &Statement,
        recorder: &mut R,
    ) -> Truth {
        let Slice { start, len } = statement.conditions;
        if len == 0 {
            return Truth::Yes;
        }
        if R::LISTENS {
            return self.all_hold_for(tables, statement, recorder);
        }
        match tables.conditions.get(start as usize) {
            Some(condition) if len == 1 => self.holds(condition, statement.effect),
            _ => self.all_of_several_hold(tables, statement),
        }
    }

    #[inline(never)]
    fn all_of_several_hold(self, tables: &Tables<'_>, statement: &Statement) -> Truth {
        let conditions = statement.conditions.of(tables.conditions).iter();
        Truth::all(conditions.map(|condition| self.holds(condition, statement.effect)))
    }

    fn all_hold_for<'p, R: Recorder<'p>>(
        self,
        tables: &'p Tables<'p>,
        statement: &Statement,
        recorder: &mut R,
    ) -> Truth {
        let mut all = Truth::Yes;
        for condition in statement.conditions.of(tables.conditions) {
            let holds = self.holds(condition, statement.effect);
            recorder.condition(crate::Condition::new(tables, condition), holds);
            all = all.min(holds);
        }
        all
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
        let name = action.name().as_bytes();
        let mut patterns = self.patterns.of(tables.patterns).iter();
        patterns.any(|pattern| wildcards_match(pattern.of_bytes(tables.text), name))
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
