//! Evaluators as one would write them by hand, no more general than these requests need.
//!
//! They read Effect, Action, Resource, and the condition operator `StringLike`, in lists or
//! single. Wildcards match anything, colons included.

use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::case::Case;

/// A document as it stands, every list in place.
#[derive(Debug)]
pub(crate) struct Naive {
    statements: Vec<Statement>,
}

/// The same, with a map from the actions that it names in full.
#[derive(Debug)]
pub(crate) struct Indexed {
    statements: Vec<Statement>,
    /// In lower case, each with the statements that name it.
    named: FxHashMap<String, Vec<usize>>,
    /// Patterns with wildcards, each with its statement.
    rest: Vec<(String, usize)>,
}

#[derive(Debug)]
struct Statement {
    denies: bool,
    actions: Vec<String>,
    resources: Vec<String>,
    /// Key and operands of `StringLike`.
    conditions: Vec<(String, Vec<String>)>,
}

impl Naive {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut document: Value = serde_json::from_str(text).ok()?;
        let statements = list(document.get_mut("Statement")?.take());
        Some(Naive {
            statements: statements.map(Statement::read).collect::<Option<_>>()?,
        })
    }

    /// Looks at every pattern of every statement.
    pub(crate) fn allows(&self, case: &Case<'_>) -> bool {
        let mut allowed = false;
        for statement in &self.statements {
            let mut actions = statement.actions.iter();
            if actions.any(|pattern| matches(pattern, case.action, true)) && statement.applies(case)
            {
                if statement.denies {
                    return false;
                }
                allowed = true;
            }
        }
        allowed
    }
}

impl Indexed {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let Naive { statements } = Naive::parse(text)?;
        let mut named: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let mut rest = Vec::new();
        for (index, statement) in statements.iter().enumerate() {
            for action in &statement.actions {
                let action = action.to_ascii_lowercase();
                if action.contains(['*', '?']) {
                    rest.push((action, index));
                } else {
                    named.entry(action).or_default().push(index);
                }
            }
        }
        Some(Indexed {
            statements,
            named,
            rest,
        })
    }

    /// Looks the action up, and then at the patterns that are left.
    pub(crate) fn allows(&self, case: &Case<'_>) -> bool {
        let action = case.action.to_ascii_lowercase();
        let named = self.named.get(&action).into_iter().flatten();
        let rest = self.rest.iter();
        let matched = rest.filter(|(pattern, _)| matches(pattern, &action, false));
        let mut allowed = false;
        for index in named.chain(matched.map(|(_, index)| index)) {
            let statement = self.statements.get(*index);
            if let Some(statement) = statement.filter(|statement| statement.applies(case)) {
                if statement.denies {
                    return false;
                }
                allowed = true;
            }
        }
        allowed
    }
}

impl Statement {
    /// `None` for what no document of this benchmark contains.
    fn read(mut value: Value) -> Option<Self> {
        let mut take = |name: &str| value.get_mut(name).map(Value::take);
        let denies = take("Effect")? == "Deny";
        let actions = texts(take("Action")?)?;
        let resources = texts(take("Resource")?)?;
        let mut conditions = Vec::new();
        if let Some(Value::Object(operators)) = take("Condition") {
            for (operator, keys) in operators {
                let Value::Object(keys) = keys else {
                    return None;
                };
                if operator != "StringLike" {
                    return None;
                }
                for (key, operands) in keys {
                    conditions.push((key, texts(operands)?));
                }
            }
        }
        Some(Statement {
            denies,
            actions,
            resources,
            conditions,
        })
    }

    /// Whether resource and conditions hold.
    fn applies(&self, case: &Case<'_>) -> bool {
        let mut resources = self.resources.iter();
        resources.any(|pattern| matches(pattern, case.resource, false))
            && self.conditions.iter().all(|(key, operands)| {
                case.map.get(key.as_str()).is_some_and(|value| {
                    operands
                        .iter()
                        .any(|operand| matches(operand, value, false))
                })
            })
    }
}

/// The elements of a list, or the one that stands there without a list.
fn list(value: Value) -> std::vec::IntoIter<Value> {
    match value {
        Value::Array(values) => values.into_iter(),
        value => vec![value].into_iter(),
    }
}

fn texts(value: Value) -> Option<Vec<String>> {
    let text = |value| match value {
        Value::String(text) => Some(text),
        _ => None,
    };
    list(value).map(text).collect()
}

/// Matches greedily, returning to the last star.
fn matches(pattern: &str, text: &str, ignore_case: bool) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut pattern_at, mut text_at) = (0, 0);
    let mut star = None;
    while let Some(byte) = text.get(text_at) {
        match pattern.get(pattern_at) {
            Some(b'*') => {
                pattern_at += 1;
                star = Some((pattern_at, text_at));
                continue;
            }
            Some(wanted)
                if *wanted == b'?'
                    || wanted == byte
                    || (ignore_case && wanted.eq_ignore_ascii_case(byte)) =>
            {
                pattern_at += 1;
                text_at += 1;
                continue;
            }
            _ => {}
        }
        let Some((after, taken)) = star else {
            return false;
        };
        pattern_at = after;
        text_at = taken + 1;
        star = Some((after, text_at));
    }
    let rest = pattern.get(pattern_at..).unwrap_or_default();
    rest.iter().all(|byte| *byte == b'*')
}
