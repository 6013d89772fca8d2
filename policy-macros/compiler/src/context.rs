//! Contexts of requests that people write down: JSON text -> keys and values (C-15, Q-4, Q-6).

use std::collections::HashMap;

use policy_core::{Context, ContextKey, ContextSource, Values};

use crate::code::Code;
use crate::finding::{Finding, Findings};
use crate::input::{self, Form, Member, Node, Value};
use crate::keys;
use crate::number::plain_number;
use crate::span::{Span, Spanned};
use crate::template::shown;
use crate::values::described;

/// The condition keys of a request that was written as JSON, with their values.
///
/// It answers for its keys as a [`ContextSource`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContextBuf {
    entries: Vec<(Spanned<String>, ValueBuf)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum ValueBuf {
    Plain(String),
    List(Vec<String>),
}

/// Reads an object of condition keys: each value is a string, a number, a boolean, or for a list an
/// array of them. What has mistakes is left out, so the context is whole only if there are no
/// findings.
///
/// ```
/// use policy_compiler::read_context;
/// use policy_core::{Context, ContextKey, Values};
///
/// let (read, findings) = read_context(r#"{"aws:TagKeys": ["team"], "s3:max-keys": 1e2}"#);
/// assert!(findings.is_empty());
/// let context = Context::EMPTY.or_ask(&read);
/// let max_keys = context.get(&ContextKey::from_static("s3:max-keys"));
/// assert!(matches!(max_keys, Values::Plain("100")));
///
/// let (read, findings) = read_context(r#"{"s3:prefix": "a", "S3:Prefix": "b"}"#);
/// assert_eq!(read.keys().count(), 1);
/// assert_eq!(findings.iter().next().unwrap().rule(), "Q-6");
/// ```
#[must_use]
pub fn read_context(text: &str) -> (ContextBuf, Findings) {
    let mut context = ContextBuf::default();
    let mut findings = Findings::default();
    let Some(root) = input::parse(text, Form::Context, &mut findings) else {
        return (context, findings);
    };
    let Value::Object(members) = &root.value else {
        let message = format!("the context is {}", described(&root.value));
        let finding = Finding::error(Code::Type, "Q-4", root.span, message);
        findings.push(finding.with_help("write an object of condition keys and their values"));
        return (context, findings);
    };
    if members.len() > Context::MAX_KEYS {
        let message = format!("the context has more than {} keys", Context::MAX_KEYS);
        let span = root.span.head();
        findings.push(Finding::error(Code::TooLarge, "Q-4", span, message));
        return (context, findings);
    }
    let mut seen = HashMap::new();
    for member in members {
        let is_right = check_key(member, &mut seen, &mut findings);
        let value = read_value(&member.key, &member.value, &mut findings);
        if let Some(value) = value.filter(|_| is_right) {
            let key = Spanned::new(member.key.clone(), member.key_span);
            context.entries.push((key, value));
        }
    }
    findings.sort();
    (context, findings)
}

impl ContextBuf {
    /// The names of the keys, and where they are written.
    pub fn keys(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.entries.iter().map(|(key, _)| key)
    }
}

impl ContextSource for ContextBuf {
    fn values(&self, key: &ContextKey<'_>) -> Values<'_> {
        let mut entries = self.entries.iter();
        let entry = entries.find(|(name, _)| ContextKey::new(&name.value) == *key);
        match entry {
            Some((_, ValueBuf::Plain(text))) => Values::Plain(text),
            Some((_, ValueBuf::List(texts))) => Values::List(texts),
            None => Values::Absent,
        }
    }
}

/// The spelling of a key (C-14), and whether it was there before, in other letter case (Q-6). The
/// same spelling twice is a mistake of any object, and said already.
fn check_key<'m>(
    member: &'m Member,
    seen: &mut HashMap<String, &'m Member>,
    findings: &mut Findings,
) -> bool {
    let Member { key, key_span, .. } = member;
    if let Err(mistake) = keys::check(key) {
        let finding = Finding::error(Code::ConditionKey, "C-14", *key_span, mistake.message);
        findings.push(finding.with_help(mistake.help));
        return false;
    }
    check_length(key, key, *key_span, findings);
    let first = *seen.entry(keys::fold(key)).or_insert(member);
    if first.key != *key {
        let message = format!(
            "the context has the key `{}` twice; keys compare without case",
            shown(key)
        );
        let finding = Finding::error(Code::DuplicateConditionKey, "Q-6", *key_span, message)
            .with_label("written again here")
            .with_place(first.key_span, "first written here")
            .with_help("keep one of them");
        findings.push(finding);
    }
    first.key_span == *key_span
}

fn read_value(key: &str, node: &Node, findings: &mut Findings) -> Option<ValueBuf> {
    let Value::Array(nodes) = &node.value else {
        return scalar(key, node, findings).map(ValueBuf::Plain);
    };
    let kinds = nodes.iter().filter(|node| is_scalar(&node.value));
    let kinds = kinds.map(|node| std::mem::discriminant(&node.value));
    let first = kinds.clone().next();
    if kinds.into_iter().any(|kind| Some(kind) != first) {
        let message = format!("the list of `{}` mixes types", shown(key));
        let finding = Finding::error(Code::MixedTypes, "C-15", node.span.head(), message);
        findings.push(finding.with_help("write all of them as strings"));
    }
    let texts: Vec<_> = nodes
        .iter()
        .map(|node| scalar(key, node, findings))
        .collect();
    let texts: Option<Vec<_>> = texts.into_iter().collect();
    texts.map(ValueBuf::List)
}

fn is_scalar(value: &Value) -> bool {
    matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_))
}

fn scalar(key: &str, node: &Node, findings: &mut Findings) -> Option<String> {
    let (code, rule, what) = match &node.value {
        Value::String(text) => {
            check_length(key, text, node.span, findings);
            return Some(text.clone());
        }
        Value::Bool(value) => return Some(value.to_string()),
        Value::Number(written) => match plain_number(written) {
            Some(text) => return Some(text),
            None => (
                Code::ConditionValue,
                "C-15",
                "a number with an exponent beyond ±308",
            ),
        },
        other => (Code::Type, "Q-4", described(other)),
    };
    let span = match node.value {
        Value::Number(_) | Value::Null => node.span,
        _ => node.span.head(),
    };
    let message = format!("the value of `{}` is {what}", shown(key));
    let help = match node.value {
        Value::Null => "leave the key out: then the request does not carry it",
        _ => "write a string, a number, `true` or `false`; an array of them for a list",
    };
    findings.push(Finding::error(code, rule, span, message).with_help(help));
    None
}

fn check_length(key: &str, text: &str, span: Span, findings: &mut Findings) {
    if text.len() > Context::MAX_TEXT {
        let message = format!(
            "a text of the key `{}` has more than {} bytes",
            shown(key),
            Context::MAX_TEXT
        );
        findings.push(Finding::error(Code::TooLarge, "Q-4", span, message));
    }
}
