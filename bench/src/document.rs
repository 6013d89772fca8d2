//! The document as the translations into other languages need it.

use std::collections::BTreeSet;

use serde_json::Value;

/// A statement that allows. A translator needs no other for `AmazonECS_FullAccess`.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) actions: Vec<String>,
    pub(crate) resources: Vec<String>,
    /// Key and operands of `StringLike`.
    pub(crate) conditions: Vec<(String, Vec<String>)>,
}

/// Reads the document.
///
/// # Errors
///
/// If something stands in it that no translation would carry over.
pub(crate) fn parse(text: &str) -> Result<Vec<Statement>, String> {
    let document: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let statements = document.get("Statement").and_then(Value::as_array);
    statements
        .ok_or("the document has no list of statements")?
        .iter()
        .map(|statement| {
            Statement::read(statement).ok_or_else(|| format!("cannot be translated: {statement}"))
        })
        .collect()
}

impl Statement {
    fn read(value: &Value) -> Option<Self> {
        let mut conditions = Vec::new();
        let mut rest = value.as_object()?.clone();
        if rest.remove("Effect")? != "Allow" {
            return None;
        }
        let actions = texts(&rest.remove("Action")?)?;
        let resources = texts(&rest.remove("Resource")?)?;
        if let Some(condition) = rest.remove("Condition") {
            for (operator, keys) in condition.as_object()? {
                if operator != "StringLike" {
                    return None;
                }
                for (key, operands) in keys.as_object()? {
                    conditions.push((key.clone(), texts(operands)?));
                }
            }
        }
        rest.is_empty().then_some(Statement {
            actions,
            resources,
            conditions,
        })
    }

    /// Its actions, with each wildcard replaced by those of `known` that it matches.
    pub(crate) fn expanded<'a>(&'a self, known: &[&'a str]) -> BTreeSet<&'a str> {
        let mut names: BTreeSet<&str> = BTreeSet::new();
        for action in &self.actions {
            if action.contains('*') {
                names.extend(known.iter().filter(|name| like(name, action)));
            } else {
                names.insert(action);
            }
        }
        names
    }
}

/// Whether the pattern, in which `*` stands for any text, matches.
pub(crate) fn like(text: &str, pattern: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return text == pattern;
    };
    let (middle, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    let Some(mut text) = text.strip_prefix(start) else {
        return false;
    };
    for part in middle.split('*') {
        match text.split_once(part) {
            Some((_, after)) => text = after,
            None => return false,
        }
    }
    text.ends_with(end)
}

/// The elements of a list, or the one that stands there without a list. `None` for `?`, which
/// the translations do not know.
fn texts(value: &Value) -> Option<Vec<String>> {
    let text = |value: &Value| {
        let text = value.as_str().filter(|text| !text.contains('?'))?;
        Some(text.to_owned())
    };
    match value {
        Value::Array(values) => values.iter().map(text).collect(),
        value => Some(vec![text(value)?]),
    }
}
