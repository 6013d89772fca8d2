//! The search for a request that some regions cover and others do not.
//!
//! A region is a conjunction of literals, each about one part of the request, so to stay outside
//! of it is to fail one of them. The parts do not depend on each other: literals can hold together
//! if those about each part can. The search keeps such literals and a request that satisfies them;
//! as long as a region that is to be avoided covers the request, it adds the negation of one of the
//! region's literals, each in turn.

use std::collections::HashMap;

use super::action::{self, ActionLiteral, Name};
use super::budget::{Budget, TooHard};
use super::key::{self, KeyLiteral, KeyValue};
use super::principal::{self, Caller, PrincipalLiteral};
use super::region::Region;
use super::resource::{self, ResourceLiteral};
use super::witness::Witness;
use super::{Lists, Search, Space};
use crate::keys;

pub(super) fn find(
    space: &Space,
    inside: &[&Region],
    outside: &[&Region],
    budget: &mut Budget,
) -> Search {
    let mut finder = Finder::new(space);
    match finder.find(inside, outside, budget) {
        Ok(Some(witness)) => Search::Found(Box::new(witness)),
        Ok(None) => Search::Nothing,
        Err(TooHard) => Search::TooHard,
    }
}

struct Finder<'a> {
    space: &'a Space,
    literals: Vec<(usize, Literal<'a>)>,
    /// The keys, as written and in lower case; their parts follow the others.
    keys: Vec<(&'a str, &'a str)>,
    key_parts: HashMap<&'a str, usize>,
    /// Whether a request may carry a list under each key.
    may_be_list: Vec<bool>,
    known: HashMap<(usize, Vec<Signed>), Result<Option<Value>, TooHard>>,
}

/// The parts of a request; behind them is one for each key.
const ACTION: usize = 0;
const RESOURCE: usize = 1;
const PRINCIPAL: usize = 2;
const KEYS: usize = 3;

#[derive(Clone, Copy)]
enum Literal<'a> {
    Action(&'a ActionLiteral),
    Resource(&'a ResourceLiteral),
    Principal(&'a PrincipalLiteral),
    Key(&'a KeyLiteral),
}

/// A literal by its number, and whether it holds.
type Signed = (u32, bool);

/// What a request has as one of its parts.
#[derive(Clone, Debug)]
enum Value {
    Action(Name),
    Resource(String, Vec<u16>),
    /// `None`: whoever, since no region looks.
    Principal(Option<Caller>),
    Key(KeyValue),
}

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
    fn new(space: &'a Space) -> Self {
        Finder {
            space,
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
        // Where only one action is left, most regions are not about it.
        let only_action = self.only_action(&root, budget)?;
        let mut clauses = Vec::new();
        for region in outside {
            budget.spend(1)?;
            let is_elsewhere = only_action
                .as_ref()
                .is_some_and(|action| !region.actions.iter().all(|literal| literal.holds(action)));
            if !is_elsewhere {
                let clause = self.add(region, budget)?;
                clauses.push(clause);
            }
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
                let candidates = self.space.actions.as_deref();
                Ok(action::find(&asked, candidates, budget)?.map(Value::Action))
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

    /// The action of the request, if the literals leave no other.
    fn only_action(&mut self, root: &Node, budget: &mut Budget) -> Result<Option<Name>, TooHard> {
        let is_exact = root.chosen.get(ACTION).is_some_and(|chosen| {
            chosen.iter().any(|(number, _)| {
                let literal = self.literals.get(*number as usize);
                matches!(literal, Some((_, Literal::Action(literal))) if literal.is_exact())
            })
        });
        if !is_exact {
            return Ok(None);
        }
        match self.value(root, ACTION, budget)? {
            Some(Value::Action(name)) => Ok(Some(name)),
            _ => Ok(None),
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
        let may_be_list = |(at, (_, folded)): (usize, &(&str, &str))| match self.space.lists {
            Lists::Everywhere => true,
            Lists::WhereKnown => {
                keys::may_be_list(folded)
                    || self.literals.iter().any(|(part, literal)| {
                        *part == KEYS + at
                            && matches!(literal, Literal::Key(literal) if literal.is_set())
                    })
            }
        };
        self.may_be_list = self.keys.iter().enumerate().map(may_be_list).collect();
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

impl<'a> Literal<'a> {
    fn holds(self, value: &Value) -> bool {
        match (self, value) {
            (Literal::Action(literal), Value::Action(name)) => literal.holds(name),
            (Literal::Resource(literal), Value::Resource(_, units)) => literal.holds(units),
            (Literal::Principal(literal), Value::Principal(Some(caller))) => literal.holds(caller),
            (Literal::Key(literal), Value::Key(value)) => literal.holds(value),
            // Nobody has been asked about yet: perhaps it holds.
            _ => true,
        }
    }

    fn action((self_, wanted): (Self, bool)) -> Option<(&'a ActionLiteral, bool)> {
        match self_ {
            Literal::Action(literal) => Some((literal, wanted)),
            _ => None,
        }
    }

    fn resource((self_, wanted): (Self, bool)) -> Option<(&'a ResourceLiteral, bool)> {
        match self_ {
            Literal::Resource(literal) => Some((literal, wanted)),
            _ => None,
        }
    }

    fn principal((self_, wanted): (Self, bool)) -> Option<(&'a PrincipalLiteral, bool)> {
        match self_ {
            Literal::Principal(literal) => Some((literal, wanted)),
            _ => None,
        }
    }

    fn key((self_, wanted): (Self, bool)) -> Option<(&'a KeyLiteral, bool)> {
        match self_ {
            Literal::Key(literal) => Some((literal, wanted)),
            _ => None,
        }
    }
}

fn insert(chosen: &mut Vec<Signed>, literal: Signed) {
    if let Err(at) = chosen.binary_search(&literal) {
        chosen.insert(at, literal);
    }
}
