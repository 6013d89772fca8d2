//! A report for people.

use std::collections::HashMap;
use std::fmt::{self, Write as _};

use policy_compiler::{Code, Level, RenderStyle, Source, Span, render_with};

use crate::report::{Report, Reported};

/// More findings about one policy than anybody reads, and few enough to draw in no time.
const MOST: usize = 100;

/// How [`Report::to_text`] draws.
#[derive(Clone, Copy)]
pub struct TextStyle<'s> {
    coloured: bool,
    how_to_allow: &'s dyn Fn(&str) -> String,
}

impl<'s> TextStyle<'s> {
    /// Without colours. What is given says what lets the finding with this code pass.
    #[must_use]
    pub fn new(how_to_allow: &'s dyn Fn(&str) -> String) -> Self {
        TextStyle {
            coloured: false,
            how_to_allow,
        }
    }

    /// With colours for terminals.
    #[must_use]
    pub fn coloured(mut self, yes: bool) -> Self {
        self.coloured = yes;
        self
    }
}

impl fmt::Debug for TextStyle<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TextStyle")
            .field("coloured", &self.coloured)
            .finish_non_exhaustive()
    }
}

impl Report {
    /// All findings, drawn one below the other, each followed by an empty line.
    ///
    /// Those of one code whose places are all the same are drawn once, and the others are listed
    /// below. Of more than a hundred about one policy the gravest are shown, and the rest is
    /// counted.
    ///
    /// ```
    /// use policy_check::{Report, TextStyle};
    /// use policy_compiler::Options;
    /// use policy_core::PolicyType;
    ///
    /// let text = r#"{"Version": "2012-10-17", "Statement":
    ///     {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3"}}"#;
    /// let mut report = Report::default();
    /// report.check("web.json", text, &Options::new(PolicyType::Identity));
    /// let how_to_allow = |code: &str| format!("say `{code}` to the robot");
    /// let drawn = report.to_text(&TextStyle::new(&how_to_allow));
    /// assert!(drawn.starts_with("error: `arn:aws:s3` has only 3 fields"));
    /// assert!(drawn.ends_with("= note: if it is meant, say `short_arn` to the robot\n\n"));
    /// ```
    #[must_use]
    pub fn to_text(&self, style: &TextStyle<'_>) -> String {
        let mut text = String::new();
        for of_policy in self.findings().chunk_by(Reported::is_beside) {
            let mut shown: Vec<&Reported> = of_policy.iter().collect();
            if shown.len() > MOST {
                shown.sort_by_key(|one| one.level());
            }
            let left = shown.split_off(shown.len().min(MOST));
            for (one, others) in by_place(&shown) {
                text.push_str(&self.drawn(one, style));
                text.push_str("\n\n");
                list(&others, &mut text);
            }
            if let Some(next) = left.first() {
                let sources = self.sources_of(next);
                let names = sources.iter().map(|source| printable(source.name));
                let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
                let names = names.join(", ");
                let _ = write!(text, "{} more findings about {names}\n\n", left.len());
            }
        }
        text
    }

    fn drawn(&self, one: &Reported, style: &TextStyle<'_>) -> String {
        let sources = self.sources_of(one);
        // A name with a line feed could forge a line of the report.
        let names: Vec<String> = sources.iter().map(|of| printable(of.name)).collect();
        let with_names = sources.iter().zip(&names);
        let printable: Vec<Source<'_>> = with_names
            .map(|(Source { name: _, text }, name)| Source { name, text })
            .collect();
        let render_style = RenderStyle::of_level(one.level())
            .coloured(style.coloured)
            .how_to_allow(style.how_to_allow);
        render_with(one.finding(), &printable, &render_style)
    }
}

/// What decides how a finding is drawn, but for its words: the places count from documents.
type Picture = (Level, Code, Vec<(usize, Span)>);

/// Each finding with those that would be drawn as the same picture.
fn by_place<'r>(shown: &[&'r Reported]) -> Vec<(&'r Reported, Vec<&'r Reported>)> {
    let mut drawn: Vec<(&Reported, Vec<&Reported>)> = Vec::new();
    let mut seen: HashMap<Picture, usize> = HashMap::new();
    for one in shown {
        let finding = one.finding();
        let places = finding.spans().iter().map(|of| (of.source, of.span));
        let picture: Picture = (one.level(), finding.code(), places.collect());
        let index = *seen.entry(picture).or_insert(drawn.len());
        match drawn.get_mut(index) {
            Some((_, others)) => others.push(one),
            None => drawn.push((one, Vec::new())),
        }
    }
    drawn
}

/// What is said of the place that was just drawn besides: each message, and the labels below it.
fn list(others: &[&Reported], text: &mut String) {
    let Some(first) = others.first() else {
        return;
    };
    let (n, code) = (others.len(), first.finding().code().as_str());
    let s = if n == 1 { "" } else { "s" };
    let _ = writeln!(text, "{n} more finding{s} of `{code}` at the same place:");
    for other in others {
        let finding = other.finding();
        let _ = writeln!(text, "  {}", printable(finding.message()));
        let labels = finding.spans().iter().filter_map(|of| of.label.as_deref());
        let labels: Vec<_> = labels.map(printable).collect();
        if !labels.is_empty() {
            let _ = writeln!(text, "    {}", labels.join(", "));
        }
    }
    text.push('\n');
}

/// A text as it may stand in a line of a report.
fn printable(text: &str) -> String {
    let is_odd = |c: char| c.escape_debug().len() > 1 && !['"', '\'', '\\'].contains(&c);
    if text.contains(is_odd) {
        text.escape_debug().to_string()
    } else {
        text.to_owned()
    }
}
