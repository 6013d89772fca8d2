//! Action elements -> rows: which statements an action may be subject to.
//!
//! Seen from a policy, actions fall into few classes. An action that the policy names
//! in full has its row worked out here, wildcards counted in. For the other actions of
//! a service that it names there is a row with the patterns that are left to match,
//! and one row for all other services.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use policy_core::form::{
    Candidate, NamePattern, Outcome, PrincipalPart, ResourcePart, Row, Slice, Slot, action_hash,
    name_matches, service_hash,
};
use policy_core::{Action, Effect};

use crate::compiled::TablesBuf;
use crate::document::{ActionElement, ActionForm, Document};
use crate::hash_table::HashTableBuf;
use crate::lower::{Texts, index};

/// The patterns and statements of a document multiply to more than any real one needs.
#[derive(Debug)]
pub(crate) struct TooMuchWork;

/// How many times an action or service may meet a statement or pattern. The largest
/// AWS managed policy needs under 1 % of it.
const MOST_MEETINGS: usize = 4_000_000;

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
        let others: Vec<usize> = everywhere
            .iter()
            .copied()
            .filter(|statement| !service.parts.contains_key(statement))
            .collect();
        let mut candidates: Vec<Candidate> = others.iter().map(|other| all(*other)).collect();
        for (statement, part) in &service.parts {
            candidates.extend(builder.rest_of_service(*statement, part));
        }
        service_slots.push(Slot {
            hash: service_hash(service.spelling),
            name: builder.texts.add(service.spelling),
            row: builder.row(candidates)?,
        });
        for (folded, spelling) in &service.names {
            let mut candidates: Vec<Candidate> = others.iter().map(|other| all(*other)).collect();
            for (statement, part) in &service.parts {
                builder.meet(part.wildcards.len())?;
                if part.names(folded) != part.negated {
                    candidates.push(all(*statement));
                }
            }
            let full_name = format!("{}:{spelling}", service.spelling);
            let Ok(action) = Action::parse(&full_name) else {
                continue;
            };
            action_slots.push(Slot {
                hash: action_hash(&action),
                name: builder.texts.add(&full_name),
                row: builder.row(candidates)?,
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
    /// The names without wildcards: in lower case, and as first written.
    names: BTreeMap<String, &'d str>,
    /// By statement, those that have entries of this service.
    parts: BTreeMap<usize, Part>,
}

/// The entries of one statement that belong to one service.
#[derive(Default)]
struct Part {
    negated: bool,
    /// An entry matches every name.
    every_name: bool,
    /// In lower case.
    literals: HashSet<String>,
    /// In lower case.
    wildcards: Vec<String>,
}

impl Part {
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
    for entry in &element.entries {
        let ActionForm::Named { service, name } = &entry.value.form else {
            continue;
        };
        let service = services
            .entry(service.to_ascii_lowercase())
            .or_insert_with(|| Service {
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
            service.names.entry(folded.clone()).or_insert(name);
            part.literals.insert(folded);
        }
    }
    element.negated
}

struct Builder<'t> {
    tables: &'t mut TablesBuf,
    texts: Texts,
    known_rows: HashMap<Vec<(u32, Slice, bool)>, u32>,
    meetings: usize,
}

impl Builder<'_> {
    fn meet(&mut self, times: usize) -> Result<(), TooMuchWork> {
        self.meetings += times + 1;
        if self.meetings > MOST_MEETINGS {
            return Err(TooMuchWork);
        }
        Ok(())
    }

    /// How a statement covers the names of a service that have no row of their own.
    fn rest_of_service(&mut self, statement: usize, part: &Part) -> Option<Candidate> {
        if part.every_name || part.wildcards.is_empty() {
            return (part.every_name != part.negated).then(|| all(statement));
        }
        let start = self.tables.patterns.len();
        for pattern in &part.wildcards {
            let prefix = pattern.trim_end_matches('*');
            self.tables.patterns.push(
                if prefix.len() < pattern.len() && !prefix.contains(['*', '?']) {
                    NamePattern::Prefix(self.texts.add(prefix))
                } else {
                    NamePattern::Wildcards(self.texts.add(pattern))
                },
            );
        }
        let len = part.wildcards.len();
        Some(Candidate {
            patterns: Slice::new(index(start), index(len)),
            negated: part.negated,
            ..all(statement)
        })
    }

    /// The row with these candidates, which is shared if there is one already.
    fn row(&mut self, mut candidates: Vec<Candidate>) -> Result<u32, TooMuchWork> {
        self.meet(candidates.len())?;
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
        // Behind one that always applies, nothing is looked at any more.
        if let Some(last) = candidates.iter().position(decides) {
            candidates.truncate(last + 1);
        }
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
