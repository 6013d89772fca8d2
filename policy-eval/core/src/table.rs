//! Perfect-hash look-ups of names.

use phf_shared::ptrhash;

use crate::fold;
use crate::form::HashTable;

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
        if !self.slots.is_empty() {
            let seeded = seeded_hash(hash, self.seed);
            let len = self.slots.len();
            let index = ptrhash::get_index(self.seed, seeded, self.pilots, self.remap, len);
            let slot = self.slots.get(index as usize)?;
            if slot.hash == hash && fold::equal_ascii(slot.name.of_text(text), name) {
                return Some(slot.row);
            }
        }
        self.overflow
            .iter()
            .find(|slot| slot.hash == hash && fold::equal_ascii(slot.name.of_text(text), name))
            .map(|slot| slot.row)
    }
}

/// What the perfect hash is built over. Without the seed in it, names made to fall
/// into one bucket would fall there under every seed.
#[inline]
#[must_use]
pub const fn seeded_hash(hash: u64, seed: u64) -> u64 {
    fold::mix(hash, seed)
}
