//! Places in the text of a document.

use std::ops::Range;

/// A piece of the document's text, as a range of bytes.
///
/// ```
/// use policy_compiler::Span;
///
/// assert_eq!(Span::new(1, 4).text("[\"a\"]"), "\"a\"");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

/// A value together with the place where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What is written.
    pub value: T,
    /// Where; for JSON strings the quotes are included.
    pub span: Span,
}

impl Span {
    /// The bytes from `start` up to, but without, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// The first byte alone: enough to point at an object without underlining all of it.
    #[must_use]
    pub const fn head(self) -> Self {
        Span::new(self.start, self.start.saturating_add(1))
    }

    /// The same as a range.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// What `text` has at this place; empty if the place is not in `text`.
    #[must_use]
    pub fn text(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

impl<T> Spanned<T> {
    /// `value`, which is written at `span`.
    pub const fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }
}
