//! Strings with wildcards and policy variables, in pieces (V-1 … V-5, V-15, R-6).

use std::ops::Range;

use crate::characters::parts_of_string;
use crate::code::Code;
use crate::finding::Finding;
use crate::issue::Issue;
use crate::keys;
use crate::read::Reader;
use crate::span::Span;

/// A string of a policy that may hold wildcards and variables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// The pieces. Text never touches text, and a star never a star.
    pub pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Ordinary characters, never empty; escapes such as `${*}` are already resolved (V-5).
    Text(String),
    /// `*`: any run of characters.
    Star,
    /// `?`: one character.
    One,
    /// `${name}` or `${name, 'default'}` (V-3).
    Variable {
        /// The condition key, in the case of the text.
        name: String,
        /// What stands in for an absent key (V-10).
        default: Option<String>,
    },
}

/// Reads a string in which variables exist if the document's version has them (V-2), and in
/// which `*` and `?` are wildcards if the element says so.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    text: &str,
    span: Span,
    wildcards: bool,
) -> Option<Template> {
    let mut template = Template::default();
    let mut remarks = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(character) = rest.chars().next()
    {
        let mut length = character.len_utf8();
        match character {
            '*' if wildcards => template.push(Piece::Star),
            '?' if wildcards => template.push(Piece::One),
            '$' if reader.has_variables && rest.starts_with("${") => {
                length = rest.find('}').map_or(rest.len(), |end| end + 1);
                let part = at..at + length;
                match variable(rest.get(..length).unwrap_or_default()) {
                    Ok(piece) => {
                        if let Some(name) = list_name(&piece) {
                            remarks.push((part, Remark::List(name.to_owned())));
                        }
                        template.push(piece);
                    }
                    Err(mistake) => remarks.push((part, Remark::Mistake(mistake))),
                }
            }
            _ => template.push_character(character),
        }
        at += length;
    }
    let is_readable = !remarks
        .iter()
        .any(|(_, remark)| matches!(remark, Remark::Mistake(_)));
    report(reader, span, remarks);
    is_readable.then_some(template)
}

impl Template {
    /// Whether some piece is a policy variable.
    #[must_use]
    pub fn has_variables(&self) -> bool {
        self.pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Variable { .. }))
    }

    /// The pieces between the first five colons, which only count where they are written as text
    /// . Fewer than six fields if there are fewer colons.
    #[must_use]
    pub fn fields(&self) -> Vec<Vec<Piece>> {
        let mut complete = Vec::new();
        let mut field = Template::default();
        for piece in &self.pieces {
            let Piece::Text(text) = piece else {
                field.push(piece.clone());
                continue;
            };
            for character in text.chars() {
                if character == ':' && complete.len() < 5 {
                    complete.push(std::mem::take(&mut field).pieces);
                } else {
                    field.push_character(character);
                }
            }
        }
        complete.push(field.pieces);
        complete
    }

    pub(crate) fn push(&mut self, piece: Piece) {
        match (self.pieces.last_mut(), piece) {
            (Some(Piece::Star), Piece::Star) => {}
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => self.pieces.push(piece),
        }
    }

    fn push_character(&mut self, character: char) {
        if let Some(Piece::Text(before)) = self.pieces.last_mut() {
            before.push(character);
        } else {
            self.pieces.push(Piece::Text(character.to_string()));
        }
    }
}

/// A policy variable in a text.
pub(crate) struct Variable {
    pub(crate) name: String,
    /// Where it is written, from `$` to the closing brace.
    pub(crate) written: Range<usize>,
    /// The colons of the text before it, without those inside of variables.
    pub(crate) n_colons: usize,
}

/// What is written as a policy variable, whatever the version of the document. What is not written
/// as one is passed over.
pub(crate) fn variables(text: &str) -> Vec<Variable> {
    let mut found = Vec::new();
    let (mut at, mut n_colons) = (0, 0);
    while let Some(rest) = text.get(at..)
        && let Some(start) = rest.find("${")
        && let Some(length) = rest.get(start..).and_then(|rest| rest.find('}'))
    {
        let end = start + length + 1;
        // Of several beginnings before one end the first counts, or the last one.
        let last = rest.get(..end).and_then(|part| part.rfind("${"));
        let piece_at = |start: usize| {
            let piece = variable(rest.get(start..end)?).ok()?;
            Some((start, piece))
        };
        let piece = piece_at(start).or_else(|| piece_at(last.filter(|last| *last > start)?));
        let start = piece.as_ref().map_or(end, |(start, _)| *start);
        let before = rest.get(..start).unwrap_or_default();
        n_colons += before.bytes().filter(|byte| *byte == b':').count();
        if let Some((_, Piece::Variable { name, .. })) = piece {
            found.push(Variable {
                name,
                written: at + start..at + end,
                n_colons,
            });
        }
        at += end;
    }
    found
}

enum Remark {
    Mistake(Mistake),
    /// The variable with this name may be a list (V-8).
    List(String),
}

struct Mistake {
    issue: Option<Issue>,
    message: String,
    help: String,
}

/// The name, if it is that of a key which requests carry as a list.
fn list_name(piece: &Piece) -> Option<&str> {
    match piece {
        Piece::Variable { name, .. } if keys::may_be_list(name) => Some(name),
        _ => None,
    }
}

fn report(reader: &mut Reader<'_>, string: Span, remarks: Vec<(Range<usize>, Remark)>) {
    if remarks.is_empty() {
        return;
    }
    let parts: Vec<_> = remarks.iter().map(|(part, _)| part.clone()).collect();
    let places = parts_of_string(reader.text, string, &parts);
    for (place, (_, remark)) in places.into_iter().zip(remarks) {
        reader.findings.push(match remark {
            Remark::Mistake(Mistake {
                issue,
                message,
                help,
            }) => {
                let finding = Finding::error(Code::Variable, "V-15", place, message);
                finding.known_as(issue).with_help(help)
            }
            Remark::List(name) => Finding::deny_lint(
                Code::MultivaluedVariable,
                "V-8",
                place,
                format!("`{name}` may be a list, and a list has no value as a policy variable"),
            )
            .with_help("use a key with a single value; as it stands this entry matches nothing"),
        });
    }
}

/// Reads `${…}`; without a closing brace `written` is all that follows.
fn variable(written: &str) -> Result<Piece, Mistake> {
    let mistake = |issue: Option<Issue>, message: &str, help: String| {
        Err(Mistake {
            issue,
            message: message.to_owned(),
            help,
        })
    };
    let Some(body) = written
        .strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'))
    else {
        return mistake(
            Some(Issue::MissingBraceInVariable),
            "a policy variable without a closing brace",
            "write `}` after its name; for the plain text `${` write `${$}{`".to_owned(),
        );
    };
    if matches!(body, "*" | "?" | "$") {
        return Ok(Piece::Text(body.to_owned()));
    }
    let (name, default) = match body.split_once(',') {
        Some((name, default)) => (name, Some(default)),
        None => (body, None),
    };
    if name.trim().is_empty() {
        return mistake(
            Some(Issue::EmptyVariable),
            "a policy variable without a name",
            "write a condition key, such as `${aws:username}`".to_owned(),
        );
    }
    if name.contains(char::is_whitespace) {
        return mistake(
            Some(Issue::UnsupportedSpaceInVariable),
            "the name of a policy variable cannot hold blanks",
            format!(
                "write `${{{}}}`",
                name.split_whitespace().collect::<String>()
            ),
        );
    }
    if name.contains(['\'', '"']) {
        return mistake(
            None,
            "the name of a policy variable cannot hold quotes",
            "a default value follows a comma and a blank: `${aws:username, 'none'}`".to_owned(),
        );
    }
    if let Err(key) = keys::check(name) {
        return Err(Mistake {
            issue: None,
            message: format!(
                "`{}` is no policy variable: {}",
                shown(written),
                key.message
            ),
            help: match keys::suggestion(name) {
                Some(meant) => format!("write `${{{meant}}}`"),
                None => key.help,
            },
        });
    }
    let default = match default.map(default_value) {
        None => None,
        Some(Ok(value)) => Some(value),
        Some(Err((issue, message))) => {
            let value = default.unwrap_or_default().trim().replace('\'', "");
            let help = format!("write `${{{name}, '{}'}}`", shown(&value));
            return mistake(issue, message, help);
        }
    };
    Ok(Piece::Variable {
        name: name.to_owned(),
        default,
    })
}

/// Reads what follows the comma: one blank, then text in quotes.
fn default_value(written: &str) -> Result<String, (Option<Issue>, &'static str)> {
    let Some(quoted) = written.strip_prefix(' ') else {
        let message = "one blank belongs between the comma and the default value";
        return Err((None, message));
    };
    let value = quoted
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''));
    match value {
        Some(value) if value.contains('\'') => Err((None, "a default value cannot hold quotes")),
        Some(value) => Ok(value.to_owned()),
        None if quoted.starts_with(' ') => Err((
            Some(Issue::UnsupportedSpaceInVariable),
            "only one blank belongs between the comma and the default value",
        )),
        None => Err((
            Some(Issue::MissingQuoteInVariable),
            "a default value is written in single quotes",
        )),
    }
}

/// Enough of a text to recognise it in a message.
pub(crate) fn shown(text: &str) -> String {
    const LENGTH: usize = 80;
    let mut shown = String::new();
    for character in text.chars().take(LENGTH) {
        match character {
            ' '..='~' => shown.push(character),
            other => shown.extend(other.escape_debug()),
        }
    }
    if text.chars().nth(LENGTH).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_found_where_they_are_written() {
        for (text, expected) in [
            ("", &[][..]),
            ("arn:aws:s3:::b", &[]),
            ("a${aws:username}", &[("${aws:username}", 0)]),
            // Colons of variables and escapes do not count.
            (
                "a:${x:y, ':'}:${*}${s3:prefix}",
                &[("${x:y, ':'}", 1), ("${s3:prefix}", 2)],
            ),
            // Not written as variables.
            ("${username}:${x:}${}${$}${x:y", &[]),
            ("${:${x:y}", &[("${x:y}", 1)]),
            ("}${x:y}}", &[("${x:y}", 0)]),
            ("${a b}:${x:y}", &[("${x:y}", 1)]),
        ] {
            let found: Vec<_> = variables(text)
                .into_iter()
                .map(|one| (text.get(one.written).unwrap_or_default(), one.n_colons))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
