//! Patterns of text: unions of globs over UTF-16 units (R-5 … R-12, C-16 … C-18, C-26).

use crate::template::Piece;

/// A text matches if it matches one of these globs.
#[derive(Clone, Debug, Default)]
pub(super) struct Globs {
    // INVARIANT: glob after glob, each closed by an `Atom::End`.
    atoms: Vec<Atom>,
    /// Where each glob begins.
    starts: Vec<u32>,
    /// Whether units compare in lower case.
    folds: bool,
    /// Whether some glob has a wildcard.
    has_wildcards: bool,
}

/// What a glob is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Atom {
    /// This unit.
    Unit(u16),
    /// Any unit.
    One(Reach),
    /// Any run of units.
    Star(Reach),
    /// The end of the glob, and of the text.
    End,
}

/// Whether a wildcard may match a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// It stays in its field (R-9 … R-11).
    Field,
    /// It matches everything.
    Everything,
}

pub(super) const COLON: u16 = b':' as u16;

impl Reach {
    pub(super) const fn matches(self, unit: u16) -> bool {
        matches!(self, Reach::Everything) || unit != COLON
    }
}

impl Globs {
    /// No glob yet, so no text matches.
    pub(super) fn new(folds: bool) -> Self {
        Globs {
            folds,
            ..Globs::default()
        }
    }

    /// Adds a text without wildcards.
    pub(super) fn push_text(&mut self, text: &str) {
        self.begin();
        self.atoms.extend(text.encode_utf16().map(Atom::Unit));
        self.atoms.push(Atom::End);
    }

    /// Adds a text in which `*` and `?` are wildcards that match everything.
    pub(super) fn push_pattern(&mut self, pattern: &str) {
        self.begin();
        for unit in pattern.encode_utf16() {
            self.push_atom(match unit {
                0x2a => Atom::Star(Reach::Everything),
                0x3f => Atom::One(Reach::Everything),
                unit => Atom::Unit(unit),
            });
        }
        self.atoms.push(Atom::End);
    }

    /// Adds a template; a policy variable matches everything.
    pub(super) fn push_template(&mut self, pieces: &[Piece]) {
        self.begin();
        for piece in pieces {
            self.push_piece(piece, Reach::Everything);
        }
        self.atoms.push(Atom::End);
    }

    /// Adds the template of a resource. The colons of a variable's text do not count. With
    /// `wide_stars`, a star at the end of a field matches everything.
    pub(super) fn push_resource(&mut self, pieces: &[Piece], wide_stars: bool) {
        self.push_fields(pieces, |at| {
            let ends_field = match pieces.get(at + 1) {
                None => true,
                Some(Piece::Text(text)) => text.starts_with(':'),
                Some(_) => false,
            };
            wide_stars && ends_field && pieces.get(at) == Some(&Piece::Star)
        });
    }

    /// Adds an operand of an Arn operator. The colons of a variable's text count, so that wildcards
    /// behind it may be in the last field (C-26).
    pub(super) fn push_arn(&mut self, pieces: &[Piece]) {
        let is_variable = |piece: &Piece| matches!(piece, Piece::Variable { .. });
        let variable = pieces.iter().position(is_variable);
        self.push_fields(pieces, |at| variable.is_some_and(|variable| at > variable));
    }

    /// Adds a template whose wildcards stay in their fields, but for those of which `is_wide` says
    /// otherwise.
    fn push_fields(&mut self, pieces: &[Piece], is_wide: impl Fn(usize) -> bool) {
        self.begin();
        let mut colons = 0;
        for (at, piece) in pieces.iter().enumerate() {
            let reach = if colons < 5 && !is_wide(at) {
                Reach::Field
            } else {
                Reach::Everything
            };
            if let Piece::Text(text) = piece {
                colons += text.matches(':').count();
            }
            self.push_piece(piece, reach);
        }
        self.atoms.push(Atom::End);
    }

    pub(super) const fn folds(&self) -> bool {
        self.folds
    }

    pub(super) const fn has_wildcards(&self) -> bool {
        self.has_wildcards
    }

    pub(super) fn starts(&self) -> &[u32] {
        &self.starts
    }

    pub(super) fn atom(&self, position: u32) -> Atom {
        self.atoms
            .get(position as usize)
            .copied()
            .unwrap_or(Atom::End)
    }

    /// About what it costs to match all of them with a text.
    pub(super) const fn cost(&self) -> usize {
        1 + self.atoms.len() / 32
    }

    /// The atoms of each glob, without the end.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[Atom]> {
        self.starts.iter().map(|start| {
            let rest = self.atoms.get(*start as usize..).unwrap_or_default();
            let length = rest.iter().position(|atom| *atom == Atom::End);
            rest.get(..length.unwrap_or(rest.len())).unwrap_or_default()
        })
    }

    pub(super) fn matches(&self, text: &[u16]) -> bool {
        self.iter().any(|glob| self.glob_matches(glob, text))
    }

    /// Whether this atom stands for the unit.
    pub(super) fn is(&self, atom: u16, unit: u16) -> bool {
        atom == unit || (self.folds && lower(atom) == lower(unit))
    }

    fn glob_matches(&self, glob: &[Atom], text: &[u16]) -> bool {
        // Most globs differ from a text before their first wildcard.
        let (mut glob, mut text) = (glob, text);
        while let Some((Atom::Unit(atom), rest)) = glob.split_first() {
            let Some((unit, units)) = text.split_first() else {
                return false;
            };
            if !self.is(*atom, *unit) {
                return false;
            }
            (glob, text) = (rest, units);
        }
        match glob {
            [] => text.is_empty(),
            [Atom::Star(Reach::Everything)] => true,
            glob if is_greedy(glob) => self.greedily_matches(glob, text),
            glob => self.patiently_matches(glob, text),
        }
    }

    /// Only the last star is tried again. What precedes a star that stays in its field has a fixed
    /// number of colons, so that an earlier star gets no farther than this one.
    fn greedily_matches(&self, mut glob: &[Atom], mut text: &[u16]) -> bool {
        let mut retry = None;
        loop {
            match (glob.split_first(), text.split_first()) {
                (Some((Atom::Star(to), rest)), _) => {
                    retry = Some((*to, rest, text));
                    glob = rest;
                }
                (Some((atom, rest)), Some((unit, units))) if self.stands_for(*atom, *unit) => {
                    (glob, text) = (rest, units);
                }
                (None, None) => return true,
                _ => match retry {
                    Some((to, rest, [unit, units @ ..])) if to.matches(*unit) => {
                        retry = Some((to, rest, units));
                        (glob, text) = (rest, units);
                    }
                    _ => return false,
                },
            }
        }
    }

    fn stands_for(&self, atom: Atom, unit: u16) -> bool {
        match atom {
            Atom::Unit(atom) => self.is(atom, unit),
            Atom::One(to) => to.matches(unit),
            Atom::Star(_) | Atom::End => false,
        }
    }

    /// Text × pattern, whatever the stars.
    fn patiently_matches(&self, glob: &[Atom], text: &[u16]) -> bool {
        let mut live = vec![false; glob.len() + 1];
        let mut next = live.clone();
        reach(&mut live, glob, 0);
        for unit in text {
            next.fill(false);
            for (at, atom) in glob.iter().enumerate() {
                if !live.get(at).copied().unwrap_or(false) {
                    continue;
                }
                match atom {
                    atom if self.stands_for(*atom, *unit) => reach(&mut next, glob, at + 1),
                    Atom::Star(to) if to.matches(*unit) => reach(&mut next, glob, at),
                    _ => {}
                }
            }
            std::mem::swap(&mut live, &mut next);
        }
        live.last().copied().unwrap_or(false)
    }

    fn begin(&mut self) {
        // Documents are far smaller than that.
        let start = u32::try_from(self.atoms.len()).unwrap_or(u32::MAX);
        self.starts.push(start);
    }

    fn push_piece(&mut self, piece: &Piece, reach: Reach) {
        match piece {
            Piece::Text(text) => self.atoms.extend(text.encode_utf16().map(Atom::Unit)),
            Piece::Star => self.push_atom(Atom::Star(reach)),
            Piece::One => self.push_atom(Atom::One(reach)),
            Piece::Variable { .. } => self.push_atom(Atom::Star(Reach::Everything)),
        }
    }

    fn push_atom(&mut self, atom: Atom) {
        self.has_wildcards |= !matches!(atom, Atom::Unit(_));
        self.atoms.push(atom);
    }
}

/// Whether no wildcard that stays in its field follows one that does not.
fn is_greedy(glob: &[Atom]) -> bool {
    let reaches = glob.iter().filter_map(|atom| match atom {
        Atom::One(to) | Atom::Star(to) => Some(*to),
        Atom::Unit(_) | Atom::End => None,
    });
    reaches.is_sorted_by_key(|to| to == Reach::Everything)
}

/// Marks a place of a glob, and those that follow it over stars.
fn reach(live: &mut [bool], glob: &[Atom], mut at: usize) {
    while let Some(place) = live.get_mut(at) {
        if *place {
            return;
        }
        *place = true;
        if !matches!(glob.get(at), Some(Atom::Star(_))) {
            return;
        }
        at += 1;
    }
}

/// The lower-case form of a unit, where that is one unit.
pub(super) fn lower(unit: u16) -> u16 {
    if unit < 0x80 {
        return match unit {
            0x41..=0x5a => unit + 0x20,
            unit => unit,
        };
    }
    let Some(character) = char::from_u32(unit.into()) else {
        return unit;
    };
    let mut lowered = character.to_lowercase();
    match (lowered.next(), lowered.next()) {
        (Some(one), None) => u16::try_from(u32::from(one)).unwrap_or(unit),
        _ => unit,
    }
}

/// The units with the lower-case form of this one, itself first.
pub(super) fn same_in_lower_case(unit: u16) -> impl Iterator<Item = u16> {
    let lowered = lower(unit);
    let upper = char::from_u32(lowered.into())
        .and_then(|character| character.to_uppercase().next())
        .and_then(|upper| u16::try_from(u32::from(upper)).ok());
    // The only others with a lower-case form in Latin-1: Kelvin, Ångström, capital sharp s.
    let other = match lowered {
        0x6b => Some(0x212a),
        0xe5 => Some(0x212b),
        0xdf => Some(0x1e9e),
        _ => None,
    };
    std::iter::once(unit).chain(
        [Some(lowered), upper, other]
            .into_iter()
            .flatten()
            .filter(move |same| *same != unit && lower(*same) == lowered),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn atom() -> impl Strategy<Value = Atom> {
        let reach = prop_oneof![Just(Reach::Field), Just(Reach::Everything)];
        prop_oneof![
            2 => prop_oneof![Just(b'a'), Just(b'b'), Just(b':')]
                .prop_map(|unit| Atom::Unit(unit.into())),
            1 => reach.clone().prop_map(Atom::One),
            2 => reach.prop_map(Atom::Star),
        ]
    }

    proptest! {
        /// Where only the last star is tried again the others need not be.
        #[test]
        fn haste_makes_no_difference(
            glob in prop::collection::vec(atom(), 0..8),
            text in "[ab:]{0,10}",
        ) {
            let globs = Globs::new(false);
            let units: Vec<u16> = text.encode_utf16().collect();
            if is_greedy(&glob) {
                prop_assert_eq!(
                    globs.greedily_matches(&glob, &units),
                    globs.patiently_matches(&glob, &units)
                );
            }
        }
    }
}
