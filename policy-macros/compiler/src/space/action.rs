//! Sets of actions, and an action in some of them and not in others.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::budget::{Budget, TooHard};
use super::glob::Globs;
use super::product::{self, Alphabet, Term};
use super::text::plain;
use crate::document::{ActionForm, ActionPattern};

/// The actions that an `Action` or `NotAction` element covers.
#[derive(Clone, Debug)]
pub(crate) struct ActionLiteral {
    /// Whether it covers what its patterns do not match.
    negated: bool,
    /// Whether `*` is among the patterns.
    is_any: bool,
    /// By the service in lower case.
    services: HashMap<String, ServicePatterns>,
    /// The only action, where that is what the literal is for.
    only: Option<Name>,
}

#[derive(Clone, Debug)]
struct ServicePatterns {
    /// As first written.
    service: String,
    names: Globs,
}

/// An action of a request, `service:Name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: String,
    // INVARIANT: lower case, as is what follows.
    service: String,
    within_service: Vec<u16>,
}

/// A literal, and what it has to say.
pub(super) type AskedAction<'a> = (&'a ActionLiteral, bool);

impl ActionLiteral {
    pub(super) fn new<'a>(
        negated: bool,
        patterns: impl Iterator<Item = &'a ActionPattern>,
    ) -> Self {
        let mut literal = ActionLiteral {
            negated,
            is_any: false,
            services: HashMap::new(),
            only: None,
        };
        for pattern in patterns {
            match &pattern.form {
                ActionForm::Any => literal.is_any = true,
                ActionForm::Named { service, name } => literal.push(service, name),
            }
        }
        literal
    }

    /// Exactly this action.
    pub(super) fn exact(action: &str) -> Self {
        let mut literal = ActionLiteral::new(false, std::iter::empty());
        let (service, name) = action.split_once(':').unwrap_or((action, ""));
        literal.push(service, name);
        literal.only = Some(Name::new(action));
        literal
    }

    /// The action, if it is about one alone.
    pub(super) const fn only(&self) -> Option<&Name> {
        self.only.as_ref()
    }

    fn push(&mut self, service: &str, name: &str) {
        let patterns = self
            .services
            .entry(service.to_ascii_lowercase())
            .or_insert_with(|| ServicePatterns {
                service: service.to_owned(),
                names: Globs::new(true),
            });
        patterns.names.push_pattern(name);
    }

    pub(super) fn holds(&self, action: &Name) -> bool {
        let matches = self.is_any
            || self
                .services
                .get(&action.service)
                .is_some_and(|patterns| patterns.names.matches(&action.within_service));
        matches != self.negated
    }

    /// The actions, if the literal names all of them.
    fn finite(&self, wanted: bool) -> Option<Vec<Name>> {
        let names_all = wanted != self.negated
            && !self.is_any
            && self
                .services
                .values()
                .all(|patterns| !patterns.names.has_wildcards());
        if !names_all {
            return None;
        }
        let names = self.services.values().flat_map(|patterns| {
            let of_name = |name: String| Name::new(&format!("{}:{name}", patterns.service));
            patterns.names.iter().map(move |glob| of_name(plain(glob)))
        });
        Some(names.collect())
    }
}

impl Name {
    pub(super) fn new(action: &str) -> Self {
        let (service, name) = action.split_once(':').unwrap_or((action, ""));
        Name {
            text: action.to_owned(),
            service: service.to_ascii_lowercase(),
            within_service: name.to_ascii_lowercase().encode_utf16().collect(),
        }
    }
}

/// An action of which every literal says what is asked.
pub(super) fn find(
    asked: &[AskedAction<'_>],
    budget: &mut Budget,
) -> Result<Option<Name>, TooHard> {
    let fits = |name: &&Name| {
        asked
            .iter()
            .all(|(literal, wanted)| literal.holds(name) == *wanted)
    };
    let finite = asked
        .iter()
        .filter_map(|(literal, wanted)| literal.finite(*wanted))
        .min_by_key(Vec::len);
    if let Some(mut names) = finite {
        budget.spend(1 + names.len() * asked.len() / 8)?;
        // Not in the order of a hash map.
        names.sort_by(|one, other| one.text.cmp(&other.text));
        return Ok(names.iter().find(fits).cloned());
    }
    find_open(asked, budget)
}

/// The service of actions that no pattern names.
const OTHER_SERVICE: &str = "example";

fn find_open(asked: &[AskedAction<'_>], budget: &mut Budget) -> Result<Option<Name>, TooHard> {
    let is_bound =
        |(literal, wanted): &&AskedAction<'_>| *wanted != literal.negated && !literal.is_any;
    let bound = asked.iter().filter(is_bound);
    let bound = bound.min_by_key(|(literal, _)| literal.services.len());
    let naming: &mut dyn Iterator<Item = &AskedAction<'_>> = match bound {
        Some(bound) => &mut std::iter::once(bound),
        None => &mut asked.iter(),
    };
    let mut services: BTreeMap<String, String> = BTreeMap::new();
    for (literal, _) in naming {
        budget.spend(1 + literal.services.len() / 8)?;
        for (folded, patterns) in &literal.services {
            services
                .entry(folded.clone())
                .or_insert_with(|| patterns.service.clone());
        }
    }
    if bound.is_none() {
        let mut other = OTHER_SERVICE.to_owned();
        while services.contains_key(&other) {
            other.push('x');
        }
        services.insert(other.clone(), other);
    }
    let mut is_hard = false;
    for (folded, service) in services {
        match find_name(asked, &folded, budget) {
            Ok(None) => {}
            Ok(Some(name)) => return Ok(Some(Name::new(&format!("{service}:{name}")))),
            Err(TooHard) if budget.is_spent() => return Err(TooHard),
            Err(TooHard) => is_hard = true,
        }
    }
    if is_hard { Err(TooHard) } else { Ok(None) }
}

/// Not empty.
static NAMES: LazyLock<Globs> = LazyLock::new(|| {
    let mut names = Globs::new(true);
    names.push_pattern("?*");
    names
});

/// A name of this service.
fn find_name(
    asked: &[AskedAction<'_>],
    service: &str,
    budget: &mut Budget,
) -> Result<Option<String>, TooHard> {
    budget.spend(1 + asked.len())?;
    let mut terms = Vec::with_capacity(asked.len() + 1);
    terms.push(Term {
        globs: &NAMES,
        wanted: true,
    });
    for (literal, wanted) in asked {
        let wanted = *wanted != literal.negated;
        let patterns = literal.services.get(service);
        match patterns {
            _ if literal.is_any && wanted => {}
            None if !literal.is_any && !wanted => {}
            Some(patterns) if !literal.is_any => terms.push(Term {
                globs: &patterns.names,
                wanted,
            }),
            _ => return Ok(None),
        }
    }
    product::find(&terms, Alphabet::ActionName, budget)
}
