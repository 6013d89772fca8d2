//! Lines, columns and offsets of many places in one text.

use policy_compiler::Span;
use serde::Serialize;

/// Characters are counted from the last of these on: one for each so many bytes.
const STRIDE: usize = 1024;

/// Finds positions without reading the text again for each of them.
#[derive(Debug)]
pub(crate) struct Positions<'t> {
    text: &'t str,
    /// The first byte of each line.
    lines: Vec<usize>,
    /// How many characters begin before each multiple of [`STRIDE`].
    characters: Vec<usize>,
}

/// A place between two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Position {
    /// From 1.
    pub(crate) line: usize,
    /// Characters since the line began.
    pub(crate) column: usize,
    /// Characters since the text began.
    pub(crate) offset: usize,
}

impl<'t> Positions<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let after_feeds = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let mut n_characters = 0;
        let mut characters = Vec::new();
        for chunk in text.as_bytes().chunks(STRIDE) {
            characters.push(n_characters);
            n_characters += count(chunk);
        }
        characters.push(n_characters);
        Positions {
            text,
            lines: std::iter::once(0)
                .chain(after_feeds.map(|(at, _)| at + 1))
                .collect(),
            characters,
        }
    }

    pub(crate) fn start_of(&self, span: Span) -> Position {
        self.of(span.start)
    }

    /// The position behind the last character.
    pub(crate) fn end_of(&self, span: Span) -> Position {
        self.of(span.end.max(span.start))
    }

    fn of(&self, byte: usize) -> Position {
        let byte = self.text.floor_char_boundary(byte);
        let line = self.lines.partition_point(|start| *start <= byte);
        let start = self.lines.get(line - 1).copied().unwrap_or_default();
        let offset = self.characters_before(byte);
        Position {
            line,
            column: offset - self.characters_before(start),
            offset,
        }
    }

    fn characters_before(&self, byte: usize) -> usize {
        let index = byte / STRIDE;
        let counted = self.characters.get(index).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(index * STRIDE..byte);
        counted + count(rest.unwrap_or_default())
    }
}

/// How many characters begin in these bytes.
fn count(bytes: &[u8]) -> usize {
    let begins = |byte: &&u8| (**byte & 0b1100_0000) != 0b1000_0000;
    bytes.iter().filter(begins).count()
}

#[cfg(test)]
mod tests {
    use policy_compiler::line_and_column;

    use super::*;

    #[test]
    fn positions_are_those_that_counting_gives() {
        let line = "ä\u{20ac}😀x\r\n".repeat(400);
        for text in ["", "x", "\n", "ä\nöx", &line, &line.replace('\n', "")] {
            let positions = Positions::new(text);
            for byte in 0..text.len() + 2 {
                let found = positions.of(byte);
                let (line, column) = line_and_column(text, byte);
                let before = text.get(..text.floor_char_boundary(byte)).unwrap();
                let expected = Position {
                    line,
                    column: column - 1,
                    offset: before.chars().count(),
                };
                assert_eq!(found, expected, "byte {byte}");
            }
        }
    }

    #[test]
    fn an_end_is_never_before_its_start() {
        let positions = Positions::new("abc");
        assert_eq!(
            positions.end_of(Span::new(2, 1)),
            positions.start_of(Span::new(2, 2))
        );
    }
}
