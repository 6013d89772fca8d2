//! A document back to JSON, laid out as AWS does: four blanks, keys in AWS's order.

use crate::characters::escape;
use crate::document::{
    ActionElement, Condition, Document, KeyCondition, List, Operand, OperatorBlock,
    PrincipalElement, PrincipalForm, PrincipalGroup, ResourceElement, Scalar, Statement,
};
use crate::rules::Rules;
use crate::span::Spanned;

impl Document {
    /// The document as JSON text that means the same and reads back as the same document.
    ///
    /// ```
    /// use policy_compiler::{Options, read};
    /// use policy_core::PolicyType;
    ///
    /// let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    /// let (document, _) = read(text, &Options::new(PolicyType::Identity));
    /// assert!(document.unwrap().to_json().starts_with("{\n    \"Version\": \"2012-10-17\",\n"));
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let Document {
            policy_type,
            span: _,
            version,
            id,
            statements,
            statement_is_array,
        } = self;
        let mut members = Vec::new();
        if let Some(version) = version {
            members.push(("Version".to_owned(), Json::text(version.value.as_str())));
        }
        if let Some(id) = id {
            members.push(("Id".to_owned(), Json::text(&id.value)));
        }
        let list = statements.iter().map(statement).collect();
        members.push((
            "Statement".to_owned(),
            one_or_many(*statement_is_array, list),
        ));
        let mut out = String::new();
        Json::Object(members).write(0, Rules::of(*policy_type).latin_only, &mut out);
        out.push('\n');
        out
    }
}

fn statement(statement: &Statement) -> Json {
    let Statement {
        span: _,
        sid,
        effect,
        principal,
        action,
        resource,
        condition,
    } = statement;
    let mut members = Vec::new();
    if let Some(sid) = sid {
        members.push(("Sid".to_owned(), Json::text(&sid.value)));
    }
    members.push(("Effect".to_owned(), Json::text(effect.value.as_str())));
    if let Some(element) = principal {
        let PrincipalElement {
            negated,
            key_span: _,
            span: _,
            form,
        } = element;
        members.push((name("Principal", *negated), principals(form)));
    }
    let ActionElement {
        negated,
        key_span: _,
        entries,
    } = action;
    let actions = strings(entries, |entry| &entry.text);
    members.push((name("Action", *negated), actions));
    if let Some(element) = resource {
        let ResourceElement {
            negated,
            key_span: _,
            entries,
        } = element;
        let resources = strings(entries, |entry| &entry.text);
        members.push((name("Resource", *negated), resources));
    }
    if let Some(condition) = condition {
        let Condition {
            key_span: _,
            span: _,
            blocks,
        } = condition;
        let blocks = blocks.iter().map(block).collect();
        members.push(("Condition".to_owned(), Json::Object(blocks)));
    }
    Json::Object(members)
}

fn name(element: &str, negated: bool) -> String {
    let prefix = if negated { "Not" } else { "" };
    format!("{prefix}{element}")
}

fn principals(form: &PrincipalForm) -> Json {
    match form {
        PrincipalForm::Star(star) => Json::text(&star.value.text),
        PrincipalForm::Map(groups) => Json::Object(
            groups
                .iter()
                .map(|group| {
                    let PrincipalGroup {
                        principal_type,
                        entries,
                    } = group;
                    (
                        principal_type.value.as_str().to_owned(),
                        strings(entries, |entry| &entry.text),
                    )
                })
                .collect(),
        ),
    }
}

fn block(block: &OperatorBlock) -> (String, Json) {
    let OperatorBlock { operator, keys } = block;
    let keys = keys
        .iter()
        .map(|condition| {
            let KeyCondition { key, operands } = condition;
            (key.value.clone(), list(operands, operand))
        })
        .collect();
    (operator.value.to_string(), Json::Object(keys))
}

fn operand(operand: &Operand) -> Json {
    let Operand {
        scalar,
        text,
        template: _,
    } = operand;
    match scalar {
        Scalar::String => Json::text(text),
        Scalar::Number(number) => Json::Literal(number.clone()),
        Scalar::Bool(value) => Json::Literal(value.to_string()),
    }
}

fn strings<T>(entries: &List<Spanned<T>>, text: impl Fn(&T) -> &String) -> Json {
    list(entries, |entry| Json::text(text(entry)))
}

fn list<T>(entries: &List<Spanned<T>>, print: impl Fn(&T) -> Json) -> Json {
    let values = entries.iter().map(|entry| print(&entry.value)).collect();
    one_or_many(entries.is_array, values)
}

/// Only a single value can do without an array, however it was written.
fn one_or_many(is_array: bool, mut values: Vec<Json>) -> Json {
    match values.len() {
        1 if !is_array => values.swap_remove(0),
        _ => Json::Array(values),
    }
}

/// JSON that keeps the order of keys and the spelling of numbers.
enum Json {
    Text(String),
    /// A number or a boolean.
    Literal(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    fn text(text: &str) -> Self {
        Json::Text(text.to_owned())
    }

    fn write(&self, depth: usize, latin_only: bool, out: &mut String) {
        match self {
            Json::Text(text) => write_string(text, latin_only, out),
            Json::Literal(literal) => out.push_str(literal),
            Json::Array(values) => {
                let values = values.iter().map(|value| (None, value));
                write_lines(['[', ']'], values, depth, latin_only, out);
            }
            Json::Object(members) => {
                let members = members.iter().map(|(key, value)| (Some(key), value));
                write_lines(['{', '}'], members, depth, latin_only, out);
            }
        }
    }
}

fn write_lines<'a>(
    [open, close]: [char; 2],
    values: impl Iterator<Item = (Option<&'a String>, &'a Json)>,
    depth: usize,
    latin_only: bool,
    out: &mut String,
) {
    out.push(open);
    let mut is_first = true;
    for (key, value) in values {
        out.push_str(if is_first { "\n" } else { ",\n" });
        is_first = false;
        indent(depth + 1, out);
        if let Some(key) = key {
            write_string(key, latin_only, out);
            out.push_str(": ");
        }
        value.write(depth + 1, latin_only, out);
    }
    if !is_first {
        out.push('\n');
        indent(depth, out);
    }
    out.push(close);
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("    ");
    }
}

/// Characters that the policy type takes as escapes only are escaped again (G-1).
fn write_string(text: &str, latin_only: bool, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..' ' => out.push_str(&escape(character)),
            '\u{100}'.. if latin_only => out.push_str(&escape(character)),
            _ => out.push(character),
        }
    }
    out.push('"');
}
