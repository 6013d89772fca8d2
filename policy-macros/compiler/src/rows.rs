//! Action elements -> rows: which statements an action may be subject to.
//!
//! Seen from a policy, actions fall into few classes. An action that the policy names
//! in full has its row worked out here, wildcards counted in. The other names of a
//! service are put in order, and cut where a `Describe*` begins or ends: between two cuts
//! all names mean the same, and have one row. Only patterns of other shapes are left to be
//! matched for each request. All other services have one row together.

mod branches;
mod names;

use std::collections::{BTreeMap, HashMap};

use policy_core::form::{
    Bound, Branch, Candidate, Packed, Prefix, PrincipalPart, ResourcePart, Row, Service, Slice,
    Slot, action_hash, head, name_matches, service_hash,
};
use policy_core::{Action, Decision, Effect, PolicyType};

use self::branches::{Beginnings, branches};
use self::names::{Name, Names, Part, split};
use crate::compiled::TablesBuf;
use crate::document::Statement;
use crate::hash_table::HashTableBuf;
use crate::lower::{Texts, append, index};

/// The services and statements of a document multiply to more than any real one needs.
#[derive(Debug)]
pub(crate) struct TooMuchWork;

/// The statements in effect, each with its index.
pub(crate) type InEffect<'d> = [(u32, &'d Statement)];

/// How many candidates all rows together may have before equal ones are shared. The
/// largest AWS managed policy needs under 1 % of it.
const MOST_MEETINGS: usize = 2_000_000;

/// How many steps it may take to match the names of all services with the patterns.
const MOST_STEPS: usize = 8_000_000;

/// What each document adds to both, where many are compiled together.
const MORE_FOR_A_DOCUMENT: usize = 10_000;

/// Fills the tables that lead from an action to the statements in effect.
pub(crate) fn build_rows(
    in_effect: &InEffect<'_>,
    tables: &mut TablesBuf,
    texts: &mut Texts,
) -> Result<(), TooMuchWork> {
    let more = tables.documents.len().saturating_mul(MORE_FOR_A_DOCUMENT);
    let mut builder = Builder {
        tables,
        texts,
        beginnings: Beginnings::of(in_effect),
        known_rows: HashMap::new(),
        // So many have an index, those in branches included.
        meetings_left: more.clamp(MOST_MEETINGS, u32::MAX as usize / 4),
        steps_left: more.max(MOST_STEPS),
        slots: Vec::new(),
    };
    let (services, everywhere) = split(in_effect);
    let everywhere: Candidates = everywhere
        .into_iter()
        .map(|statement| (statement, all(statement)))
        .collect();
    builder.row(everywhere.values())?;
    let services: Result<Vec<Service>, TooMuchWork> = services
        .iter()
        .map(|names| builder.service(names, &everywhere))
        .collect();
    let slots = builder.slots;
    tables.services = HashTableBuf::new(services?);
    tables.actions = HashTableBuf::new(slots);
    Ok(())
}

/// By statement.
type Candidates = BTreeMap<u32, Candidate>;

/// A candidate that covers every action of its row. Its document comes later.
fn all(statement: u32) -> Candidate {
    Candidate {
        statement,
        document: 0,
        patterns: Slice::default(),
        negated: false,
    }
}

struct Builder<'t> {
    tables: &'t mut TablesBuf,
    texts: &'t mut Texts,
    beginnings: Beginnings<'t>,
    known_rows: HashMap<Vec<Candidate>, u32>,
    meetings_left: usize,
    steps_left: usize,
    slots: Vec<Slot>,
}

/// The statements with a prefix that ends, or begins, at a place in the order of names.
#[derive(Default)]
struct Cut {
    ends: Vec<u32>,
    begins: Vec<u32>,
}

impl Builder<'_> {
    /// Goes through the names of a service in their order.
    fn service(
        &mut self,
        names: &Names<'_>,
        everywhere: &Candidates,
    ) -> Result<Service, TooMuchWork> {
        let names_have_rows = self.afford_names(names);
        // What holds where no prefix matches.
        let unmatched: BTreeMap<u32, Option<Candidate>> = names
            .parts
            .iter()
            .map(|(statement, part)| {
                (
                    *statement,
                    self.unmatched(*statement, part, names_have_rows),
                )
            })
            .collect();
        let mut here: Candidates = everywhere
            .iter()
            .filter(|(statement, _)| !unmatched.contains_key(statement))
            .map(|(statement, candidate)| (*statement, *candidate))
            .chain(
                unmatched
                    .iter()
                    .filter_map(|(of, candidate)| Some((*of, (*candidate)?))),
            )
            .collect();
        let mut written_out = names.written_out.iter().peekable();
        let cuts = cuts(&names.parts);
        let mut next_cuts = cuts.keys();

        let row = self.row(here.values())?;
        let start = self.tables.bounds.len();
        let mut last_row = row;
        let mut next_cut = next_cuts.next();
        loop {
            // The names before the next cut.
            while let Some((_, name)) =
                written_out.next_if(|(name, _)| next_cut.is_none_or(|cut| *name < cut))
            {
                if names_have_rows {
                    self.name(names, name, &here)?;
                }
            }
            let Some(cut) = next_cut else { break };
            for statement in cuts.get(cut).iter().flat_map(|cut| &cut.ends) {
                set(
                    &mut here,
                    *statement,
                    unmatched.get(statement).copied().flatten(),
                );
            }
            for statement in cuts.get(cut).iter().flat_map(|cut| &cut.begins) {
                let is_negated = names.parts.get(statement).is_some_and(|part| part.negated);
                set(
                    &mut here,
                    *statement,
                    (!is_negated).then(|| all(*statement)),
                );
            }
            let row = self.row(here.values())?;
            if row != last_row {
                let rest = cut.get(size_of::<u128>()..).unwrap_or_default();
                let rest = self.texts.add(&String::from_utf8_lossy(rest));
                let head = head(cut);
                self.tables.bounds.push(Bound { head, rest, row });
                last_row = row;
            }
            next_cut = next_cuts.next();
        }
        let prefix = format!("{}:", names.spelling);
        Ok(Service {
            hash: service_hash(names.spelling),
            name: self.texts.add(&prefix),
            prefix: Prefix::of(&prefix),
            row,
            factor: 0,
            bounds: Slice::new(index(start), index(self.tables.bounds.len() - start)),
        })
    }

    /// Gives a name a row of its own.
    fn name(
        &mut self,
        names: &Names<'_>,
        name: &Name<'_>,
        here: &Candidates,
    ) -> Result<(), TooMuchWork> {
        let full_name = format!("{}:{}", names.spelling, name.spelling);
        let Ok(action) = Action::parse(&full_name) else {
            return Ok(());
        };
        let folded = name.spelling.to_ascii_lowercase();
        let mut candidates: Candidates = here
            .iter()
            .filter(|(statement, candidate)| {
                let part = names.parts.get(statement);
                let matches =
                    |part: &Part| part.patterns.iter().any(|of| name_matches(of, &folded));
                candidate.patterns.len == 0
                    || part.is_some_and(|part| matches(part) != candidate.negated)
            })
            .map(|(statement, _)| (*statement, all(*statement)))
            .collect();
        for statement in &name.statements {
            let is_negated = names.parts.get(statement).is_some_and(|part| part.negated);
            set(
                &mut candidates,
                *statement,
                (!is_negated).then(|| all(*statement)),
            );
        }
        let row = self.row(candidates.values())?;
        let settled = self
            .tables
            .rows
            .get(row as usize)
            .and_then(|row| row.settled);
        let slot = Slot {
            packed: Packed::of(&full_name).unwrap_or(Packed::TOO_LONG),
            hash: action_hash(&action),
            name: self.texts.add(&full_name),
            row,
            factor: 0,
            settled: settled.filter(|_| self.tables.policy_type == PolicyType::Identity),
        };
        self.slots.push(slot);
        Ok(())
    }

    /// Whether it costs little enough to work out what each name of a service means.
    /// Otherwise they are patterns like the others, tried for each request.
    fn afford_names(&mut self, names: &Names<'_>) -> bool {
        let length =
            |texts: &mut dyn Iterator<Item = usize>| texts.map(|len| len + 1).sum::<usize>();
        let patterns = names.parts.values().flat_map(|part| &part.patterns);
        let patterns = length(&mut patterns.map(String::len));
        let written_out = length(&mut names.written_out.keys().map(Vec::len));
        let steps = patterns.saturating_mul(written_out);
        let steps_left = self.steps_left.checked_sub(steps);
        self.steps_left = steps_left.unwrap_or(self.steps_left);
        steps_left.is_some()
    }

    /// How a statement covers the names of a service that have no row of their own, where
    /// none of its prefixes matches.
    fn unmatched(
        &mut self,
        statement: u32,
        part: &Part,
        names_have_rows: bool,
    ) -> Option<Candidate> {
        let literals = part.literals.iter().filter(|_| !names_have_rows);
        let patterns: Vec<Slice> = part
            .patterns
            .iter()
            .chain(literals)
            .map(|pattern| self.texts.add(pattern))
            .collect();
        if part.every_name || patterns.is_empty() {
            return (part.every_name != part.negated).then(|| all(statement));
        }
        let start = self.tables.patterns.len();
        let len = patterns.len();
        self.tables.patterns.extend(patterns);
        Some(Candidate {
            patterns: Slice::new(index(start), index(len)),
            negated: part.negated,
            ..all(statement)
        })
    }

    /// The row with these candidates, which is shared if there is one already.
    fn row<'c>(
        &mut self,
        candidates: impl ExactSizeIterator<Item = &'c Candidate>,
    ) -> Result<u32, TooMuchWork> {
        let left = self.meetings_left.checked_sub(candidates.len());
        self.meetings_left = left.ok_or(TooMuchWork)?;
        let (denying, allowing): (Vec<Candidate>, Vec<Candidate>) = candidates
            .map(|candidate| self.with_document(candidate))
            .partition(|candidate| self.effect(candidate) == Some(Effect::Deny));
        let is_denied = denying.iter().any(|of| self.always_applies(of));
        let is_allowed = allowing.iter().any(|of| self.always_applies(of));
        let settled = match (denying.len(), allowing.len()) {
            (0, 0) => Some(Decision::ImplicitDeny),
            _ if is_denied => Some(Decision::ExplicitDeny),
            (0, _) if is_allowed => Some(Decision::Allow),
            _ => None,
        };
        let key = [denying.as_slice(), allowing.as_slice()].concat();
        if let Some(row) = self.known_rows.get(&key) {
            return Ok(*row);
        }
        let branches = match settled {
            None => self.branches(&denying, &allowing)?,
            Some(_) => Slice::default(),
        };
        let row = index(self.tables.rows.len());
        let candidates = append(&mut self.tables.candidates, key.iter().copied());
        self.tables.rows.push(Row {
            settled,
            candidates,
            n_denying: index(denying.len()),
            is_allowed,
            branches,
        });
        self.known_rows.insert(key, row);
        Ok(row)
    }

    /// The candidates of a long row by their resources.
    fn branches(
        &mut self,
        denying: &[Candidate],
        allowing: &[Candidate],
    ) -> Result<Slice, TooMuchWork> {
        let meetings = self.beginnings.n_entries(denying.iter().chain(allowing));
        let left = self.meetings_left.checked_sub(meetings);
        self.meetings_left = left.ok_or(TooMuchWork)?;
        let branches = branches(&self.beginnings, denying, allowing);
        let start = self.tables.branches.len();
        for branch in &branches {
            let candidates = branch.denying.iter().chain(&branch.allowing).copied();
            let candidates = append(&mut self.tables.candidates, candidates);
            self.tables.branches.push(Branch {
                text: self.texts.add(branch.text),
                parent: branch.parent,
                candidates,
                n_denying: index(branch.denying.len()),
            });
        }
        Ok(Slice::new(index(start), index(branches.len())))
    }

    fn with_document(&self, candidate: &Candidate) -> Candidate {
        let statement = self.tables.statements.get(candidate.statement as usize);
        Candidate {
            document: statement.map_or(0, |statement| statement.document),
            ..*candidate
        }
    }

    fn effect(&self, candidate: &Candidate) -> Option<Effect> {
        let statement = self.tables.statements.get(candidate.statement as usize)?;
        Some(statement.effect)
    }

    /// Whether the statement applies to every request for an action of the row.
    fn always_applies(&self, candidate: &Candidate) -> bool {
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

fn set(candidates: &mut Candidates, statement: u32, candidate: Option<Candidate>) {
    match candidate {
        Some(candidate) => candidates.insert(statement, candidate),
        None => candidates.remove(&statement),
    };
}

/// Where the prefixes of the statements begin and end in the order of names.
fn cuts(parts: &BTreeMap<u32, Part>) -> BTreeMap<Vec<u8>, Cut> {
    let mut cuts: BTreeMap<Vec<u8>, Cut> = BTreeMap::new();
    for (statement, part) in parts {
        for prefix in part.prefixes() {
            let begin = cuts.entry(prefix.to_vec()).or_default();
            begin.begins.push(*statement);
            if let Some(end) = end(prefix) {
                cuts.entry(end).or_default().ends.push(*statement);
            }
        }
    }
    cuts
}

/// The first name behind those with the prefix.
fn end(prefix: &[u8]) -> Option<Vec<u8>> {
    let mut end = prefix.to_vec();
    while let Some(byte) = end.pop() {
        // Behind the last character of names there is none.
        if byte < 0x7f {
            end.push(byte + 1);
            return Some(end);
        }
    }
    None
}
