//! Whether what a document names exists, and goes together (docs/names.md).
//!
//! Reading notes the entries of a statement that could be read, whatever else is wrong with it;
//! at its end they are judged together.

pub(crate) mod action_set;
mod actions;
pub(crate) mod arns;
pub(crate) mod derived;
pub(crate) mod index;
mod key_map;
mod keys;
mod operations;
pub(crate) mod overlap;
pub(crate) mod reach;
mod request;
mod resources;
mod similar;
mod spelling;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use action_set::ActionSet;
use index::Index;
pub(crate) use keys::list;
use policy_core::{Action, Effect};
pub use request::RequestNames;

use crate::characters::parts_of_string;
use crate::document::ActionForm;
use crate::finding::Findings;
use crate::options::Options;
use crate::read::Reader;
use crate::reference::Reference;
use crate::span::{Span, Spanned};
use crate::template::{Piece, Template};

/// The names of a document, checked statement by statement.
pub(crate) struct Names<'r> {
    pub(crate) reference: &'r Reference,
    subject: Subject,
    /// Whether a `*` at the end of a field of an ARN goes on over colons (R-10).
    pub(crate) wide_stars: bool,
    /// The services that the document names, by prefix in lower case.
    services: HashMap<String, Option<Rc<Index<'r>>>>,
    statement: Noted,
    /// How often similar names were looked for so far.
    n_suggestions: usize,
    /// How much comparing resources with formats has cost so far.
    n_steps: usize,
    /// The same for what AWS calls those that do not fit.
    n_steps_of_types: usize,
}

/// What the names are those of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Statement,
    /// It has one action, and its other names are texts.
    Request,
}

/// The entries of a statement that could be read.
#[derive(Default)]
struct Noted {
    actions: Vec<Spanned<ActionForm>>,
    resources: Vec<Spanned<Template>>,
    keys: Vec<NotedKey>,
    /// Policy variables; the places are those of their names.
    variables: Vec<Spanned<String>>,
}

/// A key of a condition.
struct NotedKey {
    key: Spanned<String>,
    /// Whether the condition is true for a request without the key (C-10, C-28, C-30).
    is_true_without: bool,
}

/// What the actions of a statement are, service by service.
type Meant<'r> = BTreeMap<String, (Rc<Index<'r>>, ActionSet)>;

/// After so many findings no similar names are looked for, which takes longer than finding
/// mistakes; nobody reads on for so long.
const MOST_SUGGESTIONS: usize = 100;

impl Reader<'_> {
    pub(crate) fn note_action(&mut self, form: &ActionForm, span: Span) {
        if let Some(names) = &mut self.names {
            let action = Spanned::new(form.clone(), span);
            names.statement.actions.push(action);
        }
    }

    /// Notes an entry of `Resource`.
    pub(crate) fn note_resource(&mut self, template: &Template, span: Span) {
        if let Some(names) = &mut self.names {
            let resource = Spanned::new(template.clone(), span);
            names.statement.resources.push(resource);
        }
    }

    /// Notes a key of a condition; `is_true_without` says whether that is true for a request
    /// without the key.
    pub(crate) fn note_key(&mut self, key: &str, span: Span, is_true_without: bool) {
        if let Some(names) = &mut self.names {
            names.statement.keys.push(NotedKey {
                key: Spanned::new(key.to_owned(), span),
                is_true_without,
            });
        }
    }

    /// Notes the policy variables of a text.
    pub(crate) fn note_variables(&mut self, template: &Template, text: &str, span: Span) {
        let Some(names) = &mut self.names else {
            return;
        };
        let mut from = 0;
        let (mut found, mut parts) = (Vec::new(), Vec::new());
        for piece in &template.pieces {
            let Piece::Variable { name, .. } = piece else {
                continue;
            };
            // The template holds no places; variables follow each other as they are written.
            let written = format!("${{{name}");
            let rest = text.get(from..).unwrap_or_default();
            let Some(start) = rest.find(&written).map(|at| from + at) else {
                continue;
            };
            let name_of = start + 2..start + written.len();
            from = name_of.end;
            found.push(name.clone());
            parts.push(name_of);
        }
        if parts.is_empty() {
            return;
        }
        let places = parts_of_string(self.text, span, &parts);
        let variables = found.into_iter().zip(places);
        let variables = variables.map(|(name, place)| Spanned::new(name, place));
        names.statement.variables.extend(variables);
    }

    /// Judges what has been noted since the statement began. Without `all_actions` the actions
    /// that were noted are not all, or not those that the statement is about.
    pub(crate) fn check_names(&mut self, all_actions: bool, effect: Option<Effect>) {
        if let Some(names) = &mut self.names {
            names.check(all_actions, effect, self.findings);
        }
    }
}

/// What is wrong with the name of an action (N-1 … N-5); nothing without a reference among the
/// options.
///
/// ```
/// use std::sync::Arc;
///
/// use policy_compiler::{Options, Reference, check_action};
/// use policy_core::{Action, PolicyType};
///
/// let options = Options::new(PolicyType::Identity).reference(Arc::new(Reference::aws()));
/// let findings = check_action(&Action::from_static("ecs:RunTsk"), &options);
/// let finding = findings.iter().next().unwrap();
/// assert_eq!(finding.message(), "`ecs` has no action `RunTsk`");
/// assert_eq!(finding.help(), Some("a similar action exists: `ecs:RunTask`"));
/// ```
#[must_use]
pub fn check_action(action: &Action<'_>, options: &Options) -> Findings {
    let mut findings = Findings::default();
    if let Some(mut names) = Names::new(options) {
        let form = ActionForm::Named {
            service: action.service().to_owned(),
            name: action.name().to_owned(),
        };
        let span = Span::new(0, action.as_str().len());
        names.actions(&[Spanned::new(form, span)], &mut findings);
    }
    findings
}

impl<'r> Names<'r> {
    /// The names of a document, if they are to be checked.
    pub(crate) fn new(options: &'r Options) -> Option<Self> {
        Some(Names {
            reference: options.checked_against()?,
            subject: Subject::Statement,
            wide_stars: options.has_wide_stars(),
            services: HashMap::new(),
            statement: Noted::default(),
            n_suggestions: 0,
            n_steps: 0,
            n_steps_of_types: 0,
        })
    }

    fn check(&mut self, all_actions: bool, effect: Option<Effect>, findings: &mut Findings) {
        let Noted {
            actions,
            resources,
            keys,
            variables,
        } = std::mem::take(&mut self.statement);
        let meant = self.actions(&actions, findings);
        // About actions that are not known nothing is known (N-7, N-8).
        let complete = meant.as_ref().filter(|_| all_actions);
        let services = services(actions.iter().map(|action| &action.value));
        for NotedKey {
            key,
            is_true_without,
        } in &keys
        {
            let is_known = self.key(key, &services, findings);
            if let Some(meant) = complete.filter(|_| is_known) {
                let lets_all_through = *is_true_without && effect == Some(Effect::Allow);
                self.supported_key(key, meant, lets_all_through, findings);
            }
        }
        for variable in &variables {
            self.variable(variable, &services, findings);
        }
        if let Some(meant) = complete {
            self.resources(&resources, meant, findings);
        }
    }

    /// The service of this prefix, which is read and indexed once.
    pub(crate) fn service(&mut self, prefix: &str) -> Option<Rc<Index<'r>>> {
        if let Some(known) = self.services.get(prefix) {
            return known.clone();
        }
        let prefix = prefix.to_ascii_lowercase();
        if let Some(known) = self.services.get(&prefix) {
            return known.clone();
        }
        let index = self.reference.service(&prefix).map(Index::new).map(Rc::new);
        self.services.insert(prefix, index.clone());
        index
    }

    /// Whether to look for what was meant, once more.
    pub(crate) fn suggests(&mut self) -> bool {
        self.n_suggestions += 1;
        self.n_suggestions <= MOST_SUGGESTIONS
    }
}

/// The prefixes of the actions in lower case, each once.
pub(crate) fn services<'a>(actions: impl Iterator<Item = &'a ActionForm>) -> Vec<String> {
    let prefixes = actions.filter_map(|action| match action {
        ActionForm::Any => None,
        ActionForm::Named { service, .. } => Some(service.to_ascii_lowercase()),
    });
    let prefixes: BTreeSet<_> = prefixes.collect();
    prefixes.into_iter().collect()
}
