//! Resource control policies, which bind AWS's services as well as everybody else (K-13).

use policy_core::PolicyType;
use policy_core::operator::{Base, Family, Operator, SetOperator};

use super::{Review, conditions};
use crate::code::Code;
use crate::document::{KeyCondition, Statement};
use crate::facts::keys::{RcpClass, rcp_class};
use crate::finding::Finding;
use crate::template::shown;

const IS_SERVICE: &str = "aws:PrincipalIsAWSService";

pub(super) fn check(review: &mut Review<'_>, statement: &Statement) {
    if review.policy_type != PolicyType::Rcp {
        return;
    }
    let spares_services = says(statement, IS_SERVICE, "false");
    let of_class: Vec<_> = conditions(statement)
        .filter_map(|(block, condition)| {
            let class = rcp_class(&condition.key.value)?;
            Some((class, block.operator.value, condition))
        })
        .collect();
    let of_caller = first(&of_class, RcpClass::PrincipalProperty, |_| true);
    let of_service = first(&of_class, RcpClass::Source, |_| true);
    if let Some(condition) = of_caller
        && !spares_services
    {
        review.push(
            Finding::check(
                Code::RcpMissingRelatedPrincipalConditionKey,
                condition.key.span,
                format!(
                    "this denies by `{}`, a property of the caller, and does not spare AWS's own services",
                    shown(&condition.key.value)
                ),
            )
            .with_help(to_add("false", of_service.is_some())),
        );
    }
    let is_about_services = says(statement, IS_SERVICE, "true");
    if let Some(condition) = of_service
        && !is_about_services
    {
        review.push(
            Finding::check(
                Code::RcpMissingRelatedServicePrincipalConditionKey,
                condition.key.span,
                format!(
                    "this denies by `{}`, which only AWS's services say, and is about all callers",
                    shown(&condition.key.value)
                ),
            )
            .with_help(to_add("true", of_caller.is_some() || spares_services)),
        );
    }
    let is_asked_for = ["aws:SourceAccount", "aws:SourceArn"]
        .into_iter()
        .any(|key| is_present(statement, key));
    let unasked = first(&of_class, RcpClass::Source, |operator| {
        !is_asked_for && (!is_about_services || holds_without_key(operator))
    });
    if let Some(condition) = unasked {
        review.push(
            Finding::check(
                Code::RcpMissingServiceConditionKeyNullCheck,
                condition.key.span,
                format!(
                    "this denies by `{}`, and does not ask whether the request says it at all",
                    shown(&condition.key.value)
                ),
            )
            .with_help("add `\"Null\": {\"aws:SourceAccount\": \"false\"}` to the condition"),
        );
    }
}

/// How to say whether callers are to be services; `apart` from what is about other callers.
fn to_add(is_service: &str, apart: bool) -> String {
    let condition = format!("`\"BoolIfExists\": {{\"{IS_SERVICE}\": \"{is_service}\"}}`");
    if apart {
        format!("give it a statement of its own, with {condition} in its condition")
    } else {
        format!("add {condition} to the condition")
    }
}

/// The first condition of a class whose operator is meant, if possible one that asks for more than
/// presence.
fn first<'s>(
    of_class: &[(RcpClass, Operator, &'s KeyCondition)],
    class: RcpClass,
    is_meant: impl Fn(Operator) -> bool,
) -> Option<&'s KeyCondition> {
    let of_class = of_class
        .iter()
        .filter(|(one, operator, _)| *one == class && is_meant(*operator));
    let first = of_class.min_by_key(|(_, operator, _)| operator.base() == Base::Null);
    first.map(|(_, _, condition)| *condition)
}

/// Whether the condition asks for this value of a key, present or not.
fn says(statement: &Statement, key: &str, value: &str) -> bool {
    conditions(statement).any(|(block, condition)| {
        let operator = block.operator.value;
        matches!(operator.base().family(), Family::Bool | Family::String)
            && !operator.is_negated()
            && is(condition, key, value)
    })
}

/// Whether the condition asks for the presence of a key (C-28).
fn is_present(statement: &Statement, key: &str) -> bool {
    conditions(statement).any(|(block, condition)| {
        let operator = block.operator.value;
        // With a set operator it is a constant (C-33).
        operator.base() == Base::Null && operator.set().is_none() && is(condition, key, "false")
    })
}

/// Whether a condition is about this key, and each of its operands is this one.
fn is(condition: &KeyCondition, key: &str, value: &str) -> bool {
    let mut operands = condition.operands.iter();
    condition.key.value.eq_ignore_ascii_case(key)
        && !condition.operands.is_empty()
        && operands.all(|operand| operand.value.text.eq_ignore_ascii_case(value))
}

/// Whether an operator is true of a request without the key (C-4, C-11, C-30, C-31).
fn holds_without_key(operator: Operator) -> bool {
    match operator.set() {
        Some(SetOperator::ForAllValues) => true,
        Some(SetOperator::ForAnyValue) => false,
        None => operator.is_negated() || operator.if_exists(),
    }
}
