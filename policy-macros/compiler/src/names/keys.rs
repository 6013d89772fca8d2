//! Condition keys, and policy variables, which are keys (N-6, N-7).

use std::fmt::Display;
use std::rc::Rc;

use super::index::{ActionSet, Index};
use super::{Meant, Names, Subject};
use crate::code::Code;
use crate::finding::{Finding, Findings};
use crate::keys::fold;
use crate::reference::{KEYS_ELSEWHERE, Reference, fits_key, global_keys, newer_names};
use crate::span::Spanned;
use crate::template::shown;

/// Keys that AWS documents for more actions than the reference lists them for.
const OF_MORE_ACTIONS: [&str; 1] = ["aws-marketplace:productid"];

/// Policy variables that are no condition keys: of policies for devices and for the provider of
/// their credentials, and of session policies of AWS Transfer Family.
///
/// <https://docs.aws.amazon.com/iot/latest/developerguide/iot-policy-variables.html>
/// <https://docs.aws.amazon.com/transfer/latest/userguide/users-policies-session.html>
const VARIABLES: [&str; 16] = [
    "credentials-iot:AwsCertificateId",
    "credentials-iot:ThingName",
    "credentials-iot:ThingTypeName",
    "iot:Certificate.Issuer.${Name}",
    "iot:Certificate.SerialNumber",
    "iot:Certificate.Subject.${Name}",
    "iot:CertificateId",
    "iot:ClientId",
    "iot:Connection.Thing.Attributes[${Name}]",
    "iot:Connection.Thing.IsAttached",
    "iot:Connection.Thing.ThingName",
    "iot:Connection.Thing.ThingTypeName",
    "transfer:HomeBucket",
    "transfer:HomeDirectory",
    "transfer:HomeFolder",
    "transfer:UserName",
];

impl<'r> Names<'r> {
    /// Checks that a policy variable exists (N-6).
    pub(super) fn variable(
        &mut self,
        variable: &Spanned<String>,
        services: &[String],
        findings: &mut Findings,
    ) {
        let mut documented = VARIABLES.iter();
        if !documented.any(|known| fits_key(known, &variable.value)) {
            self.name_of_key(variable, services, &VARIABLES, findings);
        }
    }

    /// Checks that a key exists (N-6); `services` are those of the statement's actions. Whether
    /// it is known to exist.
    pub(super) fn key(
        &mut self,
        key: &Spanned<String>,
        services: &[String],
        findings: &mut Findings,
    ) -> bool {
        self.name_of_key(key, services, &[], findings)
    }

    /// The same; `further` are what may have been meant as well.
    fn name_of_key(
        &mut self,
        key: &Spanned<String>,
        services: &[String],
        further: &[&str],
        findings: &mut Findings,
    ) -> bool {
        let folded = fold(&key.value);
        let Some((prefix, _)) = folded.split_once(':') else {
            return false;
        };
        // Prefixes with a dot are the names of identity providers.
        if prefix.contains('.') || self.is_unlisted(prefix) {
            return false;
        }
        if is_global(&folded) || self.is_declared(prefix, services, &folded) {
            return true;
        }
        let message = format!("there is no condition key `{}`", shown(&key.value));
        let finding = Finding::deny_lint(Code::UnknownKey, "N-6", key.span, message);
        let suggests = self.suggests();
        let meant = suggests.then(|| self.key_meant(&key.value, services, further));
        findings.extend([finding.with_help(match meant.flatten() {
            Some(meant) => format!("a similar key exists: `{meant}`"),
            None => self.keys_of(prefix),
        })]);
        false
    }

    /// Checks that some action of the statement supports a key that exists (N-7).
    pub(super) fn supported_key(
        &mut self,
        key: &Spanned<String>,
        meant: &Meant<'_>,
        findings: &mut Findings,
    ) {
        let folded = fold(&key.value);
        let is_supported =
            |(index, actions): &(Rc<Index<'_>>, ActionSet)| index.supports(&folded, actions);
        if meant.is_empty() || meant.values().any(is_supported) {
            return;
        }
        let Some((index, supporting)) = self.actions_with(&folded) else {
            return;
        };
        let key_shown = shown(&key.value);
        let message = match self.subject {
            Subject::Statement => {
                format!("no action of this statement supports the condition key `{key_shown}`")
            }
            Subject::Request => {
                format!("no request for this action carries the condition key `{key_shown}`")
            }
        };
        let finding = Finding::deny_lint(Code::UnsupportedKey, "N-7", key.span, message);
        findings.extend([finding.with_help(format!(
            "it is a key of {}",
            list(index.full_names(&supporting), supporting.len())
        ))]);
    }

    /// The actions that support a key, given in lower case, with their service; nothing if other
    /// requests may carry it as well (N-7).
    pub(crate) fn actions_with(&mut self, key: &str) -> Option<(Rc<Index<'r>>, ActionSet)> {
        if is_global(key) || OF_MORE_ACTIONS.contains(&key) {
            return None;
        }
        // Keys such as `saml:sub` come with the session, whatever the action.
        let (prefix, _) = key.split_once(':')?;
        let index = self.service(prefix)?;
        let supporting = index.supporting(key);
        // The reference lists some keys under no action at all.
        (!supporting.is_empty()).then_some((index, supporting))
    }

    /// What to write, where nothing is similar.
    fn keys_of(&mut self, prefix: &str) -> String {
        let index = self.service(prefix);
        let keys = index
            .iter()
            .flat_map(|index| index.service.condition_keys());
        let own = keys.filter(|declared| !declared.key.starts_with("aws:"));
        let own: Vec<_> = own.map(|declared| &*declared.key).collect();
        match (&index, own.as_slice()) {
            (Some(_), []) => format!(
                "`{prefix}` has no condition keys of its own; write a global one, such as `aws:SourceIp`"
            ),
            (Some(_), [only]) => format!("the only key of `{prefix}` is `{only}`"),
            (Some(_), several) => format!("the keys of `{prefix}` are {}", list(several.iter(), several.len())),
            (None, _) => "write a key of a service, such as `s3:prefix`, or a global one, such as `aws:SourceIp`".to_owned(),
        }
    }

    /// Every service that declares keys of this prefix, and those of the statement.
    fn is_declared(&mut self, prefix: &str, services: &[String], key: &str) -> bool {
        declaring(self.reference, prefix, services).any(|service| {
            self.service(service)
                .is_some_and(|index| index.declares(key))
        })
    }

    /// Whether a service of this prefix exists, but not in the reference.
    fn is_unlisted(&mut self, prefix: &str) -> bool {
        self.service(prefix).is_none()
            && (newer_names(prefix).next().is_some() || self.has_known_actions(prefix))
    }
}

/// Whether every request may carry a key, given in lower case.
fn is_global(key: &str) -> bool {
    let mut keys = global_keys().iter();
    keys.any(|global| global.is(key))
}

/// The services that may declare keys of this prefix.
pub(super) fn declaring<'a>(
    reference: &'a Reference,
    prefix: &'a str,
    services: &'a [String],
) -> impl Iterator<Item = &'a str> {
    let row = KEYS_ELSEWHERE.binary_search_by(|(other, _)| (*other).cmp(prefix));
    let row = row.ok().and_then(|row| KEYS_ELSEWHERE.get(row));
    let elsewhere = row.into_iter().flat_map(|(_, services)| services.iter());
    std::iter::once(prefix)
        .chain(elsewhere.copied())
        .chain(reference.own_prefixes())
        .chain(services.iter().map(String::as_str))
}

/// A few of many names, with the number of the others.
pub(crate) fn list(names: impl Iterator<Item = impl Display>, count: usize) -> String {
    const FEW: usize = 3;
    let mut few: Vec<_> = names.take(FEW).map(|name| format!("`{name}`")).collect();
    let last = match count.saturating_sub(FEW) {
        0 => few.pop().unwrap_or_default(),
        1 => "1 other".to_owned(),
        others => format!("{others} others"),
    };
    if few.is_empty() {
        return last;
    }
    format!("{} and {last}", few.join(", "))
}
