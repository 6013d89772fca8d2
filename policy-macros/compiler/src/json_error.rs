//! What is wrong with a text that is not JSON, in words that say what to write (G-2).

use serde_json::Error;

use crate::code::Code;
use crate::finding::Finding;
use crate::span::Span;

/// The finding for a text that `serde_json` refuses; `smallest` says what to write at least.
pub(crate) fn explain(text: &str, error: &Error, smallest: &'static str) -> Finding {
    let place = Place::of(text, error);
    let Explanation {
        span,
        message,
        help,
    } = by_text(text, &place, smallest)
        .unwrap_or_else(|| by_message(text, &place, &error.to_string()));
    Finding::error(Code::Json, "G-2", span, message).with_help_if(help)
}

struct Explanation {
    span: Span,
    message: String,
    help: Option<String>,
}

fn explanation(span: Span, message: &str, help: &str) -> Explanation {
    Explanation {
        span,
        message: message.to_owned(),
        help: (!help.is_empty()).then(|| help.to_owned()),
    }
}

/// Mistakes that the text at the place itself gives away.
fn by_text(text: &str, place: &Place, smallest: &'static str) -> Option<Explanation> {
    if text.starts_with('\u{feff}') {
        let span = Span::new(0, '\u{feff}'.len_utf8());
        return Some(explanation(
            span,
            "the document begins with a byte order mark",
            "save it as UTF-8 without byte order mark",
        ));
    }
    if text.trim().is_empty() {
        return Some(explanation(
            Span::default(),
            "the document is empty",
            smallest,
        ));
    }
    if place.in_string {
        return None;
    }
    let (message, help) = match place.character? {
        '/' if ["//", "/*"]
            .iter()
            .any(|start| place.rest(text).starts_with(start)) =>
        {
            ("JSON has no comments", "remove the comment")
        }
        '#' => ("JSON has no comments", "remove the comment"),
        '\'' | '`' => (
            "strings are written in double quotes",
            "write `\"` instead of `'`",
        ),
        '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}' | '«' | '»' => (
            "strings are written in straight double quotes",
            "write `\"`; word processors replace it",
        ),
        _ => return None,
    };
    Some(explanation(place.span(), message, help))
}

/// Mistakes by the words of `serde_json`; new words get the last answer.
fn by_message(text: &str, place: &Place, message: &str) -> Explanation {
    let says = |start: &str| message.starts_with(start);
    let found = place.word(text);
    if says("EOF") || place.character.is_none() {
        return at_end(text, message);
    }
    if let Some(comma) = trailing_comma(text, place) {
        return explanation(
            comma,
            "a comma before a closing bracket",
            "remove the comma",
        );
    }
    if says("trailing characters") {
        return explanation(
            place.span(),
            "the document has ended before this",
            "remove what follows the closing brace; one file holds one document",
        );
    }
    if says("control character") {
        return control_character(text, place);
    }
    if says("invalid escape") {
        return explanation(
            place.span(),
            "a backslash in a string begins an escape, and this is none",
            "write `\\\\` for a backslash; the escapes are `\\\"` `\\\\` `\\/` `\\b` `\\f` `\\n` `\\r` `\\t` and `\\u` with four hexadecimal digits",
        );
    }
    if says("invalid number") || says("number out of range") {
        return Explanation {
            span: place.span(),
            message: "this is not how JSON writes a number".to_owned(),
            help: Some(
                "write digits without leading zeros, with digits on both sides of a decimal point"
                    .to_owned(),
            ),
        };
    }
    if says("key must be a string") {
        return if found.is_empty() {
            explanation(
                place.span(),
                "a key in double quotes is expected here",
                "write the key, or close the object with `}`",
            )
        } else {
            Explanation {
                span: place.word_span(text),
                message: "a key has to be in double quotes".to_owned(),
                help: Some(format!("write `\"{found}\"`")),
            }
        };
    }
    if says("expected `:`") {
        return explanation(
            place.span(),
            "a colon is missing between the key and its value",
            "write `:` before this",
        );
    }
    if says("expected `,` or") {
        let closing = if message.starts_with("expected `,` or `]`") {
            ']'
        } else {
            '}'
        };
        let help = match place.character {
            Some('}' | ']') => format!("write `{closing}` here, or check the brackets before it"),
            Some(':') if closing == ']' => {
                "an array has no keys: use `{` and `}` around pairs of key and value".to_owned()
            }
            _ => "write `,` before this".to_owned(),
        };
        return Explanation {
            span: place.span(),
            message: format!("a comma or `{closing}` is expected here"),
            help: Some(help),
        };
    }
    unexpected_value(text, place)
}

fn unexpected_value(text: &str, place: &Place) -> Explanation {
    let found = place.word(text);
    if found.is_empty() {
        return explanation(
            place.span(),
            "a value is expected here",
            match place.character {
                Some(',' | '}' | ']') => "write the value, or remove the comma or key before this",
                Some('.' | '+' | '-') => "a number begins with a digit, or with `-` and a digit",
                _ => "write a string in double quotes, a number, an object or an array",
            },
        );
    }
    let literal = match found.to_ascii_lowercase().as_str() {
        "true" | "yes" => Some("true"),
        "false" | "no" => Some("false"),
        _ => None,
    };
    let help = match literal {
        Some(literal) => format!("write `{literal}`"),
        None => format!("write `\"{found}\"` if a string is meant"),
    };
    Explanation {
        span: place.word_span(text),
        message: format!("`{found}` is not a JSON value"),
        help: Some(help),
    }
}

fn at_end(text: &str, message: &str) -> Explanation {
    let end = text.trim_end().len();
    let start = text
        .get(..end)
        .and_then(|text| text.char_indices().next_back())
        .map_or(0, |(start, _)| start);
    let (message, help) = if message.contains("string") {
        (
            "the document ends inside a string",
            "close the string with `\"`",
        )
    } else if message.contains("list") {
        ("the document ends inside an array", "close it with `]`")
    } else if message.contains("object") {
        ("the document ends inside an object", "close it with `}`")
    } else {
        (
            "the document ends where a value is expected",
            "write the value",
        )
    };
    explanation(Span::new(start, end), message, help)
}

/// The comma before a closing bracket, if that is what the reader stumbled over.
fn trailing_comma(text: &str, place: &Place) -> Option<Span> {
    if !matches!(place.character, Some('}' | ']')) {
        return None;
    }
    let before = text.get(..place.offset)?.trim_end();
    let rest = before.strip_suffix(',')?;
    Some(Span::new(rest.len(), before.len()))
}

fn control_character(text: &str, place: &Place) -> Explanation {
    // The reader stops at the character or at the one before it.
    let offset = place
        .rest(text)
        .char_indices()
        .take(2)
        .find(|(_, character)| *character < ' ')
        .map_or(place.offset, |(at, _)| place.offset + at);
    let (message, help) = match text.as_bytes().get(offset) {
        Some(b'\n' | b'\r') => (
            "a string ends before the end of its line",
            "close the string with `\"`, or write `\\n` if a line break is meant",
        ),
        Some(b'\t') => ("a tab inside a string has to be escaped", "write `\\t`"),
        _ => ("a control character inside a string", "remove it"),
    };
    explanation(Span::new(offset, offset + 1), message, help)
}

/// Where the reader stopped, and what is there.
struct Place {
    offset: usize,
    character: Option<char>,
    in_string: bool,
}

impl Place {
    fn of(text: &str, error: &Error) -> Self {
        let line_start = match error.line() {
            0 | 1 => 0,
            line => text
                .match_indices('\n')
                .nth(line - 2)
                .map_or(text.len(), |(at, _)| at + 1),
        };
        let mut offset = (line_start + error.column().saturating_sub(1)).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let message = error.to_string();
        Place {
            offset,
            character: text.get(offset..).and_then(|rest| rest.chars().next()),
            in_string: ["control character", "invalid escape", "EOF"]
                .iter()
                .any(|start| message.starts_with(start)),
        }
    }

    fn span(&self) -> Span {
        let length = self.character.map_or(0, char::len_utf8);
        Span::new(self.offset, self.offset + length)
    }

    fn rest<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.offset..).unwrap_or_default()
    }

    /// The word around the place; readers stop in the middle of `nil`, which begins like `null`.
    fn word_span(&self, text: &str) -> Span {
        let is_word = |character: char| character.is_ascii_alphanumeric() || character == '_';
        let before = text.get(..self.offset).unwrap_or_default();
        let start = before.trim_end_matches(is_word).len();
        let rest = self.rest(text);
        let length = rest
            .find(|character| !is_word(character))
            .unwrap_or(rest.len());
        Span::new(start, self.offset + length)
    }

    fn word<'a>(&self, text: &'a str) -> &'a str {
        self.word_span(text).text(text)
    }
}
