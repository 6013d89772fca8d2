//! Callers, and a caller that some `Principal` elements name and others do not (P-3 … P-24).

use std::collections::BTreeSet;
use std::fmt;

use super::budget::{Budget, TooHard};
use crate::document::{PrincipalElement, PrincipalEntry, PrincipalKind};

/// The callers that a `Principal` or `NotPrincipal` element covers.
#[derive(Clone, Debug)]
pub(crate) struct PrincipalLiteral {
    /// Whether it is `NotPrincipal`.
    negated: bool,
    entries: Vec<PrincipalEntry>,
}

/// A literal, and what it has to say.
pub(super) type AskedPrincipal<'a> = (&'a PrincipalLiteral, bool);

/// Whoever sends a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    kind: CallerKind,
    /// `AIDA…` or `AROA…`, where a policy names it.
    unique_id: Option<String>,
    /// The canonical user id of the account, where a policy names it.
    canonical_user: Option<String>,
    /// Whether a permissions boundary is attached (P-24).
    has_boundary: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum CallerKind {
    Anonymous,
    Service(String),
    Federated(String),
    Root(Account),
    User {
        account: Account,
        arn: String,
    },
    RoleSession {
        account: Account,
        arn: String,
        role: String,
    },
    FederatedUser {
        account: Account,
        arn: String,
        parent: Option<String>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Account {
    partition: String,
    id: String,
}

impl PrincipalLiteral {
    pub(super) fn new(element: &PrincipalElement) -> Self {
        PrincipalLiteral {
            negated: element.negated,
            entries: element.entries().map(|entry| entry.value.clone()).collect(),
        }
    }

    pub(super) fn holds(&self, caller: &Caller) -> bool {
        if !self.negated {
            return self.entries.iter().any(|entry| caller.is(entry));
        }
        // Exempt is whose whole chain is listed, but for a caller with a boundary (P-20, P-24).
        let is_listed = |kinds: &[PrincipalKind]| {
            self.entries.iter().any(|entry| {
                let names = entry.kind == PrincipalKind::Any || kinds.contains(&entry.kind);
                names && caller.is(entry)
            })
        };
        caller.has_boundary || !caller.chain().iter().all(|kinds| is_listed(kinds))
    }

    /// Whether it names everybody.
    fn is_everybody(&self) -> bool {
        !self.negated
            && self
                .entries
                .iter()
                .any(|entry| entry.kind == PrincipalKind::Any)
    }
}

impl Caller {
    fn new(kind: CallerKind) -> Self {
        Caller {
            kind,
            unique_id: None,
            canonical_user: None,
            has_boundary: false,
        }
    }

    /// The ARN of a session's role, with its path.
    pub(crate) fn role(&self) -> Option<&str> {
        match &self.kind {
            CallerKind::RoleSession { role, .. } => Some(role),
            _ => None,
        }
    }

    /// The ARN of the user whose session a federated user has.
    pub(crate) fn parent(&self) -> Option<&str> {
        match &self.kind {
            CallerKind::FederatedUser { parent, .. } => parent.as_deref(),
            _ => None,
        }
    }

    /// `AIDA…` or `AROA…`, where a policy names it.
    pub(crate) fn unique_id(&self) -> Option<&str> {
        self.unique_id.as_deref()
    }

    /// The canonical user id of the account, where a policy names it.
    pub(crate) fn canonical_user(&self) -> Option<&str> {
        self.canonical_user.as_deref()
    }

    /// Whether it comes from an identity provider.
    pub(crate) const fn is_federated(&self) -> bool {
        matches!(self.kind, CallerKind::Federated(_))
    }

    /// Whether a permissions boundary is attached (P-24).
    pub(crate) const fn has_boundary(&self) -> bool {
        self.has_boundary
    }

    fn account(&self) -> Option<&Account> {
        match &self.kind {
            CallerKind::Anonymous | CallerKind::Service(_) | CallerKind::Federated(_) => None,
            CallerKind::Root(account)
            | CallerKind::User { account, .. }
            | CallerKind::RoleSession { account, .. }
            | CallerKind::FederatedUser { account, .. } => Some(account),
        }
    }

    /// Whether the entry means the caller: the table of P-10.
    fn is(&self, entry: &PrincipalEntry) -> bool {
        let text = &entry.text;
        let is_id = self.unique_id.as_ref() == Some(text);
        match (entry.kind, &self.kind) {
            (PrincipalKind::Any, _) => true,
            (PrincipalKind::Account, _) => {
                self.account().is_some_and(|account| account.id == *text)
            }
            (PrincipalKind::Root, _) => self
                .account()
                .is_some_and(|account| account.arn("iam", "root") == *text),
            (PrincipalKind::CanonicalUser, _) => {
                self.account().is_some() && self.canonical_user.as_ref() == Some(text)
            }
            (PrincipalKind::User, CallerKind::User { arn, .. })
            | (PrincipalKind::RoleSession, CallerKind::RoleSession { arn, .. })
            | (PrincipalKind::FederatedUser, CallerKind::FederatedUser { arn, .. }) => arn == text,
            (PrincipalKind::User, CallerKind::FederatedUser { parent, .. }) => {
                parent.as_ref() == Some(text)
            }
            (PrincipalKind::Role, CallerKind::RoleSession { role, .. }) => role == text,
            (PrincipalKind::UserId, CallerKind::User { .. } | CallerKind::FederatedUser { .. })
            | (PrincipalKind::RoleId, CallerKind::RoleSession { .. }) => is_id,
            (PrincipalKind::Service, CallerKind::Service(name))
            | (PrincipalKind::Federated, CallerKind::Federated(name)) => name == text,
            _ => false,
        }
    }

    /// Of each level of the caller's chain, the kinds of entries that name it (P-20).
    fn chain(&self) -> &'static [&'static [PrincipalKind]] {
        const ACCOUNT: &[PrincipalKind] = &[
            PrincipalKind::Account,
            PrincipalKind::Root,
            PrincipalKind::CanonicalUser,
        ];
        match self.kind {
            CallerKind::Anonymous => &[&[PrincipalKind::Any]],
            CallerKind::Service(_) => &[&[PrincipalKind::Service]],
            CallerKind::Federated(_) => &[&[PrincipalKind::Federated]],
            CallerKind::Root(_) => &[ACCOUNT],
            CallerKind::User { .. } => &[ACCOUNT, &[PrincipalKind::User, PrincipalKind::UserId]],
            CallerKind::RoleSession { .. } => &[
                ACCOUNT,
                &[PrincipalKind::Role, PrincipalKind::RoleId],
                &[PrincipalKind::RoleSession],
            ],
            CallerKind::FederatedUser { .. } => &[ACCOUNT, &[PrincipalKind::FederatedUser]],
        }
    }
}

impl Account {
    /// The account of an IAM or STS ARN.
    fn of_arn(arn: &str) -> Option<Self> {
        let mut fields = arn.split(':');
        let partition = fields.nth(1)?.to_owned();
        let id = fields.nth(2)?.to_owned();
        Some(Account { partition, id })
    }

    fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:{}:{service}::{}:{resource}", self.partition, self.id)
    }
}

/// As policies name it, and what else matters.
impl fmt::Display for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            CallerKind::Anonymous => f.write_str("anybody"),
            CallerKind::Service(name) | CallerKind::Federated(name) => f.write_str(name),
            CallerKind::Root(account) => f.write_str(&account.arn("iam", "root")),
            CallerKind::User { arn, .. }
            | CallerKind::RoleSession { arn, .. }
            | CallerKind::FederatedUser { arn, .. } => f.write_str(arn),
        }
    }
}

/// A caller of whom every literal says what is asked.
pub(super) fn find(
    asked: &[AskedPrincipal<'_>],
    budget: &mut Budget,
) -> Result<Option<Caller>, TooHard> {
    // Mostly everybody is named, or nobody in particular.
    let anonymous = Caller::new(CallerKind::Anonymous);
    let is_settled = |(literal, wanted): &AskedPrincipal<'_>| *wanted && literal.is_everybody();
    if asked.iter().all(is_settled) {
        return Ok(Some(anonymous));
    }
    let mut found = None;
    for_each_sort(asked, &mut |caller| {
        budget.spend(1 + asked.len())?;
        let fits = |(literal, wanted): &AskedPrincipal<'_>| literal.holds(&caller) == *wanted;
        if asked.iter().all(fits) {
            found = Some(caller);
            return Ok(false);
        }
        Ok(true)
    })?;
    Ok(found)
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

/// Goes through callers, one of each sort that the literals can tell apart, until `visit` has seen
/// enough.
fn for_each_sort(
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
