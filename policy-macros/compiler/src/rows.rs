//! Action elements -> rows: which statements an action may be subject to.
//!
//! Seen from a policy, actions fall into few classes. An action that the policy names
//! in full has its row worked out here, wildcards counted in. For the other actions of
//! a service that it names there is a row with the patterns that are left to match,
//! and one row for all other services. Where a service has so many names and patterns
//! that this would take long, its names are patterns of its row as well.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use policy_core::form::{
    Candidate, NamePattern, Outcome, PrincipalPart, ResourcePart, Row, Slice, Slot, action_hash,
    name_matches, service_hash,
};
use policy_core::{Action, Effect};

use crate::compiled::TablesBuf;
use crate::document::{ActionElement, ActionForm, Document};
use crate::hash_table::HashTableBuf;
use crate::lower::{Texts, index};

/// The services and statements of a document multiply to more than any real one needs.
#[derive(Debug)]
pub(crate) struct TooMuchWork;

/// How many candidates all rows together may have before equal ones are shared. The
/// largest AWS managed policy needs under 1 % of it.
const MOST_MEETINGS: usize = 2_000_000;

/// How many steps it may take to match the names of all services with the patterns.
const MOST_STEPS: usize = 8_000_000;

/// Fills the tables that lead from an action to the statements in effect.
pub(crate) fn build_rows(
    document: &Document,
    in_effect: &[usize],
    tables: &mut TablesBuf,
    texts: Texts,
) -> Result<Texts, TooMuchWork> {
    let mut builder = Builder {
        tables,
        texts,
        known_rows: HashMap::new(),
        meetings: 0,
        steps: 0,
    };
    let mut services: BTreeMap<String, Service<'_>> = BTreeMap::new();
    let mut everywhere = Vec::new();
    for &statement in in_effect {
        let Some(element) = document.statements.get(statement).map(|s| &s.action) else {
            continue;
        };
        if split_by_service(statement, element, &mut services) {
            everywhere.push(statement);
        }
    }

    builder.row(everywhere.iter().map(|statement| all(*statement)).collect())?;
    let mut action_slots = Vec::new();
    let mut service_slots = Vec::new();
    for service in services.values() {
        let others: Vec<Candidate> = everywhere
            .iter()
            .filter(|statement| !service.parts.contains_key(statement))
            .map(|statement| all(*statement))
            .collect();
        let names_have_rows = builder.afford_names(service);
        let mut candidates = others.clone();
        for (statement, part) in &service.parts {
            candidates.extend(builder.rest_of_service(*statement, part, names_have_rows));
        }
        service_slots.push(Slot {
            hash: service_hash(service.spelling),
            name: builder.texts.add(service.spelling),
            row: builder.row(candidates)?,
        });
        if !names_have_rows {
            continue;
        }
        let broad = service.parts.iter().filter(|(_, part)| part.is_broad());
        let broad: Vec<(usize, &Part)> =
            broad.map(|(statement, part)| (*statement, part)).collect();
        for (folded, name) in &service.names {
            let covers = |part: &Part| part.names(folded) != part.negated;
            let covering = broad.iter().filter(|(_, part)| covers(part));
            let covering = covering.map(|(statement, _)| statement);
            let candidates = others.iter().copied().chain(
                covering
                    .chain(&name.named_by)
                    .map(|statement| all(*statement)),
            );
            let full_name = format!("{}:{}", service.spelling, name.spelling);
            let Ok(action) = Action::parse(&full_name) else {
                continue;
            };
            action_slots.push(Slot {
                hash: action_hash(&action),
                name: builder.texts.add(&full_name),
                row: builder.row(candidates.collect())?,
            });
        }
    }
    let texts = builder.texts;
    tables.actions = HashTableBuf::new(action_slots);
    tables.services = HashTableBuf::new(service_slots);
    Ok(texts)
}

/// A candidate that covers every action of its row.
fn all(statement: usize) -> Candidate {
    Candidate {
        statement: index(statement),
        patterns: Slice::default(),
        negated: false,
    }
}

/// What a document says of one service.
struct Service<'d> {
    /// As first written.
    spelling: &'d str,
    /// The names without wildcards, in lower case.
    names: BTreeMap<String, Name<'d>>,
    /// By statement, those that have entries of this service.
    parts: BTreeMap<usize, Part>,
}

/// A name without wildcards.
struct Name<'d> {
    /// As first written.
    spelling: &'d str,
    /// The statements that cover it because they name it, and for nothing else.
    named_by: BTreeSet<usize>,
}

/// The entries of one statement that belong to one service.
#[derive(Default)]
struct Part {
    negated: bool,
    /// An entry matches every name.
    every_name: bool,
    /// In lower case.
    literals: BTreeSet<String>,
    /// In lower case.
    wildcards: Vec<String>,
}

impl Part {
    /// Whether it covers more names than those it spells out.
    fn is_broad(&self) -> bool {
        self.negated || self.every_name || !self.wildcards.is_empty()
    }

    /// Whether an entry matches a name in lower case.
    fn names(&self, folded: &str) -> bool {
        self.every_name
            || self.literals.contains(folded)
            || self
                .wildcards
                .iter()
                .any(|pattern| name_matches(pattern, folded))
    }
}

/// Whether the statement covers the services that it has no entry of.
fn split_by_service<'d>(
    statement: usize,
    element: &'d ActionElement,
    services: &mut BTreeMap<String, Service<'d>>,
) -> bool {
    let has_star = element
        .entries
        .iter()
        .any(|entry| entry.value.form == ActionForm::Any);
    if has_star {
        // Entries beside a `*` change nothing.
        return !element.negated;
    }
    let mut touched = BTreeSet::new();
    for entry in &element.entries {
        let ActionForm::Named { service, name } = &entry.value.form else {
            continue;
        };
        let folded_service = service.to_ascii_lowercase();
        touched.insert(folded_service.clone());
        let service = services.entry(folded_service).or_insert_with(|| Service {
            spelling: service,
            names: BTreeMap::new(),
            parts: BTreeMap::new(),
        });
        let part = service.parts.entry(statement).or_default();
        part.negated = element.negated;
        let folded = name.to_ascii_lowercase();
        if folded.bytes().all(|byte| byte == b'*') {
            part.every_name = true;
        } else if folded.contains(['*', '?']) {
            part.wildcards.push(folded);
        } else {
            service.names.entry(folded.clone()).or_insert_with(|| Name {
                spelling: name,
                named_by: BTreeSet::new(),
            });
            part.literals.insert(folded);
        }
    }
    for touched in touched {
        let Some(service) = services.get_mut(&touched) else {
            continue;
        };
        let Some(part) = service
            .parts
            .get(&statement)
            .filter(|part| !part.is_broad())
        else {
            continue;
        };
        for folded in &part.literals {
            if let Some(name) = service.names.get_mut(folded) {
                name.named_by.insert(statement);
            }
        }
    }
    element.negated
}

struct Builder<'t> {
    tables: &'t mut TablesBuf,
    texts: Texts,
    known_rows: HashMap<Vec<(u32, Slice, bool)>, u32>,
    meetings: usize,
    steps: usize,
}

impl Builder<'_> {
    /// Whether it costs little enough to work out what each name of a service means.
    /// Otherwise they are patterns like the others, tried for each request.
    fn afford_names(&mut self, service: &Service<'_>) -> bool {
        let length =
            |texts: &mut dyn Iterator<Item = &String>| texts.map(String::len).sum::<usize>();
        let patterns = service.parts.values().flat_map(|part| &part.wildcards);
        let patterns = length(&mut patterns.into_iter()) + service.parts.len();
        let names = length(&mut service.names.keys());
        let steps = self.steps.saturating_add(patterns.saturating_mul(names));
        let is_affordable = steps <= MOST_STEPS;
        if is_affordable {
            self.steps = steps;
        }
        is_affordable
    }

    /// How a statement covers the names of a service that have no row of their own.
    fn rest_of_service(
        &mut self,
        statement: usize,
        part: &Part,
        names_have_rows: bool,
    ) -> Option<Candidate> {
        let literals = part.literals.iter().filter(|_| !names_have_rows);
        let patterns: Vec<&String> = part.wildcards.iter().chain(literals).collect();
        if part.every_name || patterns.is_empty() {
            return (part.every_name != part.negated).then(|| all(statement));
        }
        let start = self.tables.patterns.len();
        for pattern in &patterns {
            let prefix = pattern.trim_end_matches('*');
            let is_prefix = prefix.len() < pattern.len() && !prefix.contains(['*', '?']);
            self.tables.patterns.push(if is_prefix {
                NamePattern::Prefix(self.texts.add(prefix))
            } else {
                NamePattern::Wildcards(self.texts.add(pattern))
            });
        }
        Some(Candidate {
            patterns: Slice::new(index(start), index(patterns.len())),
            negated: part.negated,
            ..all(statement)
        })
    }

    /// The row with these candidates, which is shared if there is one already.
    fn row(&mut self, mut candidates: Vec<Candidate>) -> Result<u32, TooMuchWork> {
        self.meetings += candidates.len();
        if self.meetings > MOST_MEETINGS {
            return Err(TooMuchWork);
        }
        candidates.sort_by_key(|candidate| {
            (
                self.effect(*candidate) == Some(Effect::Allow),
                Reverse(self.always_applies(*candidate)),
                candidate.statement,
            )
        });
        let decides = |candidate: &Candidate| self.always_applies(*candidate);
        let outcome = match candidates.first() {
            Some(first) if decides(first) => match self.effect(*first) {
                Some(Effect::Deny) => Outcome::Deny,
                _ => Outcome::Allow,
            },
            _ => Outcome::Test,
        };
        let identity = candidates
            .iter()
            .map(|c| (c.statement, c.patterns, c.negated))
            .collect();
        let next = index(self.tables.rows.len());
        let row = *self.known_rows.entry(identity).or_insert(next);
        if row == next {
            let start = index(self.tables.candidates.len());
            let len = index(candidates.len());
            self.tables.candidates.extend(candidates);
            self.tables.rows.push(Row {
                outcome,
                candidates: Slice::new(start, len),
            });
        }
        Ok(row)
    }

    fn effect(&self, candidate: Candidate) -> Option<Effect> {
        let statement = self.tables.statements.get(candidate.statement as usize)?;
        Some(statement.effect)
    }

    /// Whether the statement applies to every request for an action of the row.
    fn always_applies(&self, candidate: Candidate) -> bool {
        let statements = &self.tables.statements;
        statements
            .get(candidate.statement as usize)
            .is_some_and(|statement| {
                candidate.patterns.len == 0
                    && statement.principal == PrincipalPart::Implied
                    && statement.resource == ResourcePart::Any
                    && statement.conditions.len == 0
            })
    }
}
