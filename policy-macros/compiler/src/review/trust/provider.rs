//! The identity providers that trust policies name (K-12).

use crate::code::Code;
use crate::document::{PrincipalEntry, PrincipalKind};
use crate::finding::Finding;
use crate::principal::{is_account, is_partition};
use crate::span::Spanned;
use crate::template::shown;

/// The providers that AWS knows without an ARN.
const WELL_KNOWN: [&str; 4] = [
    "accounts.google.com",
    "cognito-identity.amazonaws.com",
    "graph.facebook.com",
    "www.amazon.com",
];

/// An identity provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Provider<'t> {
    Saml,
    /// Its host, with the path if it has one: what its condition keys begin with.
    Oidc(&'t str),
}

impl<'t> Provider<'t> {
    /// What a federated principal is; nothing if it is another domain, or no provider at all.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        if WELL_KNOWN.contains(&text) {
            return Some(Provider::Oidc(text));
        }
        let mut fields = text.splitn(6, ':');
        let (arn, partition) = (fields.next()?, fields.next()?);
        let (service, region) = (fields.next()?, fields.next()?);
        let (account, resource) = (fields.next()?, fields.next()?);
        if (arn, service, region) != ("arn", "iam", "")
            || !is_partition(partition)
            || !is_account(account)
        {
            return None;
        }
        match resource.split_once('/')? {
            ("saml-provider", name) if !name.is_empty() => Some(Provider::Saml),
            ("oidc-provider", url) if is_domain(url.split('/').next()?) => {
                Some(Provider::Oidc(url))
            }
            _ => None,
        }
    }
}

/// A federated principal that is written neither as a domain nor as the ARN of a provider.
pub(super) fn mistake(entry: &Spanned<PrincipalEntry>) -> Option<Finding> {
    let text = &entry.value.text;
    let is_fine = is_domain(text) || Provider::of(text).is_some();
    if entry.value.kind != PrincipalKind::Federated || is_fine {
        return None;
    }
    let url = text.split_once("://").map_or(&**text, |(_, rest)| rest);
    let host = url.split('/').next().unwrap_or_default();
    let help = if is_domain(host) {
        let url = shown(url.trim_end_matches('/'));
        format!("write `arn:aws:iam::111122223333:oidc-provider/{url}`, with your account")
    } else {
        "write `arn:aws:iam::111122223333:oidc-provider/…`, `…:saml-provider/…`, or a domain such as `accounts.google.com`".to_owned()
    };
    Some(
        Finding::check(
            Code::InvalidFederatedPrincipalSyntaxInRoleTrustPolicy,
            entry.span,
            format!(
                "`{}` is neither a domain nor the ARN of an identity provider",
                shown(text)
            ),
        )
        .with_help(help),
    )
}

/// Whether it is a name such as `accounts.google.com`.
fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.contains('.') && text.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn providers_are_told_by_their_arns() {
        for (text, expected) in [
            (
                "arn:aws:iam::111122223333:saml-provider/corp",
                Some(Provider::Saml),
            ),
            (
                "arn:aws-cn:iam::111122223333:oidc-provider/oidc.example.com/id/7",
                Some(Provider::Oidc("oidc.example.com/id/7")),
            ),
            ("www.amazon.com", Some(Provider::Oidc("www.amazon.com"))),
            ("login.example.com", None),
            ("arn:aws:iam::1111:saml-provider/corp", None),
            (
                "arn:aws:iam:us-east-1:111122223333:saml-provider/corp",
                None,
            ),
            ("arn:aws:iam::111122223333:saml-provider/", None),
            ("arn:aws:iam::111122223333:saml-provider", None),
            (
                "arn:aws:iam::111122223333:oidc-provider/https://oidc.example.com",
                None,
            ),
            (
                "arn:aws:iam::111122223333:role/oidc-provider/oidc.example.com",
                None,
            ),
            (
                "arn:aws:sts::111122223333:oidc-provider/oidc.example.com",
                None,
            ),
            ("arn:aws:iam", None),
        ] {
            assert_eq!(Provider::of(text), expected, "{text}");
        }
    }

    #[test]
    fn domains_are_labels_with_dots_between() {
        for (text, expected) in [
            ("accounts.google.com", true),
            ("xn--bcher-kva.example", true),
            ("localhost", false),
            ("https://accounts.google.com", false),
            ("accounts.google.com/", false),
            ("accounts..google.com", false),
            ("-a.example.com", false),
            (".", false),
        ] {
            assert_eq!(is_domain(text), expected, "{text}");
        }
    }
}
