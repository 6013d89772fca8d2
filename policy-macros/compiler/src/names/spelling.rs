//! The services and keys that were probably meant.

use std::collections::BTreeSet;

use super::Names;
use super::keys::declaring;
use crate::reference::{Reference, global_keys};
use crate::suggest::{self, nearest};

/// What people call services, where their actions begin with something else.
const OTHER_NAMES: [(&str, &str); 12] = [
    ("cloudwatchlogs", "logs"),
    ("cognito", "cognito-idp"),
    ("documentdb", "rds"),
    ("efs", "elasticfilesystem"),
    ("elb", "elasticloadbalancing"),
    ("elbv2", "elasticloadbalancing"),
    ("emr", "elasticmapreduce"),
    ("eventbridge", "events"),
    ("msk", "kafka"),
    ("opensearch", "es"),
    ("sfn", "states"),
    ("stepfunctions", "states"),
];

/// Services whose keys are written with `aws:` by mistake.
const OFTEN_TAKEN_FOR_GLOBAL: [&str; 4] = ["iam", "kms", "s3", "sts"];

impl Names<'_> {
    /// What to write for an action of a service that does not exist.
    pub(super) fn service_meant(&mut self, written: &str, name: &str) -> Option<String> {
        let near = near_services(self.reference, written);
        for service in &near {
            let index = self.service(service)?;
            let meant = index.matching(name);
            if meant.is_empty() {
                continue;
            }
            return Some(if name.contains(['*', '?']) {
                format!("similar actions match `{service}:{name}`")
            } else {
                let action = index.full_names(&meant).next()?;
                format!("a similar action exists: `{action}`")
            });
        }
        if let Some(service) = near.first() {
            return Some(format!("a similar service exists: `{service}`"));
        }
        // Of three letters one is not a slip, unless just this service has the action.
        let short = one_slip_away(self.reference, written);
        let mut having = short.iter().filter_map(|service| {
            let index = self.service(service)?;
            let meant = index.matching(name);
            index.full_names(&meant).next()
        });
        let action = having.next()?;
        let is_only = having.next().is_none() && !name.contains(['*', '?']);
        is_only.then(|| format!("a similar action exists: `{action}`"))
    }

    /// What to write for a key that does not exist.
    /// `further` are keys that may have been meant beside those of services.
    pub(super) fn key_meant(
        &mut self,
        written: &str,
        services: &[String],
        further: &[&str],
    ) -> Option<String> {
        let (prefix, name) = written.split_once(':')?;
        let prefix = prefix.to_ascii_lowercase();
        let mut known = self.known_keys(&prefix, services);
        known.extend(further.iter().map(|key| (*key).to_owned()));
        if let Some(meant) = around_text(written, &known) {
            return Some(meant);
        }
        // The key of a tag is the user's.
        let (name, tag) = match name.split_once('/') {
            Some((name, tag)) => (name, Some(tag)),
            None => (name, None),
        };
        let families = families(known, tag.is_some());
        let split = || families.iter().filter_map(|key| key.split_once(':'));
        let own = || split().filter(|(other, _)| other.eq_ignore_ascii_case(&prefix));
        let of_name = |meant: &str, (_, name): &(&str, &str)| name.eq_ignore_ascii_case(meant);
        let near_own = || nearest(name, own().map(|(_, name)| name));
        let near = || nearest(name, split().map(|(_, name)| name));
        let (meant_prefix, meant) = own()
            .chain(split())
            .find(|key| of_name(name, key))
            .or_else(|| near_own().and_then(|meant| own().find(|key| of_name(meant, key))))
            .or_else(|| near().and_then(|meant| split().find(|key| of_name(meant, key))))?;
        Some(match tag {
            Some("") => format!("{meant_prefix}:{meant}/${{TagKey}}"),
            Some(tag) => format!("{meant_prefix}:{meant}/{tag}"),
            None => format!("{meant_prefix}:{meant}"),
        })
    }

    /// The keys that may have been meant: global ones, those of this prefix, and those of the
    /// services themselves, but for those of identity providers, which services declare, too.
    fn known_keys(&mut self, prefix: &str, services: &[String]) -> Vec<String> {
        let often = if prefix == "aws" {
            &OFTEN_TAKEN_FOR_GLOBAL[..]
        } else {
            &[]
        };
        let global = global_keys().iter().map(|global| global.key.clone());
        let mut known: Vec<_> = global.collect();
        for service in declaring(self.reference, prefix, services).chain(often.iter().copied()) {
            let is_asked = services.iter().any(|one| one == service) || often.contains(&service);
            let is_near = |key: &str| {
                key.split_once(':').is_some_and(|(other, _)| {
                    other.eq_ignore_ascii_case(prefix) || is_asked && other == service
                })
            };
            if let Some(index) = self.service(service) {
                let keys = index.service.condition_keys().iter();
                let near = keys.filter(|declared| is_near(&declared.key));
                known.extend(near.map(|declared| declared.key.clone()));
            }
        }
        known
    }
}

/// The key that was meant if it goes on behind a placeholder, such as
/// `codebuild:secondarySources/${sourceIdentifier}.location`: either its beginning or its end is
/// right.
fn around_text(written: &str, known: &[String]) -> Option<String> {
    let (start, rest) = written.split_once('/')?;
    let around = known.iter().filter_map(|key| {
        let (before, after) = key.split_once("/${")?;
        let (_, after) = after.split_once('}')?;
        let at = rest.find(after.chars().next()?)?;
        Some((before, rest.get(..at)?, rest.get(at..)?, after))
    });
    let around: Vec<_> = around.collect();
    let with_start = around
        .iter()
        .filter(|(before, ..)| before.eq_ignore_ascii_case(start));
    let meant = with_start
        .clone()
        .next()
        .and_then(|(_, _, end, _)| nearest(end, with_start.clone().map(|(.., after)| *after)));
    let meant = with_start
        .clone()
        .find(|(.., after)| Some(*after) == meant)
        .or_else(|| {
            let with_end = around.iter().filter(|(_, _, end, after)| end == after);
            let meant = nearest(start, with_end.clone().map(|(before, ..)| *before))?;
            with_end.clone().find(|(before, ..)| *before == meant)
        });
    meant.map(|(before, text, _, after)| format!("{before}/{text}{after}"))
}

/// The keys without placeholders: those that end in one, or the others without any.
fn families(mut known: Vec<String>, with_tags: bool) -> Vec<String> {
    known
        .retain(|key| key.ends_with(['}', '/']) == with_tags && (with_tags || !key.contains("${")));
    for key in &mut known {
        let end = key.find(['/', '$']).unwrap_or(key.len());
        key.truncate(end);
    }
    known
}

/// At most three services with similar prefixes, the most similar ones first.
fn near_services(reference: &Reference, written: &str) -> Vec<String> {
    const MOST: usize = 3;
    let written = written.to_ascii_lowercase();
    let plain = written.replace('-', "");
    let mut near: Vec<String> = Vec::new();
    let mut prefixes: Vec<&str> = reference.prefixes().collect();
    let other = OTHER_NAMES.iter().find(|(name, _)| *name == plain);
    near.extend(other.map(|(_, prefix)| (*prefix).to_owned()));
    let same = prefixes
        .iter()
        .find(|prefix| prefix.replace('-', "") == plain);
    near.extend(same.map(|prefix| (*prefix).to_owned()));
    while near.len() < MOST
        && let Some(next) = suggest::service(&written, prefixes.iter().copied())
    {
        let next = next.to_owned();
        prefixes.retain(|prefix| *prefix != next);
        if !near.contains(&next) {
            near.push(next);
        }
    }
    near
}

/// The services whose short prefixes differ by one slip.
fn one_slip_away(reference: &Reference, written: &str) -> Vec<String> {
    let written = written.to_ascii_lowercase();
    let is_near = |prefix: &&str| {
        prefix.len() <= 4
            && written.len() <= 4
            && strsim::damerau_levenshtein(prefix, &written) == 1
    };
    let near: BTreeSet<&str> = reference.prefixes().filter(is_near).collect();
    near.into_iter().map(str::to_owned).collect()
}
