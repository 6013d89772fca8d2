//! Perfect-hash look-ups of names.

use phf_shared::ptrhash;

use crate::fold;
use crate::form::{HashTable, Slot};

impl HashTable<'static> {
    /// The table without a name.
    pub const EMPTY: Self = HashTable {
        seed: 0,
        pilots: &[],
        remap: &[],
        slots: &[],
        overflow: &[],
    };
}

impl HashTable<'_> {
    /// The row of a name, given its hash. The name decides, never the hash alone.
    #[inline]
    pub(crate) fn row(&self, hash: u64, name: &str, text: &str) -> Option<u32> {
        let name = name.as_bytes();
        let is =
            |slot: &&Slot| slot.hash == hash && fold::equal_ascii(slot.name.of_bytes(text), name);
        match self.slot(hash).filter(is) {
            Some(slot) => Some(slot.row),
            None if self.overflow.is_empty() => None,
            None => self.overflow.iter().find(is).map(|slot| slot.row),
        }
    }

    /// What [`row`](Self::row) finds, as far as that can be said without calling anything.
    #[inline]
    pub(crate) fn find(&self, hash: u64, name: &str, text: &str) -> Found {
        match self.slot(hash) {
            Some(slot) if slot.hash == hash => {
                if fold::equal(slot.name.of_bytes(text), name.as_bytes()) {
                    Found::Row(slot.row)
                } else {
                    Found::Perhaps
                }
            }
            _ if self.overflow.is_empty() => Found::Nothing,
            _ => Found::Perhaps,
        }
    }

    #[inline]
    fn slot(&self, hash: u64) -> Option<&Slot> {
        if self.slots.is_empty() {
            return None;
        }
        let seeded = seeded_hash(hash, self.seed);
        let len = self.slots.len();
        let index = ptrhash::get_index(self.seed, seeded, self.pilots, self.remap, len);
        self.slots.get(index as usize)
    }
}

/// What a first look into a table finds.
pub(crate) enum Found {
    /// The name, spelled alike.
    Row(u32),
    Nothing,
    /// The name in other letter case, or another one of the same hash.
    Perhaps,
}

/// What the perfect hash is built over. Without the seed in it, names made to fall
/// into one bucket would fall there under every seed.
#[inline]
#[must_use]
pub const fn seeded_hash(hash: u64, seed: u64) -> u64 {
    fold::mix(hash, seed)
}
