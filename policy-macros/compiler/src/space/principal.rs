//! Callers, and a caller that some `Principal` elements name and others do not (P-3 … P-24).

mod sorts;

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

/// What laws tell the evaluator about a caller.
#[cfg(test)]
impl Caller {
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
    sorts::for_each(asked, &mut |caller| {
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
