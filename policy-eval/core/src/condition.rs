//! Conditions (C-1 … C-40).

use crate::Values;
use crate::form::Condition;
use crate::operator::{Base, Comparison, Family, SetOperator};
use crate::template::{Scope, count_colons};
use crate::truth::Truth;
use crate::value::{Address, Decimal, Timestamp};
use crate::{Context, Effect};

impl Scope<'_> {
    /// Whether one key satisfies one operator, for a statement of this effect: the
    /// whole of C-8 … C-37.
    #[inline]
    pub(crate) fn holds(&self, condition: &Condition, effect: Effect) -> Truth {
        let operator = condition.operator;
        let is_text = matches!(operator.base(), Base::StringEquals | Base::StringLike);
        if !is_text || operator.set().is_some() {
            return self.holds_otherwise(condition, effect);
        }
        // Most conditions are such.
        match self.values(condition.key) {
            Values::Plain(value) => self.matches_some(condition.operands, value),
            Values::Absent => operator.if_exists().into(),
            Values::List(_) => Truth::No,
            Values::Unknown => Truth::Perhaps,
        }
    }

    #[inline(never)]
    fn holds_otherwise(&self, condition: &Condition, effect: Effect) -> Truth {
        let operator = condition.operator;
        let is_null = operator.base().family() == Family::Null;
        if let (true, Some(set)) = (is_null, operator.set()) {
            return (set == SetOperator::ForAllValues).into();
        }
        let values = self.values(condition.key);
        if matches!(values, Values::Unknown) {
            return Truth::Perhaps;
        }
        let is_absent = matches!(values, Values::Absent);
        if is_null {
            return self.booleans(condition).contains(&is_absent).into();
        }
        // Not for each value of a list: counting is linear in the values of variables.
        let has_short_arn = if operator.base().family() == Family::Arn && !is_absent {
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
        match (values, operator.set()) {
            (Values::Absent | Values::Unknown, Some(set)) => {
                (set == SetOperator::ForAllValues).into()
            }
            (Values::Absent | Values::Unknown, None) => {
                (operator.is_negated() || operator.if_exists()).into()
            }
            (Values::Plain(value), _) => satisfies(value),
            (Values::List(_), None) => Truth::No,
            (Values::List(_), Some(SetOperator::ForAllValues)) => {
                Truth::all(values.iter().map(satisfies))
            }
            (Values::List(_), Some(SetOperator::ForAnyValue)) => {
                Truth::any(values.iter().map(satisfies))
            }
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
        let operands = condition.operands;
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
                    operands
                        .of(tables.decimals)
                        .iter()
                        .any(|operand| comparison.holds(&value, &operand.decimal(tables.text)))
                })
                .into(),
            Family::Date => Timestamp::parse_value(value)
                .is_some_and(|value| {
                    operands
                        .of(tables.timestamps)
                        .iter()
                        .any(|operand| comparison.holds(&value, &operand.timestamp(tables.text)))
                })
                .into(),
            Family::Bool => self
                .booleans(condition)
                .contains(&value.eq_ignore_ascii_case("true"))
                .into(),
            // A value that cannot be read satisfies neither form (C-12).
            Family::Ip => match Address::parse_value(value) {
                None => return Truth::No,
                Some(address) => operands
                    .of(tables.blocks)
                    .iter()
                    .any(|block| block.contains(address))
                    .into(),
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
    fn has_short_arn(&self, condition: &Condition) -> Truth {
        let templates = condition.operands.of(self.tables.templates).iter();
        let variable = templates.filter(|template| template.variables > 0);
        Truth::any(variable.map(|template| self.is_short_arn(template)))
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
