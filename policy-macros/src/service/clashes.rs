//! Names of a service file that make no Rust identifier of their own (S-14).

use std::collections::HashMap;

use policy_compiler::{Code, Finding, Service, Span, Spanned, declared_names};
use proc_macro2::Ident;
use quote::format_ident;

use crate::names;

/// The names of this service, which was read from this text, that have no constant or function,
/// or the same as another one.
pub(super) fn find(service: &Service, text: &str) -> Vec<Finding> {
    let declared = declared_names(text);
    let mut findings = Vec::new();
    let actions = |name: &str| vec![names::constant(name)];
    check(&ACTIONS, &declared.actions, actions, &mut findings);
    let functions = |name: &str| {
        let formats = service
            .resource_type(name)
            .map_or(&[][..], |one| &one.arn_formats);
        // As they are numbered where each type has its own name.
        let first = names::module(name);
        let numbered =
            (2..=formats.len()).map(|number| Some(format_ident!("{}_{number}", first.clone()?)));
        std::iter::once(first.clone()).chain(numbered).collect()
    };
    check(
        &RESOURCE_TYPES,
        &declared.resource_types,
        functions,
        &mut findings,
    );
    let keys = |key: &str| {
        if key.contains("${") {
            return Vec::new();
        }
        // Both are values of one module; without letters they would be the same.
        let words = names::key_words(&service.prefix, key);
        let idents = [names::constant(words), names::module(words)];
        let is_one = idents[0] == idents[1];
        if is_one { vec![None] } else { idents.into() }
    };
    check(
        &CONDITION_KEYS,
        &declared.condition_keys,
        keys,
        &mut findings,
    );
    findings
}

/// Names that become Rust names of one module.
struct Kind {
    what: &'static str,
    /// Rust names that the module has besides.
    taken: &'static [&'static str],
}

const ACTIONS: Kind = Kind {
    what: "action",
    taken: names::NOT_ACTIONS,
};

const RESOURCE_TYPES: Kind = Kind {
    what: "resource type",
    taken: &[],
};

const CONDITION_KEYS: Kind = Kind {
    what: "condition key",
    taken: &[],
};

/// Checks the names of one kind.
fn check(
    kind: &Kind,
    declared: &[Spanned<String>],
    idents: impl Fn(&str) -> Vec<Option<Ident>>,
    findings: &mut Vec<Finding>,
) {
    let Kind { what, taken } = kind;
    let mut firsts = HashMap::new();
    for Spanned { value: name, span } in declared {
        for ident in idents(name) {
            let Some(ident) = ident else {
                let message = format!("the {what} `{name}` makes no Rust name");
                let finding = Finding::error(Code::Name, "S-14", *span, message);
                findings.push(finding.with_help("rename it; a name has letters"));
                break;
            };
            if taken.iter().any(|taken| ident == taken) {
                let message = format!("the {what} `{name}` would be `{ident}`, which is taken");
                let finding = Finding::error(Code::Name, "S-14", *span, message);
                let help = format!("rename it; `{ident}` is the service itself");
                findings.push(finding.with_help(help));
                break;
            }
            let first = firsts.entry(ident.clone()).or_insert((name, *span));
            if first.1 != *span {
                findings.push(same(what, &ident, (name, *span), *first));
                break;
            }
        }
    }
}

fn same(what: &str, ident: &Ident, second: (&String, Span), first: (&String, Span)) -> Finding {
    let message = format!(
        "the {what}s `{}` and `{}` would both be `{ident}`",
        first.0, second.0
    );
    Finding::error(Code::DuplicateName, "S-14", second.1, message)
        .with_label("this one has the same Rust name")
        .with_place(first.1, "first one here")
        .with_help("rename one of them")
}
