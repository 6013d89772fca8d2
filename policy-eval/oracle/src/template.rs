//! Templates: variables (section 6) and wildcards (R-5…R-11, C-18, C-26).

use crate::request::{Request, Values};

/// A piece of a template as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    Literal(char),
    /// `*`
    Any,
    /// `?`
    One,
    /// `${name}` or `${name, 'default'}`
    Variable {
        name: String,
        default: Option<String>,
    },
}

/// A piece of a template after substitution; texts are UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Literal(u16),
    /// Any run of units; of colons too, if `colon` is set.
    Any {
        colon: bool,
    },
    /// One unit; a colon too, if `colon` is set.
    One {
        colon: bool,
    },
}

const COLON: u16 = b':' as u16;

/// Splits a template (V-3, V-5, V-17). Without `variables`, `${…}` is ordinary text (V-2).
pub(crate) fn tokens(text: &str, variables: bool) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if variables && let Some(after) = rest.strip_prefix("${") {
            let (body, after) = after
                .split_once('}')
                .expect("the variable is closed (V-15)");
            tokens.push(match body {
                "*" | "?" | "$" => Token::Literal(body.chars().next().unwrap()),
                _ => match body.split_once(", '") {
                    Some((name, default)) => Token::Variable {
                        name: name.to_owned(),
                        default: Some(default.strip_suffix('\'').unwrap().to_owned()),
                    },
                    None => Token::Variable {
                        name: body.to_owned(),
                        default: None,
                    },
                },
            });
            rest = after;
            continue;
        }
        tokens.push(match first {
            '*' => Token::Any,
            '?' => Token::One,
            other => Token::Literal(other),
        });
        rest = &rest[first.len_utf8()..];
    }
    tokens
}

/// Whether a `Resource` or `NotResource` entry matches the request's resource.
pub(crate) fn resource_matches(
    entry: &str,
    variables: bool,
    wide_stars: bool,
    request: &Request,
) -> bool {
    let mut tokens = tokens(entry, variables);
    tokens.dedup_by(|a, b| *a == Token::Any && *b == Token::Any);
    if tokens == [Token::Any] {
        return true;
    }
    // missing fields are `*`.
    while n_colons(&tokens) < 5 {
        tokens.extend([Token::Literal(':'), Token::Any]);
    }
    let pattern = substitute(&tokens, request, |index| {
        let in_resource_field = n_colons(&tokens[..index]) >= 5;
        let ends_field = matches!(tokens.get(index + 1), None | Some(Token::Literal(':')));
        let wide = wide_stars && ends_field && tokens[index] == Token::Any;
        in_resource_field || wide // R-7…R-11
    });
    match pattern {
        Some(pattern) => glob(&pattern, &units(&request.resource)),
        None => false, // V-7
    }
}

/// `StringLike` (C-18): wildcards match everything.
pub(crate) fn like(operand: &str, variables: bool, request: &Request, value: &str) -> bool {
    match substitute(&tokens(operand, variables), request, |_| true) {
        Some(pattern) => glob(&pattern, &units(value)),
        None => false,
    }
}

/// The text of an operand in which wildcards are ordinary characters (C-16, C-17); `None` if a
/// variable has no value.
pub(crate) fn plain(operand: &str, variables: bool, request: &Request) -> Option<String> {
    let mut text = String::new();
    for token in tokens(operand, variables) {
        match token {
            Token::Literal(character) => text.push(character),
            Token::Any => text.push('*'),
            Token::One => text.push('?'),
            Token::Variable { name, default } => {
                text.push_str(&variable(&name, default.as_deref(), request)?);
            }
        }
    }
    Some(text)
}

/// An ARN operand (C-26, C-27).
pub(crate) enum ArnOperand {
    /// A variable has no value.
    Unresolved,
    /// Fewer than six components after substitution.
    Short,
    /// The six components.
    Arn(Vec<Vec<Unit>>),
}

/// Substitutes, then splits at the first five colons, those of substituted text included.
pub(crate) fn arn_operand(operand: &str, variables: bool, request: &Request) -> ArnOperand {
    let Some(pattern) = substitute(&tokens(operand, variables), request, |_| true) else {
        return ArnOperand::Unresolved;
    };
    let components: Vec<Vec<Unit>> = pattern
        .splitn(6, |unit| *unit == Unit::Literal(COLON))
        .map(<[Unit]>::to_vec)
        .collect();
    if components.len() < 6 {
        ArnOperand::Short
    } else {
        ArnOperand::Arn(components)
    }
}

/// The six components of an ARN as a value; `None` if there are fewer (C-27).
pub(crate) fn arn_value(value: &str) -> Option<Vec<&str>> {
    let components: Vec<&str> = value.splitn(6, ':').collect();
    (components.len() == 6).then_some(components)
}

/// Component by component (C-26).
pub(crate) fn arn_matches(operand: &[Vec<Unit>], value: &[&str]) -> bool {
    operand
        .iter()
        .zip(value)
        .all(|(pattern, component)| glob(pattern, &units(component)))
}

/// The value of a variable (V-4, V-7…V-10).
fn variable(name: &str, default: Option<&str>, request: &Request) -> Option<String> {
    match request.values(name) {
        Values::One(text) if !text.is_empty() => Some(text),
        Values::Many(list) if !list.is_empty() => None, // V-8: the default does not help either
        _ => default.map(str::to_owned),
    }
}

/// Puts in the values, which are literal (V-6, V-14); `None` if one is missing (V-7). `colon`
/// says whether the wildcard at an index may match colons.
fn substitute(
    tokens: &[Token],
    request: &Request,
    colon: impl Fn(usize) -> bool,
) -> Option<Vec<Unit>> {
    let mut pattern = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Literal(character) => {
                pattern.extend(literal(&character.to_string()));
            }
            Token::Any => pattern.push(Unit::Any {
                colon: colon(index),
            }),
            Token::One => pattern.push(Unit::One {
                colon: colon(index),
            }),
            Token::Variable { name, default } => {
                let value = variable(name, default.as_deref(), request)?;
                pattern.extend(literal(&value));
            }
        }
    }
    Some(pattern)
}

/// Whether the whole text matches. `reached[n]` says that the units of the pattern so far match
/// the first `n` units of the text.
pub(crate) fn glob(pattern: &[Unit], text: &[u16]) -> bool {
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for unit in pattern {
        let mut next = vec![false; text.len() + 1];
        if matches!(unit, Unit::Any { .. }) {
            next[0] = reached[0];
        }
        for (n, found) in text.iter().enumerate() {
            next[n + 1] = match unit {
                Unit::Literal(wanted) => reached[n] && found == wanted,
                Unit::One { colon } => reached[n] && (*colon || *found != COLON),
                Unit::Any { colon } => reached[n + 1] || next[n] && (*colon || *found != COLON),
            };
        }
        reached = next;
    }
    reached[text.len()]
}

/// How many colons are written, those inside `${…}` not counted.
pub(crate) fn n_colons(tokens: &[Token]) -> usize {
    tokens.iter().filter(|t| **t == Token::Literal(':')).count()
}

fn literal(text: &str) -> impl Iterator<Item = Unit> {
    units(text).into_iter().map(Unit::Literal)
}

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}
