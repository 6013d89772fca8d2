//! The keys that follow from the caller.
//!
//! Each function gives the pair of a key for a [`Principal`], or `None` if AWS sends no
//! such key for it. `aws:userid` is not among them: it joins an id with the name of the
//! session, and no text of the caller holds both. [`userid`](super::userid()) takes it.
//!
//! ```
//! use policy_core::global::{self, caller};
//! use policy_core::{AccountId, Context, Principal};
//!
//! let deploy = Principal::parse("arn:aws:sts::111122223333:assumed-role/deploy/ci-42")?
//!     .with_role("arn:aws:iam::111122223333:role/ci/deploy")?;
//!
//! let mut pairs = vec![
//!     global::requested_region("eu-central-1"),
//!     global::userid("AROADBQP57FF2AEXAMPLE:ci-42"),
//! ];
//! pairs.extend(caller::principal_arn(&deploy)?);
//! pairs.extend(caller::principal_account(&deploy));
//! pairs.extend(caller::principal_type(&deploy));
//! pairs.extend(caller::username(&deploy));
//!
//! let context = Context::new(&pairs)?;
//! assert_eq!(
//!     pairs[2..],
//!     [
//!         global::principal_arn("arn:aws:iam::111122223333:role/ci/deploy"),
//!         global::principal_account(AccountId::from_static("111122223333")),
//!         global::principal_type("AssumedRole"),
//!     ]
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use core::fmt;

use super::{PRINCIPAL_ACCOUNT, PRINCIPAL_ARN, PRINCIPAL_TYPE};
use crate::principal::Kind;
use crate::{ContextKey, Principal};

/// [`aws:PrincipalArn`](super::principal_arn): the ARN of the user, the federated user or
/// the root user; for a session that of the role, which is not that of the session.
/// Services, identity providers and anonymous callers have none.
///
/// ```
/// use policy_core::Principal;
/// use policy_core::global::{PRINCIPAL_ARN, caller};
///
/// let alice = Principal::parse("arn:aws:iam::111122223333:user/alice")?;
/// let pair = (PRINCIPAL_ARN, "arn:aws:iam::111122223333:user/alice");
/// assert_eq!(caller::principal_arn(&alice)?, Some(pair));
///
/// let session = Principal::parse("arn:aws:sts::111122223333:assumed-role/deploy/ci-42")?;
/// assert!(caller::principal_arn(&session).is_err());
///
/// let role = "arn:aws:iam::111122223333:role/ci/deploy";
/// let session = session.with_role(role)?;
/// assert_eq!(caller::principal_arn(&session)?, Some((PRINCIPAL_ARN, role)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If the caller is a session whose role was not given to [`Principal::with_role`]. Were
/// the key left out instead, a Deny that names the role would not apply (C-10).
pub const fn principal_arn<'a>(
    caller: &Principal<'a>,
) -> Result<Option<(ContextKey<'static>, &'a str)>, UnknownRoleError> {
    let arn = match &caller.kind {
        Kind::User(member) | Kind::Root(member) => member.arn(),
        Kind::FederatedUser { session, .. } => session.arn(),
        Kind::RoleSession {
            role: Some(role), ..
        } => role,
        Kind::RoleSession { role: None, .. } => return Err(UnknownRoleError { _private: () }),
        Kind::Service(_) | Kind::Federated(_) | Kind::Anonymous => return Ok(None),
    };
    Ok(Some((PRINCIPAL_ARN, arn)))
}

/// [`aws:PrincipalAccount`](super::principal_account): the account of the caller, or
/// `anonymous`. Services and identity providers have none.
///
/// ```
/// use policy_core::Principal;
/// use policy_core::global::{PRINCIPAL_ACCOUNT, caller};
///
/// let alice = Principal::parse("arn:aws:iam::111122223333:user/alice")?;
/// let pair = (PRINCIPAL_ACCOUNT, "111122223333");
/// assert_eq!(caller::principal_account(&alice), Some(pair));
///
/// let pair = (PRINCIPAL_ACCOUNT, "anonymous");
/// assert_eq!(caller::principal_account(&Principal::ANONYMOUS), Some(pair));
/// # Ok::<(), policy_core::ParsePrincipalError>(())
/// ```
#[must_use]
pub fn principal_account<'a>(caller: &Principal<'a>) -> Option<(ContextKey<'static>, &'a str)> {
    let account = match &caller.kind {
        Kind::Anonymous => "anonymous",
        _ => caller.account()?.as_str(),
    };
    Some((PRINCIPAL_ACCOUNT, account))
}

/// [`aws:PrincipalType`](super::principal_type): the kind of caller. AWS names none for
/// services and identity providers.
///
/// ```
/// use policy_core::Principal;
/// use policy_core::global::{PRINCIPAL_TYPE, caller};
///
/// for (arn, word) in [
///     ("arn:aws:iam::111122223333:root", "Account"),
///     ("arn:aws:iam::111122223333:user/alice", "User"),
///     ("arn:aws:sts::111122223333:assumed-role/deploy/ci-42", "AssumedRole"),
///     ("arn:aws:sts::111122223333:federated-user/bob", "FederatedUser"),
/// ] {
///     let pair = (PRINCIPAL_TYPE, word);
///     assert_eq!(caller::principal_type(&Principal::parse(arn)?), Some(pair));
/// }
/// # Ok::<(), policy_core::ParsePrincipalError>(())
/// ```
#[must_use]
pub const fn principal_type(caller: &Principal<'_>) -> Option<(ContextKey<'static>, &'static str)> {
    let word = match &caller.kind {
        Kind::Root(_) => "Account",
        Kind::User(_) => "User",
        Kind::RoleSession { .. } => "AssumedRole",
        Kind::FederatedUser { .. } => "FederatedUser",
        Kind::Anonymous => "Anonymous",
        Kind::Service(_) | Kind::Federated(_) => return None,
    };
    Some((PRINCIPAL_TYPE, word))
}

/// [`aws:username`](super::username()): the name of a user, without its path. No other
/// caller has one.
///
/// ```
/// use policy_core::Principal;
/// use policy_core::global::{USERNAME, caller};
///
/// let alice = Principal::parse("arn:aws:iam::111122223333:user/staff/alice")?;
/// assert_eq!(caller::username(&alice), Some((USERNAME, "alice")));
///
/// let bob = Principal::parse("arn:aws:sts::111122223333:federated-user/bob")?;
/// assert_eq!(caller::username(&bob), None);
/// # Ok::<(), policy_core::ParsePrincipalError>(())
/// ```
#[must_use]
pub fn username<'a>(caller: &Principal<'a>) -> Option<(ContextKey<'static>, &'a str)> {
    let Kind::User(member) = &caller.kind else {
        return None;
    };
    let (_, name) = member.arn().rsplit_once('/')?;
    Some(super::username(name))
}

/// [`aws:PrincipalIsAWSService`](super::principal_is_aws_service): whether the caller is a
/// service. Requests of identity providers and anonymous callers are not signed and do not
/// carry it.
///
/// ```
/// use policy_core::Principal;
/// use policy_core::global::{PRINCIPAL_IS_AWS_SERVICE, caller};
///
/// let trail = Principal::parse("cloudtrail.amazonaws.com")?;
/// let pair = (PRINCIPAL_IS_AWS_SERVICE, "true");
/// assert_eq!(caller::principal_is_aws_service(&trail), Some(pair));
///
/// let alice = Principal::parse("arn:aws:iam::111122223333:user/alice")?;
/// let pair = (PRINCIPAL_IS_AWS_SERVICE, "false");
/// assert_eq!(caller::principal_is_aws_service(&alice), Some(pair));
/// # Ok::<(), policy_core::ParsePrincipalError>(())
/// ```
#[must_use]
pub const fn principal_is_aws_service(
    caller: &Principal<'_>,
) -> Option<(ContextKey<'static>, &'static str)> {
    match &caller.kind {
        Kind::Federated(_) | Kind::Anonymous => None,
        kind => Some(super::principal_is_aws_service(matches!(
            kind,
            Kind::Service(_)
        ))),
    }
}

/// [`aws:PrincipalServiceName`](super::principal_service_name): the name of the service that
/// calls. No other caller has one.
///
/// ```
/// use policy_core::Principal;
/// use policy_core::global::{PRINCIPAL_SERVICE_NAME, caller};
///
/// let trail = Principal::parse("cloudtrail.amazonaws.com")?;
/// let pair = (PRINCIPAL_SERVICE_NAME, "cloudtrail.amazonaws.com");
/// assert_eq!(caller::principal_service_name(&trail), Some(pair));
/// # Ok::<(), policy_core::ParsePrincipalError>(())
/// ```
#[must_use]
pub const fn principal_service_name<'a>(
    caller: &Principal<'a>,
) -> Option<(ContextKey<'static>, &'a str)> {
    match &caller.kind {
        Kind::Service(name) => Some(super::principal_service_name(name)),
        _ => None,
    }
}

/// A session of a role whose ARN was not given, and does not follow: the ARN of the session
/// does not show the path (P-7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownRoleError {
    _private: (),
}

impl fmt::Display for UnknownRoleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the ARN of a session does not show the path of its role; name the role with `Principal::with_role`",
        )
    }
}

impl core::error::Error for UnknownRoleError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(text: &str) -> Principal<'_> {
        Principal::parse(text).expect(text)
    }

    #[test]
    fn accounts_give_arns() {
        for arn in [
            "arn:aws:iam::111122223333:root",
            "arn:aws:iam::111122223333:user/staff/alice",
            "arn:aws:sts::111122223333:federated-user/bob",
        ] {
            assert_eq!(principal_arn(&caller(arn)), Ok(Some((PRINCIPAL_ARN, arn))));
            assert_eq!(
                principal_account(&caller(arn)),
                Some((PRINCIPAL_ACCOUNT, "111122223333"))
            );
        }
    }

    #[test]
    fn only_users_have_names() {
        for arn in [
            "arn:aws:iam::111122223333:root",
            "arn:aws:sts::111122223333:assumed-role/deploy/ci-42",
            "arn:aws:sts::111122223333:federated-user/bob",
            "cloudtrail.amazonaws.com",
        ] {
            assert_eq!(username(&caller(arn)), None);
        }
    }

    #[test]
    fn callers_without_account_have_few_keys() {
        let provider = Principal::federated("graph.facebook.com").expect("a provider");
        let service = caller("cloudtrail.amazonaws.com");
        for caller in [provider, service] {
            assert_eq!(principal_account(&caller), None);
            assert_eq!(principal_type(&caller), None);
        }
        for caller in [provider, service, Principal::ANONYMOUS] {
            assert_eq!(principal_arn(&caller), Ok(None));
            assert_eq!(username(&caller), None);
        }
        for caller in [provider, Principal::ANONYMOUS] {
            assert_eq!(principal_is_aws_service(&caller), None);
            assert_eq!(principal_service_name(&caller), None);
        }
        let pair = (PRINCIPAL_TYPE, "Anonymous");
        assert_eq!(principal_type(&Principal::ANONYMOUS), Some(pair));
    }
}
