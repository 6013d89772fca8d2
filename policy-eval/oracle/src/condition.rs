//! Conditions (section 5); `holds`, `one` and `sat` are the text of 5.5.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::address;
use crate::date;
use crate::number;
use crate::request::Values;
use crate::statement::Question;
use crate::template::{self, ArnOperand};
use crate::text;

/// The condition of a statement: AND over operators and keys (C-1, C-2, C-5, G-16).
pub(crate) fn holds(statement: &Value, question: &Question<'_>) -> bool {
    let Some(Value::Object(blocks)) = statement.get("Condition") else {
        return true;
    };
    let deny = statement["Effect"] == "Deny";
    blocks.iter().all(|(name, keys)| {
        let operator = operator(name);
        keys.as_object().unwrap().iter().all(|(key, operands)| {
            let operands: Vec<String> =
                text::list(operands).into_iter().map(text::scalar).collect();
            one(operator, key, &operands, question, deny)
        })
    })
}

/// One key under one operator.
fn one(
    operator: Operator,
    key: &str,
    operands: &[String],
    question: &Question<'_>,
    deny: bool,
) -> bool {
    let (values, is_list) = match question.request.values(key) {
        Values::One(value) => (vec![value], false),
        Values::Many(values) => (values, true),
    };
    if operator.base == Base::Null {
        return match operator.set {
            Some(SetOperator::ForAllValues) => true, // C-33
            Some(SetOperator::ForAnyValue) => false,
            None => operands.iter().any(|o| is_true(o) == values.is_empty()), // C-28
        };
    }
    if values.is_empty() {
        return match operator.set {
            Some(set) => set == SetOperator::ForAllValues, // C-30…C-32, C-34
            None => operator.negated || operator.if_exists, // C-10, C-11
        };
    }
    if operator.set.is_none() && is_list {
        return false; // C-9
    }
    let sat = |value: &String| sat(operator, value, operands, question, deny);
    match operator.set {
        Some(SetOperator::ForAllValues) => values.iter().all(sat),
        _ => values.iter().any(sat),
    }
}

/// One value against all operands.
fn sat(
    operator: Operator,
    value: &str,
    operands: &[String],
    question: &Question<'_>,
    deny: bool,
) -> bool {
    // C-12: what cannot be read.
    match operator.base {
        Base::Numeric(_) if number::read(value).is_none() => return operator.negated,
        Base::Date(_) if date::read(value).is_none() => return operator.negated,
        Base::Binary if STANDARD.decode(value).is_err() => return false,
        Base::Ip if address::read(value).is_none() => return false,
        Base::Arn if template::arn_value(value).is_none() => return false,
        _ => {}
    }
    // C-27: a short operand fails closed.
    let short = |operand: &String| {
        let operand = template::arn_operand(operand, question.variables, question.request);
        matches!(operand, ArnOperand::Short)
    };
    if operator.base == Base::Arn && operands.iter().any(short) {
        return deny;
    }
    let some_match = operands
        .iter()
        .any(|operand| matches(operator.base, value, operand, question));
    operator.negated != some_match // C-3, C-4
}

/// One value, which can be read, against one operand (5.3).
fn matches(base: Base, value: &str, operand: &str, question: &Question<'_>) -> bool {
    let (variables, request) = (question.variables, question.request);
    match base {
        Base::StringEquals => {
            let operand = template::plain(operand, variables, request);
            operand.is_some_and(|operand| operand == value)
        }
        Base::StringEqualsIgnoreCase => {
            let operand = template::plain(operand, variables, request);
            operand.is_some_and(|operand| text::lower(&operand) == text::lower(value))
        }
        Base::StringLike => template::like(operand, variables, request, value),
        Base::Numeric(comparison) => {
            compare(comparison, &number::read(value), &number::read(operand))
        }
        Base::Date(comparison) => compare(comparison, &date::read(value), &date::read(operand)),
        Base::Bool => is_true(value) == is_true(operand), // C-22
        Base::Binary => STANDARD.decode(value) == STANDARD.decode(operand), // C-23
        Base::Ip => address::read(value).is_some_and(|value| address::contains(operand, value)),
        Base::Arn => match template::arn_operand(operand, variables, request) {
            ArnOperand::Arn(operand) => template::arn_value(value)
                .is_some_and(|value| template::arn_matches(&operand, &value)),
            ArnOperand::Unresolved | ArnOperand::Short => false,
        },
        Base::Null => unreachable!("`one` answers Null"),
    }
}

/// The value is on the left (C-19).
fn compare<T: Ord>(comparison: Comparison, value: &T, operand: &T) -> bool {
    match comparison {
        Comparison::Equals => value == operand,
        Comparison::LessThan => value < operand,
        Comparison::LessThanEquals => value <= operand,
        Comparison::GreaterThan => value > operand,
        Comparison::GreaterThanEquals => value >= operand,
    }
}

/// C-22, C-28.
fn is_true(text: &str) -> bool {
    text.eq_ignore_ascii_case("true")
}

#[derive(Clone, Copy, Debug)]
struct Operator {
    set: Option<SetOperator>,
    base: Base,
    negated: bool,
    if_exists: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SetOperator {
    ForAllValues,
    ForAnyValue,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Base {
    StringEquals,
    StringEqualsIgnoreCase,
    StringLike,
    Numeric(Comparison),
    Date(Comparison),
    Bool,
    Binary,
    Ip,
    Arn,
    Null,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equals,
    LessThan,
    LessThanEquals,
    GreaterThan,
    GreaterThanEquals,
}

/// C-13.
fn operator(name: &str) -> Operator {
    let (set, name) = if let Some(rest) = name.strip_prefix("ForAllValues:") {
        (Some(SetOperator::ForAllValues), rest)
    } else if let Some(rest) = name.strip_prefix("ForAnyValue:") {
        (Some(SetOperator::ForAnyValue), rest)
    } else {
        (None, name)
    };
    let (name, if_exists) = match name.strip_suffix("IfExists") {
        Some(rest) => (rest, true),
        None => (name, false),
    };
    let (base, negated) = base(name);
    Operator {
        set,
        base,
        negated,
        if_exists,
    }
}

/// The table of C-13; true for the negated names.
fn base(name: &str) -> (Base, bool) {
    match name {
        "StringEquals" => (Base::StringEquals, false),
        "StringNotEquals" => (Base::StringEquals, true),
        "StringEqualsIgnoreCase" => (Base::StringEqualsIgnoreCase, false),
        "StringNotEqualsIgnoreCase" => (Base::StringEqualsIgnoreCase, true),
        "StringLike" => (Base::StringLike, false),
        "StringNotLike" => (Base::StringLike, true),
        "NumericEquals" => (Base::Numeric(Comparison::Equals), false),
        "NumericNotEquals" => (Base::Numeric(Comparison::Equals), true),
        "NumericLessThan" => (Base::Numeric(Comparison::LessThan), false),
        "NumericLessThanEquals" => (Base::Numeric(Comparison::LessThanEquals), false),
        "NumericGreaterThan" => (Base::Numeric(Comparison::GreaterThan), false),
        "NumericGreaterThanEquals" => (Base::Numeric(Comparison::GreaterThanEquals), false),
        "DateEquals" => (Base::Date(Comparison::Equals), false),
        "DateNotEquals" => (Base::Date(Comparison::Equals), true),
        "DateLessThan" => (Base::Date(Comparison::LessThan), false),
        "DateLessThanEquals" => (Base::Date(Comparison::LessThanEquals), false),
        "DateGreaterThan" => (Base::Date(Comparison::GreaterThan), false),
        "DateGreaterThanEquals" => (Base::Date(Comparison::GreaterThanEquals), false),
        "Bool" => (Base::Bool, false),
        "BinaryEquals" => (Base::Binary, false),
        "IpAddress" => (Base::Ip, false),
        "NotIpAddress" => (Base::Ip, true),
        "ArnEquals" | "ArnLike" => (Base::Arn, false),
        "ArnNotEquals" | "ArnNotLike" => (Base::Arn, true),
        "Null" => (Base::Null, false),
        _ => panic!("not an operator: {name}"),
    }
}
