//! Who may assume a role, and by which action (K-12).

mod oidc;
mod provider;

use std::collections::HashMap;

use policy_core::PolicyType;

use self::provider::Provider;
use super::cover::covering;
use super::{Review, allows};
use crate::code::Code;
use crate::document::{
    ActionForm, ActionPattern, PrincipalElement, PrincipalEntry, PrincipalKind, Statement,
};
use crate::finding::Finding;
use crate::names::index::matches;
use crate::span::Spanned;
use crate::template::shown;

/// The actions that go with assuming a role, whoever does.
const COMPANIONS: [&str; 3] = ["tagsession", "setsourceidentity", "setcontext"];

const ROLES_ANYWHERE: &str = "rolesanywhere.amazonaws.com";

/// What IAM Roles Anywhere asks for when it assumes a role.
const OF_ROLES_ANYWHERE: [&str; 3] = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"];

pub(super) fn check(review: &mut Review<'_>, statement: &Statement) {
    if review.policy_type != PolicyType::Trust {
        return;
    }
    let Some(principal) = &statement.principal else {
        return;
    };
    let mistaken = principal.entries().filter_map(provider::mistake);
    review.extend(mistaken);
    mismatched_actions(review, statement, principal);
    redundant_sessions(review, principal);
    if allows(statement) {
        oidc::check(review, statement, principal);
    }
}

/// The check of all statements together: a service may be trusted with each action in another one.
pub(super) fn check_whole(review: &mut Review<'_>, statements: &[&Statement]) {
    if review.policy_type != PolicyType::Trust {
        return;
    }
    let mut missing = OF_ROLES_ANYWHERE.to_vec();
    let mut trusted = None;
    for statement in statements.iter().filter(|statement| allows(statement)) {
        let Some(principal) = &statement.principal else {
            continue;
        };
        let named = principal
            .entries()
            .find(|entry| entry.value.text == ROLES_ANYWHERE);
        let is_meant = |entry: &Spanned<PrincipalEntry>| entry.value.kind == PrincipalKind::Any;
        if named.is_some() || principal.entries().any(is_meant) {
            missing.retain(|action| covering(statement, action).is_none());
        }
        trusted = trusted.or(named.map(|entry| entry.span));
    }
    let (Some(span), [_, ..]) = (trusted, missing.as_slice()) else {
        return;
    };
    let missing = format!("`{}`", missing.join("`, `"));
    review.push(
        Finding::check(
            Code::MissingActionForRolesAnywhereTrustPolicy,
            span,
            format!("without {missing} IAM Roles Anywhere cannot assume the role"),
        )
        .with_help(format!("add {missing} to its actions")),
    );
}

/// Those who assume roles in the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// `AssumeRole`: AWS's own accounts, users, roles and services.
    Plain,
    Saml,
    WebIdentity,
}

/// The actions by which roles are assumed, in lower case, and who uses them.
const WAYS: [(&str, Way); 3] = [
    ("assumerole", Way::Plain),
    ("assumerolewithsaml", Way::Saml),
    ("assumerolewithwebidentity", Way::WebIdentity),
];

/// Actions that some of the principals do not assume roles with.
fn mismatched_actions(
    review: &mut Review<'_>,
    statement: &Statement,
    principal: &PrincipalElement,
) {
    if statement.action.negated {
        return;
    }
    // One principal of each way is enough to tell.
    let all = [Way::Plain, Way::Saml, Way::WebIdentity];
    let present = all.map(|way| {
        let mut entries = principal.entries();
        entries
            .find(|entry| Way::of(&entry.value) == Some(way))
            .map(|entry| (way, entry))
    });
    for action in &statement.action.entries {
        let mut present = present.iter().flatten();
        let mismatch = present.find(|(way, _)| !way.takes(&action.value));
        if let Some((way, entry)) = mismatch
            && is_known(review, &action.value)
        {
            let finding = way.mismatch(action, entry);
            review.push(finding);
        }
    }
}

/// Whether there is such an action; if not, that has been said (N-1 … N-4).
fn is_known(review: &mut Review<'_>, action: &ActionPattern) -> bool {
    let ActionForm::Named { service, name } = &action.form else {
        return true;
    };
    let index = review.service(service);
    index.is_some_and(|index| !index.matching(name).is_empty())
}

impl Way {
    /// How a principal assumes roles; nothing of those that may be anybody, or are mistaken.
    fn of(entry: &PrincipalEntry) -> Option<Self> {
        match entry.kind {
            PrincipalKind::Any => None,
            PrincipalKind::Federated => match Provider::of(&entry.text)? {
                Provider::Saml => Some(Way::Saml),
                Provider::Oidc(_) => Some(Way::WebIdentity),
            },
            _ => Some(Way::Plain),
        }
    }

    /// Whether an action, or some that a wildcard matches, is for these principals.
    fn takes(self, action: &ActionPattern) -> bool {
        let ActionForm::Named { service, name } = &action.form else {
            return true;
        };
        let name = name.to_ascii_lowercase();
        let is_sts = service.eq_ignore_ascii_case("sts");
        if is_sts && COMPANIONS.iter().any(|one| matches(&name, one)) {
            return true;
        }
        let mut ways = WAYS.iter().filter(|(one, _)| is_sts && matches(&name, one));
        match self {
            // What is about no role at all is nobody's mistake here.
            Way::Plain => ways.clone().next().is_none() || ways.any(|(_, way)| *way == self),
            Way::Saml | Way::WebIdentity => ways.any(|(_, way)| *way == self),
        }
    }

    fn mismatch(
        self,
        action: &Spanned<ActionPattern>,
        principal: &Spanned<PrincipalEntry>,
    ) -> Finding {
        let written = shown(&action.value.text);
        let (who, instead) = match self {
            Way::Plain => (
                "accounts, users, roles and services",
                "write `sts:AssumeRole`, or name an identity provider under `Federated`",
            ),
            Way::Saml => (
                "users of a SAML provider",
                "write `sts:AssumeRoleWithSAML`, and give other principals a statement of their own",
            ),
            Way::WebIdentity => (
                "users of an OIDC provider",
                "write `sts:AssumeRoleWithWebIdentity`, and give other principals a statement of their own",
            ),
        };
        Finding::check(
            Code::MismatchedActionForPrincipal,
            action.span,
            format!("{who} do not assume roles by `{written}`"),
        )
        .with_place(principal.span, "one of them")
        .with_help(instead)
    }
}

/// Sessions of roles that are trusted themselves.
fn redundant_sessions(review: &mut Review<'_>, principal: &PrincipalElement) {
    let entries = |kind| {
        let all = principal.entries();
        all.filter(move |entry| entry.value.kind == kind)
            .filter_map(|entry| Some((role_of(&entry.value)?, entry.span)))
    };
    if entries(PrincipalKind::RoleSession).next().is_none() {
        return;
    }
    let roles: HashMap<_, _> = entries(PrincipalKind::Role).collect();
    for (role, span) in entries(PrincipalKind::RoleSession) {
        if let Some(whole) = roles.get(&role) {
            let name = shown(role.name);
            review.push(
                Finding::check(
                    Code::RedundantPrincipalInRoleTrustPolicy,
                    span,
                    format!("this session of the role `{name}` is trusted with all others"),
                )
                .with_place(*whole, "the role with all its sessions")
                .with_help("remove the session; or remove the role, if only the session is meant"),
            );
        }
    }
}

/// A role, told apart from all others: ARNs of sessions leave its path out (P-8).
#[derive(PartialEq, Eq, Hash)]
struct Role<'t> {
    partition: &'t str,
    account: &'t str,
    name: &'t str,
}

fn role_of(entry: &PrincipalEntry) -> Option<Role<'_>> {
    let mut fields = entry.text.splitn(6, ':').skip(1);
    let (partition, account) = (fields.next()?, fields.nth(2)?);
    let (_, rest) = fields.next()?.split_once('/')?;
    let name = match entry.kind {
        PrincipalKind::RoleSession => rest.split('/').next()?,
        _ => rest.rsplit('/').next()?,
    };
    Some(Role {
        partition,
        account,
        name,
    })
}
