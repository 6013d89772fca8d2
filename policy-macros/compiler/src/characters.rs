//! Which characters a document may hold, as written and as escapes (G-1, G-2).

use std::fmt::Write as _;
use std::ops::Range;

use crate::code::Code;
use crate::finding::{Finding, Findings};
use crate::rules::Rules;
use crate::span::Span;

/// Checks the characters of `text`, which is JSON; with rules it may hold only those of G-1.
pub(crate) fn check(text: &str, latin: Option<&Rules>, findings: &mut Findings) {
    if let Some(rules) = latin {
        find_written(text, rules, findings);
    }
    // Outside strings JSON has no backslashes, and most documents have none at all.
    let start = text.find('\\').unwrap_or(text.len());
    for unit in units(text.get(start..).unwrap_or_default()) {
        let span = Span::new(start + unit.raw.start, start + unit.raw.end);
        match unit.meaning {
            Meaning::LoneSurrogate => {
                findings.push(
                    Finding::error(
                        Code::Json,
                        "G-2",
                        span,
                        format!("`{}` is half of a surrogate pair", span.text(text)),
                    )
                    .with_help("write both halves, or the character itself"),
                );
            }
            Meaning::Escaped(character)
                if character < ' ' && !matches!(character, '\t' | '\n' | '\r') =>
            {
                let Some(rules) = latin else { continue };
                findings.push(
                    Finding::error(
                        Code::Charset,
                        "G-1",
                        span,
                        format!(
                            "`{}` is a control character, which {} cannot hold",
                            span.text(text),
                            rules.name
                        ),
                    )
                    .with_help("remove it; of the control characters only tab, line feed and carriage return are legal"),
                );
            }
            Meaning::Escaped(_) | Meaning::Written(_) => {}
        }
    }
}

/// What is between the quotes of a JSON string, as it is meant.
pub(crate) fn unescaped(inside: &str) -> String {
    if !inside.as_bytes().contains(&b'\\') {
        return inside.to_owned();
    }
    units(inside).map(|unit| unit.meaning.character()).collect()
}

/// The places of parts of a string: `parts` count bytes of the unescaped text, in order;
/// `string` is the place of the whole string with its quotes.
pub(crate) fn parts_of_string(text: &str, string: Span, parts: &[Range<usize>]) -> Vec<Span> {
    let inside = Span::new(string.start.saturating_add(1), string.end.saturating_sub(1));
    let raw = inside.text(text);
    let mut units = units(raw).peekable();
    let mut decoded = 0;
    // The raw place of a decoded one; asked in ascending order, so one pass is enough.
    let mut raw_place = |wanted: usize| {
        while decoded < wanted
            && let Some(unit) = units.next()
        {
            decoded += unit.meaning.character().len_utf8();
        }
        inside.start + units.peek().map_or(raw.len(), |unit| unit.raw.start)
    };
    parts
        .iter()
        .map(|part| {
            let start = raw_place(part.start);
            Span::new(start, raw_place(part.end))
        })
        .collect()
}

/// The characters beyond U+00FF of what is between the quotes of a JSON string, each with its
/// place there; `as_written` says whether those count that are no escapes.
pub(crate) fn beyond_latin_1(
    inside: &str,
    as_written: bool,
) -> impl Iterator<Item = (Range<usize>, char)> + '_ {
    let has_some = inside.contains("\\u") || (as_written && !inside.is_ascii());
    let units = has_some.then(|| units(inside)).into_iter().flatten();
    units
        .filter_map(move |Unit { raw, meaning }| match meaning {
            Meaning::Written(character) if as_written => Some((raw, character)),
            Meaning::Escaped(character) => Some((raw, character)),
            Meaning::Written(_) | Meaning::LoneSurrogate => None,
        })
        .filter(|(_, character)| *character > '\u{ff}')
}

/// The character as an escape of JSON.
pub(crate) fn escape(character: char) -> String {
    let mut escape = String::new();
    for unit in character.encode_utf16(&mut [0; 2]) {
        // Writing to a string cannot fail.
        let _ = write!(escape, "\\u{unit:04x}");
    }
    escape
}

/// One finding for each run of characters that have to be escaped.
fn find_written(text: &str, rules: &Rules, findings: &mut Findings) {
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if first <= '\u{ff}' {
            continue;
        }
        let mut last = (start, first);
        while let Some(next) = rest.next_if(|(_, character)| *character > '\u{ff}') {
            last = next;
        }
        let span = Span::new(start, last.0 + last.1.len_utf8());
        let escape = escape(first);
        let what = if last.0 == start {
            format!("the character `{first}`")
        } else {
            "these characters".to_owned()
        };
        findings.push(
            Finding::error(
                Code::Charset,
                "G-1",
                span,
                format!(
                    "{what} cannot be written in {}, whose characters end at U+00FF",
                    rules.name
                ),
            )
            .with_help(if last.0 == start {
                format!("write the escape `{escape}`")
            } else {
                format!("write escapes, beginning with `{escape}`")
            }),
        );
    }
}

/// A character of a JSON string, as written.
struct Unit {
    raw: Range<usize>,
    meaning: Meaning,
}

enum Meaning {
    Written(char),
    Escaped(char),
    LoneSurrogate,
}

impl Meaning {
    /// The character; half a pair, which is an error, stands for no other text.
    fn character(self) -> char {
        match self {
            Meaning::Written(character) | Meaning::Escaped(character) => character,
            Meaning::LoneSurrogate => char::REPLACEMENT_CHARACTER,
        }
    }
}

fn units(text: &str) -> impl Iterator<Item = Unit> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let (length, meaning) = if let Some(escape) = rest.strip_prefix('\\') {
            escaped(escape)
        } else {
            let character = rest.chars().next()?;
            (character.len_utf8(), Meaning::Written(character))
        };
        let raw = at..at + length;
        at = raw.end;
        Some(Unit { raw, meaning })
    })
}

/// The length of an escape, backslash included, and its character.
fn escaped(rest: &str) -> (usize, Meaning) {
    let Some(hex) = rest.strip_prefix('u') else {
        let character = match rest.as_bytes().first() {
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(other) => char::from(*other),
            None => return (1, Meaning::Written('\\')),
        };
        return (2, Meaning::Escaped(character));
    };
    let Some(first) = code_unit(hex) else {
        return (2, Meaning::Written('u'));
    };
    let second = hex
        .get(4..)
        .and_then(|rest| rest.strip_prefix("\\u"))
        .and_then(code_unit);
    let units = [first, second.unwrap_or(0)];
    match char::decode_utf16(units).next() {
        Some(Ok(character)) => (character.len_utf16() * 6, Meaning::Escaped(character)),
        _ => (6, Meaning::LoneSurrogate),
    }
}

fn code_unit(hex: &str) -> Option<u16> {
    u16::from_str_radix(hex.get(..4)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_strings_are_found_behind_escapes() {
        let text = r#"["aé\u00e9\ud83d\ude00\n${x}"]"#;
        let string = Span::new(1, text.len() - 1);
        let decoded = "aéé😀\n${x}";
        let raw = ["a", r"é\u00e9", r"\ud83d\ude00", r"\n", "${x}", ""];
        let mut at = 0;
        let parts: Vec<_> = ["a", "éé", "😀", "\n", "${x}", ""]
            .iter()
            .map(|part| {
                at += part.len();
                at - part.len()..at
            })
            .collect();
        assert_eq!(at, decoded.len());
        let spans = parts_of_string(text, string, &parts);
        let found: Vec<_> = spans.iter().map(|span| span.text(text)).collect();
        assert_eq!(found, raw);
    }
}
