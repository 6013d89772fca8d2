//! The format of an ARN, piece by piece.

use crate::fold;

/// What is left of a format.
#[derive(Clone, Copy)]
pub(super) struct Format {
    rest: &'static str,
    /// How many colons came before.
    field: usize,
    own_parts: usize,
}

/// A text, or a place for one.
#[derive(Clone, Copy)]
pub(super) enum Piece {
    Text(&'static str),
    Partition,
    Region,
    Account,
    Own { name: &'static str, number: usize },
}

/// Where a part ends, which it cannot reach beyond.
#[derive(Clone, Copy)]
pub(super) enum Ending {
    /// At the end of the ARN.
    Arn,
    /// At the next `:`.
    Colon,
    /// At the next `:` or `/`.
    Slash,
    /// At the next of these two and this.
    Byte(u8),
}

/// The field after the last colon that every ARN has.
const RESOURCE: usize = 5;

impl Format {
    pub(super) const fn new(format: &'static str) -> Self {
        Format {
            rest: format,
            field: 0,
            own_parts: 0,
        }
    }

    /// What bounds a part that comes before.
    pub(super) const fn ending(&self) -> Ending {
        match self.rest.as_bytes() {
            [] => Ending::Arn,
            [b':', ..] if self.field >= RESOURCE => Ending::Colon,
            // Names are full of these, and to refuse them would leave resources without an ARN.
            // Where a placeholder follows there is nothing to refuse.
            [b'-' | b'_' | b'$' | b'*', ..] => Ending::Slash,
            [byte, ..] if byte.is_ascii_punctuation() => Ending::Byte(*byte),
            _ => Ending::Slash,
        }
    }

    /// How many own parts came before.
    pub(super) const fn own_parts(&self) -> usize {
        self.own_parts
    }

    pub(super) const fn next(self) -> Option<(Piece, Format)> {
        let bytes = self.rest.as_bytes();
        let name = match (placeholder(bytes), bytes) {
            (_, []) => return None,
            (Some((name, _)), _) => Some((2, name.len(), 3 + name.len())),
            (None, [b'*', ..]) => Some((0, 1, 1)),
            (None, _) => None,
        };
        match name {
            Some((start, len, end)) => {
                let (placeholder, rest) = split(self.rest, end);
                let (name, _) = split(split(placeholder, start).1, len);
                Some(self.place(name, rest))
            }
            None => Some(self.text(bytes)),
        }
    }

    const fn place(self, name: &'static str, rest: &'static str) -> (Piece, Format) {
        let number = self.own_parts;
        let (piece, own_parts) = match self.field {
            1 => (Piece::Partition, number),
            3 => (Piece::Region, number),
            4 => (Piece::Account, number),
            _ => (Piece::Own { name, number }, number + 1),
        };
        let after = Format {
            rest,
            own_parts,
            ..self
        };
        (piece, after)
    }

    /// The text before the next placeholder.
    const fn text(self, bytes: &[u8]) -> (Piece, Format) {
        let mut field = self.field;
        let mut rest = bytes;
        while let Some((byte, after)) = rest.split_first() {
            if *byte == b':' {
                field += 1;
            }
            rest = after;
            if matches!(rest, [b'*', ..]) || placeholder(rest).is_some() {
                break;
            }
        }
        let (text, rest) = split(self.rest, bytes.len() - rest.len());
        let after = Format {
            rest,
            field,
            ..self
        };
        (Piece::Text(text), after)
    }
}

/// The name of the placeholder that a format begins with, and what comes after it.
pub(crate) const fn placeholder(format: &[u8]) -> Option<(&[u8], &[u8])> {
    let [b'$', b'{', rest @ ..] = format else {
        return None;
    };
    let Some(end) = fold::find(rest, b'}') else {
        return None;
    };
    match rest.split_at_checked(end) {
        Some((name, [_, after @ ..])) => Some((name, after)),
        _ => None,
    }
}

const fn split(text: &'static str, at: usize) -> (&'static str, &'static str) {
    match text.split_at_checked(at) {
        Some(halves) => halves,
        None => (text, ""),
    }
}
