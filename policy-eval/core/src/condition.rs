//! Conditions (C-1 … C-40).

use crate::Effect;
use crate::context::Values;
use crate::form::Condition;
use crate::operator::{Base, Comparison, Family, SetOperator};
use crate::template::{Scope, count_colons};
use crate::value::{Address, Decimal, Timestamp};

impl Scope<'_> {
    /// Whether one key satisfies one operator, for a statement of this effect: the
    /// whole of C-8 … C-37.
    #[inline]
    pub(crate) fn holds(&self, condition: &Condition, effect: Effect) -> bool {
        let operator = condition.operator;
        let is_text = matches!(operator.base(), Base::StringEquals | Base::StringLike);
        if !is_text || operator.set().is_some() {
            return self.holds_otherwise(condition, effect);
        }
        // Most conditions are such.
        match self.values(condition.key) {
            Values::Plain(value) => self.matches_some(condition.operands, value),
            Values::Absent => operator.if_exists(),
            Values::List(_) => false,
        }
    }

    #[inline(never)]
    fn holds_otherwise(&self, condition: &Condition, effect: Effect) -> bool {
        let operator = condition.operator;
        let values = self.values(condition.key);
        if operator.base().family() == Family::Null {
            return match operator.set() {
                Some(set) => set == SetOperator::ForAllValues,
                None => self
                    .booleans(condition)
                    .contains(&(values == Values::Absent)),
            };
        }
        // Not for each value of a list: counting is linear in the values of variables.
        let has_short_arn = operator.base().family() == Family::Arn
            && values != Values::Absent
            && self.has_short_arn(condition);
        let satisfies = |value: &str| self.satisfies(condition, effect, has_short_arn, value);
        match (values, operator.set()) {
            (Values::Absent, Some(set)) => set == SetOperator::ForAllValues,
            (Values::Absent, None) => operator.is_negated() || operator.if_exists(),
            (Values::Plain(value), _) => satisfies(value),
            (Values::List(_), None) => false,
            (Values::List(values), Some(SetOperator::ForAllValues)) => {
                values.iter().all(|value| satisfies(value))
            }
            (Values::List(values), Some(SetOperator::ForAnyValue)) => {
                values.iter().any(|value| satisfies(value))
            }
        }
    }

    /// Whether one value satisfies the operator: `sat` of §5.5.
    fn satisfies(
        &self,
        condition: &Condition,
        effect: Effect,
        has_short_arn: bool,
        value: &str,
    ) -> bool {
        let base = condition.operator.base();
        let comparison = base.comparison();
        let operands = condition.operands;
        let tables = self.tables;
        let matched = match base.family() {
            Family::String if comparison == Comparison::EqualIgnoreCase => operands
                .of(tables.templates)
                .iter()
                .any(|template| self.matches_lower(template, value)),
            // Canonical base64 has one spelling for the same bytes (C-23).
            Family::String | Family::Binary => self.matches_some(operands, value),
            Family::Numeric => Decimal::parse_value(value).is_some_and(|value| {
                operands
                    .of(tables.decimals)
                    .iter()
                    .any(|operand| comparison.holds(&value, &operand.decimal(tables.text)))
            }),
            Family::Date => Timestamp::parse_value(value).is_some_and(|value| {
                operands
                    .of(tables.timestamps)
                    .iter()
                    .any(|operand| comparison.holds(&value, &operand.timestamp(tables.text)))
            }),
            Family::Bool => self
                .booleans(condition)
                .contains(&value.eq_ignore_ascii_case("true")),
            // A value that cannot be read satisfies neither form (C-12).
            Family::Ip => match Address::parse_value(value) {
                None => return false,
                Some(address) => operands
                    .of(tables.blocks)
                    .iter()
                    .any(|block| block.contains(address)),
            },
            Family::Arn => {
                if count_colons(value.as_bytes()) < 5 {
                    return false;
                }
                if has_short_arn {
                    return effect == Effect::Deny;
                }
                self.matches_some(operands, value)
            }
            Family::Null => return false,
        };
        matched != condition.operator.is_negated()
    }

    /// Whether an operand has fewer than six components once it is substituted; only
    /// one with variables can (C-27).
    fn has_short_arn(&self, condition: &Condition) -> bool {
        let mut templates = condition.operands.of(self.tables.templates).iter();
        templates.any(|template| template.variables > 0 && self.is_arn(template) == Some(false))
    }

    fn booleans(&self, condition: &Condition) -> &[bool] {
        condition.operands.of(self.tables.booleans)
    }
}

impl Comparison {
    fn holds<T: Ord>(self, value: &T, operand: &T) -> bool {
        let order = value.cmp(operand);
        match self {
            Comparison::Equal | Comparison::EqualIgnoreCase | Comparison::Like => order.is_eq(),
            Comparison::Less => order.is_lt(),
            Comparison::LessOrEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterOrEqual => order.is_ge(),
        }
    }
}
