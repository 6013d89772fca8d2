//! JSON text to a tree in which every value knows its place (G-1 … G-3).
//!
//! The tree keeps duplicate keys and numbers as they are written. `serde_json` decides what is
//! JSON; the walk that follows only has to find the places again.

use std::collections::HashMap;

use serde_json::value::RawValue;

use crate::characters;
use crate::code::Code;
use crate::finding::{Finding, Findings};
use crate::json_error;
use crate::rules::Rules;
use crate::span::Span;

/// Larger documents are refused before anything looks at them (RFC 8259 §9 allows limits).
///
/// The largest quota of AWS is 32 KB (G-24).
pub const MAX_BYTES: usize = 1 << 20;

/// Deeper values are not looked into: the deepest legal one, an operand, is at level 7.
const MAX_DEPTH: usize = 100;

/// Objects with more members have a table made of their keys.
const FEW_MEMBERS: usize = 8;

/// A JSON value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The place; for strings the quotes are included.
    pub span: Span,
    /// What is there.
    pub value: Value,
}

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// An array.
    Array(Vec<Node>),
    /// An object in the order of the text, duplicate keys included.
    Object(Vec<Member>),
    /// An object or array that lies too deep to be legal.
    Deep,
}

/// A key of an object and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The key, unescaped.
    pub key: String,
    /// The place of the key, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

/// What a text is to be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    /// A policy of this type.
    Policy(&'static Rules),
    /// A service file.
    Service,
    /// The condition keys of a request.
    Context,
}

impl Form {
    /// What to say to those who write nothing.
    pub(crate) fn smallest(self) -> &'static str {
        match self {
            Form::Policy(_) => "the smallest document is an object with a `Statement`",
            Form::Service => "the smallest service file is an object with a `service`",
            Form::Context => "the smallest context is `{}`",
        }
    }

    fn largest(self) -> &'static str {
        match self {
            Form::Policy(_) => "no AWS quota for policies is larger than 32,768 bytes",
            Form::Service => "the largest service of AWS needs a quarter of that",
            Form::Context => "no request of AWS carries nearly as much",
        }
    }

    fn rule_of_size(self) -> &'static str {
        match self {
            Form::Policy(_) => "G-24",
            Form::Service => "S-1",
            Form::Context => "Q-4",
        }
    }

    /// The rules of documents that hold only characters up to U+00FF (G-1).
    pub(crate) fn latin_rules(self) -> Option<&'static Rules> {
        match self {
            Form::Policy(rules) if rules.latin_only => Some(rules),
            Form::Policy(_) | Form::Service | Form::Context => None,
        }
    }
}

/// Reads `text`; without a tree there is an error among the findings.
pub(crate) fn parse(text: &str, form: Form, findings: &mut Findings) -> Option<Node> {
    if text.len() > MAX_BYTES {
        let message = format!(
            "the document has {} bytes; more than {MAX_BYTES} are not read",
            text.len()
        );
        findings.push(
            Finding::error(
                Code::TooLarge,
                form.rule_of_size(),
                Span::default(),
                message,
            )
            .with_help(form.largest()),
        );
        return None;
    }
    if let Err(error) = serde_json::from_str::<&RawValue>(text) {
        findings.push(json_error::explain(text, &error, form.smallest()));
        return None;
    }
    characters::check(text, form.latin_rules(), findings);
    Some(tree(text, findings))
}

/// The tree of text that is known to be JSON.
pub(crate) fn tree(text: &str, findings: &mut Findings) -> Node {
    let mut builder = Builder {
        text,
        at: 0,
        findings,
    };
    builder.value(1)
}

/// The byte after the string that begins at `start`, in text that is JSON.
pub(crate) fn string_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start.saturating_add(1);
    loop {
        match bytes.get(at) {
            Some(b'\\') => at = at.saturating_add(2),
            Some(b'"') => return at.saturating_add(1),
            Some(_) => at = at.saturating_add(1),
            None => return bytes.len(),
        }
    }
}

/// A walk over text that is known to be JSON; `at` is the next byte.
struct Builder<'a> {
    text: &'a str,
    at: usize,
    findings: &'a mut Findings,
}

impl Builder<'_> {
    fn value(&mut self, depth: usize) -> Node {
        self.skip_white_space();
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') if depth <= MAX_DEPTH => Value::Object(self.object(depth)),
            Some(b'[') if depth <= MAX_DEPTH => Value::Array(self.array(depth)),
            Some(b'{' | b'[') => self.deep(),
            Some(b'"') => Value::String(self.string()),
            _ => self.scalar(),
        };
        Node {
            span: Span::new(start, self.at),
            value,
        }
    }

    fn object(&mut self, depth: usize) -> Vec<Member> {
        self.at += 1;
        let mut members = Vec::new();
        loop {
            self.skip_white_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'"') => members.push(self.member(depth)),
                Some(_) => {
                    self.at += 1;
                    break;
                }
                None => break,
            }
        }
        self.find_duplicates(&members);
        members
    }

    fn member(&mut self, depth: usize) -> Member {
        let start = self.at;
        let key = self.string();
        let key_span = Span::new(start, self.at);
        self.skip_white_space();
        // The colon.
        self.at += 1;
        Member {
            key,
            key_span,
            value: self.value(depth + 1),
        }
    }

    fn array(&mut self, depth: usize) -> Vec<Node> {
        self.at += 1;
        let mut nodes = Vec::new();
        loop {
            self.skip_white_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(_) => nodes.push(self.value(depth + 1)),
                None => break,
            }
        }
        nodes
    }

    fn string(&mut self) -> String {
        let span = Span::new(self.at, string_end(self.text, self.at));
        self.at = span.end;
        let raw = span.text(self.text);
        let inside = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
        characters::unescaped(inside)
    }

    fn scalar(&mut self) -> Value {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        {
            self.at += 1;
        }
        // Something has to move on, or the lists above would not end.
        self.at = self.at.max(start + 1);
        match Span::new(start, self.at).text(self.text) {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            number => Value::Number(number.to_owned()),
        }
    }

    fn deep(&mut self) -> Value {
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.at = string_end(self.text, self.at);
                    continue;
                }
                b'{' | b'[' => open += 1,
                b'}' | b']' => open = open.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                break;
            }
        }
        Value::Deep
    }

    fn find_duplicates(&mut self, members: &[Member]) {
        // Of few members comparing all pairs is faster than a table.
        let is_twice = |(index, member): (usize, &Member)| {
            let before = members.iter().take(index);
            before.into_iter().any(|other| other.key == member.key)
        };
        if members.len() <= FEW_MEMBERS && !members.iter().enumerate().any(is_twice) {
            return;
        }
        let mut seen = HashMap::new();
        for member in members {
            if let Some(first) = seen.get(member.key.as_str()) {
                self.findings.push(
                    Finding::error(
                        Code::DuplicateKey,
                        "G-3",
                        member.key_span,
                        format!("duplicate key `{}`", member.key.escape_debug()),
                    )
                    .with_label("written again here")
                    .with_place(*first, "first written here")
                    .with_help("keep one of them, or merge their values"),
                );
            } else {
                seen.insert(member.key.as_str(), member.key_span);
            }
        }
    }

    fn skip_white_space(&mut self) {
        while self.peek().is_some_and(|byte| b" \t\r\n".contains(&byte)) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use policy_core::PolicyType;

    use super::*;

    fn tree(text: &str) -> Node {
        let mut findings = Findings::default();
        let node = parse(
            text,
            Form::Policy(Rules::of(PolicyType::Identity)),
            &mut findings,
        );
        assert!(findings.is_empty(), "{findings:?}");
        node.unwrap_or_else(|| unreachable!("there are no findings"))
    }

    #[test]
    fn places_are_exact() {
        let text = " {\"a\\u0062\" : [ 1.50 ,\"x\\\"y\", true],\r\n\"c\":null } ";
        let root = tree(text);
        assert_eq!(root.span.text(text), text.trim());
        let Value::Object(members) = root.value else {
            unreachable!("it is an object")
        };
        let keys: Vec<_> = members
            .iter()
            .map(|member| (member.key.as_str(), member.key_span.text(text)))
            .collect();
        assert_eq!(keys, [("ab", "\"a\\u0062\""), ("c", "\"c\"")]);
        let Some(Value::Array(entries)) = members.first().map(|member| &member.value.value) else {
            unreachable!("it is an array")
        };
        let entries: Vec<_> = entries
            .iter()
            .map(|entry| (entry.span.text(text), entry.value.clone()))
            .collect();
        assert_eq!(
            entries,
            [
                ("1.50", Value::Number("1.50".to_owned())),
                ("\"x\\\"y\"", Value::String("x\"y".to_owned())),
                ("true", Value::Bool(true)),
            ]
        );
    }

    #[test]
    fn strings_of_quotes_stay_whole() {
        assert_eq!(tree("\"\"").value, Value::String(String::new()));
        assert_eq!(tree(r#""\"""#).value, Value::String("\"".to_owned()));
    }

    #[test]
    fn what_lies_too_deep_stays_closed() {
        let text = format!("{}{}", "[".repeat(MAX_DEPTH + 1), "]".repeat(MAX_DEPTH + 1));
        let mut node = tree(&text);
        for _ in 0..MAX_DEPTH {
            let Value::Array(mut entries) = node.value else {
                unreachable!("it is an array")
            };
            node = entries.remove(0);
        }
        assert_eq!(node.value, Value::Deep);
        assert_eq!(node.span.text(&text), "[]");
    }
}
