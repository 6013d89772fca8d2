//! The search for a request that some regions cover and others do not.
//!
//! A region is a conjunction of literals, each about one part of the request, so to stay outside
//! of it is to fail one of them. The parts do not depend on each other: literals can hold together
//! if those about each part can. The search keeps such literals and a request that satisfies them;
//! as long as a region that is to be avoided covers the request, it adds the negation of one of the
//! region's literals, each in turn.

mod literal;

use std::collections::HashMap;

use self::literal::{ACTION, KEYS, Literal, PRINCIPAL, RESOURCE, Value};
use super::Search;
use super::action::{self, ActionLiteral};
use super::budget::{Budget, TooHard};
use super::region::Region;
use super::witness::Witness;
use super::{key, principal, resource};

/// `may_be_list` says of a key, in lower case, whether requests carry lists under it.
pub(super) fn find(
    inside: &[&Region],
    outside: &[&Region],
    may_be_list: fn(&str) -> bool,
    budget: &mut Budget,
) -> Search {
    // Most questions are about one action, and most statements about others.
    let mut actions = inside.iter().flat_map(|region| &region.actions);
    let only = actions.clone().find_map(ActionLiteral::only);
    if let Some(only) = only
        && !actions.all(|literal| literal.holds(only))
    {
        return Search::Nothing;
    }
    let is_about = |region: &&&Region| {
        only.is_none_or(|only| region.actions.iter().all(|literal| literal.holds(only)))
    };
    let about: Vec<&Region> = outside.iter().filter(is_about).copied().collect();
    let mut finder = Finder::new(may_be_list);
    let outcome = budget
        .spend(inside.len() + outside.len())
        .and_then(|()| finder.find(inside, &about, budget));
    match outcome {
        Ok(Some(witness)) => Search::Found(Box::new(witness)),
        Ok(None) => Search::Nothing,
        Err(TooHard) => Search::TooHard,
    }
}

struct Finder<'a> {
    is_list_key: fn(&str) -> bool,
    literals: Vec<(usize, Literal<'a>)>,
    /// The keys, as written and in lower case; their parts follow the others.
    keys: Vec<(&'a str, &'a str)>,
    key_parts: HashMap<&'a str, usize>,
    /// Whether a request may carry a list under each key.
    may_be_list: Vec<bool>,
    known: HashMap<(usize, Vec<Signed>), Result<Option<Value>, TooHard>>,
}

/// A literal by its number, and whether it holds.
type Signed = (u32, bool);

/// A choice of literals that may hold together.
#[derive(Clone)]
struct Node {
    /// By part, sorted.
    chosen: Vec<Vec<Signed>>,
    /// The regions, by number and sorted, outside of which the chosen literals are.
    avoided: Vec<u32>,
}

/// The numbers of the literals of a region.
type Clause = Vec<u32>;

impl<'a> Finder<'a> {
    fn new(is_list_key: fn(&str) -> bool) -> Self {
        Finder {
            is_list_key,
            literals: Vec::new(),
            keys: Vec::new(),
            key_parts: HashMap::new(),
            may_be_list: Vec::new(),
            known: HashMap::new(),
        }
    }

    fn find(
        &mut self,
        inside: &[&'a Region],
        outside: &[&'a Region],
        budget: &mut Budget,
    ) -> Result<Option<Witness>, TooHard> {
        let mut root = Node {
            chosen: vec![Vec::new(); KEYS],
            avoided: Vec::new(),
        };
        for region in inside {
            for literal in self.add(region, budget)? {
                self.choose(&mut root, literal, true);
            }
        }
        let mut clauses = Vec::with_capacity(outside.len());
        for region in outside {
            clauses.push(self.add(region, budget)?);
        }
        self.note_lists();
        root.chosen.resize(KEYS + self.keys.len(), Vec::new());
        for part in 0..root.chosen.len() {
            if let Ok(None) = self.value(&root, part, budget) {
                return Ok(None);
            }
        }
        self.search(root, &clauses, budget)
    }

    /// Depth first; every node on the stack is satisfiable, as far as is known.
    fn search(
        &mut self,
        root: Node,
        clauses: &[Clause],
        budget: &mut Budget,
    ) -> Result<Option<Witness>, TooHard> {
        let mut is_hard = false;
        let mut stack = vec![root];
        'nodes: while let Some(mut node) = stack.pop() {
            let branches = loop {
                let mut values = Vec::with_capacity(node.chosen.len());
                for part in 0..node.chosen.len() {
                    match self.value(&node, part, budget) {
                        Ok(Some(value)) => values.push(Some(value)),
                        Ok(None) => continue 'nodes,
                        Err(TooHard) if budget.is_spent() => return Err(TooHard),
                        Err(TooHard) => values.push(None),
                    }
                }
                let mut best: Option<(u32, Vec<u32>)> = None;
                for (number, clause) in (0..).zip(clauses) {
                    budget.spend(1 + clause.len())?;
                    if node.avoided.binary_search(&number).is_ok()
                        || self.is_outside(clause, &values)
                    {
                        continue;
                    }
                    let ways = self.ways_out(&node, clause, budget)?;
                    let n_ways = ways.len();
                    if best.as_ref().is_none_or(|(_, best)| n_ways < best.len()) {
                        best = Some((number, ways));
                    }
                    if n_ways < 2 {
                        break;
                    }
                }
                let Some((number, ways)) = best else {
                    match self.witness(&values) {
                        Some(witness) => return Ok(Some(witness)),
                        None => is_hard = true,
                    }
                    continue 'nodes;
                };
                if let Err(at) = node.avoided.binary_search(&number) {
                    node.avoided.insert(at, number);
                }
                match ways.as_slice() {
                    [] => continue 'nodes,
                    [only] => self.choose(&mut node, *only, false),
                    _ => break ways,
                }
            };
            // The branches share no request: behind a literal that has been denied it holds.
            let mut later = Vec::with_capacity(branches.len());
            for literal in branches {
                budget.spend(1 + node.avoided.len() + node.chosen.len())?;
                let mut branch = node.clone();
                self.choose(&mut branch, literal, false);
                later.push(branch);
                self.choose(&mut node, literal, true);
            }
            later.reverse();
            stack.extend(later);
        }
        if is_hard { Err(TooHard) } else { Ok(None) }
    }

    /// Whether some literal of the clause does not hold for these values.
    fn is_outside(&self, clause: &Clause, values: &[Option<Value>]) -> bool {
        clause.iter().any(|number| {
            let Some((part, literal)) = self.literals.get(*number as usize) else {
                return false;
            };
            let value = values.get(*part).and_then(Option::as_ref);
            value.is_some_and(|value| !literal.holds(value))
        })
    }

    /// The literals of the clause that need not hold.
    fn ways_out(
        &mut self,
        node: &Node,
        clause: &Clause,
        budget: &mut Budget,
    ) -> Result<Vec<u32>, TooHard> {
        let mut ways = Vec::new();
        for number in clause {
            let Some(part) = self.part_of(*number) else {
                continue;
            };
            let mut chosen = node.chosen.get(part).cloned().unwrap_or_default();
            insert(&mut chosen, (*number, false));
            match self.value_of(part, chosen, budget) {
                Ok(None) => {}
                Err(TooHard) if budget.is_spent() => return Err(TooHard),
                Ok(Some(_)) | Err(TooHard) => ways.push(*number),
            }
        }
        Ok(ways)
    }

    fn choose(&self, node: &mut Node, number: u32, holds: bool) {
        let Some(part) = self.part_of(number) else {
            return;
        };
        if node.chosen.len() <= part {
            node.chosen.resize(part + 1, Vec::new());
        }
        if let Some(chosen) = node.chosen.get_mut(part) {
            insert(chosen, (number, holds));
        }
    }

    fn part_of(&self, number: u32) -> Option<usize> {
        self.literals.get(number as usize).map(|(part, _)| *part)
    }

    fn value(
        &mut self,
        node: &Node,
        part: usize,
        budget: &mut Budget,
    ) -> Result<Option<Value>, TooHard> {
        let chosen = node.chosen.get(part).cloned().unwrap_or_default();
        self.value_of(part, chosen, budget)
    }

    /// A value for which the chosen literals say what is asked.
    fn value_of(
        &mut self,
        part: usize,
        chosen: Vec<Signed>,
        budget: &mut Budget,
    ) -> Result<Option<Value>, TooHard> {
        budget.spend(1)?;
        let question = (part, chosen);
        if let Some(answer) = self.known.get(&question) {
            return answer.clone();
        }
        let answer = self.ask(part, &question.1, budget);
        if !budget.is_spent() {
            self.known.insert(question, answer.clone());
        }
        answer
    }

    fn ask(
        &self,
        part: usize,
        chosen: &[Signed],
        budget: &mut Budget,
    ) -> Result<Option<Value>, TooHard> {
        let literals = chosen.iter().filter_map(|(number, wanted)| {
            let (_, literal) = self.literals.get(*number as usize)?;
            Some((*literal, *wanted))
        });
        match part {
            ACTION => {
                let asked: Vec<_> = literals.filter_map(Literal::action).collect();
                Ok(action::find(&asked, budget)?.map(Value::Action))
            }
            RESOURCE => {
                let asked: Vec<_> = literals.filter_map(Literal::resource).collect();
                let found = resource::find(&asked, budget)?;
                Ok(found.map(|resource| {
                    let units = resource.encode_utf16().collect();
                    Value::Resource(resource, units)
                }))
            }
            PRINCIPAL => {
                let asked: Vec<_> = literals.filter_map(Literal::principal).collect();
                if asked.is_empty() {
                    return Ok(Some(Value::Principal(None)));
                }
                let found = principal::find(&asked, budget)?;
                Ok(found.map(|caller| Value::Principal(Some(caller))))
            }
            _ => {
                let asked: Vec<_> = literals.filter_map(Literal::key).collect();
                let may_be_list = self.may_be_list.get(part - KEYS).copied();
                let found = key::find(&asked, may_be_list.unwrap_or(true), budget)?;
                Ok(found.map(Value::Key))
            }
        }
    }

    /// Numbers the literals of a region.
    fn add(&mut self, region: &'a Region, budget: &mut Budget) -> Result<Clause, TooHard> {
        let actions = region
            .actions
            .iter()
            .map(|literal| (ACTION, Literal::Action(literal)));
        let resources = region.resources.iter();
        let resources = resources.map(|literal| (RESOURCE, Literal::Resource(literal)));
        let principals = region.principals.iter();
        let principals = principals.map(|literal| (PRINCIPAL, Literal::Principal(literal)));
        let mut literals: Vec<(usize, Literal<'a>)> =
            actions.chain(resources).chain(principals).collect();
        for of_key in &region.keys {
            let next = KEYS + self.keys.len();
            let part = *self.key_parts.entry(&of_key.folded).or_insert(next);
            if part == next {
                self.keys.push((&of_key.key, &of_key.folded));
            }
            literals.push((part, Literal::Key(&of_key.literal)));
        }
        budget.spend(literals.len())?;
        let first = u32::try_from(self.literals.len()).map_err(|_| TooHard)?;
        self.literals.extend(literals);
        let end = u32::try_from(self.literals.len()).map_err(|_| TooHard)?;
        Ok((first..end).collect())
    }

    fn note_lists(&mut self) {
        let is_list_key = |(_, folded): &(&str, &str)| (self.is_list_key)(folded);
        self.may_be_list = self.keys.iter().map(is_list_key).collect();
        for (part, literal) in &self.literals {
            if let Literal::Key(literal) = literal
                && literal.is_set()
                && let Some(may_be_list) = self.may_be_list.get_mut(*part - KEYS)
            {
                *may_be_list = true;
            }
        }
    }

    /// The request, if all of it is known.
    fn witness(&self, values: &[Option<Value>]) -> Option<Witness> {
        let mut witness = Witness::default();
        for (part, value) in values.iter().enumerate() {
            match value.clone()? {
                Value::Action(name) => witness.action = name.text,
                Value::Resource(resource, _) => witness.resource = resource,
                Value::Principal(caller) => witness.principal = caller,
                Value::Key(value) => {
                    let (key, _) = self.keys.get(part.checked_sub(KEYS)?)?;
                    witness.keys.push(((*key).to_owned(), value));
                }
            }
        }
        Some(witness)
    }
}

fn insert(chosen: &mut Vec<Signed>, literal: Signed) {
    if let Err(at) = chosen.binary_search(&literal) {
        chosen.insert(at, literal);
    }
}
