//! Conditions (C-1 … C-40).

use core::cmp::Ordering;

use crate::Values;
use crate::form::{Condition, SEARCHED_FROM};
use crate::operator::{Comparison, Family, SetOperator};
use crate::template::{Scope, count_colons};
use crate::truth::Truth;
use crate::value::{Address, AddressBlock, Decimal, Timestamp};
use crate::{Context, Effect};

impl<'p> Scope<'p> {
    /// Whether one key satisfies one operator, for a statement of this effect: the
    /// whole of C-8 … C-37.
    // As `matches_some`, a leaf with calls at the end for whatever is less common.
    #[inline(never)]
    pub(crate) fn holds(self, condition: &Condition, effect: Effect) -> Truth {
        let operator = condition.operator;
        if !operator.compares_text() {
            return self.holds_otherwise(condition, effect);
        }
        let Some(key) = self.tables.keys.get(condition.key as usize) else {
            return self.holds_otherwise(condition, effect);
        };
        match self.context.by_hash(key.hash) {
            Some((of_context, value)) if of_context.is_spelled(key.name, self.tables.text) => {
                self.matches_some(condition.operands.tested, value)
            }
            None if self.context.is_plain() => operator.if_exists().into(),
            _ => self.holds_otherwise(condition, effect),
        }
    }

    #[inline(never)]
    fn holds_otherwise(self, condition: &Condition, effect: Effect) -> Truth {
        let operator = condition.operator;
        let (family, set) = (operator.base().family(), operator.set());
        let values = match (family, set) {
            (Family::Null, Some(set)) => return (set == SetOperator::ForAllValues).into(),
            _ => self.values(condition.key),
        };
        let values = match (values, set) {
            (Values::Unknown, _) => return Truth::Perhaps,
            (values, None) if family == Family::Null => {
                let is_absent = matches!(values, Values::Absent);
                return self.booleans(condition).contains(&is_absent).into();
            }
            (Values::Absent, Some(set)) => return (set == SetOperator::ForAllValues).into(),
            (Values::Absent, None) => {
                return (operator.is_negated() || operator.if_exists()).into();
            }
            (Values::List(_), None) => return Truth::No,
            (values, _) => values,
        };
        // Not for each value of a list: counting is linear in the values of variables.
        let has_short_arn = if family == Family::Arn {
            self.has_short_arn(condition)
        } else {
            Truth::No
        };
        let satisfies = |value: &str| {
            if value.len() > Context::MAX_TEXT {
                // Only a source has such texts. They would take long.
                return Truth::Perhaps;
            }
            self.satisfies(condition, effect, has_short_arn, value)
        };
        match (values, set) {
            (Values::Plain(value), _) => satisfies(value),
            (values, Some(SetOperator::ForAnyValue)) => Truth::any(values.iter().map(satisfies)),
            (values, _) => Truth::all(values.iter().map(satisfies)),
        }
    }

    /// Whether one value satisfies the operator: `sat` of §5.5.
    fn satisfies(
        &self,
        condition: &Condition,
        effect: Effect,
        has_short_arn: Truth,
        value: &str,
    ) -> Truth {
        let base = condition.operator.base();
        let comparison = base.comparison();
        let operands = condition.operands.tested;
        let tables = self.tables;
        let matched: Truth = match base.family() {
            Family::String if comparison == Comparison::EqualIgnoreCase => {
                let templates = operands.of(tables.templates).iter();
                Truth::any(templates.map(|template| self.matches_lower(template, value)))
            }
            // Canonical base64 has one spelling for the same bytes (C-23).
            Family::String | Family::Binary => self.matches_some(operands, value),
            Family::Numeric => Decimal::parse_value(value)
                .is_some_and(|value| {
                    let operands = operands.of(tables.decimals);
                    comparison.holds_for_some(operands, |operand| {
                        operand.decimal(tables.text).cmp(&value)
                    })
                })
                .into(),
            Family::Date => Timestamp::parse_value(value)
                .is_some_and(|value| {
                    let operands = operands.of(tables.timestamps);
                    comparison.holds_for_some(operands, |operand| {
                        operand.timestamp(tables.text).cmp(&value)
                    })
                })
                .into(),
            Family::Bool => self
                .booleans(condition)
                .contains(&value.eq_ignore_ascii_case("true"))
                .into(),
            // A value that cannot be read satisfies neither form (C-12).
            Family::Ip => match Address::parse_value(value) {
                None => return Truth::No,
                Some(address) => is_in_some(operands.of(tables.blocks), address).into(),
            },
            Family::Arn => {
                if count_colons(value.as_bytes()) < 5 {
                    return Truth::No;
                }
                match has_short_arn {
                    Truth::Yes => return (effect == Effect::Deny).into(),
                    Truth::Perhaps => return Truth::Perhaps,
                    Truth::No => self.matches_some(operands, value),
                }
            }
            Family::Null => return Truth::No,
        };
        if condition.operator.is_negated() {
            !matched
        } else {
            matched
        }
    }

    /// Whether an operand has fewer than six components once it is substituted; only
    /// one with variables can (C-27).
    fn has_short_arn(self, condition: &Condition) -> Truth {
        let templates = condition.operands.tested.of(self.tables.templates).iter();
        let variable = templates.filter(|template| template.tokens().1 > 0);
        Truth::any(variable.map(|template| self.is_short_arn(template)))
    }

    fn booleans(self, condition: &Condition) -> &'p [bool] {
        condition.operands.tested.of(self.tables.booleans)
    }
}

impl Comparison {
    /// Whether the value compares so to some operand; `order` is that of an operand and
    /// the value.
    fn holds_for_some<T>(self, operands: &[T], order: impl Fn(&T) -> Ordering) -> bool {
        let holds = |operand: &T| match self {
            Comparison::Equal | Comparison::EqualIgnoreCase | Comparison::Like => {
                order(operand).is_eq()
            }
            Comparison::Less => order(operand).is_gt(),
            Comparison::LessOrEqual => order(operand).is_ge(),
            Comparison::Greater => order(operand).is_lt(),
            Comparison::GreaterOrEqual => order(operand).is_le(),
        };
        if operands.len() < SEARCHED_FROM {
            return operands.iter().any(holds);
        }
        operands.binary_search_by(order).is_ok()
    }
}

/// Whether the address is in one of the blocks.
fn is_in_some(blocks: &[AddressBlock], address: Address) -> bool {
    if blocks.len() < SEARCHED_FROM {
        return blocks.iter().any(|block| block.contains(address));
    }
    // They are disjoint, so only the last one that begins there or before can contain it.
    let after = blocks.partition_point(|block| block.first() <= address);
    let last = after.checked_sub(1).and_then(|last| blocks.get(last));
    last.is_some_and(|block| block.contains(address))
}
