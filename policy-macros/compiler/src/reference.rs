//! The service reference: which services there are, and what each has.
//!
//! AWS's services are embedded, one text each, and a text is read when a policy first names its
//! service. Services of one's own are read from files of the same form by [`read_service`].

mod embedded;
mod files;
mod read;
mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt;

use policy_core::reference::{AccessLevel, KeyType};

pub use embedded::{DATE, prefixes};
pub(crate) use embedded::{global_keys, newer, newer_names, retired, retired_names};
pub(crate) use files::{ARNS_ELSEWHERE, KEYS_ELSEWHERE};
pub(crate) use read::names::check_action;
pub use read::{DeclaredNames, declared_names, read_service};
pub use tables::{PerfectHashBuf, ServiceBuf, ServiceTablesError};

use crate::names::derived::Derived;

/// One service: its actions, resource types and condition keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// What its actions begin with, such as `ecs`.
    pub prefix: String,
    /// What people call it, such as `Amazon Elastic Container Service`.
    pub name: String,
    // INVARIANT: these are sorted by their names in lower case, and have each name once.
    actions: Vec<ServiceAction>,
    resource_types: Vec<ResourceType>,
    condition_keys: Vec<ConditionKey>,
    // INVARIANT: follows from the rest.
    pub(crate) derived: Derived,
}

/// An action of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceAction {
    /// The name after the colon, such as `RunTask`.
    pub name: String,
    /// What it does to a resource.
    pub access_level: AccessLevel,
    /// The types of resources that a statement about the action can name. Without any, the
    /// resource has to be `*`.
    pub resource_types: Vec<SupportedResource>,
    /// The keys that a request for this action carries beside the global ones, whatever its
    /// resource.
    pub condition_keys: Vec<String>,
    /// Other actions that a caller needs to be allowed, such as `iam:PassRole`.
    pub dependent_actions: Vec<String>,
}

/// A resource type as an action supports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportedResource {
    /// The name of the type.
    pub name: String,
    /// Whether every request for the action has a resource of this type.
    pub required: bool,
}

/// A kind of resource of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceType {
    /// Its name, such as `task-definition`.
    pub name: String,
    /// Its ARN with placeholders, such as `arn:${Partition}:s3:::${BucketName}`; the first is
    /// the usual one.
    pub arn_formats: Vec<String>,
    /// The keys that a request for such a resource carries.
    pub condition_keys: Vec<String>,
}

/// A condition key of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionKey {
    /// The key; a placeholder such as `${TagKey}` stands for some text.
    pub key: String,
    /// What its values are.
    pub key_type: KeyType,
    /// Whether a request carries a list under it.
    pub is_list: bool,
}

/// All services that names are checked against: AWS's, and those of one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    own: BTreeMap<String, Service>,
    // INVARIANT: in lower case.
    known: BTreeSet<String>,
}

/// A service whose prefix another one of one's own has (S-13).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenPrefixError {
    prefix: String,
}

impl Reference {
    /// AWS's services, and none besides.
    #[must_use]
    pub fn aws() -> Self {
        Reference::default()
    }

    /// The condition keys that are no service's, such as `aws:SourceIp`, as if they were those of
    /// one with the prefix `aws`, which no service has (S-3).
    ///
    /// ```
    /// use policy_compiler::Reference;
    ///
    /// assert_eq!(Reference::global().condition_keys().len(), 61);
    /// ```
    #[must_use]
    pub fn global() -> Service {
        Service {
            prefix: "aws".to_owned(),
            name: "global condition keys".to_owned(),
            actions: Vec::new(),
            resource_types: Vec::new(),
            condition_keys: global_keys().to_vec(),
            derived: Derived::default(),
        }
    }

    /// With a service of one's own. It stands in for a service of AWS with the same prefix.
    ///
    /// ```
    /// use policy_compiler::{Reference, read_service};
    ///
    /// let service = |text| read_service(text).0.unwrap();
    /// let billing = service(r#"{"service": "billing", "name": "Our invoices"}"#);
    /// let reference = Reference::aws();
    /// assert_eq!(reference.service("billing").unwrap().name, "AWS Billing");
    ///
    /// let reference = reference.with_service(billing.clone()).unwrap();
    /// assert_eq!(reference.service("Billing").unwrap().name, "Our invoices");
    ///
    /// let error = reference.with_service(billing).unwrap_err();
    /// assert_eq!(error.to_string(), "two service files have the prefix `billing`");
    /// ```
    ///
    /// # Errors
    ///
    /// If the reference has a service of this prefix that is not AWS's (S-13).
    pub fn with_service(mut self, service: Service) -> Result<Self, TakenPrefixError> {
        let prefix = service.prefix.to_ascii_lowercase();
        if self.own.contains_key(&prefix) {
            return Err(TakenPrefixError { prefix });
        }
        self.own.insert(prefix, service);
        Ok(self)
    }

    /// Whether the service of this prefix, in any letter case, is AWS's, or would be.
    pub(crate) fn is_aws(&self, prefix: &str) -> bool {
        !self.own.contains_key(&prefix.to_ascii_lowercase())
    }

    /// With an action of which nothing is known but that it exists, such as one that is newer
    /// than the reference (T-4).
    ///
    /// ```
    /// use policy_compiler::Reference;
    ///
    /// let reference = Reference::aws().with_known("ecs:TeleportTask");
    /// assert!(reference.is_known("ECS:teleporttask"));
    /// assert!(!reference.is_known("ecs:RunTask"));
    /// ```
    #[must_use]
    pub fn with_known(mut self, action: &str) -> Self {
        self.known.insert(action.to_ascii_lowercase());
        self
    }

    /// Whether this action, in any letter case, was given to [`with_known`](Self::with_known).
    #[must_use]
    pub fn is_known(&self, action: &str) -> bool {
        self.known.contains(&action.to_ascii_lowercase())
    }

    /// The actions that were given to [`with_known`](Self::with_known), in lower case and sorted.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(String::as_str)
    }

    /// The service of this prefix, in any letter case.
    #[must_use]
    pub fn service(&self, prefix: &str) -> Option<&Service> {
        let own = self.own.get(&prefix.to_ascii_lowercase());
        own.or_else(|| embedded::service(prefix))
    }

    /// The prefixes of the services of one's own, in lower case.
    pub(crate) fn own_prefixes(&self) -> impl Iterator<Item = &str> {
        self.own.keys().map(String::as_str)
    }

    /// The prefixes of all services, AWS's first.
    pub fn prefixes(&self) -> impl Iterator<Item = &str> {
        let aws = prefixes().map(|prefix| -> &str { prefix });
        aws.chain(self.own_prefixes())
    }
}

impl Service {
    /// The actions, sorted by name without letter case.
    #[must_use]
    pub fn actions(&self) -> &[ServiceAction] {
        &self.actions
    }

    /// The action of this name, in any letter case.
    #[must_use]
    pub fn action(&self, name: &str) -> Option<&ServiceAction> {
        by_name(&self.actions, |action| &action.name, name)
    }

    /// The resource types, sorted by name without letter case.
    #[must_use]
    pub fn resource_types(&self) -> &[ResourceType] {
        &self.resource_types
    }

    /// The resource type of this name, in any letter case.
    #[must_use]
    pub fn resource_type(&self, name: &str) -> Option<&ResourceType> {
        by_name(&self.resource_types, |resource| &resource.name, name)
    }

    /// The condition keys, sorted without letter case. Some have a prefix of their own, such as
    /// `saml:aud` of `sts`.
    #[must_use]
    pub fn condition_keys(&self) -> &[ConditionKey] {
        &self.condition_keys
    }
}

impl ConditionKey {
    /// Whether `key` is this key, in any letter case. A placeholder, wherever it stands, is for
    /// one character or more, and so is the end of a key that closes with `/` (N-6).
    ///
    /// ```
    /// use policy_compiler::Reference;
    ///
    /// let reference = Reference::aws();
    /// let keys = reference.service("codebuild").unwrap().condition_keys();
    /// let is_key = |written: &str| keys.iter().any(|key| key.is(written));
    /// assert!(is_key("codebuild:secondarySources/x.location"));
    /// assert!(!is_key("codebuild:secondarySources/x.typo"));
    /// ```
    #[must_use]
    pub fn is(&self, key: &str) -> bool {
        fits_key(&self.key, key)
    }
}

/// Whether a key fits one with placeholders; the one place where this is decided.
pub(crate) fn fits_key(template: &str, key: &str) -> bool {
    let key = key.as_bytes();
    let Some((start, mut after)) = around_placeholder(template) else {
        let rest = strip_start(key, template);
        return rest.is_some_and(|rest| rest.is_empty() != template.ends_with('/'));
    };
    let Some(mut rest) = strip_start(key, start) else {
        return false;
    };
    // Each placeholder takes as little as it can: the ones that follow take what it leaves.
    while let Some((_, others)) = rest.split_first() {
        let Some((literal, next)) = around_placeholder(after) else {
            let length = others.len().checked_sub(after.len());
            let end = length.and_then(|length| others.get(length..));
            return end.is_some_and(|end| end.eq_ignore_ascii_case(after.as_bytes()));
        };
        let found = (0..=others.len())
            .find_map(|at| others.get(at..).and_then(|rest| strip_start(rest, literal)));
        let Some(behind) = found else {
            return false;
        };
        (rest, after) = (behind, next);
    }
    false
}

/// What comes before and behind the first placeholder.
fn around_placeholder(template: &str) -> Option<(&str, &str)> {
    let (before, rest) = template.split_once("${")?;
    let (_, after) = rest.split_once('}')?;
    Some((before, after))
}

fn strip_start<'k>(key: &'k [u8], start: &str) -> Option<&'k [u8]> {
    let (first, rest) = key.split_at_checked(start.len())?;
    first.eq_ignore_ascii_case(start.as_bytes()).then_some(rest)
}

impl fmt::Display for TakenPrefixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "two service files have the prefix `{}`", self.prefix)
    }
}

impl Error for TakenPrefixError {}

fn by_name<'a, T>(sorted: &'a [T], name_of: impl Fn(&T) -> &str, name: &str) -> Option<&'a T> {
    let index = sorted.binary_search_by(|one| folded(name_of(one)).cmp(folded(name)));
    sorted.get(index.ok()?)
}

fn folded(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().map(|byte| byte.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_stand_for_some_text() {
        for (template, key, expected) in [
            ("aws:ResourceTag/${TagKey}", "aws:resourcetag/x", true),
            ("aws:ResourceTag/${TagKey}", "aws:resourcetag/", false),
            ("glacier:ResourceTag/", "glacier:resourcetag/x", true),
            ("glacier:ResourceTag/", "glacier:resourcetag/", false),
            ("s3:prefix", "S3:Prefix", true),
            ("s3:prefix", "s3:prefixes", false),
            ("a:${T}/plan", "a:x/y/plan", true),
            ("a:${T}/plan", "a:/plan", false),
            ("a:${T}/plan", "a:x/plans", false),
            ("a:${T}.${U}/z", "a:b.c/z", true),
            ("a:${T}.${U}/z", "a:.c/z", false),
            ("a:${T}.${U}/z", "a:é..é/Z", true),
            ("a:${T}${U}", "a:b", false),
            ("a:${T}${U}", "a:bc", true),
            ("a:${T", "a:${t", true),
        ] {
            assert_eq!(fits_key(template, key), expected, "{template} {key}");
        }
    }
}
