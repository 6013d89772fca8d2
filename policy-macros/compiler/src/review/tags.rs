//! Conditions on tags of resources beside actions whose requests never carry them (K-16).

use policy_core::operator::{Base, SetOperator};

use super::known::{Known, known};
use super::{Review, allows, conditions};
use crate::code::Code;
use crate::document::{KeyCondition, OperatorBlock, Statement};
use crate::finding::Finding;
use crate::keys::fold;
use crate::names::list;
use crate::template::shown;

const TAG: &str = "aws:resourcetag/";

/// As many actions of a finding are pointed at.
const MOST_PLACES: usize = 3;

pub(super) fn check(review: &mut Review<'_>, statement: &Statement) {
    let tags = conditions(statement).filter(|(block, key)| {
        fold(&key.key.value).starts_with(TAG) && is_false_without_key(block, key)
    });
    let mut tags = tags.map(|(_, key)| key).peekable();
    if tags.peek().is_none() {
        return;
    }
    if statement.action.negated {
        tags.for_each(|key| review.push(beside_not_action(statement, key)));
        return;
    }
    let entries = statement.action.entries.iter();
    let known: Vec<_> = entries.filter_map(|entry| known(review, entry)).collect();
    // A tag is supported whatever its name.
    let folded = format!("{TAG}x");
    let without: Vec<_> = known
        .iter()
        .filter(|one| !one.index.supports(&folded, &one.actions))
        .collect();
    if !without.is_empty() {
        tags.for_each(|key| review.push(unsupported(statement, key, &without)));
    }
}

/// Whether a request without the key does not satisfy the condition (C-28 … C-34).
pub(super) fn is_false_without_key(block: &OperatorBlock, key: &KeyCondition) -> bool {
    let operator = block.operator.value;
    if operator.base() == Base::Null {
        let mut operands = key.operands.iter();
        return operands.all(|operand| operand.value.text.eq_ignore_ascii_case("false"));
    }
    match operator.set() {
        _ if operator.if_exists() => false,
        Some(SetOperator::ForAllValues) => false,
        Some(SetOperator::ForAnyValue) => true,
        None => !operator.is_negated(),
    }
}

fn unsupported(statement: &Statement, key: &KeyCondition, without: &[&Known<'_, '_>]) -> Finding {
    let names = without.iter().map(|one| one.entry.value.text.as_str());
    let names = list(names, without.len());
    let tag = shown(&key.key.value);
    let (code, effect) = if allows(statement) {
        (
            Code::AllowWithUnsupportedTagConditionKeyForService,
            "so this statement never allows them",
        )
    } else {
        (
            Code::DenyWithUnsupportedTagConditionKeyForService,
            "so this statement never denies them",
        )
    };
    let message = format!("requests for {names} never carry `{tag}`, {effect}");
    let finding = Finding::check(code, key.key.span, message)
        .with_help("move these actions to a statement without this condition");
    without
        .iter()
        .take(MOST_PLACES)
        .fold(finding, |finding, one| {
            finding.with_place(one.entry.span, "these carry no tags of resources")
        })
}

fn beside_not_action(statement: &Statement, key: &KeyCondition) -> Finding {
    let tag = shown(&key.key.value);
    let (code, effect) = if allows(statement) {
        (
            Code::AllowNotactionWithUnsupportedTagConditionKeyForService,
            "allowed",
        )
    } else {
        (
            Code::DenyNotactionWithUnsupportedTagConditionKeyForService,
            "denied",
        )
    };
    let message =
        format!("requests for many of these actions never carry `{tag}`, so they are not {effect}");
    Finding::check(code, key.key.span, message)
        .with_place(statement.action.key_span, "all other actions")
        .with_help("write in `Action` which actions are meant, of services that support tags")
}
