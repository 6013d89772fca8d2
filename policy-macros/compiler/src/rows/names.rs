//! Action elements, taken apart by service.

use std::collections::BTreeMap;

use policy_core::form::fold_name;

use super::InEffect;
use crate::document::{ActionElement, ActionForm};

/// What the statements say of one service.
pub(super) struct Names<'d> {
    /// The service, as first written.
    pub(super) spelling: &'d str,
    /// The names without wildcards, by what they are ordered by.
    pub(super) written_out: BTreeMap<Vec<u8>, Name<'d>>,
    /// By statement, those that have entries of this service.
    pub(super) parts: BTreeMap<u32, Part>,
}

/// A name without wildcards.
pub(super) struct Name<'d> {
    /// As first written.
    pub(super) spelling: &'d str,
    /// The statements that have it, in order.
    pub(super) statements: Vec<u32>,
}

/// The entries of one statement that belong to one service.
#[derive(Default)]
pub(super) struct Part {
    pub(super) negated: bool,
    /// An entry matches every name.
    pub(super) every_name: bool,
    /// The entries that end in their only wildcard, a `*`, up to there, by what names are
    /// ordered by.
    prefixes: Vec<Vec<u8>>,
    /// Entries of other shapes, in lower case.
    pub(super) patterns: Vec<String>,
    /// Entries without wildcards, in lower case.
    pub(super) literals: Vec<String>,
}

impl Part {
    /// The beginnings of names that it is about; none of them begins another.
    pub(super) fn prefixes(&self) -> impl Iterator<Item = &[u8]> {
        let mut sorted: Vec<&[u8]> = self.prefixes.iter().map(Vec::as_slice).collect();
        sorted.sort_unstable();
        sorted.dedup_by(|later, earlier| later.starts_with(earlier));
        let prefixes = if self.every_name { Vec::new() } else { sorted };
        prefixes.into_iter()
    }

    fn add(&mut self, folded: String) {
        let before = folded.trim_end_matches('*');
        if before.is_empty() {
            self.every_name = true;
        } else if !folded.contains(['*', '?']) {
            self.literals.push(folded);
        } else if before.len() < folded.len() && !before.contains(['*', '?']) {
            self.prefixes.push(in_order(before));
        } else {
            self.patterns.push(folded);
        }
    }
}

/// What a name is ordered by.
fn in_order(name: &str) -> Vec<u8> {
    name.bytes().map(fold_name).collect()
}

/// What the statements say of the services that they name, and which statements cover all
/// services that they do not name.
pub(super) fn split<'d>(in_effect: &InEffect<'d>) -> (Vec<Names<'d>>, Vec<u32>) {
    let mut services = BTreeMap::new();
    let mut everywhere = Vec::new();
    for (index, statement) in in_effect {
        if split_element(*index, &statement.action, &mut services) {
            everywhere.push(*index);
        }
    }
    (services.into_values().collect(), everywhere)
}

fn split_element<'d>(
    statement: u32,
    element: &'d ActionElement,
    services: &mut BTreeMap<String, Names<'d>>,
) -> bool {
    let has_star = element
        .entries
        .iter()
        .any(|entry| entry.value.form == ActionForm::Any);
    if has_star {
        // Entries beside a `*` change nothing.
        return !element.negated;
    }
    for entry in &element.entries {
        let ActionForm::Named { service, name } = &entry.value.form else {
            continue;
        };
        let folded_service = service.to_ascii_lowercase();
        let service = services.entry(folded_service).or_insert_with(|| Names {
            spelling: service,
            written_out: BTreeMap::new(),
            parts: BTreeMap::new(),
        });
        let part = service.parts.entry(statement).or_default();
        part.negated = element.negated;
        part.add(name.to_ascii_lowercase());
        if !name.contains(['*', '?']) {
            let name = service.written_out.entry(in_order(name)).or_insert(Name {
                spelling: name,
                statements: Vec::new(),
            });
            // An entry that comes twice changes nothing.
            if name.statements.last() != Some(&statement) {
                name.statements.push(statement);
            }
        }
    }
    element.negated
}
