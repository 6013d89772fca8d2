//! Paths of privilege escalation that permissions leave open (K-21).

mod sweep;

use std::collections::BTreeMap;

use policy_core::Effect;

use super::cover::Covering;
use super::joined;
use crate::code::Code;
use crate::document::{ActionForm, Statement};
use crate::facts::escalation::{Category, Path, Step, paths};
use crate::finding::Finding;
use crate::names::Names;
use crate::space::KeyValue;
use crate::span::Span;
use crate::template::Piece;

use sweep::{Allowed, Open, Sweep};

/// A statement, and which of the documents that are looked at together it is in.
pub(crate) type Placed<'s> = (usize, &'s Statement);

/// One finding for each path that the statements of one identity leave open; for those that a `*`
/// alone opens, one together.
pub(crate) fn escalations(statements: &[Placed<'_>], names: &mut Names<'_>) -> Vec<Finding> {
    if let Some((source, span)) = everything(statements) {
        return vec![everything_finding(source, span)];
    }
    let mut sweep = Sweep::new(statements, names);
    let open: Vec<Open> = paths().iter().filter_map(|path| sweep.open(path)).collect();
    let mut findings = Vec::new();
    let mut by_star: BTreeMap<(usize, Span), Vec<String>> = BTreeMap::new();
    for one in &open {
        if let Some(star) = one.star() {
            let name = format!("`{}`", one.path.id);
            by_star.entry(star).or_default().push(name);
            continue;
        }
        if open.iter().any(|other| says_more(other.path, one.path)) {
            continue;
        }
        let details = open.iter().filter(|other| says_more(one.path, other.path));
        let details = details.map(|other| format!("`{}`", other.path.id));
        findings.push(one.finding(&details.collect::<Vec<_>>()));
    }
    let of_stars = by_star.iter();
    findings.extend(of_stars.map(|((source, span), paths)| star_finding(*source, *span, paths)));
    findings
}

/// The entry that allows every action on every resource, if nothing limits it: who may do
/// everything has nowhere to escalate to.
fn everything(statements: &[Placed<'_>]) -> Option<(usize, Span)> {
    if statements
        .iter()
        .any(|(_, one)| one.effect.value == Effect::Deny)
    {
        return None;
    }
    statements.iter().find_map(|(source, statement)| {
        let Statement {
            action,
            resource: Some(resource),
            condition,
            ..
        } = statement
        else {
            return None;
        };
        let is_unlimited = condition.as_ref().is_none_or(|of| of.blocks.is_empty())
            && !action.negated
            && !resource.negated
            && resource
                .entries
                .iter()
                .any(|entry| entry.value.template.pieces == [Piece::Star]);
        let mut entries = action.entries.iter().filter(|_| is_unlimited);
        let any = entries.find(|entry| entry.value.form == ActionForm::Any)?;
        Some((*source, any.span))
    })
}

fn everything_finding(source: usize, span: Span) -> Finding {
    let message = "whoever has these permissions can do everything, so that every path of \
                   privilege escalation is open";
    Finding::check(Code::PrivilegeEscalation, span, message)
        .in_source(source)
        .with_help("list what is needed, unless this is an administrator")
}

/// Paths of which a `*` allows every step.
fn star_finding(source: usize, span: Span, paths: &[String]) -> Finding {
    let (these, are) = match paths {
        [_] => ("path", "is"),
        _ => ("paths", "are"),
    };
    let message = format!(
        "privilege escalation: whoever has these permissions can do nearly everything; the {these} \
         {} {are} open",
        joined(paths, "and")
    );
    Finding::check(Code::PrivilegeEscalation, span, message)
        .in_source(source)
        .with_help("list what is needed, unless this is an administrator")
}

/// Whether the second path has nothing to add to the first, both being open: it is the same with
/// more steps, or it needs what the first does without.
fn says_more(first: &Path, second: &Path) -> bool {
    if first.id == second.id {
        return false;
    }
    if first.covers(second) {
        return true;
    }
    let is_part = |one: &Path, other: &Path| {
        let has = |step: &Step| other.steps.iter().any(|two| two.action == step.action);
        one.steps.iter().all(has)
    };
    first.category == second.category
        && is_part(second, first)
        && !second.covers(first)
        && first.needs.iter().all(|need| second.needs.contains(need))
}

impl Open {
    /// The `*` that allows every step, if one does.
    fn star(&self) -> Option<(usize, Span)> {
        let star = |allowed: &Allowed| match allowed.covering {
            Covering::ByAny(span) => Some((allowed.source, span)),
            _ => None,
        };
        let mut stars = self.steps.iter().map(|(_, allowed)| star(allowed));
        let first = stars.next().flatten()?;
        stars.all(|other| other == Some(first)).then_some(first)
    }

    fn finding(&self, details: &[String]) -> Finding {
        let Open { path, steps } = self;
        // That a role can be passed, the title says.
        let needs = path
            .needs
            .iter()
            .filter(|need| need.name != "passable-role");
        let needs: Vec<_> = needs.map(|need| need.text.to_owned()).collect();
        let needs = match needs.as_slice() {
            [] => String::new(),
            needs => format!(", if there is {}", joined(needs, "and")),
        };
        let details = match details {
            [] => String::new(),
            details => format!(" (also {})", joined(details, "and")),
        };
        let message = format!(
            "privilege escalation `{}`: whoever has these permissions can {}{needs}{details}",
            path.id, path.title
        );
        // One place for each entry, whatever number of steps it allows.
        let mut places: BTreeMap<(usize, Span), Vec<String>> = BTreeMap::new();
        for (action, allowed) in steps {
            let entry = (allowed.source, allowed.covering.span());
            let of_entry = places.entry(entry).or_default();
            of_entry.push(request(action, allowed));
            if let Some(roles) = allowed.roles {
                let of_roles = places.entry((allowed.source, roles)).or_default();
                of_roles.push("these roles".to_owned());
            }
        }
        let first = steps
            .first()
            .map(|(_, allowed)| (allowed.source, allowed.covering.span()));
        let (source, span) = first.unwrap_or_default();
        let mut finding = Finding::check(Code::PrivilegeEscalation, span, message)
            .in_source(source)
            .with_help(help(path));
        for (place, labels) in &places {
            let label = labels.join(", ");
            finding = if *place == (source, span) {
                finding.with_label(label)
            } else {
                finding.with_place_in(place.0, place.1, label)
            };
        }
        finding
    }
}

/// The action of a request, and what has to be in it.
fn request(action: &str, allowed: &Allowed) -> String {
    let Some(witness) = &allowed.witness else {
        return format!("may allow `{action}`, which takes too long to find out");
    };
    let keys = witness.keys.iter();
    let present: Vec<_> = keys
        .filter(|(_, value)| *value != KeyValue::Absent)
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    if present.is_empty() {
        format!("allows `{action}`")
    } else {
        format!("allows `{action}` with {}", joined(&present, "and"))
    }
}

/// What to do about a path, and who described it.
fn help(path: &Path) -> String {
    let advice = advice(path);
    let sources = path.sources.iter().filter(|source| **source != OURS);
    let sources: Vec<_> = sources.map(|source| (*source).to_owned()).collect();
    if sources.is_empty() {
        return advice.to_owned();
    }
    format!("{advice}; described by {}", joined(&sources, "and"))
}

/// The source of paths that nobody else has described.
const OURS: &str = "ours";

fn advice(path: &Path) -> &'static str {
    match path.category {
        Category::NewPassRole if !path.passed_to.is_empty() => {
            "name in the `Resource` of `iam:PassRole` only roles that may do no more than its \
             callers, or take away one of the actions"
        }
        // A change set makes a new stack, or changes one that has a role: nothing is passed.
        Category::NewPassRole | Category::ExistingPassRole => {
            "name in `Resource` only what has roles that may do no more than the callers, or take \
             away one of the actions"
        }
        Category::SelfEscalation => {
            "name in `Resource` only what is not the callers' own, ask for a permissions boundary \
             in a condition, or take the action away"
        }
        Category::PrincipalAccess => {
            "name in `Resource` only principals that may do no more than the callers, or take away \
             one of the actions"
        }
    }
}
