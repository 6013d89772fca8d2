//! Conditions that look at no value, or that nothing can satisfy (K-19).

use std::collections::{BTreeMap, HashSet};

use policy_core::operator::Base;

use super::Review;
use crate::code::Code;
use crate::document::{KeyCondition, OperatorBlock, Statement};
use crate::finding::Finding;
use crate::keys::fold;
use crate::space::{Bound, Budget, KeyMeaning, Region, meaning};
use crate::template::shown;

/// The conditions of a statement on one key, in the order of the text.
type OnKey<'s> = Vec<(&'s OperatorBlock, &'s KeyCondition)>;

/// Checks each condition by itself, and all conditions on a key together. Whether the statement
/// can hold as far as its conditions go.
pub(super) fn check(review: &mut Review<'_>, statement: &Statement, budget: &mut Budget) -> bool {
    // In order, so that a budget ends at the same key in every run.
    let mut by_key: BTreeMap<String, OnKey<'_>> = BTreeMap::new();
    for (block, key) in super::conditions(statement) {
        let on_key = by_key.entry(fold(&key.key.value)).or_default();
        on_key.push((block, key));
    }
    let mut can_hold = true;
    for (folded, conditions) in by_key {
        let said: Vec<_> = conditions
            .iter()
            .map(|condition| alone(review, statement, condition, budget))
            .collect();
        can_hold &= !said.contains(&KeyMeaning::Never);
        if conditions.len() > 1 && !said.contains(&KeyMeaning::Never) {
            can_hold &= together(review, statement, &folded, &conditions, budget);
        }
    }
    can_hold
}

/// What one condition amounts to.
fn alone(
    review: &mut Review<'_>,
    statement: &Statement,
    (block, key): &(&OperatorBlock, &KeyCondition),
    budget: &mut Budget,
) -> KeyMeaning {
    let operator = block.operator.value;
    let [at_most, at_least] = regions(statement, &[(block, key)]);
    let amounts_to = meaning(&key.key.value, &at_most, &at_least, budget);
    // An empty list, and `Null` with a set operator, have been reported; plain `Null` is what the
    // others should be.
    if key.operands.is_empty() || (operator.base() == Base::Null && operator.set().is_some()) {
        return amounts_to;
    }
    let name = shown(&key.key.value);
    let is_null = operator.base() == Base::Null;
    let (code, message, help) = match amounts_to {
        KeyMeaning::Present if !is_null => (
            Code::EquivalentToNullFalse,
            format!("this holds whenever the request carries `{name}`, whatever its value"),
            format!("write `\"Null\": {{\"{name}\": \"false\"}}`, which says so"),
        ),
        KeyMeaning::Absent if !is_null => (
            Code::EquivalentToNullTrue,
            format!("this holds only if the request does not carry `{name}`"),
            format!("write `\"Null\": {{\"{name}\": \"true\"}}`, which says so"),
        ),
        KeyMeaning::Always => (
            Code::RedundantKeyDueToWildcardInCondition,
            format!("this holds whatever the request carries under `{name}`"),
            "remove the key, or write the values that are meant".to_owned(),
        ),
        KeyMeaning::Never => (
            Code::RedundantStatementDueToWildcardInCondition,
            format!(
                "nothing satisfies this condition on `{name}`, so the statement decides nothing"
            ),
            "write the values that are meant, or remove the statement".to_owned(),
        ),
        KeyMeaning::Present | KeyMeaning::Absent | KeyMeaning::Other => return amounts_to,
    };
    review.push(
        Finding::check(code, key.key.span, message)
            .with_label(format!("under `{operator}`"))
            .with_help(help),
    );
    amounts_to
}

/// Whether several conditions on a key can hold together.
fn together(
    review: &mut Review<'_>,
    statement: &Statement,
    folded: &str,
    conditions: &OnKey<'_>,
    budget: &mut Budget,
) -> bool {
    // The same key twice under one operator is an error, and nothing but that.
    let mut blocks = conditions.iter().map(|(block, _)| block.operator.span);
    let mut seen = HashSet::new();
    if !blocks.all(|block| seen.insert(block)) {
        return true;
    }
    let [at_most, at_least] = regions(statement, conditions);
    if meaning(folded, &at_most, &at_least, budget) != KeyMeaning::Never {
        return true;
    }
    let [(first_block, first), others @ ..] = conditions.as_slice() else {
        return true;
    };
    let name = shown(&first.key.value);
    let message =
        format!("nothing satisfies all conditions on `{name}`, so the statement decides nothing");
    let mut finding = Finding::check(
        Code::RedundantStatementDueToWildcardInCondition,
        first.key.span,
        message,
    )
    .with_label(format!("under `{}`", first_block.operator.value))
    .with_help("keep the conditions that are meant, or remove the statement");
    for (block, key) in others {
        finding = finding.with_place(key.key.span, format!("under `{}`", block.operator.value));
    }
    review.push(finding);
    false
}

/// What some of a statement's conditions cover at most, and at least.
fn regions(statement: &Statement, conditions: &[(&OperatorBlock, &KeyCondition)]) -> [Region; 2] {
    [Bound::AtMost, Bound::AtLeast].map(|bound| {
        let nothing = Region::everything();
        conditions.iter().fold(nothing, |region, (block, key)| {
            region.with_condition(block.operator.value, key, bound, statement.effect.value)
        })
    })
}
