//! Which entries of a `Principal` element mean a caller (P-10, P-20).

use super::{Kind, MatchKind, Principal, is_all};

/// What an entry of a `Principal` element names (P-1); decides whom it means, and how
/// firmly (P-10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalKind {
    /// `*`.
    Any,
    /// Twelve digits.
    Account,
    /// The ARN of an account's root.
    Root,
    /// The ARN of a user.
    User,
    /// The ARN of a role.
    Role,
    /// The ARN of a role session.
    RoleSession,
    /// The ARN of a federated user.
    FederatedUser,
    /// `AIDA…`.
    UserId,
    /// `AROA…`.
    RoleId,
    /// The name of a service.
    Service,
    /// The ARN or domain of an identity provider.
    Federated,
    /// The canonical user id of an account.
    CanonicalUser,
}

impl PrincipalKind {
    /// Whether an entry of this kind means the caller, and how firmly: the table of P-10.
    pub(crate) fn matches(self, text: &str, caller: &Principal<'_>) -> Option<MatchKind> {
        let when = |holds: bool, kind| holds.then_some(kind);
        let id = caller.unique_id == Some(text);
        match (self, &caller.kind) {
            (PrincipalKind::Any, _) => Some(MatchKind::Direct),
            (PrincipalKind::Account, _) => when(
                caller
                    .member()
                    .is_some_and(|member| member.account.as_str() == text),
                MatchKind::Account,
            ),
            (PrincipalKind::Root, _) => when(
                caller.member().is_some_and(|member| {
                    let account = member.account.as_str();
                    is_all(
                        text,
                        &["arn:", member.partition, ":iam::", account, ":root"],
                    )
                }),
                MatchKind::Account,
            ),
            (PrincipalKind::CanonicalUser, _) => when(
                caller.member().is_some() && caller.canonical_user == Some(text),
                MatchKind::Account,
            ),
            (PrincipalKind::User, Kind::User(member)) => {
                when(member.arn == text, MatchKind::Direct)
            }
            (PrincipalKind::User, Kind::FederatedUser { parent, .. }) => {
                when(*parent == Some(text), MatchKind::Limited)
            }
            (PrincipalKind::UserId, Kind::User(_)) => when(id, MatchKind::Direct),
            (PrincipalKind::UserId, Kind::FederatedUser { .. })
            | (PrincipalKind::RoleId, Kind::RoleSession { .. }) => when(id, MatchKind::Limited),
            (
                PrincipalKind::Role,
                Kind::RoleSession {
                    session,
                    role_name,
                    role,
                },
            ) => {
                let is_role = role.map_or_else(
                    || {
                        let account = session.account.as_str();
                        let parts = [
                            "arn:",
                            session.partition,
                            ":iam::",
                            account,
                            ":role/",
                            role_name,
                        ];
                        is_all(text, &parts)
                    },
                    |role| role == text,
                );
                when(is_role, MatchKind::Limited)
            }
            (PrincipalKind::RoleSession, Kind::RoleSession { session, .. })
            | (PrincipalKind::FederatedUser, Kind::FederatedUser { session, .. }) => {
                when(session.arn == text, MatchKind::Direct)
            }
            (PrincipalKind::Service, Kind::Service(name))
            | (PrincipalKind::Federated, Kind::Federated(name)) => {
                when(*name == text, MatchKind::Direct)
            }
            _ => None,
        }
    }

    /// The levels of a caller's chain: an exempt caller has an entry for each (P-20).
    pub(crate) const fn chain(caller: &Principal<'_>) -> &'static [&'static [PrincipalKind]] {
        const ACCOUNT: &[PrincipalKind] = &[
            PrincipalKind::Account,
            PrincipalKind::Root,
            PrincipalKind::CanonicalUser,
        ];
        match caller.kind {
            Kind::User(_) => &[ACCOUNT, &[PrincipalKind::User, PrincipalKind::UserId]],
            Kind::RoleSession { .. } => &[
                ACCOUNT,
                &[PrincipalKind::Role, PrincipalKind::RoleId],
                &[PrincipalKind::RoleSession],
            ],
            Kind::FederatedUser { .. } => &[ACCOUNT, &[PrincipalKind::FederatedUser]],
            Kind::Root(_) => &[ACCOUNT],
            Kind::Service(_) => &[&[PrincipalKind::Service]],
            Kind::Federated(_) => &[&[PrincipalKind::Federated]],
            Kind::Anonymous => &[&[PrincipalKind::Any]],
        }
    }
}
