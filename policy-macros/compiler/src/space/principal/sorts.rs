//! Callers, one of each sort that `Principal` elements can tell apart.

use std::collections::BTreeSet;

use super::{Account, AskedPrincipal, Caller, CallerKind};
use crate::document::PrincipalKind;
use crate::space::budget::TooHard;

/// Goes through callers, one of each sort that the literals can tell apart, until `visit` has seen
/// enough.
pub(super) fn for_each(
    asked: &[AskedPrincipal<'_>],
    visit: &mut dyn FnMut(Caller) -> Result<bool, TooHard>,
) -> Result<(), TooHard> {
    let named = Named::new(asked);
    let mut visit_both = |caller: Caller| -> Result<bool, TooHard> {
        let bounded = Caller {
            has_boundary: true,
            ..caller.clone()
        };
        Ok(visit(caller)? && visit(bounded)?)
    };
    if !visit_both(Caller::new(CallerKind::Anonymous))? {
        return Ok(());
    }
    let with_other = |texts: &[&str]| -> Vec<String> {
        let texts = texts.iter().map(|text| (*text).to_owned());
        let other = format!("{}.example.com", named.other_name);
        texts.chain([other]).collect()
    };
    let services = with_other(&named.services).into_iter();
    let providers = with_other(&named.providers).into_iter();
    let outsiders = services
        .map(CallerKind::Service)
        .chain(providers.map(CallerKind::Federated));
    for kind in outsiders {
        if !visit_both(Caller::new(kind))? {
            return Ok(());
        }
    }
    for account in &named.accounts {
        for kind in named.members(account) {
            let ids = match &kind {
                CallerKind::User { .. } | CallerKind::FederatedUser { .. } => &named.user_ids[..],
                CallerKind::RoleSession { .. } => &named.role_ids,
                _ => &[],
            };
            let or_none = |texts: &[&str]| -> Vec<Option<String>> {
                let texts = texts.iter().map(|text| Some((*text).to_owned()));
                std::iter::once(None).chain(texts).collect()
            };
            for unique_id in or_none(ids) {
                for canonical_user in or_none(&named.canonical_users) {
                    let caller = Caller {
                        unique_id: unique_id.clone(),
                        canonical_user,
                        ..Caller::new(kind.clone())
                    };
                    if !visit_both(caller)? {
                        return Ok(());
                    }
                }
            }
        }
    }
    Ok(())
}

/// What the entries name.
#[derive(Default)]
struct Named<'a> {
    accounts: BTreeSet<Account>,
    users: Vec<&'a str>,
    roles: Vec<&'a str>,
    sessions: Vec<&'a str>,
    federated_users: Vec<&'a str>,
    user_ids: Vec<&'a str>,
    role_ids: Vec<&'a str>,
    services: Vec<&'a str>,
    providers: Vec<&'a str>,
    canonical_users: Vec<&'a str>,
    /// What no entry names.
    other_account: String,
    other_name: String,
}

impl<'a> Named<'a> {
    fn new(asked: &[AskedPrincipal<'a>]) -> Self {
        let mut named = Named::default();
        for entry in asked.iter().flat_map(|(literal, _)| &literal.entries) {
            let text = entry.text.as_str();
            let list = match entry.kind {
                PrincipalKind::Any | PrincipalKind::Root => None,
                PrincipalKind::Account => {
                    named.accounts.insert(Account {
                        partition: "aws".to_owned(),
                        id: text.to_owned(),
                    });
                    None
                }
                PrincipalKind::User => Some(&mut named.users),
                PrincipalKind::Role => Some(&mut named.roles),
                PrincipalKind::RoleSession => Some(&mut named.sessions),
                PrincipalKind::FederatedUser => Some(&mut named.federated_users),
                PrincipalKind::UserId => Some(&mut named.user_ids),
                PrincipalKind::RoleId => Some(&mut named.role_ids),
                PrincipalKind::Service => Some(&mut named.services),
                PrincipalKind::Federated => Some(&mut named.providers),
                PrincipalKind::CanonicalUser => Some(&mut named.canonical_users),
            };
            if let Some(list) = list
                && !list.contains(&text)
            {
                list.push(text);
            }
            if text.starts_with("arn:")
                && entry.kind != PrincipalKind::Federated
                && let Some(account) = Account::of_arn(text)
            {
                // Its number alone is a name in every partition.
                named.accounts.insert(Account {
                    partition: "aws".to_owned(),
                    id: account.id.clone(),
                });
                named.accounts.insert(account);
            }
        }
        let texts = || asked.iter().flat_map(|(literal, _)| &literal.entries);
        let is_named = |name: &str| texts().any(|entry| entry.text.contains(name));
        "somebody".clone_into(&mut named.other_name);
        while is_named(&named.other_name) {
            named.other_name.push('x');
        }
        let mut other_account = 999_999_999_999_u64;
        while is_named(&other_account.to_string()) {
            other_account -= 1;
        }
        named.other_account = other_account.to_string();
        named.accounts.insert(Account {
            partition: "aws".to_owned(),
            id: named.other_account.clone(),
        });
        named
    }

    /// The members of an account that are named, and one of each kind that is not.
    fn members(&self, account: &Account) -> Vec<CallerKind> {
        let other_name = &self.other_name;
        let of_account = |arns: &[&str]| -> Vec<String> {
            let arns = arns
                .iter()
                .filter(|arn| Account::of_arn(arn).is_some_and(|of_arn| of_arn == *account));
            arns.map(|arn| (*arn).to_owned()).collect()
        };
        let mut users = of_account(&self.users);
        users.push(account.arn("iam", &format!("user/{other_name}")));
        let mut members = vec![CallerKind::Root(account.clone())];
        for arn in &users {
            members.push(CallerKind::User {
                account: account.clone(),
                arn: arn.clone(),
            });
        }
        let sessions = of_account(&self.sessions);
        // `assumed-role/<role name>/<session name>`
        let role_of = |session: &str| session.split('/').nth(1).map(str::to_owned);
        let mut roles = of_account(&self.roles);
        roles.extend(
            sessions
                .iter()
                .filter_map(|session| role_of(session))
                .map(|name| account.arn("iam", &format!("role/{name}"))),
        );
        roles.push(account.arn("iam", &format!("role/{other_name}")));
        roles.sort();
        roles.dedup();
        for role in roles {
            let name = role.rsplit('/').next().unwrap_or_default();
            let other = account.arn("sts", &format!("assumed-role/{name}/{other_name}"));
            let named = sessions
                .iter()
                .filter(|session| role_of(session).is_some_and(|of| of == name));
            for arn in named.chain([&other]) {
                members.push(CallerKind::RoleSession {
                    account: account.clone(),
                    arn: arn.clone(),
                    role: role.clone(),
                });
            }
        }
        let mut federated_users = of_account(&self.federated_users);
        federated_users.push(account.arn("sts", &format!("federated-user/{other_name}")));
        for arn in federated_users {
            for parent in users.iter().map(Some).chain([None]) {
                members.push(CallerKind::FederatedUser {
                    account: account.clone(),
                    arn: arn.clone(),
                    parent: parent.cloned(),
                });
            }
        }
        members
    }
}
