//! Principals: who asks, and which entries of a policy mean them (P-1 … P-27, Q-2).

mod entry;

use core::fmt;

use crate::{AccountId, fold};

pub use entry::PrincipalKind;

/// The caller of a request (Q-2).
///
/// ```
/// use policy_core::Principal;
///
/// let alice = Principal::parse("arn:aws:iam::111122223333:user/alice")?;
/// let tasks = Principal::parse("ecs-tasks.amazonaws.com")?;
/// let deploy = Principal::parse("arn:aws:sts::111122223333:assumed-role/deploy/ci-42")?
///     .with_role("arn:aws:iam::111122223333:role/ci/deploy")?;
///
/// assert_eq!(alice.account().unwrap().as_str(), "111122223333");
/// assert!(tasks.account().is_none());
/// # Ok::<(), policy_core::ParsePrincipalError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Principal<'a> {
    pub(crate) kind: Kind<'a>,
    unique_id: Option<&'a str>,
    canonical_user: Option<&'a str>,
    pub(crate) service_linked: bool,
    pub(crate) in_management_account: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind<'a> {
    User(Member<'a>),
    RoleSession {
        session: Member<'a>,
        role_name: &'a str,
        /// With its path, which the session's ARN does not show (P-7).
        role: Option<&'a str>,
    },
    FederatedUser {
        session: Member<'a>,
        parent: Option<&'a str>,
    },
    Root(Member<'a>),
    Service(&'a str),
    Federated(&'a str),
    Anonymous,
}

/// A principal of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Member<'a> {
    arn: &'a str,
    partition: &'a str,
    account: AccountId<'a>,
}

/// How firmly a resource policy names the caller (P-10); the greater, the firmer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchKind {
    /// The caller's account: delegates to the account's own policies.
    Account,
    /// The caller's role or parent user: boundaries and session policies still limit.
    Limited,
    /// The caller itself.
    Direct,
}

impl Principal<'static> {
    /// A caller known when the program is written.
    ///
    /// ```
    /// use policy_core::Principal;
    ///
    /// const ALICE: Principal = Principal::from_static("arn:aws:iam::111122223333:user/alice");
    /// ```
    ///
    /// # Panics
    ///
    /// Where [`parse`](Self::parse) would not take it; in a constant that is a compile
    /// error.
    #[must_use]
    #[track_caller]
    #[expect(clippy::panic, reason = "documented; the fallible form is `parse`")]
    pub const fn from_static(text: &'static str) -> Self {
        match Principal::parse(text) {
            Ok(principal) => principal,
            Err(error) => panic!("{}", error.as_str()),
        }
    }
}

impl<'a> Principal<'a> {
    /// A caller without credentials (P-17).
    pub const ANONYMOUS: Principal<'static> = Principal::of(Kind::Anonymous);

    const fn of(kind: Kind<'_>) -> Principal<'_> {
        Principal {
            kind,
            unique_id: None,
            canonical_user: None,
            service_linked: false,
            in_management_account: false,
        }
    }

    /// Reads the ARN of a user, of a role session, of a federated user or of an
    /// account's root user, or the name of a service such as `ecs-tasks.amazonaws.com`.
    ///
    /// ```
    /// use policy_core::{ParsePrincipalError, Principal};
    ///
    /// for caller in [
    ///     "arn:aws:iam::111122223333:user/alice",
    ///     "arn:aws:sts::111122223333:assumed-role/deploy/ci-42",
    ///     "arn:aws:sts::111122223333:federated-user/bob",
    ///     "arn:aws:iam::111122223333:root",
    ///     "ecs-tasks.amazonaws.com",
    /// ] {
    ///     assert_eq!(Principal::parse(caller)?.to_string(), caller);
    /// }
    /// let role = Principal::parse("arn:aws:iam::111122223333:role/deploy");
    /// assert_eq!(role, Err(ParsePrincipalError::Role));
    /// # Ok::<(), ParsePrincipalError>(())
    /// ```
    ///
    /// AWS describes them under [how to specify a principal][principal].
    ///
    /// [principal]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    ///
    /// # Errors
    ///
    /// If the text is none of these. A role is no caller, only its sessions are; a
    /// group is none at all (Q-7). Identity providers: [`federated`](Self::federated).
    pub const fn parse(text: &'a str) -> Result<Self, ParsePrincipalError> {
        const FORM: ParsePrincipalError = ParsePrincipalError::Form;
        if is_service_name(text) {
            return Ok(Principal::of(Kind::Service(text)));
        }
        let Some((arn, rest)) = split(text, b':') else {
            return Err(FORM);
        };
        let Some((partition, rest)) = split(rest, b':') else {
            return Err(FORM);
        };
        let Some((service, rest)) = split(rest, b':') else {
            return Err(FORM);
        };
        let Some((region, rest)) = split(rest, b':') else {
            return Err(FORM);
        };
        let Some((account, name)) = split(rest, b':') else {
            return Err(FORM);
        };
        if !matches!(arn.as_bytes(), b"arn") || !is_partition(partition) || !region.is_empty() {
            return Err(FORM);
        }
        let Ok(account) = AccountId::parse(account) else {
            return Err(ParsePrincipalError::Account);
        };
        let member = Member {
            arn: text,
            partition,
            account,
        };
        let (kind, names) = match split(name, b'/') {
            Some((kind, names)) => (kind, Some(names)),
            None => (name, None),
        };
        let kind = match (service.as_bytes(), kind.as_bytes(), names) {
            (b"iam", b"root", None) => Kind::Root(member),
            (b"iam", b"user", Some(path)) if is_path(path) => Kind::User(member),
            (b"iam", b"role", Some(_)) => return Err(ParsePrincipalError::Role),
            (b"sts", b"assumed-role", Some(names)) => match split(names, b'/') {
                Some((role_name, session)) if is_name(role_name) && is_name(session) => {
                    Kind::RoleSession {
                        session: member,
                        role_name,
                        role: None,
                    }
                }
                _ => return Err(FORM),
            },
            (b"sts", b"federated-user", Some(name)) if is_name(name) => Kind::FederatedUser {
                session: member,
                parent: None,
            },
            _ => return Err(FORM),
        };
        Ok(Principal::of(kind))
    }

    /// An identity provider that vouches for somebody who has no role yet (P-12):
    /// its ARN or its domain.
    ///
    /// Only the trust policy of the role decides for such a caller (E-30).
    ///
    /// ```
    /// use policy_compiler::{Options, compile};
    /// use policy_core::{Decision, PolicyType, Principal, Request};
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": {
    ///         "Effect": "Allow",
    ///         "Principal": { "Federated": "graph.facebook.com" },
    ///         "Action": "sts:AssumeRoleWithWebIdentity"
    ///     }
    /// }"#;
    /// let trust = compile(text, &Options::new(PolicyType::Trust)).unwrap();
    /// let role = "arn:aws:iam::111122223333:role/app";
    /// let assume_role = Request::parse("sts:AssumeRoleWithWebIdentity", role)?;
    ///
    /// let facebook = Principal::federated("graph.facebook.com")?;
    /// let google = Principal::federated("accounts.google.com")?;
    /// assert_eq!(trust.policy().evaluate(&assume_role.by(&facebook)), Decision::Allow);
    /// assert_eq!(trust.policy().evaluate(&assume_role.by(&google)), Decision::ImplicitDeny);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// AWS describes them under [how to specify a principal][principal].
    ///
    /// [principal]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
    ///
    /// # Errors
    ///
    /// If the text is empty or holds blanks or wildcards.
    pub fn federated(provider: &'a str) -> Result<Self, ParsePrincipalError> {
        let refused = |c: char| c.is_whitespace() || matches!(c, '*' | '?' | '$');
        if provider.is_empty() || provider.contains(refused) {
            return Err(ParsePrincipalError::Form);
        }
        Ok(Principal::of(Kind::Federated(provider)))
    }

    /// The role of a session by its full ARN, path included. Without it, the role is
    /// taken to have no path.
    ///
    /// A policy names a role with its path, but the ARN of the session does not show it
    /// (P-7).
    ///
    /// ```
    /// use policy_compiler::{Options, compile};
    /// use policy_core::{Decision, PolicyType, Principal, Request};
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": {
    ///         "Effect": "Allow",
    ///         "Principal": { "AWS": "arn:aws:iam::111122223333:role/ci/deploy" },
    ///         "Action": "sqs:SendMessage",
    ///         "Resource": "*"
    ///     }
    /// }"#;
    /// let queue = compile(text, &Options::new(PolicyType::Resource)).unwrap();
    /// let send = Request::parse("sqs:SendMessage", "arn:aws:sqs:eu-central-1:111122223333:jobs")?;
    ///
    /// let session = Principal::parse("arn:aws:sts::111122223333:assumed-role/deploy/ci-42")?;
    /// assert_eq!(queue.policy().evaluate(&send.by(&session)), Decision::ImplicitDeny);
    ///
    /// let session = session.with_role("arn:aws:iam::111122223333:role/ci/deploy")?;
    /// assert_eq!(queue.policy().evaluate(&send.by(&session)), Decision::Allow);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// AWS shows the two ARNs under [IAM identifiers][identifiers].
    ///
    /// [identifiers]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
    ///
    /// # Errors
    ///
    /// If this is no role session, or the role is not the one that the session names.
    pub fn with_role(mut self, arn: &'a str) -> Result<Self, ParsePrincipalError> {
        match &mut self.kind {
            Kind::RoleSession {
                session,
                role_name,
                role,
            } if session.owns(arn, "role", Some(role_name)) => *role = Some(arn),
            _ => return Err(ParsePrincipalError::Attribute),
        }
        Ok(self)
    }

    /// The user who called [`GetFederationToken`][token], by ARN (P-9).
    ///
    /// What a policy says about that user holds for the federated user as well.
    ///
    /// ```
    /// use policy_compiler::{Options, compile};
    /// use policy_core::{Decision, PolicyType, Principal, Request};
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": {
    ///         "Effect": "Deny",
    ///         "Principal": { "AWS": "arn:aws:iam::111122223333:user/alice" },
    ///         "Action": "sqs:*",
    ///         "Resource": "*"
    ///     }
    /// }"#;
    /// let queue = compile(text, &Options::new(PolicyType::Resource)).unwrap();
    /// let send = Request::parse("sqs:SendMessage", "arn:aws:sqs:eu-central-1:111122223333:jobs")?;
    ///
    /// let bob = Principal::parse("arn:aws:sts::111122223333:federated-user/bob")?
    ///     .with_parent_user("arn:aws:iam::111122223333:user/alice")?;
    /// assert_eq!(queue.policy().evaluate(&send.by(&bob)), Decision::ExplicitDeny);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// [token]: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
    ///
    /// # Errors
    ///
    /// If this is no federated user, or the ARN is not that of a user of its account.
    pub fn with_parent_user(mut self, arn: &'a str) -> Result<Self, ParsePrincipalError> {
        match &mut self.kind {
            Kind::FederatedUser { session, parent } if session.owns(arn, "user", None) => {
                *parent = Some(arn);
            }
            _ => return Err(ParsePrincipalError::Attribute),
        }
        Ok(self)
    }

    /// The unique id: `AIDA…` of the user or parent user, `AROA…` of the role (P-14).
    ///
    /// AWS writes it into a saved policy in place of the ARN, so that a new user of an old
    /// name does not inherit anything: see [IAM identifiers][identifiers].
    ///
    /// ```
    /// use policy_compiler::{Options, compile};
    /// use policy_core::{Decision, PolicyType, Principal, Request};
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": {
    ///         "Effect": "Allow",
    ///         "Principal": { "AWS": "AIDACKCEVSQ6C2EXAMPLE" },
    ///         "Action": "sqs:SendMessage",
    ///         "Resource": "*"
    ///     }
    /// }"#;
    /// let queue = compile(text, &Options::new(PolicyType::Resource)).unwrap();
    /// let send = Request::parse("sqs:SendMessage", "arn:aws:sqs:eu-central-1:111122223333:jobs")?;
    ///
    /// let alice = Principal::parse("arn:aws:iam::111122223333:user/alice")?;
    /// let first = alice.with_unique_id("AIDACKCEVSQ6C2EXAMPLE");
    /// let second = alice.with_unique_id("AIDAJQABLZS4A3QDU576Q");
    /// assert_eq!(queue.policy().evaluate(&send.by(&first)), Decision::Allow);
    /// assert_eq!(queue.policy().evaluate(&send.by(&second)), Decision::ImplicitDeny);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// [identifiers]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
    #[must_use]
    pub const fn with_unique_id(mut self, id: &'a str) -> Self {
        self.unique_id = Some(id);
        self
    }

    /// The canonical user id of the caller's account (P-13): 64 hexadecimal digits.
    ///
    /// ```
    /// use policy_compiler::{Options, compile};
    /// use policy_core::{Decision, PolicyType, Principal, Request};
    ///
    /// const ID: &str = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": {
    ///         "Effect": "Deny",
    ///         "Principal": {
    ///             "CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"
    ///         },
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:::docs/*"
    ///     }
    /// }"#;
    /// let bucket = compile(text, &Options::new(PolicyType::Resource)).unwrap();
    /// let get = Request::parse("s3:GetObject", "arn:aws:s3:::docs/plan.pdf")?;
    ///
    /// let eve = Principal::parse("arn:aws:iam::444455556666:user/eve")?.with_canonical_user(ID);
    /// assert_eq!(bucket.policy().evaluate(&get.by(&eve)), Decision::ExplicitDeny);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// AWS says where it stands: [account identifiers][account].
    ///
    /// [account]: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
    #[must_use]
    pub const fn with_canonical_user(mut self, id: &'a str) -> Self {
        self.canonical_user = Some(id);
        self
    }

    /// Says that this is a session of a service-linked role, which neither SCPs nor RCPs
    /// bind (E-21, E-25).
    ///
    /// AWS's page: [service-linked roles][roles].
    ///
    /// [roles]: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
    ///
    /// # Errors
    ///
    /// If this is no role session.
    pub const fn of_service_linked_role(mut self) -> Result<Self, ParsePrincipalError> {
        match self.kind {
            Kind::RoleSession { .. } => {
                self.service_linked = true;
                Ok(self)
            }
            _ => Err(ParsePrincipalError::Attribute),
        }
    }

    /// Says that the caller belongs to the management account of its organization, which
    /// SCPs do not bind (E-21).
    ///
    /// AWS's page: [service control policies][scps].
    ///
    /// [scps]: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
    ///
    /// # Errors
    ///
    /// If the caller has no account, as services have none.
    pub const fn of_management_account(mut self) -> Result<Self, ParsePrincipalError> {
        match self.kind {
            Kind::Service(_) | Kind::Federated(_) | Kind::Anonymous => {
                Err(ParsePrincipalError::Attribute)
            }
            _ => {
                self.in_management_account = true;
                Ok(self)
            }
        }
    }

    /// The account of the caller; services, identity providers and anonymous callers
    /// have none.
    #[must_use]
    pub fn account(&self) -> Option<AccountId<'a>> {
        self.member().map(|member| member.account)
    }

    fn member(&self) -> Option<&Member<'a>> {
        match &self.kind {
            Kind::User(member) | Kind::Root(member) => Some(member),
            Kind::RoleSession { session, .. } | Kind::FederatedUser { session, .. } => {
                Some(session)
            }
            Kind::Service(_) | Kind::Federated(_) | Kind::Anonymous => None,
        }
    }
}

impl Member<'_> {
    /// Whether `arn` is that of a user or role of the same account, with this name.
    fn owns(&self, arn: &str, resource: &str, name: Option<&str>) -> bool {
        let path = strip_all(
            arn,
            &["arn:", self.partition, ":iam::", self.account.as_str(), ":"],
        )
        .and_then(|rest| strip_all(rest, &[resource, "/"]));
        path.is_some_and(|path| {
            let last = path.rsplit('/').next();
            is_path(path) && (name.is_none() || last == name)
        })
    }
}

impl fmt::Display for Principal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match &self.kind {
            Kind::Service(name) | Kind::Federated(name) => name,
            Kind::Anonymous => "anonymous",
            _ => self.member().map_or("", |member| member.arn),
        })
    }
}

/// `text` without these parts, one after the other, at its beginning.
fn strip_all<'t>(text: &'t str, parts: &[&str]) -> Option<&'t str> {
    parts
        .iter()
        .try_fold(text, |text, part| text.strip_prefix(part))
}

fn is_all(text: &str, parts: &[&str]) -> bool {
    strip_all(text, parts) == Some("")
}

const fn is_partition(text: &str) -> bool {
    matches!(text.as_bytes(), b"aws" | [b'a', b'w', b's', b'-', _, ..])
}

/// A name, with any path before it.
const fn is_path(text: &str) -> bool {
    !matches!(text.as_bytes(), [] | [b'/', ..] | [.., b'/'])
}

const fn is_name(text: &str) -> bool {
    !text.is_empty() && split(text, b'/').is_none()
}

const fn is_service_name(text: &str) -> bool {
    let mut rest = text.as_bytes();
    let mut has_dot = false;
    let mut after_dot = true;
    while let Some((byte, after)) = rest.split_first() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => after_dot = false,
            b'.' if !after_dot => {
                has_dot = true;
                after_dot = true;
            }
            _ => return false,
        }
        rest = after;
    }
    has_dot && !after_dot
}

/// The text before and after the first of these ASCII bytes.
const fn split(text: &str, at: u8) -> Option<(&str, &str)> {
    let Some(index) = fold::find(text.as_bytes(), at) else {
        return None;
    };
    let (before, rest) = text.split_at(index);
    Some((before, rest.split_at(1).1))
}

/// Why a text, or an attribute, makes no caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParsePrincipalError {
    /// Not the ARN of a user, role session, federated user or root user, and no
    /// service name.
    Form,
    /// The account field of the ARN is not twelve digits.
    Account,
    /// The ARN of a role.
    Role,
    /// An attribute that this kind of caller does not have, or that contradicts its ARN.
    Attribute,
}

impl ParsePrincipalError {
    const fn as_str(self) -> &'static str {
        match self {
            ParsePrincipalError::Form => {
                "a caller is the ARN of a user, role session, federated user or root user, or the name of a service"
            }
            ParsePrincipalError::Account => "the account in the caller's ARN is not twelve digits",
            ParsePrincipalError::Role => {
                "a role does not call, its sessions do: `arn:aws:sts::<account>:assumed-role/<role>/<session>`"
            }
            ParsePrincipalError::Attribute => {
                "this caller has no such role, parent user or account"
            }
        }
    }
}

impl fmt::Display for ParsePrincipalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl core::error::Error for ParsePrincipalError {}

impl<'a> Member<'a> {
    pub(crate) const fn arn(&self) -> &'a str {
        self.arn
    }
}
