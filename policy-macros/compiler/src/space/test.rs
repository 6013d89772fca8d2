//! What an operator asks of one value: `sat` of the rules (C-12 … C-29).

use std::cmp::Ordering;

use policy_core::Effect;
use policy_core::operator::{Base, Comparison, Family};
use policy_core::value::{Address, AddressBlock, Decimal, Timestamp, parse_bool_operand};

use super::glob::Globs;
use super::region::Bound;
use crate::document::Operand;
use crate::template::{Piece, Template};

/// A question about one text.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// All texts have the same answer.
    Always(bool),
    Text(TextTest),
}

#[derive(Clone, Debug)]
pub(super) struct TextTest {
    pub(super) operands: Operands,
    /// Whether it is one of the `…Not…` operators.
    pub(super) negated: bool,
}

/// Operands, in the form in which values are compared with them.
#[derive(Clone, Debug)]
pub(super) enum Operands {
    /// Patterns of texts; that of `true` for `Bool` (C-22).
    Text(Globs),
    /// Patterns of ARNs. A value that is none passes no test (C-12).
    Arn(Globs),
    /// Texts of numbers.
    Numeric(Comparison, Vec<String>),
    /// Texts of dates.
    Date(Comparison, Vec<String>),
    /// Blocks. A value that is no address passes no test (C-12).
    Ip(Vec<AddressBlock>),
}

impl Test {
    /// The test of an operator other than `Null`. Where operands hold policy variables, it
    /// passes as many texts as any request could bring about, or as few.
    pub(super) fn new<'a>(
        base: Base,
        operands: impl Iterator<Item = &'a Operand>,
        bound: Bound,
        effect: Effect,
    ) -> Test {
        // A pattern is made wider where that widens the whole.
        let widens = (bound == Bound::AtMost) != base.is_negated();
        let comparison = base.comparison();
        let texts = |operands: &mut dyn Iterator<Item = &'a Operand>| {
            operands.map(|operand| operand.text.clone()).collect()
        };
        let mut operands = operands;
        let operands = match base.family() {
            Family::String => {
                let folds = comparison == Comparison::EqualIgnoreCase;
                let mut globs = Globs::new(folds);
                for operand in operands {
                    let is_plain = !folds || operand.text.chars().all(|c| c <= '\u{ff}');
                    match &operand.template {
                        Some(template) if is_plain && !template.has_variables() => {
                            globs.push_template(&template.pieces);
                        }
                        Some(template) => {
                            if widens && is_plain {
                                globs.push_template(&template.pieces);
                            } else if widens {
                                globs.push_template(&[Piece::Star]);
                            }
                        }
                        None => {}
                    }
                }
                Operands::Text(globs)
            }
            Family::Arn => {
                let mut globs = Globs::new(false);
                for template in operands.filter_map(|operand| operand.template.as_ref()) {
                    if !template.has_variables() {
                        globs.push_arn(&template.pieces);
                        continue;
                    }
                    // Once it is substituted it may be too short, and then the test fails
                    // closed (C-27).
                    match (bound, effect) {
                        _ if !may_be_short(template) => {}
                        (Bound::AtMost, Effect::Deny) => return Test::is_arn(),
                        (Bound::AtLeast, Effect::Allow) => return Test::Always(false),
                        _ => {}
                    }
                    if widens {
                        globs.push_arn(&template.pieces);
                    }
                }
                Operands::Arn(globs)
            }
            // Canonical base64 has one spelling for the same bytes (C-23).
            Family::Binary => {
                let mut globs = Globs::new(false);
                operands.for_each(|operand| globs.push_text(&operand.text));
                Operands::Text(globs)
            }
            Family::Bool => {
                let (has_true, has_false) = booleans(operands);
                if has_true == has_false {
                    return Test::Always(has_true);
                }
                let mut globs = Globs::new(true);
                globs.push_text("true");
                return Test::Text(TextTest {
                    operands: Operands::Text(globs),
                    negated: has_false,
                });
            }
            Family::Numeric => Operands::Numeric(comparison, texts(&mut operands)),
            Family::Date => Operands::Date(comparison, texts(&mut operands)),
            Family::Ip => Operands::Ip(
                operands
                    .filter_map(|operand| AddressBlock::parse_operand(&operand.text))
                    .collect(),
            ),
            Family::Null => return Test::Always(false),
        };
        Test::Text(TextTest {
            operands,
            negated: base.is_negated(),
        })
    }

    /// Passes every ARN.
    fn is_arn() -> Test {
        Test::Text(TextTest {
            operands: Operands::Arn(Globs::new(false)),
            negated: true,
        })
    }

    pub(super) fn passes(&self, value: &str) -> bool {
        match self {
            Test::Always(answer) => *answer,
            Test::Text(test) => test.passes(value),
        }
    }
}

impl TextTest {
    pub(super) fn passes(&self, value: &str) -> bool {
        let matches = match &self.operands {
            Operands::Text(globs) => {
                let units: Vec<u16> = value.encode_utf16().collect();
                globs.matches(&units)
            }
            Operands::Arn(globs) => {
                if value.matches(':').count() < 5 {
                    return false;
                }
                let units: Vec<u16> = value.encode_utf16().collect();
                globs.matches(&units)
            }
            Operands::Numeric(comparison, operands) => {
                Decimal::parse_value(value).is_some_and(|value| {
                    let operands = operands.iter();
                    operands
                        .filter_map(|operand| Decimal::parse_operand(operand))
                        .any(|operand| holds(*comparison, value.cmp(&operand)))
                })
            }
            Operands::Date(comparison, operands) => {
                Timestamp::parse_value(value).is_some_and(|value| {
                    let operands = operands.iter();
                    operands
                        .filter_map(|operand| Timestamp::parse_operand(operand))
                        .any(|operand| holds(*comparison, value.cmp(&operand)))
                })
            }
            Operands::Ip(blocks) => match Address::parse_value(value) {
                None => return false,
                Some(address) => blocks.iter().any(|block| block.contains(address)),
            },
        };
        matches != self.negated
    }
}

/// Whether a list of truth values has `true`, and `false`.
pub(super) fn booleans<'a>(operands: impl Iterator<Item = &'a Operand>) -> (bool, bool) {
    operands.fold(
        (false, false),
        |(has_true, has_false), operand| match parse_bool_operand(&operand.text) {
            Some(true) => (true, has_false),
            Some(false) => (has_true, true),
            None => (has_true, has_false),
        },
    )
}

/// Whether a value that compares so with an operand satisfies the operator.
const fn holds(comparison: Comparison, order: Ordering) -> bool {
    match comparison {
        Comparison::Equal | Comparison::EqualIgnoreCase | Comparison::Like => order.is_eq(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    }
}

/// Variables only add colons to those that are written.
fn may_be_short(template: &Template) -> bool {
    template.fields().len() < 6
}
