//! Findings drawn for people: message, place, the line itself, carets, help.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    Annotation, AnnotationKind, Level, Renderer, Snippet, normalize_untrusted_str,
};

use crate::finding::{Finding, LabelledSpan, Severity};

/// The text that findings point into, and what it is called.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// A path, for instance.
    pub name: &'a str,
    /// The text that was read.
    pub text: &'a str,
}

/// Lines with more bytes are cut to a window around the place.
const LONG_LINE: usize = 120;

/// How much a window shows before the place, and how much from its start on, in characters.
const BEFORE: usize = 40;
const BEHIND: usize = 80;

/// Places with more bytes from line to line are drawn in pictures of their own.
const NEAR: usize = 20_000;

/// Draws a finding, without colours.
///
/// ```
/// use policy_compiler::{Options, Source, read, render};
/// use policy_core::PolicyType;
///
/// let text = r#"{"Version": "2012-10-17", "Statement":
///     {"Effect": "allow", "Action": "ecs:*", "Resource": "*"}}"#;
/// let (_, findings) = read(text, &Options::new(PolicyType::Identity));
/// let source = Source { name: "ci.json", text };
/// assert_eq!(
///     render(findings.iter().next().unwrap(), &source),
///     r#"error: there is no effect `allow`
///  --> ci.json:2:16
///   |
/// 2 |     {"Effect": "allow", "Action": "ecs:*", "Resource": "*"}}
///   |                ^^^^^^^
///   |
///   = help: write `"Allow"`
///   = note: code `effect`, rule G-10"#
/// );
/// ```
#[must_use]
pub fn render(finding: &Finding, source: &Source<'_>) -> String {
    render_with(finding, source, |code| {
        format!("write `allow = [{code}]` where the policy is included")
    })
}

/// Draws a finding as [`render`] does, for policies that no macro includes: `how_to_allow` is
/// given the name of a deny-lint and says what lets it pass.
///
/// ```
/// use policy_compiler::{Options, Source, read, render_with};
/// use policy_core::PolicyType;
///
/// let text = r#"{"Version": "2012-10-17", "Statement":
///     {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3"}}"#;
/// let (_, findings) = read(text, &Options::new(PolicyType::Identity));
/// let source = Source { name: "ci.json", text };
/// let drawn = render_with(findings.iter().next().unwrap(), &source, |code| {
///     format!("pass `--allow {code}`")
/// });
/// assert!(drawn.ends_with("= note: if it is meant, pass `--allow short_arn`"));
/// ```
#[must_use]
pub fn render_with(
    finding: &Finding,
    source: &Source<'_>,
    how_to_allow: impl FnOnce(&str) -> String,
) -> String {
    let level = match finding.severity() {
        Severity::Error | Severity::DenyLint => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let pictures = pictures(finding, source.text);
    let mut group = level
        .primary_title(finding.message())
        .elements(pictures.iter().map(|picture| picture.snippet(source.name)));
    if let Some(help) = finding.help() {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    let code = finding.code().as_str();
    group = group.element(Level::NOTE.message(format!("code `{code}`, rule {}", finding.rule())));
    if finding.severity() == Severity::DenyLint {
        let note = format!("if it is meant, {}", how_to_allow(code));
        group = group.element(Level::NOTE.message(note));
    }
    let drawn = Renderer::plain()
        .decor_style(DecorStyle::Ascii)
        .render(&[group]);
    with_true_columns(&drawn, &pictures)
}

/// The line and the column of a byte, both from 1; columns count characters.
///
/// ```
/// assert_eq!(policy_compiler::line_and_column("ä\nöx", 5), (2, 2));
/// ```
#[must_use]
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..boundary(text, offset)).unwrap_or_default();
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
    (line, column)
}

/// A stretch of lines, or a window of one, with its carets.
struct Picture {
    first_line: usize,
    text: String,
    // INVARIANT: never empty; ranges are inside `text`.
    carets: Vec<Caret>,
    /// Line and column of the first caret in the whole text.
    place: (usize, usize),
}

struct Caret {
    range: Range<usize>,
    is_primary: bool,
    label: Option<String>,
}

impl Picture {
    fn snippet<'a>(&'a self, name: &'a str) -> Snippet<'a, Annotation<'a>> {
        let annotations = self.carets.iter().map(|caret| {
            let kind = if caret.is_primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            kind.span(caret.range.clone()).label(caret.label.as_deref())
        });
        Snippet::source(self.text.as_str())
            .path(name)
            .line_start(self.first_line)
            .annotations(annotations)
    }
}

/// The places of a finding in as few pictures as are easy to read.
fn pictures(finding: &Finding, text: &str) -> Vec<Picture> {
    let places: Vec<_> = finding
        .spans()
        .iter()
        .enumerate()
        .map(|(index, place)| Place::of(text, place, index == 0))
        .collect();
    let start = places
        .iter()
        .map(|place| place.line.start)
        .min()
        .unwrap_or_default();
    let end = places
        .iter()
        .map(|place| place.line.end)
        .max()
        .unwrap_or_default();
    let between = text.get(start..end).unwrap_or_default();
    let is_narrow = places.iter().all(|place| place.line.len() <= LONG_LINE);
    if is_narrow && between.len() <= NEAR {
        let carets: Vec<_> = places.into_iter().map(|place| place.caret(start)).collect();
        let place = carets.first().map_or(0, |caret| start + caret.range.start);
        return vec![Picture {
            first_line: line_and_column(text, start).0,
            text: between.to_owned(),
            carets,
            place: line_and_column(text, place),
        }];
    }
    places.into_iter().map(|place| place.window(text)).collect()
}

/// A place, cut to its first line.
struct Place {
    range: Range<usize>,
    /// The whole line, without its end.
    line: Range<usize>,
    is_primary: bool,
    label: Option<String>,
}

impl Place {
    fn of(text: &str, place: &LabelledSpan, is_primary: bool) -> Self {
        let start = boundary(text, place.span.start);
        let end = boundary(text, place.span.end.max(start));
        let before = text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let rest = text.get(start..).unwrap_or_default();
        let rest = rest.split('\n').next().unwrap_or_default();
        let line_end = start + rest.strip_suffix('\r').unwrap_or(rest).len();
        Place {
            range: start..end.min(line_end).max(start),
            line: line_start..line_end,
            is_primary,
            label: place.label.clone(),
        }
    }

    /// The place in a text that begins at `origin`.
    fn caret(self, origin: usize) -> Caret {
        Caret {
            range: self.range.start - origin..self.range.end - origin,
            is_primary: self.is_primary,
            label: self.label,
        }
    }

    /// The surroundings of the place, however long its line is.
    fn window(self, text: &str) -> Picture {
        const CUT: &str = "…";
        let Range { start, end } = self.line.clone();
        let (mut from, mut to) = (start, end);
        if end - start > LONG_LINE {
            let before = text.get(start..self.range.start).unwrap_or_default();
            let behind = text.get(self.range.start..end).unwrap_or_default();
            from = before
                .char_indices()
                .rev()
                .nth(BEFORE - 1)
                .map_or(start, |(at, _)| start + at);
            to = behind
                .char_indices()
                .nth(BEHIND)
                .map_or(end, |(at, _)| self.range.start + at);
        }
        let mut shown = String::new();
        if from > start {
            shown.push_str(CUT);
        }
        let shift = shown.len();
        shown.push_str(text.get(from..to).unwrap_or_default());
        if to < end {
            shown.push_str(CUT);
        }
        let place = line_and_column(text, self.range.start);
        let mut caret = self.caret(from);
        caret.range = caret.range.start + shift..caret.range.end.min(to - from) + shift;
        Picture {
            first_line: place.0,
            text: shown,
            carets: vec![caret],
            place,
        }
    }
}

fn boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Replaces the columns behind the arrows, which the renderer counts inside its pictures.
fn with_true_columns(drawn: &str, pictures: &[Picture]) -> String {
    let mut pictures = pictures.iter();
    let lines: Vec<_> = drawn
        .lines()
        .map(|line| {
            let is_arrow = ["--> ", "::: "]
                .iter()
                .any(|arrow| line.trim_start().starts_with(arrow));
            if is_arrow
                && let Some(picture) = pictures.next()
                && let Some((rest, _)) = line.rsplit_once(':')
                && let Some((rest, _)) = rest.rsplit_once(':')
            {
                let (line, column) = picture.place;
                return format!("{rest}:{line}:{column}");
            }
            line.to_owned()
        })
        .collect();
    lines.join("\n")
}
