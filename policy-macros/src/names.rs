//! Names from outside -> Rust identifiers, by one rule.
//!
//! **Words.** A name is split into words as the crate `heck` does it. A word begins
//!
//! * at a capital after a small letter or a digit: `RunTask` is `Run`, `Task`;
//! * at the last capital of several before a small letter: `AWSServiceName` is `AWS`, `Service`,
//!   `Name`, and for the same reason `DescribeVPCs` is `Describe`, `VP`, `Cs`;
//! * after any character that identifiers cannot have, and after `_`: `task-definition` is
//!   `task`, `definition`.
//!
//! A digit belongs to the word before it: `ListS3Buckets` is `List`, `S3`, `Buckets`, and
//! `AssignIpv6Addresses` is `Assign`, `Ipv6`, `Addresses`.
//!
//! **Case.** Constants (actions, condition keys, policies) are `SHOUTY_SNAKE_CASE`; modules
//! (services) and functions (resource types, condition keys, parameters) are `snake_case`; types
//! (parts of ARNs) are `UpperCamelCase`.
//!
//! **What is left out.** The prefix of the service: `ecs:RunTask` is `ecs::RUN_TASK`, and
//! `ecs:cluster` is `ecs::keys::CLUSTER`. A key with another prefix keeps it: `saml:aud` of `sts`
//! is `sts::keys::SAML_AUD`.
//!
//! **What is added.** An underscore before a digit that would come first, and after a keyword:
//! `2fa` is `_2FA`, and the resource type `type` has the function `type_`. Names of one module
//! that would be the same get numbers from the second on, in the order of the reference:
//! `environment.type` and `environmentType` of `codebuild` are `ENVIRONMENT_TYPE` and
//! `ENVIRONMENT_TYPE_2`. That is for AWS's services; in a service file they are mistakes, since with
//! a number a name would change when another one is added. Part types that would be named like a
//! type that all modules use get `Part` behind them; of one ARN, those that would be the same get
//! numbers: `${a-b}/${a--b}` are `AB` and `AB2`.

use std::collections::HashSet;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};
use quote::format_ident;

/// A constant for each action of a service, whose module has a `SERVICE` besides.
pub(crate) fn actions<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Option<Ident>> {
    distinct(names, constant, NOT_ACTIONS)
}

/// A constant for each name of one module; of names that would have the same, each but the
/// first gets a number.
pub(crate) fn constants<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Option<Ident>> {
    distinct(names, constant, &[])
}

/// A function for each name of one module, numbered likewise.
pub(crate) fn functions<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Option<Ident>> {
    distinct(names, module, &[])
}

/// The parameters of a function that makes an ARN, from the placeholders of its own parts. They
/// give way to the first three.
pub(crate) fn parameters(placeholders: &[&str]) -> Vec<Option<Ident>> {
    let taken = ["partition", "region", "account"];
    distinct(placeholders.iter().copied(), module, &taken)
}

pub(crate) fn constant(name: &str) -> Option<Ident> {
    identifier(name.to_shouty_snake_case())
}

pub(crate) fn module(name: &str) -> Option<Ident> {
    identifier(name.to_snake_case())
}

pub(crate) fn type_name(name: &str) -> Option<Ident> {
    identifier(name.to_upper_camel_case())
}

/// The types of the parts of one ARN, from their placeholders. Of equal ones each but the first
/// gets a number, without the underscore that Rust does not want in types.
pub(crate) fn parts(placeholders: &[&str]) -> Vec<Option<Ident>> {
    let mut taken = HashSet::new();
    let distinct = placeholders.iter().map(|placeholder| {
        let first = part(placeholder)?;
        let numbered = (2..).map(|number| format_ident!("{first}{number}"));
        std::iter::once(first.clone())
            .chain(numbered)
            .find(|ident| taken.insert(ident.clone()))
    });
    distinct.collect()
}

fn part(placeholder: &str) -> Option<Ident> {
    let name = type_name(placeholder)?;
    Some(if NOT_PARTS.iter().any(|taken| name == taken) {
        format_ident!("{name}Part")
    } else {
        name
    })
}

/// The values that the module of a service has besides its actions.
pub(crate) const NOT_ACTIONS: &[&str] = &["SERVICE"];

/// What the modules of ARNs have already.
const NOT_PARTS: [&str; 10] = [
    "AccountId",
    "Arn",
    "ArnError",
    "None",
    "Option",
    "Part",
    "Partition",
    "Region",
    "Result",
    "Some",
];

/// What the name of a condition key is made of, in the module of the service of this prefix.
pub(crate) fn key_words<'a>(prefix: &str, key: &'a str) -> &'a str {
    match key.split_once(':') {
        Some((own, words)) if own.eq_ignore_ascii_case(prefix) => words,
        _ => key,
    }
}

fn distinct<'a>(
    names: impl IntoIterator<Item = &'a str>,
    identifier: impl Fn(&str) -> Option<Ident>,
    taken: &[&str],
) -> Vec<Option<Ident>> {
    let mut taken: HashSet<String> = taken.iter().map(|name| (*name).to_owned()).collect();
    let distinct = names.into_iter().map(|name| {
        let first = identifier(name)?;
        let written = first.to_string();
        if taken.insert(written.clone()) {
            return Some(first);
        }
        let mut numbered = (2..).map(|number| format!("{written}_{number}"));
        let free = numbered.find(|name| taken.insert(name.clone()))?;
        Some(Ident::new(&free, Span::call_site()))
    });
    distinct.collect()
}

/// `abstract`, `continue`, `override`; none has an underscore.
const LONGEST_KEYWORD: usize = 8;

fn identifier(mut name: String) -> Option<Ident> {
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, '_');
    }
    // Most are no keywords at a glance, and parsing tens of thousands takes its time.
    let is_plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let is_long = name.len() > LONGEST_KEYWORD || name.contains('_');
    if is_plain && is_long && name.contains(|c: char| c.is_ascii_alphanumeric()) {
        return Some(Ident::new(&name, Span::call_site()));
    }
    if syn::parse_str::<Ident>(&name).is_err() {
        name.push('_');
    }
    syn::parse_str::<Ident>(&name).ok().map(|mut ident| {
        ident.set_span(Span::call_site());
        ident
    })
}

#[cfg(test)]
mod tests;
