//! Operators that go with the types of their keys, and numbers of values (K-6).

use policy_core::operator::{Base, Comparison, Family, Operator};
use policy_core::reference::KeyType;
use policy_core::value::Timestamp;

use super::Review;
use super::asked::Asked;
use crate::code::Code;
use crate::document::Operand;
use crate::finding::Finding;
use crate::reference::ConditionKey;
use crate::span::Spanned;
use crate::template::{Template, shown};

/// A key that is a date, and that AWS allows to be compared as a number (C-21).
const EPOCH_TIME: &str = "aws:EpochTime";

pub(super) fn check(review: &mut Review<'_>, asked: &[Asked<'_, '_>]) {
    for one in asked {
        if let Some(declared) = one.declared {
            review.extend(mismatch(one, declared));
            review.extend(text_instead_of_arn(one, declared));
        }
        review.extend(several_booleans(one));
        if one.family() == Family::Date {
            review.extend(one.operands.iter().filter_map(epoch));
        }
    }
}

/// An operator of a family that does not go with the type of the key.
fn mismatch(asked: &Asked<'_, '_>, declared: &ConditionKey) -> Option<Finding> {
    if goes_with(asked, declared) {
        return None;
    }
    let operator = asked.operator.value;
    let message = format!(
        "`{operator}` compares {}, and `{}` holds {}",
        compared(asked.family()),
        shown(&asked.key.value),
        held(declared.key_type)
    );
    Some(
        Finding::check(Code::TypeMismatch, asked.operator.span, message)
            .with_place(asked.key.span, format!("holds {}", held(declared.key_type)))
            .with_help(instead(operator, declared.key_type)),
    )
}

fn goes_with(asked: &Asked<'_, '_>, declared: &ConditionKey) -> bool {
    let is_free = declared.key.contains("${") || declared.key.ends_with('/');
    match (declared.key_type, asked.family()) {
        (_, Family::Null)
        | (KeyType::String | KeyType::Arn, Family::String)
        | (KeyType::Arn, Family::Arn)
        | (KeyType::Bool, Family::Bool)
        | (KeyType::Date, Family::Date)
        | (KeyType::IpAddress, Family::Ip)
        | (KeyType::Numeric, Family::Numeric) => true,
        // Whoever chooses the tag, or the context, chooses what it holds.
        (KeyType::String, _) => is_free,
        (KeyType::Date, Family::Numeric) => asked.is_about(EPOCH_TIME),
        // No other family has variables.
        (_, Family::String) => {
            let mut templates = asked.templates().map(|(_, template)| template);
            !asked.operands.is_empty() && templates.all(Template::has_variables)
        }
        _ => false,
    }
}

/// `StringLike` on an ARN, whose wildcards go on over colons (C-18, C-26).
fn text_instead_of_arn(asked: &Asked<'_, '_>, declared: &ConditionKey) -> Option<Finding> {
    if declared.key_type != KeyType::Arn
        || !matches!(asked.base(), Base::StringLike | Base::StringNotLike)
    {
        return None;
    }
    let operator = asked.operator.value;
    let message = format!(
        "`{}` is an ARN, and the wildcards of `{operator}` go on over its colons",
        shown(&asked.key.value)
    );
    let base = if operator.is_negated() {
        Base::ArnNotLike
    } else {
        Base::ArnLike
    };
    Some(
        Finding::check(
            Code::StringLikeOperatorWithArnConditionKeys,
            asked.operator.span,
            message,
        )
        .with_place(asked.key.span, "an ARN")
        .with_help(format!(
            "write `{}`, with all six parts of the ARN",
            with_base(operator, base)
        )),
    )
}

/// Several values for what is either true or false.
fn several_booleans(asked: &Asked<'_, '_>) -> Option<Finding> {
    let n_values = asked.operands.len();
    let is_of_bool = asked
        .declared
        .is_some_and(|declared| declared.key_type == KeyType::Bool);
    let is_boolean = matches!(asked.family(), Family::Bool | Family::Null);
    if n_values < 2 || !(is_boolean || is_of_bool) {
        return None;
    }
    let (subject, question) = if is_boolean {
        (asked.operator.value.to_string(), "asks for")
    } else {
        (shown(&asked.key.value), "is")
    };
    let message =
        format!("`{subject}` {question} `true` or `false`, and here are {n_values} values");
    Some(
        Finding::check(
            Code::InvalidConditionMultipleBoolean,
            asked.operands.span,
            message,
        )
        .with_help("keep the one that is meant; a condition that takes both says nothing"),
    )
}

/// A date that is written as seconds since 1970.
fn epoch(operand: &Spanned<Operand>) -> Option<Finding> {
    let text = &*operand.value.text;
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_epoch = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let time = Timestamp::parse_operand(text).filter(|_| is_epoch)?;
    let time = time.to_string();
    let help = if time.contains('T') {
        format!("write `{time}`, which is the same time")
    } else {
        "write the date, such as `2026-03-01T12:00:00Z`".to_owned()
    };
    let message = format!(
        "the date `{}` is written as seconds since 1970",
        shown(text)
    );
    Some(Finding::check(Code::InvalidDateValue, operand.span, message).with_help(help))
}

fn compared(family: Family) -> &'static str {
    match family {
        Family::String => "text",
        Family::Numeric => "numbers",
        Family::Date => "dates",
        Family::Bool => "`true` and `false`",
        Family::Binary => "bytes",
        Family::Ip => "addresses",
        Family::Arn => "ARNs",
        Family::Null => "presence",
    }
}

fn held(key_type: KeyType) -> &'static str {
    match key_type {
        KeyType::Arn => "an ARN",
        KeyType::Bool => "`true` or `false`",
        KeyType::Date => "a date",
        KeyType::IpAddress => "an address",
        KeyType::Numeric => "a number",
        _ => "text",
    }
}

/// The operator that compares in the same way, and goes with the type.
fn instead(operator: Operator, key_type: KeyType) -> String {
    let base = operator.base();
    let negated = operator.is_negated();
    let compares = |numeric: Base, date: Base| match key_type {
        KeyType::Date => date,
        _ => numeric,
    };
    let instead = match key_type {
        KeyType::Bool if negated => {
            let operator = with_base(operator, Base::Bool);
            return format!("write `{operator}` with the opposite value");
        }
        KeyType::Bool => Base::Bool,
        KeyType::IpAddress if negated => Base::NotIpAddress,
        KeyType::IpAddress => Base::IpAddress,
        KeyType::Arn if negated => Base::ArnNotLike,
        KeyType::Arn => Base::ArnLike,
        KeyType::Numeric | KeyType::Date => match base.comparison() {
            Comparison::Less => compares(Base::NumericLessThan, Base::DateLessThan),
            Comparison::LessOrEqual => {
                compares(Base::NumericLessThanEquals, Base::DateLessThanEquals)
            }
            Comparison::Greater => compares(Base::NumericGreaterThan, Base::DateGreaterThan),
            Comparison::GreaterOrEqual => {
                compares(Base::NumericGreaterThanEquals, Base::DateGreaterThanEquals)
            }
            _ if negated => compares(Base::NumericNotEquals, Base::DateNotEquals),
            _ => compares(Base::NumericEquals, Base::DateEquals),
        },
        _ => match (base.comparison(), negated) {
            (Comparison::Like, true) => Base::StringNotLike,
            (Comparison::Like, false) => Base::StringLike,
            (_, true) => Base::StringNotEquals,
            (_, false) => Base::StringEquals,
        },
    };
    format!("write `{}`", with_base(operator, instead))
}

/// The same operator, prefix and suffix included, but for its base.
pub(super) fn with_base(operator: Operator, base: Base) -> Operator {
    Operator::new(base, operator.set(), operator.if_exists()).unwrap_or(operator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_write_compares_in_the_same_way() {
        for (operator, key_type, expected) in [
            ("StringEquals", KeyType::Bool, "write `Bool`"),
            (
                "StringNotEqualsIfExists",
                KeyType::Bool,
                "write `BoolIfExists` with the opposite value",
            ),
            (
                "ForAnyValue:StringNotLike",
                KeyType::Numeric,
                "write `ForAnyValue:NumericNotEquals`",
            ),
            (
                "NumericLessThanEquals",
                KeyType::Date,
                "write `DateLessThanEquals`",
            ),
            (
                "DateGreaterThan",
                KeyType::Numeric,
                "write `NumericGreaterThan`",
            ),
            ("NotIpAddress", KeyType::String, "write `StringNotEquals`"),
            ("ArnNotEquals", KeyType::String, "write `StringNotLike`"),
            (
                "StringNotEquals",
                KeyType::IpAddress,
                "write `NotIpAddress`",
            ),
            ("Bool", KeyType::Arn, "write `ArnLike`"),
            ("BinaryEquals", KeyType::String, "write `StringEquals`"),
        ] {
            let parsed = Operator::parse(operator).unwrap();
            assert_eq!(instead(parsed, key_type), expected, "{operator}");
        }
    }

    #[test]
    fn epoch_seconds_are_suggested_as_dates() {
        let help = |text: &str| {
            let operand = Operand {
                scalar: crate::document::Scalar::String,
                text: text.to_owned(),
                template: None,
            };
            let finding = epoch(&Spanned::new(operand, crate::span::Span::default()));
            finding.map(|finding| finding.help().unwrap().to_owned())
        };
        let written = |date: &str| Some(format!("write `{date}`, which is the same time"));
        assert_eq!(help("1772366400"), written("2026-03-01T12:00:00Z"));
        assert_eq!(help("-1"), written("1969-12-31T23:59:59Z"));
        let general = "write the date, such as `2026-03-01T12:00:00Z`";
        assert_eq!(help("99999999999999999999").as_deref(), Some(general));
        assert_eq!(help("2026-03-01"), None);
    }
}
