//! A shortest text that matches these patterns and not those: sets of positions in the patterns,
//! explored breadth first.

use std::collections::HashSet;

use super::budget::{Budget, TooHard};
use super::glob::{Atom, COLON, Globs, Reach, lower, same_in_lower_case};

/// A pattern, and whether the text has to match it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term<'a> {
    pub(super) globs: &'a Globs,
    pub(super) wanted: bool,
}

/// Of which characters a text is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// Of all.
    Everything,
    /// Of those of the names of actions; their case does not matter.
    ActionName,
}

/// A text of which every pattern says what is wanted; a shortest one.
pub(super) fn find(
    terms: &[Term<'_>],
    alphabet: Alphabet,
    budget: &mut Budget,
) -> Result<Option<String>, TooHard> {
    let mut search = Search {
        terms,
        alphabet,
        folds: terms.iter().all(|term| term.globs.folds()),
        seen: HashSet::new(),
        states: Vec::new(),
    };
    search.run(budget)
}

struct Search<'a> {
    terms: &'a [Term<'a>],
    alphabet: Alphabet,
    /// Whether no pattern looks at case.
    folds: bool,
    seen: HashSet<Vec<u32>>,
    states: Vec<State>,
}

struct State {
    /// The live positions of each pattern, ascending, each list closed by `CLOSED`; then the
    /// first half of a surrogate pair that waits for its second.
    key: Vec<u32>,
    parent: u32,
    unit: u16,
}

const CLOSED: u32 = u32::MAX;

impl Search<'_> {
    fn run(&mut self, budget: &mut Budget) -> Result<Option<String>, TooHard> {
        let mut start = Vec::new();
        for term in self.terms {
            let mut live = Vec::new();
            for position in term.globs.starts() {
                reach(term.globs, *position, &mut live);
            }
            if !settle(term, &mut live) {
                return Ok(None);
            }
            start.extend(live);
            start.push(CLOSED);
        }
        start.push(0);
        self.push(start, 0, 0, budget)?;
        let mut at = 0;
        while let Some(state) = self.states.get(at) {
            let key = state.key.clone();
            if self.accepts(&key) {
                return Ok(self.text(at));
            }
            let parent = u32::try_from(at).map_err(|_| TooHard)?;
            for unit in self.units(&key) {
                budget.spend(1 + key.len() / 8)?;
                if let Some(next) = self.step(&key, unit) {
                    self.push(next, parent, unit, budget)?;
                }
            }
            at += 1;
        }
        Ok(None)
    }

    fn push(
        &mut self,
        key: Vec<u32>,
        parent: u32,
        unit: u16,
        budget: &Budget,
    ) -> Result<(), TooHard> {
        if !self.seen.insert(key.clone()) {
            return Ok(());
        }
        if self.states.len() >= budget.states_per_call() {
            return Err(TooHard);
        }
        self.states.push(State { key, parent, unit });
        Ok(())
    }

    fn accepts(&self, key: &[u32]) -> bool {
        if key.last() != Some(&0) {
            return false;
        }
        self.terms.iter().zip(lists(key)).all(|(term, live)| {
            let matches = live
                .iter()
                .any(|position| term.globs.atom(*position) == Atom::End);
            matches == term.wanted
        })
    }

    /// The units that some live position tells from others, and one other.
    fn units(&self, key: &[u32]) -> Vec<u16> {
        let pending = key.last().is_some_and(|high| *high != 0);
        let mut units = Vec::new();
        let mut seen = HashSet::new();
        let mut add = |unit: u16| {
            let fits = match self.alphabet {
                Alphabet::ActionName => is_of_name(unit),
                Alphabet::Everything => is_low(unit) == pending,
            };
            if fits && seen.insert(if self.folds { lower(unit) } else { unit }) {
                units.push(unit);
            }
        };
        for (term, live) in self.terms.iter().zip(lists(key)) {
            for position in live {
                match term.globs.atom(*position) {
                    Atom::Unit(unit) if term.globs.folds() && !self.folds => {
                        same_in_lower_case(unit).for_each(&mut add);
                    }
                    Atom::Unit(unit) => add(unit),
                    Atom::One(Reach::Field) | Atom::Star(Reach::Field) => add(COLON),
                    Atom::One(_) | Atom::Star(_) | Atom::End => {}
                }
            }
        }
        let n_named = units.len();
        let is_other = |unit: &u16| {
            let named = units.get(..n_named).unwrap_or_default();
            named
                .iter()
                .all(|other| other != unit && lower(*other) != lower(*unit))
        };
        let other = match self.alphabet {
            Alphabet::ActionName => others().find(|unit| is_of_name(*unit) && is_other(unit)),
            Alphabet::Everything if pending => (0xdc00..=0xdfff).find(is_other),
            Alphabet::Everything => others().chain(0xa1..0xd800).find(is_other),
        };
        units.extend(other);
        units
    }

    /// The state after this unit, unless it leads nowhere.
    fn step(&self, key: &[u32], unit: u16) -> Option<Vec<u32>> {
        let mut next = Vec::with_capacity(key.len());
        for (term, live) in self.terms.iter().zip(lists(key)) {
            let mut reached = Vec::with_capacity(live.len() + 1);
            for position in live {
                match term.globs.atom(*position) {
                    Atom::Unit(atom) if term.globs.is(atom, unit) => {
                        reach(term.globs, position + 1, &mut reached);
                    }
                    Atom::One(to) if to.matches(unit) => {
                        reach(term.globs, position + 1, &mut reached);
                    }
                    Atom::Star(to) if to.matches(unit) => {
                        reach(term.globs, *position, &mut reached);
                    }
                    _ => {}
                }
            }
            if !settle(term, &mut reached) {
                return None;
            }
            next.extend(reached);
            next.push(CLOSED);
        }
        next.push(if is_high(unit) { unit.into() } else { 0 });
        Some(next)
    }

    fn text(&self, mut at: usize) -> Option<String> {
        let mut units = Vec::new();
        while at != 0 {
            let state = self.states.get(at)?;
            units.push(state.unit);
            at = state.parent as usize;
        }
        units.reverse();
        String::from_utf16(&units).ok()
    }
}

/// Adds a position, and those behind it over stars.
fn reach(globs: &Globs, mut position: u32, live: &mut Vec<u32>) {
    live.push(position);
    while let Atom::Star(_) = globs.atom(position) {
        position += 1;
        live.push(position);
    }
}

/// Brings the live positions into order, and drops those that make no difference; `false` if the
/// pattern can no longer say what is wanted.
fn settle(term: &Term<'_>, live: &mut Vec<u32>) -> bool {
    live.sort_unstable();
    live.dedup();
    let globs = term.globs;
    let is_endless = |position: &u32| {
        globs.atom(*position) == Atom::Star(Reach::Everything)
            && globs.atom(position + 1) == Atom::End
    };
    if let Some(endless) = live.iter().copied().find(is_endless) {
        if !term.wanted {
            return false;
        }
        *live = vec![endless, endless + 1];
        return true;
    }
    if live.is_empty() {
        return !term.wanted;
    }
    // Behind a star that matches everything, what is before it in the same glob adds nothing.
    let starts = globs.starts();
    let mut covered_from = None;
    let is_needed = |position: &u32| {
        if covered_from.is_some_and(|start| *position >= start) {
            return false;
        }
        if globs.atom(*position) == Atom::Star(Reach::Everything) {
            let after = starts.partition_point(|start| start <= position);
            covered_from = after.checked_sub(1).and_then(|at| starts.get(at)).copied();
        }
        true
    };
    let mut needed: Vec<u32> = live.iter().rev().copied().filter(is_needed).collect();
    needed.reverse();
    *live = needed;
    true
}

/// The lists of positions of a state.
fn lists(key: &[u32]) -> impl Iterator<Item = &[u32]> {
    key.split(|position| *position == CLOSED)
}

/// Units to write where any would do, best ones first.
fn others() -> impl Iterator<Item = u16> {
    const BEST: &[u8] = b"xyzabcdefghijklmnopqrstuvw0123456789-_";
    BEST.iter().map(|byte| u16::from(*byte)).chain(0x20..0x7f)
}

fn is_of_name(unit: u16) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

const fn is_high(unit: u16) -> bool {
    matches!(unit, 0xd800..=0xdbff)
}

const fn is_low(unit: u16) -> bool {
    matches!(unit, 0xdc00..=0xdfff)
}
