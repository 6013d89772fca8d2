//! Conditions: operators, keys, operands (C-6, C-9, C-12 … C-15, C-30, C-33, C-34, C-36).

use std::collections::{HashMap, HashSet};

use policy_core::Effect;
use policy_core::operator::{Base, Operator, SetOperator};

use crate::code::Code;
use crate::document::{Condition, KeyCondition, List, Operand, OperatorBlock};
use crate::finding::Finding;
use crate::input::{Member, Value};
use crate::issue::Issue;
use crate::keys;
use crate::operand;
use crate::read::Reader;
use crate::span::{Span, Spanned};
use crate::suggest;
use crate::template::shown;
use crate::values::described;

/// Reads the value of `Condition`.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    member: &Member,
    effect: Option<Effect>,
) -> Option<Condition> {
    let Value::Object(members) = &member.value.value else {
        reader.wrong_type(
            &member.key,
            &member.value,
            "an object of operators, such as `{\"StringEquals\": {\"aws:username\": \"alice\"}}`",
        );
        return None;
    };
    let blocks: Vec<_> = members.iter().map(|member| block(reader, member)).collect();
    if effect == Some(Effect::Allow) {
        warn_of_for_all_values(reader, members, &blocks);
    }
    let blocks: Option<Vec<_>> = blocks.into_iter().collect();
    Some(Condition {
        key_span: member.key_span,
        span: member.value.span,
        blocks: blocks?,
    })
}

fn block(reader: &mut Reader<'_>, member: &Member) -> Option<OperatorBlock> {
    let operator = operator(reader, member);
    let Value::Object(members) = &member.value.value else {
        reader.wrong_type(
            &member.key,
            &member.value,
            "an object of condition keys, such as `{\"aws:username\": \"alice\"}`",
        );
        return None;
    };
    find_duplicates(reader, members);
    // Keys and values are read even if the operator is unknown, so that every mistake is found.
    let keys: Vec<_> = members
        .iter()
        .map(|member| key_condition(reader, operator, member))
        .collect();
    Some(OperatorBlock {
        operator: Spanned::new(operator?, member.key_span),
        keys: keys.into_iter().collect::<Option<_>>()?,
    })
}

fn operator(reader: &mut Reader<'_>, member: &Member) -> Option<Operator> {
    let Some(operator) = Operator::parse(&member.key) else {
        let suggests = reader.findings.len() < MOST_FINDINGS;
        reader
            .findings
            .push(unknown_operator(&member.key, member.key_span, suggests));
        return None;
    };
    match operator.set() {
        Some(set) if operator.base() == Base::Null => {
            let constant = match set {
                SetOperator::ForAllValues => "true",
                SetOperator::ForAnyValue => "false",
            };
            reader.findings.push(
                Finding::deny_lint(
                    Code::NullWithSetOperator,
                    "C-33",
                    member.key_span,
                    format!("`{operator}` is always {constant}"),
                )
                .with_help("write `Null`"),
            );
        }
        Some(SetOperator::ForAnyValue) if operator.if_exists() => {
            let plain = member.key.trim_end_matches("IfExists").to_owned();
            reader.findings.push(
                Finding::warning(
                    Code::IfExistsWithoutEffect,
                    "C-34",
                    member.key_span,
                    format!(
                        "`IfExists` changes nothing in `{operator}`: without the key it is false"
                    ),
                )
                .with_help(format!("write `{plain}`")),
            );
        }
        _ => {}
    }
    Some(operator)
}

/// After so many findings no similar names are looked for, which takes longer than
/// finding mistakes; nobody reads on for so long.
const MOST_FINDINGS: usize = 100;

fn unknown_operator(name: &str, span: Span, suggests: bool) -> Finding {
    let error = |message: String| Finding::error(Code::Operator, "C-13", span, message);
    if name.rsplit(':').next() == Some("NullIfExists") {
        return error("`Null` takes no `IfExists`".to_owned())
            .known_as(Issue::NullWithIfExists)
            .with_help("write `Null`, which asks whether the key exists");
    }
    let unknown = error(format!("unknown condition operator `{}`", shown(name)));
    if let Some(meant) = suggests.then(|| suggest::operator(name)).flatten() {
        return unknown.with_help(format!("a similar operator exists: `{meant}`"));
    }
    let (prefix, rest) = match name.split_once(':') {
        Some((prefix, rest)) => (Some(prefix), rest),
        None => (None, name),
    };
    match prefix {
        Some(prefix) if suggest::set_operator(prefix).is_none() => {
            return error(format!("unknown set operator `{}`", shown(prefix)))
                .with_help("before the colon write `ForAllValues` or `ForAnyValue`");
        }
        _ => {}
    }
    match rest.strip_prefix("Not") {
        Some("Bool" | "Null") => {
            let positive = rest.trim_start_matches("Not");
            unknown.with_help(format!("write `{positive}` with the opposite value"))
        }
        _ => unknown.with_help(
            "the operators are `StringEquals`, `StringLike`, `NumericEquals`, `DateLessThan`, `Bool`, `BinaryEquals`, `IpAddress`, `ArnLike`, `Null` and their relatives",
        ),
    }
}

/// Keys that are the same but for case (C-6); the very same key is a finding of the JSON stage.
fn find_duplicates(reader: &mut Reader<'_>, members: &[Member]) {
    let mut seen: HashMap<String, &Member> = HashMap::new();
    for member in members {
        let first = seen.entry(keys::fold(&member.key)).or_insert(member);
        if first.key == member.key {
            continue;
        }
        reader.findings.push(
            Finding::error(
                Code::DuplicateConditionKey,
                "C-6",
                member.key_span,
                format!(
                    "`{}` and `{}` are the same condition key",
                    shown(&member.key),
                    shown(&first.key)
                ),
            )
            .with_label("written again here")
            .with_place(first.key_span, "first written here")
            .with_help("keep one of them, or merge their values; keys compare without case"),
        );
    }
}

fn key_condition(
    reader: &mut Reader<'_>,
    operator: Option<Operator>,
    member: &Member,
) -> Option<KeyCondition> {
    let key_is_fine = check_key(reader, operator, member);
    let operands = operands(reader, operator, member);
    if key_is_fine {
        let is_true_without = operator
            .zip(operands.as_ref())
            .is_some_and(|(operator, operands)| is_true_without_key(operator, operands));
        reader.note_key(&member.key, member.key_span, is_true_without);
    }
    let operands = operands?;
    key_is_fine.then(|| KeyCondition {
        key: Spanned::new(member.key.clone(), member.key_span),
        operands,
    })
}

/// Whether a condition is true for a request without its key (C-10, C-28, C-30 … C-34).
fn is_true_without_key(operator: Operator, operands: &List<Spanned<Operand>>) -> bool {
    match operator.set() {
        Some(SetOperator::ForAllValues) => true,
        Some(SetOperator::ForAnyValue) => false,
        None if operator.base() == Base::Null => operands
            .iter()
            .any(|operand| operand.value.text.eq_ignore_ascii_case("true")),
        None => operator.is_negated() || operator.if_exists(),
    }
}

fn check_key(reader: &mut Reader<'_>, operator: Option<Operator>, member: &Member) -> bool {
    if let Err(mistake) = keys::check(&member.key) {
        reader.findings.push(
            Finding::error(
                Code::ConditionKey,
                "C-14",
                member.key_span,
                format!(
                    "`{}` is no condition key: {}",
                    shown(&member.key),
                    mistake.message
                ),
            )
            .known_as(mistake.issue)
            .with_help(mistake.help),
        );
        return false;
    }
    if let Some(operator) = operator
        && operator.set().is_none()
        && operator.base() != Base::Null
        && keys::may_be_list(&member.key)
    {
        reader.findings.push(
            Finding::deny_lint(
                Code::MissingQualifier,
                "C-9",
                member.key_span,
                format!(
                    "`{}` may be a list, and `{operator}` is false for every list",
                    member.key
                ),
            )
            .with_help(format!(
                "write `ForAnyValue:{operator}` or `ForAllValues:{operator}`"
            )),
        );
    }
    true
}

fn operands(
    reader: &mut Reader<'_>,
    operator: Option<Operator>,
    member: &Member,
) -> Option<List<Spanned<Operand>>> {
    let node = &member.value;
    let (nodes, is_array) = match &node.value {
        Value::Array(nodes) => (nodes.as_slice(), true),
        _ => (std::slice::from_ref(node), false),
    };
    if nodes.is_empty() {
        let meaning = match operator {
            Some(operator) if operator.is_negated() => "excludes no value",
            _ => "matches no value",
        };
        reader.findings.push(
            Finding::deny_lint(
                Code::EmptyList,
                "C-36",
                node.span,
                format!(
                    "the list of `{}` is empty and {meaning}",
                    shown(&member.key)
                ),
            )
            .known_as(empty_list_issue(operator))
            .with_help("write the values, or remove the key"),
        );
    }
    let types_agree = check_types(reader, member, nodes);
    let entries: Vec<_> = nodes
        .iter()
        .map(|node| operand::read(reader, operator, &member.key, node))
        .collect();
    for operand in entries.iter().flatten() {
        if let Some(template) = &operand.value.template {
            reader.note_variables(template, &operand.value.text, operand.span);
        }
    }
    let entries: Option<Vec<_>> = entries.into_iter().collect();
    entries.filter(|_| types_agree).map(|entries| List {
        span: node.span,
        is_array,
        entries,
    })
}

/// What AWS calls an empty list of operands.
fn empty_list_issue(operator: Option<Operator>) -> Issue {
    match operator.and_then(Operator::set) {
        Some(SetOperator::ForAllValues) => Issue::EmptyArrayConditionForallvalues,
        Some(SetOperator::ForAnyValue) => Issue::EmptyArrayConditionForanyvalue,
        None if operator.is_some_and(Operator::if_exists) => Issue::EmptyArrayConditionIfexists,
        None => Issue::EmptyArrayCondition,
    }
}

/// One array holds strings, numbers or booleans, not some of each (C-15).
fn check_types(reader: &mut Reader<'_>, member: &Member, nodes: &[crate::input::Node]) -> bool {
    let is_scalar =
        |value: &Value| matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_));
    let mut scalars = nodes.iter().filter(|node| is_scalar(&node.value));
    let Some(first) = scalars.next() else {
        return true;
    };
    let kind = std::mem::discriminant(&first.value);
    let Some(other) = scalars.find(|node| std::mem::discriminant(&node.value) != kind) else {
        return true;
    };
    reader.findings.push(
        Finding::error(
            Code::MixedTypes,
            "C-15",
            other.span,
            format!(
                "the list of `{}` mixes {} and {}",
                shown(&member.key),
                plural(&first.value),
                plural(&other.value)
            ),
        )
        .with_label(format!("this is {}", described(&other.value)))
        .with_place(first.span, format!("this is {}", described(&first.value)))
        .with_help("write all of them as strings"),
    );
    false
}

fn plural(value: &Value) -> &'static str {
    match value {
        Value::Number(_) => "numbers",
        Value::Bool(_) => "booleans",
        _ => "strings",
    }
}

/// `ForAllValues` is true for a request without the key, which is seldom what an Allow means
/// (C-30); `Null` with `false` on the same key excludes that.
fn warn_of_for_all_values(
    reader: &mut Reader<'_>,
    members: &[Member],
    blocks: &[Option<OperatorBlock>],
) {
    let guarded: HashSet<String> = blocks
        .iter()
        .flatten()
        .filter(|block| {
            block.operator.value.base() == Base::Null && block.operator.value.set().is_none()
        })
        .flat_map(|block| &block.keys)
        .filter(|condition| {
            let mut operands = condition.operands.iter();
            !condition.operands.is_empty()
                && operands.all(|operand| operand.value.text.eq_ignore_ascii_case("false"))
        })
        .map(|condition| keys::fold(&condition.key.value))
        .collect();
    for member in members {
        let (Some(operator), Value::Object(keys)) =
            (Operator::parse(&member.key), &member.value.value)
        else {
            continue;
        };
        if operator.set() != Some(SetOperator::ForAllValues) || operator.base() == Base::Null {
            continue;
        }
        for key in keys {
            if guarded.contains(&keys::fold(&key.key)) || keys::check(&key.key).is_err() {
                continue;
            }
            reader.findings.push(
                Finding::warning(
                    Code::ForAllValuesAllow,
                    "C-30",
                    key.key_span,
                    format!(
                        "`{operator}` also allows requests that do not carry `{}`",
                        shown(&key.key)
                    ),
                )
                .with_help(format!(
                    "add `\"Null\": {{\"{}\": \"false\"}}` to the condition",
                    shown(&key.key)
                )),
            );
        }
    }
}
