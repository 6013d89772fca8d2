//! Names -> perfect-hash table.

use std::collections::HashSet;

use phf_generator::ptrhash;
use policy_core::form::{HashTable, Slot, seeded_hash};

/// A [`HashTable`] that owns its parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct HashTableBuf {
    seed: u64,
    pilots: Vec<u8>,
    remap: Vec<u32>,
    slots: Vec<Slot>,
    overflow: Vec<Slot>,
}

impl HashTableBuf {
    /// A table of these names.
    ///
    /// The generator never ends on equal hashes, so of names with one hash the first
    /// goes into the table and the others beside it.
    pub(crate) fn new(names: Vec<Slot>) -> Self {
        let mut known = HashSet::new();
        let (first, overflow): (Vec<Slot>, Vec<Slot>) =
            names.into_iter().partition(|slot| known.insert(slot.hash));
        let state =
            ptrhash::generate_hash_with_hash_fn(&first, |slot, seed| seeded_hash(slot.hash, *seed));
        let slots = state
            .map
            .iter()
            .filter_map(|index| first.get(*index).copied());
        HashTableBuf {
            seed: state.seed,
            slots: slots.collect(),
            pilots: state.pilots,
            remap: state.remap,
            overflow,
        }
    }

    pub(crate) fn lend(&self) -> HashTable<'_> {
        let HashTableBuf {
            seed,
            pilots,
            remap,
            slots,
            overflow,
        } = self;
        HashTable {
            seed: *seed,
            pilots,
            remap,
            slots,
            overflow,
        }
    }
}
