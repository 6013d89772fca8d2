//! Actions that do not go with the conditions or the resources of their statement (K-5).

use std::collections::{HashMap, HashSet};

use policy_core::operator::Base;

use super::known::{Known, all_known};
use super::trust::{assumes_roles, is_companion};
use super::{Review, conditions};
use crate::code::Code;
use crate::document::{KeyCondition, Statement};
use crate::finding::Finding;
use crate::keys::fold;
use crate::names::list;
use crate::names::reach::Reached;
use crate::span::Span;
use crate::template::{Piece, shown};

/// Statements with more pairs of keys and actions are not looked at.
const MOST_PAIRS: usize = 1_000_000;

pub(super) fn check(review: &mut Review<'_>, statement: &Statement) {
    let Some(known) = all_known(review, statement) else {
        return;
    };
    if !known.iter().any(|one| one.is_name) {
        return;
    }
    check_keys(review, statement, &known);
    check_resources(review, statement, &known);
}

/// Says which names of actions do not support a key that others support.
fn check_keys(review: &mut Review<'_>, statement: &Statement, known: &[Known<'_, '_>]) {
    let mut seen = HashSet::new();
    let mut keys: Vec<(String, &KeyCondition)> = Vec::new();
    for (block, key) in conditions(statement) {
        let operator = block.operator.value;
        // These ask about requests without the key, too.
        if operator.if_exists() || operator.base() == Base::Null {
            continue;
        }
        let folded = fold(&key.key.value);
        if seen.insert(folded.clone()) && review.names.actions_with(&folded).is_some() {
            keys.push((folded, key));
        }
        if keys.len() * known.len() > MOST_PAIRS {
            return;
        }
    }
    let assumes = |one: &Known<'_, '_>| one.is(assumes_roles);
    let has_companions = known.iter().any(assumes);
    let mut unsupported: Vec<Vec<&KeyCondition>> = vec![Vec::new(); known.len()];
    for (folded, key) in keys {
        let mut supporting = HashMap::new();
        let supports: Vec<bool> = known
            .iter()
            .map(|one| {
                let prefix = one.index.service.prefix.as_str();
                let of_service = supporting
                    .entry(prefix)
                    .or_insert_with(|| one.index.supporting(&folded));
                of_service.has_any_of(&one.actions)
            })
            .collect();
        // If none does, N-7 has said so.
        if !supports.contains(&true) {
            continue;
        }
        for ((list, supports), one) in unsupported.iter_mut().zip(supports).zip(known) {
            // What goes with assuming a role is no use by itself.
            let is_companion = has_companions && one.is(is_companion);
            if one.is_name && !supports && !is_companion {
                list.push(key);
            }
        }
    }
    for (keys, one) in unsupported.into_iter().zip(known) {
        if let Some(finding) = unsupported_action(one, &keys) {
            review.push(finding);
        }
    }
}

fn unsupported_action(one: &Known<'_, '_>, keys: &[&KeyCondition]) -> Option<Finding> {
    let first = keys.first()?;
    let action = &one.entry.value.text;
    let names = keys.iter().map(|key| shown(&key.key.value));
    let message = format!(
        "requests for `{action}` never carry {}",
        list(names, keys.len())
    );
    let code = Code::UnsupportedActionForConditionKey;
    Some(
        Finding::check(code, one.entry.span, message)
            .with_place(first.key.span, "the condition is on this key")
            .with_help("move the action to a statement of its own, without this key"),
    )
}

/// Says which names of actions take none of the resources that others take.
fn check_resources(review: &mut Review<'_>, statement: &Statement, known: &[Known<'_, '_>]) {
    let Some(element) = statement.resource.as_ref().filter(|of| !of.negated) else {
        return;
    };
    let mut arns = Vec::new();
    for entry in &element.entries {
        // An action may lack the resource that is wrong.
        if entry.value.template.pieces == [Piece::Star] || review.is_faulty(entry.span) {
            return;
        }
        arns.push(entry.value.template.fields());
    }
    let mut of_services: HashMap<&str, Reached> = HashMap::new();
    let mut goes = Vec::new();
    for one in known {
        let prefix = one.index.service.prefix.as_str();
        let reached = of_services
            .entry(prefix)
            .or_insert_with(|| review.names.reached(&one.index, &arns));
        goes.push(reached.has_any_of(&one.actions));
    }
    if !goes.contains(&true) {
        return;
    }
    for (one, _) in known
        .iter()
        .zip(goes)
        .filter(|(one, goes)| one.is_name && !goes)
    {
        // That such a policy cannot be about the action says more.
        if !review.is_reported(one.entry.span, &[Code::UnsupportedActionInPolicy]) {
            review.push(unreachable(one, element.entries.span));
        }
    }
}

fn unreachable(one: &Known<'_, '_>, resources: Span) -> Finding {
    let action = &one.entry.value.text;
    let types = one.index.types().iter();
    let formats = types.filter(|one_type| one_type.actions.has_any_of(&one.actions));
    let formats: Vec<_> = formats
        .map(|one_type| one_type.usual_format.as_str())
        .collect();
    let (message, help) = if formats.is_empty() {
        (
            format!("`{action}` takes no resource but `*`, and so never matches here"),
            "move it to a statement with `\"Resource\": \"*\"`".to_owned(),
        )
    } else {
        (
            format!("`{action}` takes none of these resources, and so never matches"),
            format!("it takes {}", list(formats.iter(), formats.len())),
        )
    };
    Finding::check(Code::UnreachableAction, one.entry.span, message)
        .with_place(resources, "the resources")
        .with_help(help)
}
