//! Perfect-hash look-ups of names.

use crate::fold;
use crate::form::{HashTable, Service, Slot};

impl<T> HashTable<'static, T> {
    /// The table without a name.
    pub const EMPTY: Self = HashTable {
        slots: &[],
        overflow: &[],
    };
}

impl<T> Clone for HashTable<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for HashTable<'_, T> {}

/// The look-ups of a table, for each kind of entry, since traits have no constant functions.
macro_rules! look_ups {
    ($entry:ty) => {
        impl<'t> HashTable<'t, $entry> {
            /// The only slot where a name with this hash may be, but for the overflow.
            #[inline]
            pub(crate) const fn slot(&self, hash: u64) -> Option<&'t $entry> {
                let n_slots = self.slots.len();
                match at(self.slots, bucket(hash, n_slots)) {
                    Some(slot) => at(self.slots, place(hash, slot.factor, n_slots)),
                    None => None,
                }
            }

            /// The entry of a name, given its hash. The name decides, never the hash alone.
            pub(crate) const fn get(
                &self,
                hash: u64,
                name: &[u8],
                text: &str,
            ) -> Option<&'t $entry> {
                if let Some(slot) = self.slot(hash)
                    && slot.is(hash, name, text)
                {
                    return Some(slot);
                }
                // The first of those with the hash, or behind it.
                let (mut start, mut end) = (0, self.overflow.len());
                while start < end {
                    let middle = start.midpoint(end);
                    match at(self.overflow, middle) {
                        Some(other) if other.hash < hash => start = middle + 1,
                        _ => end = middle,
                    }
                }
                while let Some(other) = at(self.overflow, start)
                    && other.hash == hash
                {
                    if other.is(hash, name, text) {
                        return Some(other);
                    }
                    start += 1;
                }
                None
            }

            /// What [`get`](Self::get) finds, as far as that can be said without calling anything.
            #[inline]
            pub(crate) fn glance<'s>(
                &self,
                slot: &'s $entry,
                hash: u64,
                name: &[u8],
                text: &str,
            ) -> Found<'s, $entry> {
                if slot.hash != hash {
                    return match self.overflow {
                        [] => Found::Nothing,
                        _ => Found::Perhaps,
                    };
                }
                if fold::equal(slot.name.of_bytes(text), name) {
                    Found::Entry(slot)
                } else {
                    Found::Perhaps
                }
            }
        }

        impl $entry {
            const fn is(&self, hash: u64, name: &[u8], text: &str) -> bool {
                self.hash == hash && self.name.of_bytes(text).eq_ignore_ascii_case(name)
            }
        }
    };
}

look_ups!(Slot);
look_ups!(Service);

#[inline]
const fn at<T>(slots: &[T], index: usize) -> Option<&T> {
    if index < slots.len() {
        #[expect(clippy::indexing_slicing, reason = "`get` is no constant function")]
        Some(&slots[index])
    } else {
        None
    }
}

/// What a first look into a table finds.
pub(crate) enum Found<'s, T> {
    /// The name, spelled alike.
    Entry(&'s T),
    Nothing,
    /// The name in other letter case, or another one of the same hash.
    Perhaps,
}

/// The bucket of a hash in a table with a power of two of slots.
#[inline]
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "the low bits are wanted")]
pub const fn bucket(hash: u64, n_slots: usize) -> usize {
    hash as usize & n_slots.wrapping_sub(1)
}

/// The place of a name in such a table.
#[inline]
#[must_use]
pub const fn place(hash: u64, factor: u32, n_slots: usize) -> usize {
    // The low half of the product depends on the low half of the hash alone.
    (hash.wrapping_mul(factor as u64) >> 32) as usize & n_slots.wrapping_sub(1)
}
