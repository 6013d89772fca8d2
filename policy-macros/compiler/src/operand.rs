//! Operands: JSON values in conditions, and the form that their operator wants (C-12, C-15,
//! C-19 … C-28).

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use policy_core::operator::{Family, Operator};
use policy_core::value::{AddressBlock, AddressFamily, Decimal, Timestamp, parse_bool_operand};

use crate::code::Code;
use crate::document::{Operand, Scalar};
use crate::finding::Finding;
use crate::input::{Node, Value};
use crate::issue::Issue;
use crate::number;
use crate::read::Reader;
use crate::span::{Span, Spanned};
use crate::template::{self, Template, shown};
use crate::values::described;

/// Reads one value of the condition key `key`; without an operator only its JSON type counts.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    operator: Option<Operator>,
    key: &str,
    node: &Node,
) -> Option<Spanned<Operand>> {
    let (scalar, text) = match &node.value {
        Value::String(text) => (Scalar::String, text.clone()),
        Value::Bool(value) => (Scalar::Bool(*value), value.to_string()),
        Value::Number(written) => (
            Scalar::Number(written.clone()),
            decimal(reader, written, node.span)?,
        ),
        other => {
            reader.findings.push(
                Finding::error(
                    Code::ConditionValue,
                    "G-14",
                    node.span,
                    format!("a value of `{}` is {}", shown(key), described(other)),
                )
                .known_as(Issue::DataTypeMismatch)
                .with_help("write a string, or an array of strings"),
            );
            return None;
        }
    };
    let operator = operator?;
    let template = match operator.base().family() {
        Family::String => Some(string(reader, operator, &text, node.span)?),
        Family::Arn => Some(arn(reader, operator, &text, node.span)?),
        _ => {
            check_form(reader, operator, &scalar, &text, node.span)?;
            None
        }
    };
    Some(Spanned::new(
        Operand {
            scalar,
            text,
            template,
        },
        node.span,
    ))
}

fn decimal(reader: &mut Reader<'_>, written: &str, span: Span) -> Option<String> {
    let text = number::plain_number(written);
    if text.is_none() {
        reader.findings.push(
            Finding::error(
                Code::ConditionValue,
                "C-15",
                span,
                format!("the exponent of `{}` is beyond 308", shown(written)),
            )
            .with_help("write the number as a string if it is meant as text"),
        );
    }
    text
}

fn string(reader: &mut Reader<'_>, operator: Operator, text: &str, span: Span) -> Option<Template> {
    template::read(reader, text, span, operator.base().takes_wildcards())
}

/// Without variables an ARN has all its components (C-27); with them the request decides.
fn arn(reader: &mut Reader<'_>, operator: Operator, text: &str, span: Span) -> Option<Template> {
    let template = template::read(reader, text, span, operator.base().takes_wildcards())?;
    let count = template.fields().len();
    if count == 6 || template.has_variables() {
        return Some(template);
    }
    let help = if text == "*" {
        "write `arn:*:*:*:*:*` for every ARN, or ask with `Null` whether the key is there"
    } else {
        "write all six: `arn:partition:service:region:account:resource`, with `*` where anything may stand; for plain text use `StringLike`"
    };
    reader.findings.push(
        Finding::error(
            Code::ConditionValue,
            "C-27",
            span,
            format!(
                "`{operator}` compares the six components of an ARN, and `{}` has {count}",
                shown(text)
            ),
        )
        .with_help(help),
    );
    None
}

fn check_form(
    reader: &mut Reader<'_>,
    operator: Operator,
    scalar: &Scalar,
    text: &str,
    span: Span,
) -> Option<()> {
    let family = operator.base().family();
    let (is_fine, rule, what) = match family {
        Family::String | Family::Arn => (true, "C-12", ""),
        Family::Numeric => (Decimal::parse_operand(text).is_some(), "C-19", "numbers"),
        Family::Date => (Timestamp::parse_operand(text).is_some(), "C-20", "dates"),
        Family::Bool => (
            parse_bool_operand(text).is_some(),
            "C-22",
            "`true` and `false`",
        ),
        Family::Null => (
            parse_bool_operand(text).is_some(),
            "C-28",
            "`true` and `false`",
        ),
        Family::Binary => (STANDARD.decode(text).is_ok(), "C-23", "base64"),
        Family::Ip => (
            AddressBlock::parse_operand(text).is_some(),
            "C-24",
            "addresses",
        ),
    };
    if is_fine {
        return Some(());
    }
    let text_shown = shown(text);
    let (rule, message, help) = if text.contains("${") {
        (
            "V-1",
            format!("`{operator}` takes no policy variables"),
            Cow::Borrowed("write the value out; variables work under the String and Arn operators"),
        )
    } else if let Some(block) = first_of_block(text).filter(|_| family == Family::Ip) {
        (
            rule,
            format!("the address of `{text_shown}` has bits beyond its prefix"),
            Cow::Owned(format!("write `{block}`, which is the same range")),
        )
    } else {
        (
            rule,
            format!("`{operator}` reads {what}, and `{text_shown}` is none"),
            Cow::Borrowed(match family {
                Family::Numeric => number_help(text),
                Family::Date => date_help(text),
                Family::Ip => address_help(text),
                Family::Binary => "write base64 with padding, such as `QUJD`",
                Family::Null => "write `true` for an absent key, `false` for a present one",
                _ => "write `true` or `false`",
            }),
        )
    };
    let message = match family {
        Family::Bool | Family::Null if rule != "V-1" => {
            format!("`{operator}` takes `true` or `false`, not `{text_shown}`")
        }
        Family::Binary if rule != "V-1" => {
            format!("`{operator}` reads base64, which `{text_shown}` is not")
        }
        _ => message,
    };
    let finding = Finding::error(Code::ConditionValue, rule, span, message).known_as(issue(
        family,
        scalar,
        rule == "V-1",
    ));
    reader.findings.push(finding.with_help(help));
    None
}

/// What AWS calls an operand that the operators of a family cannot read.
fn issue(family: Family, scalar: &Scalar, is_variable: bool) -> Option<Issue> {
    let is_readable_as_json = match scalar {
        Scalar::String => true,
        Scalar::Number(_) => matches!(family, Family::Numeric | Family::Date),
        Scalar::Bool(_) => matches!(family, Family::Bool | Family::Null),
    };
    Some(match family {
        _ if is_variable => Issue::InvalidVariableForOperator,
        _ if !is_readable_as_json => Issue::InvalidConditionDataType,
        Family::String | Family::Arn => return None,
        Family::Numeric => Issue::TypeMismatchNumber,
        Family::Date => Issue::TypeMismatchDate,
        Family::Bool | Family::Null => Issue::TypeMismatchBoolean,
        Family::Binary => Issue::TypeMismatchString,
        Family::Ip => Issue::TypeMismatchIpRange,
    })
}

fn number_help(text: &str) -> &'static str {
    if text.contains(['e', 'E']) && text.contains(|other: char| other.is_ascii_digit()) {
        "write the number without exponent"
    } else if text.contains('.') {
        "write digits on both sides of the point, such as `1.5`"
    } else {
        "write digits, such as `10` or `-1.5`"
    }
}

fn date_help(text: &str) -> &'static str {
    if text.starts_with('+') {
        "write the seconds since 1970 without `+`"
    } else if text.contains('T') && Timestamp::parse_value(text).is_some() {
        "write the time zone behind the time, such as `Z` or `+01:00`"
    } else if text.contains(' ') {
        "write `T` between day and time, such as `2026-03-01T12:00:00Z`"
    } else {
        "write `2026-03-01T12:00:00Z`, `2026-03-01`, or seconds since 1970"
    }
}

/// The IPv6 block that is meant by one with bits beyond its prefix, which is none (C-24).
fn first_of_block(text: &str) -> Option<AddressBlock> {
    const WIDTH: u8 = 128;
    let (address, prefix) = text.split_once('/')?;
    let block = AddressBlock::parse_operand(address)?;
    // Read as what it is: digits without leading zeros.
    let prefix = AddressBlock::parse_operand(&format!("::/{prefix}"))?.prefix;
    let beyond = WIDTH.checked_sub(prefix)?;
    let bits = block.bits & u128::MAX.checked_shl(beyond.into()).unwrap_or_default();
    (block.family == AddressFamily::V6).then_some(AddressBlock {
        prefix,
        bits,
        ..block
    })
}

fn address_help(text: &str) -> &'static str {
    let (address, prefix) = match text.split_once('/') {
        Some((address, prefix)) => (address, Some(prefix)),
        None => (text, None),
    };
    let is_v6 = address.contains(':');
    let address_is_fine = AddressBlock::parse_operand(address).is_some();
    if text.contains(['*', '?']) {
        "addresses take no wildcards; write a block, such as `10.0.0.0/24`"
    } else if is_v6 && address.contains('.') {
        "write the IPv6 address in hexadecimal, or the IPv4 address alone"
    } else if text.contains('%') {
        "write the address without its zone"
    } else if let Some(prefix) = prefix
        && address_is_fine
    {
        let is_plain = !prefix.is_empty()
            && prefix.bytes().all(|byte| byte.is_ascii_digit())
            && (prefix == "0" || !prefix.starts_with('0'));
        match (is_plain, is_v6) {
            (false, _) => "write the prefix length in digits, without leading zeros",
            (true, true) => "the prefix of an IPv6 block is 128 at most",
            (true, false) => "the prefix of an IPv4 block is 32 at most",
        }
    } else if address
        .split('.')
        .any(|part| part.len() > 1 && part.starts_with('0'))
        && !is_v6
    {
        "write the parts of the address without leading zeros"
    } else {
        "write an address or a block, such as `203.0.113.7`, `203.0.113.0/24` or `2001:db8::/32`"
    }
}
