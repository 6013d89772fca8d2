//! What each module of a service has to be: the same as the data set, fact by fact.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use policy_catalog::SERVICES;
use policy_compiler::{Reference, ServiceAction};
use policy_eval::arn::{Arn, ArnError};
use policy_eval::reference::{ActionInfo, Service};
use policy_eval::{Action, ContextKey};

/// What the module of a service has; `policy_macros::catalog_tables!` makes it.
pub(crate) struct Tables {
    pub(crate) service: &'static Service<'static>,
    /// The names of the constants, and their values.
    pub(crate) actions: &'static [(&'static str, Action<'static>)],
    pub(crate) keys: &'static [(&'static str, ContextKey<'static>)],
    /// Resource types, each with the format of an ARN, and a call of its function.
    pub(crate) arns: &'static [(&'static str, &'static str, MakeArn)],
}

type MakeArn = fn() -> Result<Arn<'static>, ArnError>;

/// How many there are.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) services: usize,
    pub(crate) actions: usize,
    pub(crate) keys: usize,
    pub(crate) resource_types: usize,
    pub(crate) arns: usize,
    /// Resource types whose ARNs may as well be another one's, which the look-up gives.
    pub(crate) ambiguous: Vec<String>,
}

/// Compares these modules with the data set.
pub(crate) fn check(tables: &[Tables]) -> Counts {
    let reference = Reference::aws();
    let mut counts = Counts::default();
    for tables in tables {
        let prefix = tables.service.prefix();
        let expected = reference.service(prefix).expect(prefix);
        check_service(tables.service, expected);
        check_actions(tables, expected);
        check_keys(tables, expected);
        check_resource_types(tables.service, expected);
        counts.ambiguous.extend(check_arns(tables, expected));
        counts.services += 1;
        counts.actions += tables.actions.len();
        counts.keys += expected.condition_keys().len();
        counts.resource_types += expected.resource_types().len();
        counts.arns += tables.arns.len();
    }
    counts
}

fn check_service(service: &Service<'_>, expected: &policy_compiler::Service) {
    let upper = expected.prefix.to_uppercase();
    for found in [SERVICES.service(&expected.prefix), SERVICES.service(&upper)] {
        let found = found.expect(&upper);
        assert_eq!(found.prefix(), expected.prefix);
        assert_eq!(found.name(), expected.name);
    }
    assert_eq!(service.name(), expected.name);
}

/// Name of the data set -> constant -> wire name -> look-up, in several letter cases -> constant.
fn check_actions(tables: &Tables, expected: &policy_compiler::Service) {
    let Tables {
        service, actions, ..
    } = tables;
    assert_eq!(actions.len(), expected.actions().len(), "{service:?}");
    let all = service.actions().map(|info| info.action());
    assert!(
        all.eq(actions.iter().map(|(_, action)| *action)),
        "{service:?}"
    );
    for ((ident, action), expected) in actions.iter().zip(expected.actions()) {
        let wire = format!("{}:{}", service.prefix(), expected.name);
        assert_eq!(action.as_str(), wire);
        assert_eq!(action.service(), service.prefix());
        assert_eq!(action.name(), expected.name);
        assert_eq!(letters(ident), letters(&expected.name.to_uppercase()));
        // The hashes that a macro wrote are those that a caller would compute.
        assert_eq!(*action, Action::parse(&wire).expect(&wire));
        for text in [wire.clone(), wire.to_lowercase(), wire.to_uppercase()] {
            let info = SERVICES.action(&text).expect(&text);
            assert_eq!((info.action(), info.action().as_str()), (*action, &*wire));
            check_action(info, expected);
        }
        let info = SERVICES.action_info(action).expect(&wire);
        assert_eq!(info.action().as_str(), wire);
    }
}

fn check_action(info: ActionInfo<'_>, expected: &ServiceAction) {
    let ServiceAction {
        name,
        access_level,
        resource_types,
        condition_keys,
        dependent_actions,
    } = expected;
    assert_eq!(info.access_level(), *access_level, "{name}");
    let types = info.resource_types();
    let types = types.map(|one| (one.resource_type().name(), one.is_required()));
    let expected = resource_types.iter().map(|one| (&*one.name, one.required));
    assert!(types.eq(expected), "{name}");
    assert!(info.condition_keys().eq(condition_keys), "{name}");
    assert!(info.dependent_actions().eq(dependent_actions), "{name}");
}

fn check_keys(tables: &Tables, expected: &policy_compiler::Service) {
    let Tables { service, keys, .. } = tables;
    let mut keys = keys.iter();
    assert_eq!(
        service.condition_keys().count(),
        expected.condition_keys().len()
    );
    for (key, expected) in service.condition_keys().zip(expected.condition_keys()) {
        assert_eq!(key.key(), expected.key);
        assert_eq!(key.key_type(), expected.key_type, "{key:?}");
        assert_eq!(key.is_list(), expected.is_list, "{key:?}");
        // One of several texts that an open key stands for.
        let text = expected
            .key
            .replace("${", "")
            .replace('}', "")
            .to_uppercase();
        let found = service.condition_key(&text).expect(&text);
        assert_eq!(found.key(), expected.key);
        if expected.key.contains("${") {
            continue;
        }
        let (ident, constant) = keys.next().expect(&expected.key);
        let own = format!("{}:", service.prefix());
        let words = expected.key.strip_prefix(&own).unwrap_or(&expected.key);
        assert_eq!(letters(ident), letters(&words.to_uppercase()));
        assert_eq!(*constant, ContextKey::new(&expected.key));
        assert_eq!(constant.name(), expected.key);
        assert_eq!(constant.hash(), ContextKey::new(&expected.key).hash());
    }
    assert!(keys.next().is_none(), "{service:?}");
}

fn check_resource_types(service: &Service<'_>, expected: &policy_compiler::Service) {
    let types = service.resource_types();
    assert_eq!(types.clone().count(), expected.resource_types().len());
    for (found, expected) in types.zip(expected.resource_types()) {
        assert_eq!(found.name(), expected.name);
        assert!(found.arn_formats().eq(&expected.arn_formats), "{found:?}");
        assert!(
            found.condition_keys().eq(&expected.condition_keys),
            "{found:?}"
        );
        let by_name = service.resource_type(&expected.name.to_uppercase());
        assert_eq!(by_name.map(|one| one.name()), Some(found.name()));
    }
}

/// Each built ARN is its format, filled in, and leads back to its type. Gives those that lead to
/// another one, whose format is as exact.
fn check_arns(tables: &Tables, expected: &policy_compiler::Service) -> Vec<String> {
    let service = tables.service;
    let formats = expected.resource_types().iter();
    let formats =
        formats.flat_map(|one| one.arn_formats.iter().map(|format| (&*one.name, &**format)));
    let built = tables.arns.iter().map(|(name, format, _)| (*name, *format));
    assert!(built.eq(formats), "{service:?}");
    let mut ambiguous = Vec::new();
    for (name, format, arn) in tables.arns {
        let arn = arn().expect(format).to_string();
        assert_eq!(arn, filled(format));
        let fitting: BTreeSet<&str> = service
            .resource_types_of(&arn)
            .map(|one| one.name())
            .collect();
        assert!(fitting.contains(name), "{arn}");
        let chosen = service.resource_type_of(&arn).expect(&arn);
        if chosen.name() != *name {
            let formats = || chosen.arn_formats().filter(|_| chosen.fits(&arn));
            assert!(
                formats().any(|other| exact(other) >= exact(format)),
                "{arn}: {chosen:?}"
            );
            ambiguous.push(format!("{}:{name} as {}", service.prefix(), chosen.name()));
        }
    }
    ambiguous
}

/// How many characters of a format stand for themselves.
fn exact(format: &str) -> usize {
    let parts = format.split("${");
    let open = parts.skip(1).map(|part| part.find('}').expect(format) + 3);
    format.replace('*', "").len() - open.sum::<usize>()
}

fn filled(format: &str) -> String {
    let mut number = 0;
    let mut own = || {
        number += 1;
        format!("part-{number}")
    };
    let fields: Vec<String> = format
        .splitn(6, ':')
        .enumerate()
        .map(|(index, field)| match (index, field.contains(['$', '*'])) {
            (1, true) => "aws".to_owned(),
            (3, true) => "eu-central-1".to_owned(),
            (4, true) => "111122223333".to_owned(),
            _ => {
                let mut text = String::new();
                for (index, part) in field.replace('*', "${rest}").split("${").enumerate() {
                    let rest = if index == 0 {
                        part
                    } else {
                        text.push_str(&own());
                        part.split_once('}').expect(format).1
                    };
                    text.push_str(rest);
                }
                text
            }
        })
        .collect();
    fields.join(":")
}

/// What is left of a name when what may separate words is left out. The only numbered constant
/// is let off.
fn letters(name: &str) -> String {
    let name = name
        .strip_prefix("ENVIRONMENT_TYPE_2")
        .map_or(name, |_| "ENVIRONMENT_TYPE");
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}
