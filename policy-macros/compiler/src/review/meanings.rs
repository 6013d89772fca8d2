//! Conditions that look at no value, or that nothing can satisfy (K-19).

use policy_core::operator::Base;

use super::Review;
use crate::code::Code;
use crate::document::{Condition, KeyCondition, OperatorBlock, Statement};
use crate::finding::Finding;
use crate::keys::fold;
use crate::space::{Budget, KeyMeaning, Region, meaning};
use crate::template::shown;

/// The conditions of a statement on one key, in the order of the text.
type OnKey<'s> = Vec<(&'s OperatorBlock, &'s KeyCondition)>;

/// Checks each condition by itself, and all conditions on a key together. Whether the statement
/// can hold as far as its conditions go.
pub(super) fn check(review: &mut Review<'_>, statement: &Statement, budget: &mut Budget) -> bool {
    let mut by_key: Vec<(String, OnKey<'_>)> = Vec::new();
    for (block, key) in super::conditions(statement) {
        let folded = fold(&key.key.value);
        match by_key.iter_mut().find(|(other, _)| *other == folded) {
            Some((_, conditions)) => conditions.push((block, key)),
            None => by_key.push((folded, vec![(block, key)])),
        }
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
    let only = with_condition(statement, block, key);
    let (at_most, at_least) = (Region::at_most(&only), Region::at_least(&only));
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
    let (at_most, at_least) = (Region::at_most(statement), Region::at_least(statement));
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

/// The statement with no condition but this.
fn with_condition(statement: &Statement, block: &OperatorBlock, key: &KeyCondition) -> Statement {
    let condition = statement.condition.as_ref().map(|condition| Condition {
        key_span: condition.key_span,
        span: condition.span,
        blocks: vec![OperatorBlock {
            operator: block.operator.clone(),
            keys: vec![key.clone()],
        }],
    });
    Statement {
        condition,
        ..statement.clone()
    }
}
