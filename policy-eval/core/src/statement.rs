//! Whether a statement applies to a request (§7.1, but for its conditions).

use crate::form::{
    Candidate, NamePattern, PrincipalEntry, PrincipalPart, ResourcePart, Slice, Statement, Tables,
};
use crate::principal::{MatchKind, PrincipalKind};
use crate::template::Scope;
use crate::{Action, Effect, Principal, Request};

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
    let listed = |templates: Slice| {
        let templates = templates.of(tables.templates);
        templates
            .iter()
            .any(|template| scope.matches(template, resource))
    };
    let about_resource = match statement.resource {
        ResourcePart::Any => true,
        ResourcePart::Listed(templates) => listed(templates),
        ResourcePart::NotListed(templates) => !listed(templates),
    };
    let conditions = statement.conditions.of(tables.conditions);
    let holds = about_resource
        && conditions
            .iter()
            .all(|condition| scope.holds(condition, statement.effect));
    holds.then_some(kind)
}

/// Whether the statement names the caller. Of an unknown caller, every doubt denies.
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
        let patterns = self.patterns.of(tables.patterns);
        patterns.is_empty()
            || self.negated
                != patterns
                    .iter()
                    .any(|pattern| pattern.matches(tables.text, action.name()))
    }
}

impl NamePattern {
    fn matches(&self, text: &str, name: &str) -> bool {
        match self {
            NamePattern::Prefix(prefix) => {
                let prefix = prefix.of_text(text);
                name.get(..prefix.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
            }
            NamePattern::Wildcards(pattern) => {
                wildcards_match(pattern.of_text(text).as_bytes(), name.as_bytes())
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
