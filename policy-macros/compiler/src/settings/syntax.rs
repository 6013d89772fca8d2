//! What is wrong with a text that is not TOML (T-1).

use toml::de::Error;

use crate::code::Code;
use crate::finding::Finding;
use crate::span::Span;
use crate::template::shown;

/// The findings for the errors of `toml`, one for each line: after the first mistake in a line
/// its reader guesses, and often complains of its guess.
pub(super) fn explain(text: &str, errors: &[Error]) -> Vec<Finding> {
    let mut places: Vec<_> = errors
        .iter()
        .map(|error| (place(text, error), error))
        .collect();
    places.sort_by_key(|(span, _)| *span);
    let is_json = text.trim_start().starts_with('{');
    // Sorted, so that the text between two places says whether they are in one line.
    let mut last: Option<usize> = None;
    places.retain(|(span, _)| {
        let between = last.and_then(|last| text.get(last..span.start));
        let is_first = last.is_none() || between.is_some_and(|between| between.contains('\n'));
        last = Some(span.start);
        is_first
    });
    let findings = places.into_iter();
    findings
        .map(|(span, error)| explain_one(text, span, error.message(), is_json))
        .collect()
}

/// Places without text are moved to the character before them, which can be seen.
fn place(text: &str, error: &Error) -> Span {
    let range = error.span().unwrap_or_default();
    if !range.is_empty() {
        return Span::new(range.start, range.end);
    }
    let rest = text.get(range.start..).unwrap_or_default();
    if let Some(next) = rest.chars().next().filter(|next| !next.is_whitespace()) {
        return Span::new(range.start, range.start + next.len_utf8());
    }
    let before = text.get(..range.start).unwrap_or_default().trim_end();
    let last = before.chars().next_back().map_or(0, char::len_utf8);
    Span::new(before.len() - last, before.len())
}

fn explain_one(text: &str, span: Span, message: &str, is_json: bool) -> Finding {
    let written = shown(span.text(text));
    let (what, expected) = match message.split_once(", expected ") {
        Some((what, expected)) => (what, Some(expected)),
        None => (message, None),
    };
    let (what, help) = match (what, expected) {
        ("string values must be quoted", _) if written != "=" => (
            format!("`{written}` is no value"),
            format!("write `\"{written}\"` if a string is meant"),
        ),
        ("string values must be quoted", _) => (
            "the value is missing".to_owned(),
            "write it after the `=`".to_owned(),
        ),
        ("duplicate key", _) => (
            format!("duplicate key `{written}`"),
            "keep one of them, or merge their values".to_owned(),
        ),
        (_, _) if is_json => (
            "the file is TOML, not JSON".to_owned(),
            "write it as in `services = [\"services/billing.json\"]`".to_owned(),
        ),
        (_, _) if matches!(&*written, ":" | "//") => (
            format!("a `{written}` where TOML has none"),
            "a key and its value are joined by `=`, and a comment begins with `#`".to_owned(),
        ),
        (what, expected) => {
            let help = match expected {
                Some("nothing") => "remove it".to_owned(),
                Some(expected) => format!("what is expected: {expected}"),
                None => "write the file in TOML 1.1".to_owned(),
            };
            (what.replacen("invalid ", "a mistake in the ", 1), help)
        }
    };
    Finding::error(Code::Toml, "T-1", span, what).with_help(help)
}
