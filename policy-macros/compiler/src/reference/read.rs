//! The text of a service file to a [`Service`] (S-1 … S-13).

mod actions;
mod arn;
mod keys;
mod members;
pub(crate) mod names;
mod places;
mod resources;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

pub use self::places::{DeclaredNames, declared_names};

use self::members::{Members, Shape};
use super::{ConditionKey, ResourceType, Service};
use crate::code::Code;
use crate::finding::{Finding, Findings};
use crate::input::{self, Form, Member, Node, Value};
use crate::names::derived::Derived;
use crate::span::Span;
use crate::suggest::nearest;
use crate::template::shown;

/// Reads a service file; there is a service unless something in it is an error.
///
/// Every mistake is among the findings, each with its place. [`render`](crate::render) draws
/// them as it draws those about policies.
///
/// ```
/// use policy_compiler::{Source, read_service, render};
///
/// let text = r#"{
///     "service": "billing",
///     "actions": [{"name": "GetInvoice", "access": "Read", "resources": ["invoice*"]}],
///     "resources": [
///         {"name": "invoice", "arn": "arn:${Partition}:billing::${Account}:invoice/${Id}"}
///     ]
/// }"#;
/// let (service, findings) = read_service(text);
/// assert!(findings.is_empty());
/// assert!(service.unwrap().action("getinvoice").is_some());
///
/// let text = text.replace("[\"invoice*\"]", "[\"invoce*\"]");
/// let (service, findings) = read_service(&text);
/// assert!(service.is_none());
/// let source = Source { name: "billing.json", text: &text };
/// let message = render(findings.iter().next().unwrap(), &source);
/// assert!(message.starts_with("error: the service has no resource type `invoce`"));
/// ```
#[must_use]
pub fn read_service(text: &str) -> (Option<Service>, Findings) {
    let mut findings = Findings::default();
    let service = input::parse(text, Form::Service, &mut findings)
        .and_then(|root| Reader::new(text, &mut findings).service(&root));
    findings.sort();
    let service = service.filter(|_| !findings.has_errors());
    (service, findings)
}

/// [`read_service`] for the texts that are embedded: a test has seen that they are JSON, and to see
/// it again is a third of the time.
pub(super) fn read_embedded(text: &str) -> Option<Service> {
    let mut findings = Findings::default();
    let root = input::tree(text, &mut findings);
    let service = Reader::new(text, &mut findings).service(&root);
    service.filter(|_| !findings.has_errors())
}

/// The global keys in their file, sorted as those of a service are.
pub(super) fn read_global_keys(text: &str) -> Vec<ConditionKey> {
    let mut findings = Findings::default();
    let Some(root) = input::parse(text, Form::Service, &mut findings) else {
        return Vec::new();
    };
    let mut reader = Reader::new(text, &mut findings);
    let members = reader.members(&root, &keys::GLOBAL);
    let mut declared = Declared {
        own_prefix: keys::GLOBAL_PREFIX.to_owned(),
        ..Declared::default()
    };
    let mut keys = members.map_or_else(Vec::new, |members| {
        reader.condition_keys(&members, &keys::GLOBAL_KEY, &mut declared)
    });
    keys.sort_by_cached_key(|key| key.key.to_ascii_lowercase());
    keys
}

/// The members of an object of strings without escapes, as they are written.
pub(super) fn read_table(text: &str) -> Vec<(&str, &str)> {
    let root = input::parse(text, Form::Service, &mut Findings::default());
    let Some(Value::Object(members)) = root.map(|root| root.value) else {
        return Vec::new();
    };
    let row = |member: &Member| {
        (
            inside(member.key_span, text),
            inside(member.value.span, text),
        )
    };
    members.iter().map(row).collect()
}

/// So many names are compared with in a second.
const MOST_COMPARED: usize = 50_000;

const SERVICE: Shape = Shape {
    what: "the file",
    required: &[("service", "\"billing\"")],
    optional: &["name", "actions", "resources", "conditionKeys"],
};

/// What the stages of reading share.
struct Reader<'a> {
    text: &'a str,
    findings: &'a mut Findings,
    n_compared: usize,
}

/// What the actions and resource types of a service may refer to.
#[derive(Default)]
struct Declared {
    /// In lower case, with a colon at the end; empty if there is none.
    own_prefix: String,
    resource_types: Names,
    condition_keys: HashMap<String, Key>,
}

/// A condition key that is declared, or that is another service's and spelled as keys are.
struct Key {
    declared: Option<Span>,
    /// Where it was listed last: the list, and the entry.
    listed: (Span, Span),
}

/// Names in lower case, and where they are written.
type Names = HashMap<String, Span>;

impl<'a> Reader<'a> {
    fn new(text: &'a str, findings: &'a mut Findings) -> Self {
        Reader {
            text,
            findings,
            n_compared: 0,
        }
    }
}

impl Reader<'_> {
    fn service(&mut self, root: &Node) -> Option<Service> {
        let members = self.members(root, &SERVICE)?;
        let prefix = self.prefix(&members);
        let name = self.service_name(&members);
        let mut declared = Declared {
            own_prefix: prefix.map_or(String::new(), |prefix| prefix.to_ascii_lowercase() + ":"),
            ..Declared::default()
        };
        let mut condition_keys = self.condition_keys(&members, &keys::CONDITION_KEY, &mut declared);
        let mut resource_types = self.resource_types(&members, &mut declared);
        let mut actions = self.actions(&members, &mut declared);
        actions.sort_by_cached_key(|action| action.name.to_ascii_lowercase());
        resource_types
            .sort_by_cached_key(|resource: &ResourceType| resource.name.to_ascii_lowercase());
        condition_keys.sort_by_cached_key(|key: &ConditionKey| key.key.to_ascii_lowercase());
        let prefix = prefix?.to_owned();
        Some(Service {
            name: name.map_or_else(|| prefix.clone(), str::to_owned),
            prefix,
            actions,
            resource_types,
            condition_keys,
            derived: Derived::default(),
        })
    }

    fn prefix<'n>(&mut self, members: &Members<'n>) -> Option<&'n str> {
        let member = members.get("service")?;
        let prefix = self.string(member)?;
        if let Err(mistake) = names::check_prefix(prefix) {
            self.report(Code::ServicePrefix, "S-3", member.value.span, mistake);
        }
        Some(prefix)
    }

    fn service_name<'n>(&mut self, members: &Members<'n>) -> Option<&'n str> {
        let member = members.get("name")?;
        let name = self.string(member)?;
        if let Err(mistake) = names::check_title("the name of a service", name) {
            self.report(Code::Name, "S-4", member.value.span, mistake);
        }
        Some(name)
    }

    /// Remembers where a name is written; two that differ only by letter case are one.
    fn declare(&mut self, what: &str, name: &str, span: Span, names: &mut Names) {
        match names.entry(names::fold(name)) {
            Entry::Occupied(first) => {
                let finding = name_twice(what, name, span, *first.get());
                self.findings.push(finding);
            }
            Entry::Vacant(place) => {
                place.insert(span);
            }
        }
    }

    /// The candidate that was probably meant. Comparing takes long, so that in a large file only
    /// the first mistakes get a suggestion.
    fn suggestion<'c, I: IntoIterator<Item = &'c str>>(
        &mut self,
        name: &str,
        candidates: impl FnOnce() -> I,
    ) -> Option<&'c str> {
        if self.n_compared > MOST_COMPARED {
            return None;
        }
        let candidates: Vec<&str> = candidates().into_iter().collect();
        self.n_compared += candidates.len();
        nearest(name, candidates)
    }

    fn report(&mut self, code: Code, rule: &'static str, span: Span, mistake: names::Mistake) {
        let finding = Finding::error(code, rule, span, mistake.message);
        self.findings.push(finding.with_help(mistake.help));
    }
}

/// The names at these places, in the order of the file, so that of several that are alike
/// always the same one is suggested.
fn names_at(text: &str, places: impl Iterator<Item = Span>) -> Vec<&str> {
    let mut places: Vec<_> = places.collect();
    places.sort_unstable();
    places.into_iter().map(|span| inside(span, text)).collect()
}

/// What is written between quotes.
fn inside(span: Span, text: &str) -> &str {
    span.text(text).trim_matches('"')
}

/// The finding for a name that is there already, in this letter case or another (S-5).
fn name_twice(what: &str, name: &str, span: Span, first: Span) -> Finding {
    let what = format!("{what} `{}`", shown(name));
    let help = "remove one of them; letter case makes no difference";
    twice(&what, span, first, help)
}

fn twice(what: &str, span: Span, first: Span, help: &str) -> Finding {
    let message = format!("{what} is there already");
    Finding::error(Code::DuplicateName, "S-5", span, message)
        .with_label("written again here")
        .with_place(first, "first written here")
        .with_help(help)
}
