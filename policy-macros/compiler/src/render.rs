//! Findings drawn for people: message, place, the line itself, carets, help.

use std::fmt;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    Annotation, AnnotationKind, Level as Title, Renderer, Snippet, normalize_untrusted_str,
};

use crate::finding::{Finding, LabelledSpan, Severity};
use crate::issue::Issue;
use crate::level::Level;

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
///   = note: code `effect`, rule G-10, AWS's `INVALID_EFFECT`"#
/// );
/// ```
#[must_use]
pub fn render(finding: &Finding, source: &Source<'_>) -> String {
    let sources = std::slice::from_ref(source);
    let style = RenderStyle::of_level(finding.default_level());
    render_with(finding, sources, &style)
}

/// How [`render_with`] draws.
pub struct RenderStyle<'s> {
    level: Level,
    coloured: bool,
    how_to_allow: &'s dyn Fn(&str) -> String,
}

impl<'s> RenderStyle<'s> {
    /// A finding of this level: an error if it is denied, a warning otherwise.
    #[must_use]
    pub fn of_level(level: Level) -> Self {
        RenderStyle {
            level,
            coloured: false,
            how_to_allow: &|code| format!("write `allow = [{code}]` where the policy is included"),
        }
    }

    /// With colours for terminals.
    #[must_use]
    pub fn coloured(mut self, yes: bool) -> Self {
        self.coloured = yes;
        self
    }

    /// For policies that no macro includes: what is given the name of a lint and says what lets it
    /// pass.
    #[must_use]
    pub fn how_to_allow(mut self, how_to_allow: &'s dyn Fn(&str) -> String) -> Self {
        self.how_to_allow = how_to_allow;
        self
    }
}

impl fmt::Debug for RenderStyle<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RenderStyle {
            level,
            coloured,
            how_to_allow: _,
        } = self;
        f.debug_struct("RenderStyle")
            .field("level", level)
            .field("coloured", coloured)
            .finish_non_exhaustive()
    }
}

/// Draws a finding as [`render`] does, in another style, and about several documents if it is about
/// several: [`LabelledSpan::source`] counts them.
///
/// ```
/// use policy_compiler::{Level, Options, RenderStyle, Source, read, render_with};
/// use policy_core::PolicyType;
///
/// let text = r#"{"Version": "2012-10-17", "Statement":
///     {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3"}}"#;
/// let (_, findings) = read(text, &Options::new(PolicyType::Identity));
/// let source = Source { name: "ci.json", text };
/// let how_to_allow = |code: &str| format!("pass `--allow {code}`");
/// let style = RenderStyle::of_level(Level::Warn).how_to_allow(&how_to_allow);
/// let drawn = render_with(findings.iter().next().unwrap(), &[source], &style);
/// assert!(drawn.starts_with("warning: `arn:aws:s3` has only 3 fields"));
/// assert!(drawn.ends_with("= note: if it is meant, pass `--allow short_arn`"));
/// ```
#[must_use]
pub fn render_with(finding: &Finding, sources: &[Source<'_>], style: &RenderStyle<'_>) -> String {
    let title = match style.level {
        Level::Deny => Title::ERROR,
        Level::Warn => Title::WARNING,
        Level::Allow => Title::NOTE,
    };
    let pictures = pictures(finding, sources);
    let mut group = title
        .primary_title(finding.message())
        .elements(pictures.iter().map(Picture::snippet));
    if let Some(help) = finding.help() {
        group = group.element(Title::HELP.message(normalize_untrusted_str(help)));
    }
    group = group.element(Title::NOTE.message(names_of(finding)));
    if finding.severity() != Severity::Error {
        let how_to_allow = (style.how_to_allow)(finding.code().as_str());
        let note = format!("if it is meant, {how_to_allow}");
        group = group.element(Title::NOTE.message(note));
    }
    let renderer = if style.coloured {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let drawn = renderer.decor_style(DecorStyle::Ascii).render(&[group]);
    with_true_columns(&drawn, &pictures)
}

/// What a finding is called, here and by AWS.
///
/// ```
/// use policy_compiler::{Options, names_of, read};
/// use policy_core::PolicyType;
///
/// let (_, findings) = read("{}", &Options::new(PolicyType::Identity));
/// let names: Vec<String> = findings.iter().map(names_of).collect();
/// assert_eq!(names, [
///     "code `missing_element`, rule G-5, AWS's `MISSING_STATEMENT`",
///     "code `version_absent`, rule G-7, AWS's `MISSING_VERSION`",
/// ]);
/// ```
#[must_use]
pub fn names_of(finding: &Finding) -> String {
    let (code, rule) = (finding.code().as_str(), finding.rule());
    match finding.issue().map(Issue::as_str) {
        Some(issue) if !issue.eq_ignore_ascii_case(code) => {
            format!("code `{code}`, rule {rule}, AWS's `{issue}`")
        }
        _ => format!("code `{code}`, rule {rule}"),
    }
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
struct Picture<'a> {
    /// What its text is called.
    name: &'a str,
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

impl Picture<'_> {
    fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        let annotations = self.carets.iter().map(|caret| {
            let kind = if caret.is_primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            kind.span(caret.range.clone()).label(caret.label.as_deref())
        });
        Snippet::source(self.text.as_str())
            .path(self.name)
            .line_start(self.first_line)
            .annotations(annotations)
    }
}

/// The places of a finding in as few pictures as are easy to read, document by document; the one
/// with the primary place comes first.
fn pictures<'a>(finding: &Finding, sources: &[Source<'a>]) -> Vec<Picture<'a>> {
    let primary = finding.spans().first().map_or(0, |place| place.source);
    let others = (0..sources.len()).filter(|index| *index != primary);
    std::iter::once(primary)
        .chain(others)
        .filter_map(|index| Some((index, sources.get(index)?)))
        .flat_map(|(index, source)| {
            let spans = finding.spans().iter().enumerate();
            let places: Vec<_> = spans
                .filter(|(_, place)| place.source == index)
                .map(|(nth, place)| Place::of(source.text, place, nth == 0))
                .collect();
            pictures_of(places, source)
        })
        .collect()
}

/// The pictures of one document.
fn pictures_of<'a>(places: Vec<Place>, source: &Source<'a>) -> Vec<Picture<'a>> {
    if places.is_empty() {
        return Vec::new();
    }
    let Source { name, text } = *source;
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
            name,
            first_line: line_and_column(text, start).0,
            text: between.to_owned(),
            carets,
            place: line_and_column(text, place),
        }];
    }
    let windows = places.into_iter();
    windows.map(|place| place.window(name, text)).collect()
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
    fn window<'a>(self, name: &'a str, text: &str) -> Picture<'a> {
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
            name,
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
fn with_true_columns(drawn: &str, pictures: &[Picture<'_>]) -> String {
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
