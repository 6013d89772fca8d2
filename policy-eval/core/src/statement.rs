//! Whether a statement applies to a request (§7.1, but for its conditions).

use crate::evaluate::Question;
use crate::form::{
    Candidate, NamePattern, PrincipalEntry, PrincipalPart, ResourcePart, Slice, Statement, Tables,
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
    let scope = question.scope(tables);
    let mut parts = Parts::NONE;
    parts.action = candidate.covers(tables, &question.request.action);
    // Whoever listens wants to know of every part, but of other actions nothing is asked.
    if parts.action {
        parts.principal = question.names(tables, statement);
        if parts.principal.is_some() || R::LISTENS {
            parts.resource = scope.is_about(statement.resource, question.resource);
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

    #[inline]
    fn all_hold<'p, R: Recorder<'p>>(
        &self,
        tables: &'p Tables<'p>,
        statement: &Statement,
        recorder: &mut R,
    ) -> Truth {
        if statement.conditions.len == 0 {
            return Truth::Yes;
        }
        self.all_of_some_hold(tables, statement, recorder)
    }

    #[inline(never)]
    fn all_of_some_hold<'p, R: Recorder<'p>>(
        &self,
        tables: &'p Tables<'p>,
        statement: &Statement,
        recorder: &mut R,
    ) -> Truth {
        let mut all = Truth::Yes;
        for condition in statement.conditions.of(tables.conditions) {
            let holds = self.holds(condition, statement.effect);
            if R::LISTENS {
                recorder.condition(crate::Condition::new(tables, condition), holds);
            } else if holds == Truth::No {
                return Truth::No;
            }
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
    /// Whether the statement applies to every request for an action of the row.
    pub(crate) fn always_applies(&self, tables: &Tables<'_>) -> bool {
        let statement = tables.statements.get(self.statement as usize);
        self.patterns.len == 0
            && statement.is_some_and(|statement| {
                statement.principal == PrincipalPart::Implied
                    && statement.resource == ResourcePart::Any
                    && statement.conditions.len == 0
            })
    }

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
