//! Condition keys with a trap of their own (K-17).

use std::collections::HashSet;

use policy_core::operator::Base;
use policy_core::{Effect, PolicyType};

use super::asked::Asked;
use super::{Review, allows, conditions};
use crate::code::Code;
use crate::document::{ActionForm, KeyCondition, OperatorBlock, Statement};
use crate::facts::keys::{is_constant_in, partners};
use crate::facts::policy_resource_type::PolicyResourceType;
use crate::finding::Finding;
use crate::keys::fold;
use crate::template::shown;

pub(super) fn check(review: &mut Review<'_>, statement: &Statement, asked: &[Asked<'_, '_>]) {
    for one in asked.iter().filter(|one| !one.is_about_presence()) {
        if one.is_about("s3:prefix") {
            review.extend(prefix(statement, one));
        }
        if one.is_about("dynamodb:Attributes") && !selects(asked) {
            let finding = attributes(review, statement, one);
            review.extend(finding);
        }
    }
    if review.policy_type == PolicyType::Resource {
        let attached_to = attached_to(statement);
        for one in asked {
            if is_constant_in(&one.key.value, attached_to) {
                review.push(constant(one));
            }
        }
    }
}

/// The checks that look at further statements.
pub(super) fn check_whole(review: &mut Review<'_>, statements: &[&Statement]) {
    let denying = statements.iter().filter(|one| !allows(one));
    let denied: HashSet<String> = denying
        .flat_map(|statement| conditions(statement))
        .filter(|(block, _)| is_limit(block))
        .map(|(_, condition)| fold(&condition.key.value))
        .collect();
    for statement in statements {
        for (block, condition) in conditions(statement) {
            review.extend(unpaired(statement, block, condition, &denied));
        }
    }
}

/// A key without one of those that it needs beside it. Where a negated operator denies, they stand
/// in statements of their own.
fn unpaired(
    statement: &Statement,
    block: &OperatorBlock,
    condition: &KeyCondition,
    denied: &HashSet<String>,
) -> Option<Finding> {
    let partners = partners(&condition.key.value).filter(|_| is_limit(block))?;
    let is_partner = |key: &str| partners.iter().any(|one| one.eq_ignore_ascii_case(key));
    let mut beside = conditions(statement).filter(|(block, _)| is_limit(block));
    let denies_others = !allows(statement) && block.operator.value.is_negated();
    if beside.any(|(_, other)| is_partner(&other.key.value))
        || (denies_others && denied.iter().any(|key| is_partner(key)))
    {
        return None;
    }
    let partners: Vec<_> = partners.iter().map(|one| format!("`{one}`")).collect();
    let partners = partners.join(" or ");
    let key = shown(&condition.key.value);
    let message =
        format!("`{key}` tells nothing without {partners}: networks have the same addresses");
    Some(
        Finding::check(
            Code::MissingPairedConditionKeys,
            condition.key.span,
            message,
        )
        .with_help(format!("add a condition on {partners}")),
    )
}

/// Whether it asks for more than the presence of its keys.
fn is_limit(block: &OperatorBlock) -> bool {
    block.operator.value.base() != Base::Null
}

/// Prefixes that are excluded; who lists without one, or with a shorter one, gets round that.
fn prefix(statement: &Statement, asked: &Asked<'_, '_>) -> Option<Finding> {
    let negated = asked.operator.value.is_negated();
    if allows(statement) != negated {
        return None;
    }
    let effect = match statement.effect.value {
        Effect::Allow => "allows all prefixes but these",
        Effect::Deny => "denies these prefixes only",
    };
    let message = format!("this {effect}, and others list the same objects");
    Some(
        Finding::check(Code::S3PrefixInNegativeContext, asked.key.span, message)
            .with_place(asked.operator.span, "this operator")
            .with_place(statement.effect.span, "this effect")
            .with_help(
                "allow the prefixes that may be listed, or deny with a negated operator all others",
            ),
    )
}

/// A condition on attributes in a statement that allows reading, where requests can ask for all
/// attributes without naming one.
fn attributes(
    review: &mut Review<'_>,
    statement: &Statement,
    asked: &Asked<'_, '_>,
) -> Option<Finding> {
    if !allows(statement) || statement.action.negated {
        return None;
    }
    let dynamodb = review.service("dynamodb")?;
    let selecting = dynamodb.supporting("dynamodb:select");
    let mut entries = statement.action.entries.iter();
    let reading = entries.find(|entry| match &entry.value.form {
        ActionForm::Any => true,
        ActionForm::Named { service, name } => {
            service.eq_ignore_ascii_case("dynamodb")
                && dynamodb.matching(name).has_any_of(&selecting)
        }
    })?;
    Some(
        Finding::check(
            Code::DynamodbAttributesWithoutSelect,
            asked.key.span,
            "requests that name no attributes get all of them, whatever is listed here",
        )
        .with_place(reading.span, "allows reading")
        .with_help("add `\"StringEquals\": {\"dynamodb:Select\": \"SPECIFIC_ATTRIBUTES\"}`"),
    )
}

/// Whether the statement is about requests that say which attributes they want.
fn selects(asked: &[Asked<'_, '_>]) -> bool {
    asked.iter().any(|one| {
        let mut operands = one.operands.iter();
        one.is_about("dynamodb:Select")
            && one.base() == Base::StringEquals
            && !one.operands.is_empty()
            && operands.all(|operand| operand.value.text == "SPECIFIC_ATTRIBUTES")
    })
}

/// A key that has the same value in every request which the policy is about.
fn constant(asked: &Asked<'_, '_>) -> Finding {
    let message = format!(
        "`{}` is about what this policy is attached to, and so is the same for every request",
        shown(&asked.key.value)
    );
    Finding::check(
        Code::IrrelevantConditionKeyInPolicy,
        asked.key.span,
        message,
    )
    .with_help(
        "remove the condition, or ask for a property of the caller, such as `aws:PrincipalAccount`",
    )
}

/// What a statement of a resource policy says that it is attached to: only the policies of S3 have
/// nothing but actions of S3.
fn attached_to(statement: &Statement) -> Option<&'static PolicyResourceType> {
    let mut entries = statement.action.entries.iter();
    let is_of_s3 = entries.all(|entry| match &entry.value.form {
        ActionForm::Any => false,
        ActionForm::Named { service, .. } => service.eq_ignore_ascii_case("s3"),
    });
    is_of_s3
        .then(|| PolicyResourceType::parse("AWS::S3::Bucket"))
        .flatten()
}
