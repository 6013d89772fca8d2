//! Whom principals name, and what limits services among them (K-11).

use policy_core::PolicyType;

use super::{Review, allows, conditions};
use crate::code::Code;
use crate::document::{KeyCondition, PrincipalElement, PrincipalEntry, PrincipalKind, Statement};
use crate::facts::keys::is_unset_for_services;
use crate::finding::Finding;
use crate::issue::Issue;
use crate::span::Spanned;
use crate::template::shown;

/// The keys that say for whose resource a service acts.
const SOURCES: [&str; 4] = [
    "aws:SourceArn",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
];

/// Keys by which services were limited before there were those.
const WEAKER_SOURCES: [&str; 2] = ["aws:Referer", "aws:SourceOwner"];

/// What AWS's documentation uses in key policies instead: it names the resource, too.
const ENCRYPTION_CONTEXT: &str = "kms:EncryptionContext:";

pub(super) fn check(review: &mut Review<'_>, statement: &Statement) {
    let Some(principal) = &statement.principal else {
        return;
    };
    let references = principal.entries().filter_map(unique_id);
    review.extend(references);
    if principal.negated {
        return;
    }
    if review.policy_type == PolicyType::Resource && allows(statement) {
        let finding = unlimited_service(statement, principal);
        review.extend(finding);
    }
    unsupported_keys(review, statement, principal);
}

/// A user or role that is named by what AWS calls it itself.
fn unique_id(entry: &Spanned<PrincipalEntry>) -> Option<Finding> {
    let (code, what, example) = match entry.value.kind {
        PrincipalKind::RoleId => (Code::InvalidRoleReference, "role", "role/name"),
        PrincipalKind::UserId => (Code::InvalidUserReference, "user", "user/name"),
        _ => return None,
    };
    let id = shown(&entry.value.text);
    Some(
        Finding::check(
            code,
            entry.span,
            format!("`{id}` is the unique id of a {what}, which does not say who it is or was"),
        )
        .with_help(format!(
            "write the ARN of the {what}, such as `arn:aws:iam::111122223333:{example}`"
        )),
    )
}

/// A service that is let in for whatever account it acts.
fn unlimited_service(statement: &Statement, principal: &PrincipalElement) -> Option<Finding> {
    let mut services = services(principal);
    let service = services.next()?;
    let others = services.count();
    let mut weaker = None;
    for (_, condition) in conditions(statement) {
        let key = &condition.key.value;
        let is_one_of = |keys: &[&str]| keys.iter().any(|one| one.eq_ignore_ascii_case(key));
        if is_one_of(&SOURCES) || begins_with(key, ENCRYPTION_CONTEXT) {
            return None;
        }
        if is_one_of(&WEAKER_SOURCES) {
            weaker = weaker.or(Some(&condition.key));
        }
    }
    let name = shown(&service.value.text);
    let name = match others {
        0 => format!("`{name}`"),
        1 => format!("`{name}` and another service"),
        _ => format!("`{name}` and {others} other services"),
    };
    let help = format!(
        "say in `Condition` for whom, by `{}`, `{}`, `{}` or `{}`",
        SOURCES[0], SOURCES[1], SOURCES[2], SOURCES[3]
    );
    let code = Code::RestrictAccessToServicePrincipal;
    let Some(key) = weaker else {
        let message = format!("this lets {name} in, for whatever account the request is made");
        return Some(Finding::check(code, service.span, message).with_help(help));
    };
    let message = format!(
        "this lets {name} in, limited by `{}` only",
        shown(&key.value)
    );
    Some(
        Finding::warning(code, "K-11", service.span, message)
            .with_place(key.span, "the only limit")
            .with_help(help)
            .known_as(Issue::RecommendedConditionKeyForServicePrincipal),
    )
}

/// Keys that no service brings, where there are none but services.
fn unsupported_keys(review: &mut Review<'_>, statement: &Statement, principal: &PrincipalElement) {
    let is_service = |entry: &Spanned<_>| is_service(&entry.value);
    let Some(first) = principal.entries().next() else {
        return;
    };
    if !principal.entries().all(is_service) {
        return;
    }
    for (_, KeyCondition { key, .. }) in conditions(statement) {
        if is_unset_for_services(&key.value) {
            review.push(
                Finding::check(
                    Code::UnsupportedConditionKeyForServicePrincipal,
                    key.span,
                    format!(
                        "requests of services never carry `{}`, and this statement is about no others",
                        shown(&key.value)
                    ),
                )
                .with_place(first.span, "a service")
                .with_help(
                    "remove it; `aws:SourceArn`, `aws:SourceAccount` and `aws:SourceOrgID` say for whom a service acts",
                ),
            );
        }
    }
}

fn services(principal: &PrincipalElement) -> impl Iterator<Item = &Spanned<PrincipalEntry>> {
    principal.entries().filter(|entry| is_service(&entry.value))
}

fn is_service(entry: &PrincipalEntry) -> bool {
    entry.kind == PrincipalKind::Service
}

fn begins_with(key: &str, start: &str) -> bool {
    key.get(..start.len())
        .is_some_and(|text| text.eq_ignore_ascii_case(start))
}
