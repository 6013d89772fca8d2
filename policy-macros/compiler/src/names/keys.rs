//! Condition keys, and policy variables, which are keys (N-6, N-7).

use std::fmt::Display;
use std::rc::Rc;
use std::sync::LazyLock;

use super::action_set::ActionSet;
use super::index::Index;
use super::key_map::KeyMap;
use super::{Meant, Names, Subject};
use crate::code::Code;
use crate::finding::{Finding, Findings};
use crate::issue::Issue;
use crate::keys::fold;
use crate::reference::{
    ConditionKey, KEYS_ELSEWHERE, Reference, fits_key, global_keys, newer_names,
};
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

/// To each global key its place among them.
static GLOBAL: LazyLock<KeyMap<usize>> = LazyLock::new(|| {
    let mut places = KeyMap::new();
    for (place, key) in global_keys().iter().enumerate() {
        places.update(&key.key, |of_key| *of_key = place);
    }
    places
});

impl<'r> Names<'r> {
    /// Checks that a policy variable exists (N-6).
    pub(super) fn variable(
        &mut self,
        variable: &Spanned<String>,
        services: &[String],
        findings: &mut Findings,
    ) {
        if is_variable_only(&variable.value) {
            return;
        }
        let folded = fold(&variable.value);
        if self.exists(&folded, services) == Some(false) {
            // AWS has no name for it: its checks are about keys of conditions.
            let finding = self.unknown_key(variable, &folded, services, &VARIABLES);
            findings.push(finding);
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
        let folded = fold(&key.value);
        let exists = self.exists(&folded, services);
        if exists == Some(false) {
            let known = deprecated(key).or_else(|| self.without_tag(key, &folded, services));
            findings.push(known.unwrap_or_else(|| {
                let issue = self.issue_of_unknown_key(&folded);
                self.unknown_key(key, &folded, services, &[])
                    .known_as(issue)
            }));
        }
        exists == Some(true)
    }

    /// What is known of a key, given in lower case: the one that AWS or a service declares.
    pub(crate) fn key_of(&mut self, key: &str, services: &[String]) -> Option<&'r ConditionKey> {
        if let Some(place) = GLOBAL.most_specific(key) {
            return global_keys().get(*place);
        }
        let (prefix, _) = key.split_once(':')?;
        let mut declaring = declaring(self.reference, prefix, services);
        declaring.find_map(|service| self.service(service)?.key_of(key))
    }

    /// Whether a policy variable of this name exists (N-6); `services` are those of the
    /// statement's actions.
    pub(crate) fn has_variable(&mut self, name: &str, services: &[String]) -> bool {
        is_variable_only(name) || self.key_of(&fold(name), services).is_some()
    }

    /// Whether a key, given in lower case, exists, if that is known.
    fn exists(&mut self, key: &str, services: &[String]) -> Option<bool> {
        let (prefix, _) = key.split_once(':')?;
        // Prefixes with a dot are the names of identity providers.
        if prefix.contains('.') || self.is_unlisted(prefix) {
            return None;
        }
        Some(self.key_of(key, services).is_some())
    }

    /// A key that does not exist; `further` are what may have been meant as well.
    fn unknown_key(
        &mut self,
        key: &Spanned<String>,
        folded: &str,
        services: &[String],
        further: &[&str],
    ) -> Finding {
        let message = format!("there is no condition key `{}`", shown(&key.value));
        let finding = Finding::deny_lint(Code::UnknownKey, "N-6", key.span, message);
        let suggests = self.suggests();
        let meant = suggests.then(|| self.key_meant(&key.value, services, further));
        finding.with_help(match meant.flatten() {
            Some(meant) => format!("a similar key exists: `{meant}`"),
            None => self.keys_of(folded.split(':').next().unwrap_or_default()),
        })
    }

    /// A key about a tag that does not say about which, such as `ecs:ResourceTag` (K-6).
    fn without_tag(
        &mut self,
        key: &Spanned<String>,
        folded: &str,
        services: &[String],
    ) -> Option<Finding> {
        let about_tags = folded.strip_suffix('/').unwrap_or(folded);
        // All of these keys say that they are about tags.
        if !about_tags.contains("tag") {
            return None;
        }
        let declared = &self.key_of(&format!("{about_tags}/x"), services)?.key;
        let (family, tag) = declared.split_once('/')?;
        if !matches!(tag, "" | "${TagKey}") || !family.eq_ignore_ascii_case(about_tags) {
            return None;
        }
        let message = format!("`{}` does not say which tag", shown(&key.value));
        let finding = Finding::check(Code::MissingTagKeyInCondition, key.span, message);
        Some(finding.with_help(format!("write `{family}/` and the key of the tag")))
    }

    /// Checks that some action of the statement supports a key that exists (N-7); `lets_all_through`
    /// says that the statement allows what does not carry it.
    pub(super) fn supported_key(
        &mut self,
        key: &Spanned<String>,
        meant: &Meant<'_>,
        lets_all_through: bool,
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
        let mut message = match self.subject {
            Subject::Statement => {
                format!("no action of this statement supports the condition key `{key_shown}`")
            }
            Subject::Request => {
                format!("no request for this action carries the condition key `{key_shown}`")
            }
        };
        if lets_all_through {
            message.push_str(", so this condition always holds");
        }
        let issue = if supporting.len() == 1 && !self.is_supported_elsewhere(&folded) {
            Issue::MissingActionForConditionKey
        } else {
            Issue::UnsupportedActionForConditionKey
        };
        let finding =
            Finding::deny_lint(Code::UnsupportedKey, "N-7", key.span, message).known_as(issue);
        findings.extend([finding.with_help(format!(
            "it is a key of {}",
            list(index.full_names(&supporting), supporting.len())
        ))]);
    }

    /// Whether actions of services with other prefixes support a key.
    fn is_supported_elsewhere(&mut self, key: &str) -> bool {
        let prefix = key.split(':').next().unwrap_or_default();
        declaring(self.reference, prefix, &[]).any(|service| {
            service != prefix
                && self
                    .service(service)
                    .is_some_and(|index| !index.supporting(key).is_empty())
        })
    }

    /// What AWS calls a key, given in lower case, that does not exist.
    fn issue_of_unknown_key(&mut self, key: &str) -> Issue {
        let prefix = key.split(':').next().unwrap_or_default();
        if prefix == "aws" {
            Issue::InvalidGlobalConditionKey
        } else if self.service(prefix).is_some() {
            Issue::InvalidServiceConditionKey
        } else {
            Issue::InvalidService
        }
    }

    /// The actions that support a key, given in lower case, with their service; nothing if other
    /// requests may carry it as well (N-7).
    pub(crate) fn actions_with(&mut self, key: &str) -> Option<(Rc<Index<'r>>, Rc<ActionSet>)> {
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

    /// Whether a service of this prefix exists, but not in the reference.
    fn is_unlisted(&mut self, prefix: &str) -> bool {
        self.service(prefix).is_none()
            && (newer_names(prefix).next().is_some() || self.has_known_actions(prefix))
    }
}

/// Whether it is a policy variable that is no condition key.
fn is_variable_only(name: &str) -> bool {
    VARIABLES.iter().any(|known| fits_key(known, name))
}

/// Whether every request may carry a key, given in lower case.
fn is_global(key: &str) -> bool {
    GLOBAL.most_specific(key).is_some()
}

/// A key that AWS has replaced by others (K-17).
fn deprecated(key: &Spanned<String>) -> Option<Finding> {
    if !key.value.eq_ignore_ascii_case("aws:ARN") {
        return None;
    }
    let message = format!("requests no longer carry `{}`", shown(&key.value));
    let finding = Finding::check(Code::DeprecatedGlobalConditionKey, key.span, message);
    Some(finding.with_help(
        "write `aws:PrincipalArn` for whoever calls, or `aws:SourceArn` for the resource that a service calls for",
    ))
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
