//! Whether a statement applies to a request (§7.1, but for its conditions).

use crate::form::{
    Candidate, NamePattern, PrincipalEntry, PrincipalPart, ResourcePart, Slice, Statement, Tables,
};
use crate::principal::{MatchKind, PrincipalKind};
use crate::template::Scope;
use crate::{Action, Effect, Principal, Request, fold};

/// Whether a statement applies, and how firmly it names the caller.
#[inline]
pub(crate) fn applies(
    tables: &Tables<'_>,
    statement: &Statement,
    request: &Request<'_>,
    resource: &str,
    has_boundary: bool,
) -> Option<MatchKind> {
    let kind = match statement.principal {
        PrincipalPart::Implied => MatchKind::Direct,
        // Nobody with a permissions boundary is exempt (P-24).
        PrincipalPart::NotListed(_) if has_boundary => MatchKind::Direct,
        part => names(tables, part, statement.effect, request.principal)?,
    };
    let scope = Scope {
        tables,
        context: request.context,
    };
    let about_resource = match statement.resource {
        ResourcePart::Any => true,
        ResourcePart::Listed(templates) => scope.matches_some(templates, resource),
        ResourcePart::NotListed(templates) => !scope.matches_some(templates, resource),
    };
    let holds = about_resource
        && (statement.conditions.len == 0
            || scope.all_hold(statement.conditions, statement.effect));
    holds.then_some(kind)
}

// Calls of their own, so that a statement without them need not make room for them.
impl Scope<'_> {
    /// Whether one of the templates matches.
    #[inline(never)]
    pub(crate) fn matches_some(&self, templates: Slice, text: &str) -> bool {
        let mut templates = templates.of(self.tables.templates).iter();
        templates.any(|template| self.matches(template, text))
    }

    #[inline(never)]
    fn all_hold(&self, conditions: Slice, effect: Effect) -> bool {
        let mut conditions = conditions.of(self.tables.conditions).iter();
        conditions.all(|condition| self.holds(condition, effect))
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
