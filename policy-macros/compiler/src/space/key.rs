//! What requests carry under one condition key: nothing, one text, or a list (C-8, C-9).

use policy_core::Effect;
use policy_core::operator::{Family, Operator, SetOperator};

use super::budget::{Budget, TooHard};
use super::region::Bound;
use super::test::{Test, booleans};
use super::text::{self, Asked};
use crate::document::Operand;

/// What a request carries under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum KeyValue {
    /// Nothing.
    Absent,
    /// One text.
    Plain(String),
    /// A list of one text or more.
    List(Vec<String>),
}

/// What one operator asks of one key (C-8 … C-37).
#[derive(Clone, Debug)]
pub(crate) struct KeyLiteral {
    /// The answer for an absent key.
    on_absent: bool,
    /// The answer for one text.
    test: Test,
    on_list: OnList,
    /// Whether the operator is made for lists.
    is_set: bool,
}

/// How the answer for a list comes about.
#[derive(Clone, Copy, Debug)]
enum OnList {
    /// From nothing in it.
    Always(bool),
    /// Every text passes.
    All,
    /// Some text passes.
    Any,
}

/// A literal, and what it has to say.
pub(super) type AskedKey<'a> = (&'a KeyLiteral, bool);

impl KeyLiteral {
    /// Where operands hold policy variables it depends on the bound; see [`Test::new`].
    pub(super) fn new<'a>(
        operator: Operator,
        operands: impl Iterator<Item = &'a Operand>,
        bound: Bound,
        effect: Effect,
    ) -> Self {
        let (base, set) = (operator.base(), operator.set());
        if base.family() == Family::Null {
            let (on_absent, on_present) = match set {
                None => booleans(operands),
                Some(set) => {
                    let answer = set == SetOperator::ForAllValues;
                    (answer, answer)
                }
            };
            return KeyLiteral {
                on_absent,
                test: Test::Always(on_present),
                on_list: OnList::Always(on_present),
                is_set: false,
            };
        }
        let test = Test::new(base, operands, bound, effect);
        let (on_absent, on_list) = match set {
            None => (
                operator.is_negated() || operator.if_exists(),
                OnList::Always(false),
            ),
            Some(SetOperator::ForAllValues) => (true, OnList::All),
            Some(SetOperator::ForAnyValue) => (false, OnList::Any),
        };
        KeyLiteral {
            on_absent,
            test,
            on_list,
            is_set: set.is_some(),
        }
    }

    /// Whether this operator is made for lists.
    pub(super) const fn is_set(&self) -> bool {
        self.is_set
    }

    pub(super) fn holds(&self, value: &KeyValue) -> bool {
        match value {
            KeyValue::Absent => self.on_absent,
            KeyValue::Plain(value) => self.test.passes(value),
            KeyValue::List(values) => {
                let mut values = values.iter();
                match self.on_list {
                    OnList::Always(answer) => answer,
                    OnList::All => values.all(|value| self.test.passes(value)),
                    OnList::Any => values.any(|value| self.test.passes(value)),
                }
            }
        }
    }
}

/// Something to carry, so that every literal says what is asked; nothing, one text, or a list, in
/// this order.
pub(super) fn find(
    asked: &[AskedKey<'_>],
    may_be_list: bool,
    budget: &mut Budget,
) -> Result<Option<KeyValue>, TooHard> {
    budget.spend(1 + asked.len())?;
    let fits = |(literal, wanted): &AskedKey<'_>| literal.holds(&KeyValue::Absent) == *wanted;
    if asked.iter().all(fits) {
        return Ok(Some(KeyValue::Absent));
    }
    find_present(asked, may_be_list, budget)
}

/// As `find`, but not nothing.
pub(super) fn find_present(
    asked: &[AskedKey<'_>],
    may_be_list: bool,
    budget: &mut Budget,
) -> Result<Option<KeyValue>, TooHard> {
    // What is too hard to say about one text may be easy to say about lists.
    let plain = find_plain(asked, budget);
    match plain {
        Ok(Some(_)) => return plain,
        Ok(None) if !may_be_list => return plain,
        Err(_) if !may_be_list || budget.is_spent() => return plain,
        _ => {}
    }
    match find_list(asked, budget) {
        Ok(None) => plain,
        other => other,
    }
}

fn find_plain(asked: &[AskedKey<'_>], budget: &mut Budget) -> Result<Option<KeyValue>, TooHard> {
    let mut tests = Vec::with_capacity(asked.len());
    for (literal, wanted) in asked {
        match &literal.test {
            Test::Always(answer) if answer == wanted => {}
            Test::Always(_) => return Ok(None),
            Test::Text(test) => tests.push((test, *wanted)),
        }
    }
    Ok(text::find(&tests, budget)?.map(KeyValue::Plain))
}

/// One text for each test that some text has to pass, all of which pass what all have to pass.
fn find_list(asked: &[AskedKey<'_>], budget: &mut Budget) -> Result<Option<KeyValue>, TooHard> {
    let mut of_all: Vec<Asked<'_>> = Vec::new();
    let mut of_some: Vec<Asked<'_>> = Vec::new();
    for (literal, wanted) in asked {
        // To fail a test for all is to fail it for some, and the other way round.
        let for_all = match literal.on_list {
            OnList::Always(answer) if answer == *wanted => continue,
            OnList::Always(_) => return Ok(None),
            OnList::All => *wanted,
            OnList::Any => !*wanted,
        };
        match &literal.test {
            // There is a text in the list, so all and some are alike.
            Test::Always(answer) if answer == wanted => {}
            Test::Always(_) => return Ok(None),
            Test::Text(test) if for_all => of_all.push((test, *wanted)),
            Test::Text(test) => of_some.push((test, *wanted)),
        }
    }
    let mut values: Vec<String> = Vec::new();
    for (test, wanted) in of_some {
        if values.iter().any(|value| test.passes(value) == wanted) {
            continue;
        }
        of_all.push((test, wanted));
        let found = text::find(&of_all, budget)?;
        of_all.pop();
        match found {
            None => return Ok(None),
            Some(value) => values.push(value),
        }
    }
    if values.is_empty() {
        match text::find(&of_all, budget)? {
            None => return Ok(None),
            Some(value) => values.push(value),
        }
    }
    Ok(Some(KeyValue::List(values)))
}
