//! What others cover already, and what decides nothing (K-19, K-20).

use std::collections::HashMap;

use policy_core::{Effect, PolicyType};

use super::cover::covers;
use super::{Review, meanings};
use crate::code::Code;
use crate::document::{ActionForm, ActionPattern, ResourcePattern, Statement};
use crate::finding::Finding;
use crate::space::{Bound, Budget, Region, Search, covers_action, covers_resource, find};
use crate::span::{Span, Spanned};
use crate::template::shown;

/// What all comparisons of a document may cost, in steps of the search.
const MOST_STEPS: usize = 2_000_000;

/// Lists with more entries than that are not compared: what nobody reads nobody shortens.
const MOST_ENTRIES: usize = 2_000;

/// Documents with more statements than that are not compared statement by statement.
const MOST_STATEMENTS: usize = 200;

pub(super) fn check(review: &mut Review<'_>, statements: &[&Statement]) {
    let mut budget = Budget::new(MOST_STEPS);
    let mut decides = Vec::new();
    for statement in statements {
        actions(review, statement, &mut budget);
        resources(review, statement, &mut budget);
        decides.push(meanings::check(review, statement, &mut budget));
    }
    // Who is named, and how, counts in documents with principals (P-10); those are not compared.
    let has_principals = !matches!(
        review.policy_type,
        PolicyType::Identity | PolicyType::Boundary | PolicyType::Session | PolicyType::Scp
    );
    if has_principals || statements.len() > MOST_STATEMENTS {
        return;
    }
    let live = statements.iter().zip(decides);
    let live: Vec<&Statement> = live
        .filter_map(|(statement, decides)| decides.then_some(*statement))
        .collect();
    compare(review, &live, &mut budget);
}

/// Entries of `Action` and `NotAction` that others of the list cover.
fn actions(review: &mut Review<'_>, statement: &Statement, budget: &mut Budget) {
    let entries = &statement.action.entries.entries;
    if entries.len() > MOST_ENTRIES {
        return;
    }
    let is_wild = |entry: &&Spanned<ActionPattern>| entry.value.text.contains(['*', '?']);
    // A name is covered by wildcards of its service, or by itself; so are wildcards.
    let mut wild: HashMap<String, Vec<&Spanned<ActionPattern>>> = HashMap::new();
    for entry in entries.iter().filter(is_wild) {
        wild.entry(service(&entry.value)).or_default().push(entry);
    }
    let mut first: HashMap<String, Span> = HashMap::new();
    for entry in entries {
        let written = entry.value.text.to_ascii_lowercase();
        if let Some(earlier) = first.get(&written) {
            review.push(twice(
                Code::RedundantAction,
                entry.span,
                &entry.value.text,
                *earlier,
            ));
            continue;
        }
        first.insert(written, entry.span);
        let of_service = wild.get(&service(&entry.value)).into_iter().flatten();
        let of_all = wild.get("").into_iter().flatten();
        let others = of_service.chain(of_all).copied();
        let others = others.filter(|other| {
            other.span != entry.span
                && !is_same(other, entry)
                && may_cover(&other.value.text, &entry.value.text)
        });
        let covering = if is_wild(&entry) {
            one_or_all(others, |others| {
                covers_action(&entry.value, others.map(|other| &other.value), budget)
            })
        } else {
            let mut others = others;
            others.find(|other| covers(&other.value.form, &entry.value.text))
        };
        if let Some(other) = covering {
            let (text, by) = (&entry.value.text, &other.value.text);
            review.push(covered(
                Code::RedundantAction,
                entry.span,
                text,
                other.span,
                by,
            ));
        }
    }
}

/// The prefix of the service in lower case; nothing for `*`.
fn service(pattern: &ActionPattern) -> String {
    match &pattern.form {
        ActionForm::Any => String::new(),
        ActionForm::Named { service, .. } => service.to_ascii_lowercase(),
    }
}

fn is_same(one: &Spanned<ActionPattern>, other: &Spanned<ActionPattern>) -> bool {
    one.value.text.eq_ignore_ascii_case(&other.value.text)
}

/// Entries of `Resource` and `NotResource` that others of the list cover.
fn resources(review: &mut Review<'_>, statement: &Statement, budget: &mut Budget) {
    let Some(element) = &statement.resource else {
        return;
    };
    let entries = &element.entries.entries;
    if entries.len() > MOST_ENTRIES {
        return;
    }
    let mut first: HashMap<&str, Span> = HashMap::new();
    let can_cover = |entry: &&Spanned<ResourcePattern>| entry.value.text.contains(['*', '?']);
    let wild: Vec<&Spanned<ResourcePattern>> = entries.iter().filter(can_cover).collect();
    for entry in entries {
        if let Some(earlier) = first.insert(&entry.value.text, entry.span) {
            review.push(twice(
                Code::RedundantResource,
                entry.span,
                &entry.value.text,
                earlier,
            ));
            continue;
        }
        let others = wild.iter().copied();
        let others = others.filter(|other| {
            let (other, entry) = (&other.value.text, &entry.value.text);
            other != entry && may_cover(other, entry)
        });
        let covering = one_or_all(others, |others| {
            covers_resource(&entry.value, others.map(|other| &other.value), budget)
        });
        if let Some(other) = covering {
            let (text, by) = (&entry.value.text, &other.value.text);
            review.push(covered(
                Code::RedundantResource,
                entry.span,
                text,
                other.span,
                by,
            ));
        }
    }
}

/// Whether a pattern could have a part in covering an entry: what it begins with, the entry does,
/// too. It tells most pairs apart, and costs nothing.
fn may_cover(pattern: &str, entry: &str) -> bool {
    let end = pattern.find(['*', '?', '$']).unwrap_or(pattern.len());
    let starts = pattern.get(..end).zip(entry.get(..end));
    starts.is_some_and(|(start, of_entry)| start.eq_ignore_ascii_case(of_entry))
}

fn twice(code: Code, entry: Span, text: &str, earlier: Span) -> Finding {
    let message = format!("`{}` is in the list twice", shown(text));
    Finding::check(code, entry, message)
        .with_place(earlier, "here, too")
        .with_help("remove one of the two")
}

fn covered(code: Code, entry: Span, text: &str, by: Span, other: &str) -> Finding {
    let message = format!("`{}` is covered by `{}`", shown(text), shown(other));
    Finding::check(code, entry, message)
        .with_place(by, "covers it")
        .with_help("remove it, or the wildcard if that is more than is meant")
}

/// The first of the others that covers alone what all of them cover, if they do.
fn one_or_all<'e, T, I>(
    others: I,
    mut covers: impl FnMut(std::vec::IntoIter<&'e Spanned<T>>) -> Option<bool>,
) -> Option<&'e Spanned<T>>
where
    I: Iterator<Item = &'e Spanned<T>>,
{
    let others: Vec<_> = others.collect();
    if others.is_empty() || covers(others.clone().into_iter()) != Some(true) {
        return None;
    }
    let alone = others
        .iter()
        .find(|other| covers(vec![**other].into_iter()) == Some(true));
    alone.or(others.first()).copied()
}

/// Statements that others cover, and statements all of whose requests are denied anyway.
fn compare(review: &mut Review<'_>, statements: &[&Statement], budget: &mut Budget) {
    let wide_stars = review.names.wide_stars;
    let regions = |bound: Bound| -> Vec<Region> {
        let statements = statements.iter();
        statements
            .map(|one| Region::new(one, bound, wide_stars))
            .collect()
    };
    let (widest, narrowest) = (regions(Bound::AtMost), regions(Bound::AtLeast));
    let of = |effect: Effect, removed: &[bool]| -> Vec<usize> {
        let all = statements.iter().zip(removed).enumerate();
        all.filter(|(_, (one, removed))| one.effect.value == effect && !**removed)
            .map(|(index, _)| index)
            .collect()
    };
    let mut removed = vec![false; statements.len()];
    // Of two that are the same the later one is named.
    for (index, statement) in statements.iter().enumerate().rev() {
        let Some(region) = widest.get(index) else {
            continue;
        };
        let mut is_covered = |by: &[usize]| -> bool {
            let by: Vec<&Region> = by.iter().filter_map(|at| narrowest.get(*at)).collect();
            !by.is_empty() && find(&[region], &by, budget) == Search::Nothing
        };
        let denying = of(Effect::Deny, &removed);
        if statement.effect.value == Effect::Allow && is_covered(&denying) {
            review.push(
                Finding::check(
                    Code::DeadStatement,
                    statement.span.head(),
                    "everything that this statement allows is denied by others",
                )
                .with_help("remove it, or narrow the statements that deny"),
            );
            mark(&mut removed, index);
            continue;
        }
        let mut others = of(statement.effect.value, &removed);
        others.retain(|other| *other != index);
        if is_covered(&others) {
            let alone = others.iter().find(|other| is_covered(&[**other]));
            let verb = match statement.effect.value {
                Effect::Allow => "allows",
                Effect::Deny => "denies",
            };
            let message = format!(
                "everything that this statement {verb}, others {}",
                match verb {
                    "allows" => "allow",
                    _ => "deny",
                }
            );
            let mut finding =
                Finding::check(Code::RedundantStatement, statement.span.head(), message)
                    .with_help("remove it, or narrow the others if they are wider than is meant");
            if let Some(other) = alone.and_then(|at| statements.get(*at)) {
                finding = finding.with_place(other.span.head(), "this one alone does");
            }
            review.push(finding);
            mark(&mut removed, index);
        }
    }
}

fn mark(removed: &mut [bool], index: usize) {
    if let Some(removed) = removed.get_mut(index) {
        *removed = true;
    }
}
