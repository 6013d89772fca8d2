//! The tables of a service: all rows in one byte string, all texts in another.
//!
//! Not public API; used by the macros and the compiler. Hundreds of services are baked into a
//! crate, so that a service is few tokens counts for more than how its rows look.
//!
//! The rows are words of two bytes, the lower one first:
//!
//! | section   | words of an entry |
//! |-----------|-------------------|
//! | header    | how many actions, resource types, condition keys and texts there are |
//! | actions   | access level, lists of resource types, condition keys and dependent actions |
//! | types     | lists of ARN formats and condition keys |
//! | keys      | type, and [`IS_LIST`] |
//! | texts     | where the text ends, in two words; the next one begins there |
//! | lists     | how many words follow; these |
//!
//! The first texts are those of the actions, as `service:Name`, of the resource types and of
//! the condition keys, in the order of their rows; each of the three is sorted without letter
//! case. A list is referred to by where it begins among the lists, any other thing by its
//! number. In a list of resource types, a number is doubled, and one more if requests need one.

use core::cmp::Ordering;

use phf_shared::ptrhash;

use crate::fold;

pub use super::{AccessLevel, KeyType};

/// All tables of one service.
#[derive(Clone, Copy, Debug)]
pub struct ServiceTables<'a> {
    pub prefix: &'a str,
    pub name: &'a str,
    /// Every text of the service but these two, one after the other.
    pub text: &'a str,
    pub rows: &'a [u8],
    /// Leads from the hash of an action to its row.
    pub actions: PerfectHash<'a>,
}

/// The parameters of a perfect hash, and a number for each of its slots.
#[derive(Clone, Copy, Debug)]
pub struct PerfectHash<'a> {
    pub seed: u64,
    pub pilots: &'a [u8],
    pub remap: &'a [u32],
    /// Words of two bytes, the lower one first.
    pub slots: &'a [u8],
}

pub const HEADER_WORDS: usize = 4;
pub const ACTION_WORDS: usize = 4;
pub const TYPE_WORDS: usize = 2;
pub const KEY_WORDS: usize = 1;
pub const TEXT_WORDS: usize = 2;

/// In the word of a condition key: requests carry a list under it.
pub const IS_LIST: u16 = 0x100;

/// The number of an access level is its place here.
pub const ACCESS_LEVELS: [AccessLevel; 5] = [
    AccessLevel::List,
    AccessLevel::Read,
    AccessLevel::Write,
    AccessLevel::PermissionsManagement,
    AccessLevel::Tagging,
];

/// The number of a type of keys is its place here.
pub const KEY_TYPES: [KeyType; 6] = [
    KeyType::String,
    KeyType::Arn,
    KeyType::Bool,
    KeyType::Date,
    KeyType::IpAddress,
    KeyType::Numeric,
];

impl PerfectHash<'_> {
    /// A hash without a slot.
    pub const EMPTY: PerfectHash<'static> = PerfectHash {
        seed: 0,
        pilots: &[],
        remap: &[],
        slots: &[],
    };

    /// The number that belongs to a name of this hash, if to any.
    #[inline]
    pub(super) fn number(&self, hash: u64) -> Option<usize> {
        let slots = words(self.slots);
        // Without pilots or slots the index would be one of nothing.
        if self.pilots.is_empty() || slots.is_empty() {
            return None;
        }
        let seeded = seeded_hash(hash, self.seed);
        let index = ptrhash::get_index(self.seed, seeded, self.pilots, self.remap, slots.len());
        slots.get(index as usize).copied().map(number)
    }
}

/// What the perfect hash is built over. Without the seed in it, names made to fall
/// into one bucket would fall there under every seed.
#[inline]
#[must_use]
pub const fn seeded_hash(hash: u64, seed: u64) -> u64 {
    fold::mix(hash, seed)
}

/// Things of one kind: how many there are, where their rows and their texts begin.
#[derive(Clone, Copy)]
pub(super) struct Section {
    pub(super) len: usize,
    rows: usize,
    texts: usize,
}

impl<'a> ServiceTables<'a> {
    pub(super) fn actions(&self) -> Section {
        Section {
            len: self.word(0),
            rows: HEADER_WORDS,
            texts: 0,
        }
    }

    pub(super) fn types(&self) -> Section {
        self.actions().before(ACTION_WORDS, self.word(1))
    }

    pub(super) fn keys(&self) -> Section {
        self.types().before(TYPE_WORDS, self.word(2))
    }

    /// A word of the row of a thing.
    pub(super) fn field(&self, section: Section, words: usize, index: usize, at: usize) -> usize {
        self.word(section.rows + index * words + at)
    }

    /// The name of a thing; empty if there is none.
    pub(super) fn name_of(&self, section: Section, index: usize) -> &'a str {
        self.text(section.texts + index)
    }

    /// The thing of this name among sorted ones.
    pub(super) fn find(&self, section: Section, name: &str) -> Option<usize> {
        self.find_from(section, 0, name)
    }

    /// The thing of this name among sorted ones whose names begin so far into their texts.
    pub(super) fn find_from(&self, section: Section, start: usize, name: &str) -> Option<usize> {
        let compare = |index| {
            let text = self.name_of(section, index).as_bytes();
            let name_of = text.get(start..).unwrap_or_default();
            lower(name_of).cmp(lower(name.as_bytes()))
        };
        let (mut from, mut to) = (0, section.len);
        while from < to {
            let middle = usize::midpoint(from, to);
            match compare(middle) {
                Ordering::Less => from = middle + 1,
                Ordering::Equal => return Some(middle),
                Ordering::Greater => to = middle,
            }
        }
        None
    }

    pub(super) fn text(&self, number: usize) -> &'a str {
        let start = number.checked_sub(1).map_or(0, |before| self.end(before));
        self.text.get(start..self.end(number)).unwrap_or_default()
    }

    /// The numbers in a list; none if the table does not have them all.
    pub(super) fn list(&self, start: usize) -> impl Iterator<Item = usize> + Clone + use<'a> {
        let words = words(self.rows);
        let start = self.lists() + start;
        let len = words.get(start).copied().map_or(0, number);
        let list = words.get(start + 1..start + 1 + len).unwrap_or_default();
        list.iter().copied().map(number)
    }

    fn end(&self, text: usize) -> usize {
        let at = self.texts().rows + text * TEXT_WORDS;
        self.word(at) | (self.word(at + 1) << 16)
    }

    fn texts(&self) -> Section {
        self.keys().before(KEY_WORDS, self.word(3))
    }

    fn lists(&self) -> usize {
        self.texts().before(TEXT_WORDS, 0).rows
    }

    /// Zero if there is none.
    #[inline]
    fn word(&self, at: usize) -> usize {
        words(self.rows).get(at).copied().map_or(0, number)
    }
}

impl Section {
    /// The section after this one, whose rows have so many words.
    fn before(self, words: usize, len: usize) -> Section {
        Section {
            len,
            rows: self.rows + self.len * words,
            texts: self.texts + self.len,
        }
    }
}

#[inline]
fn words(bytes: &[u8]) -> &[[u8; 2]] {
    bytes.as_chunks().0
}

#[inline]
fn number(word: [u8; 2]) -> usize {
    u16::from_le_bytes(word).into()
}

fn lower(text: &[u8]) -> impl Iterator<Item = u8> {
    text.iter().map(u8::to_ascii_lowercase)
}
