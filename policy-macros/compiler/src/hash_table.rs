//! Names -> perfect-hash table.

use std::cmp::Reverse;

use policy_core::form::{HashTable, Packed, Prefix, Service, Slice, Slot, bucket, place};

/// A [`HashTable`] that owns its parts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HashTableBuf<T> {
    slots: Vec<T>,
    overflow: Vec<T>,
}

/// A bucket with more names is nothing that chance makes.
const MOST_NAMES_OF_A_BUCKET: usize = 24;

/// So many factors are tried for a bucket, times the number of slots: some times what chance
/// needs.
const TRIES: usize = 32;

/// So many buckets may need all of these tries.
const HARD_BUCKETS: usize = 32;

impl<T> Default for HashTableBuf<T> {
    fn default() -> Self {
        HashTableBuf {
            slots: Vec::new(),
            overflow: Vec::new(),
        }
    }
}

/// What tables are made of.
pub(crate) trait Entry: Copy {
    /// The slot without a name.
    const VACANT: Self;

    /// That of the name.
    fn hash(&self) -> u64;

    fn with_factor(self, factor: u32) -> Self;
}

impl<T: Entry> HashTableBuf<T> {
    /// A table of these names.
    ///
    /// Names that no factor is found for go beside the table, be it that two have the same
    /// hash, or that somebody chose names for their hashes.
    pub(crate) fn new(names: Vec<T>) -> Self {
        if names.is_empty() {
            return HashTableBuf::default();
        }
        let n_slots = names.len().next_power_of_two();
        let mut overflow = Vec::new();
        let buckets = buckets(names, n_slots, &mut overflow);

        let mut factors = vec![0; n_slots];
        let mut places: Vec<Option<T>> = vec![None; n_slots];
        let mut order: Vec<_> = buckets.iter().zip(&mut factors).collect();
        order.sort_by_key(|(bucket, _)| Reverse(bucket.len()));
        let mut tries_left = HARD_BUCKETS * tries(n_slots);
        for (bucket, factor) in order {
            let Some((found, taken)) = spread(bucket, &places, &mut tries_left) else {
                overflow.extend(bucket);
                continue;
            };
            *factor = found;
            for (name, at) in bucket.iter().zip(taken) {
                if let Some(place) = places.get_mut(at) {
                    *place = Some(*name);
                }
            }
        }
        overflow.sort_by_key(Entry::hash);
        let slots = places.into_iter().zip(factors);
        let slots = slots.map(|(name, factor)| name.unwrap_or(T::VACANT).with_factor(factor));
        HashTableBuf {
            slots: slots.collect(),
            overflow,
        }
    }
}

impl<T> HashTableBuf<T> {
    pub(crate) fn lend(&self) -> HashTable<'_, T> {
        let HashTableBuf { slots, overflow } = self;
        HashTable { slots, overflow }
    }
}

/// The names by bucket, but for those that no factor could tell apart.
fn buckets<T: Entry>(names: Vec<T>, n_slots: usize, overflow: &mut Vec<T>) -> Vec<Vec<T>> {
    let mut buckets: Vec<Vec<T>> = vec![Vec::new(); n_slots];
    for name in names {
        if let Some(bucket) = buckets.get_mut(bucket(name.hash(), n_slots)) {
            bucket.push(name);
        }
    }
    for bucket in &mut buckets {
        bucket.sort_by_key(Entry::hash);
        let mut last = None;
        overflow.extend(bucket.extract_if(.., |name| {
            let hash = Some(name.hash());
            std::mem::replace(&mut last, hash) == hash
        }));
        let n_kept = bucket.len().min(MOST_NAMES_OF_A_BUCKET);
        overflow.extend(bucket.drain(n_kept..));
    }
    buckets
}

fn tries(n_slots: usize) -> usize {
    TRIES.saturating_mul(n_slots + TRIES)
}

/// A factor that spreads the names over free places, and these places.
fn spread<T: Entry>(
    bucket: &[T],
    places: &[Option<T>],
    tries_left: &mut usize,
) -> Option<(u32, Vec<usize>)> {
    let n_slots = places.len();
    let mut taken = Vec::with_capacity(bucket.len());
    // Odd multiples of an odd number are odd, and far apart.
    let factors = (0..=u32::MAX / 2).map(|n| (2 * n).wrapping_add(1).wrapping_mul(0x9e37_79b9));
    let found = factors
        .take(tries(n_slots).min(*tries_left))
        .find(|factor| {
            *tries_left -= 1;
            taken.clear();
            bucket.iter().all(|name| {
                let at = place(name.hash(), *factor, n_slots);
                let is_free = places.get(at).is_some_and(Option::is_none) && !taken.contains(&at);
                taken.push(at);
                is_free
            })
        })?;
    Some((found, taken))
}

impl Entry for Slot {
    const VACANT: Self = Slot {
        packed: Packed::TOO_LONG,
        hash: 0,
        name: Slice::new(0, 0),
        row: 0,
        factor: 0,
        settled: None,
    };

    fn hash(&self) -> u64 {
        self.hash
    }

    fn with_factor(self, factor: u32) -> Self {
        Slot { factor, ..self }
    }
}

impl Entry for Service {
    const VACANT: Self = Service {
        hash: 0,
        name: Slice::new(0, 0),
        prefix: Prefix::NONE,
        row: 0,
        bounds: Slice::new(0, 0),
        factor: 0,
    };

    fn hash(&self) -> u64 {
        self.hash
    }

    fn with_factor(self, factor: u32) -> Self {
        Service { factor, ..self }
    }
}

#[cfg(test)]
mod tests {
    use policy_core::form::{Service, bucket, place};

    use super::{Entry as _, HashTableBuf};

    fn find(table: &HashTableBuf<Service>, hash: u64) -> bool {
        let n_slots = table.slots.len();
        let factor = table.slots[bucket(hash, n_slots)].factor;
        table.slots[place(hash, factor, n_slots)].hash == hash
            || table.overflow.iter().any(|name| name.hash == hash)
    }

    fn table(hashes: &[u64]) -> HashTableBuf<Service> {
        let names = hashes.iter().map(|hash| Service {
            hash: *hash,
            ..Service::VACANT
        });
        HashTableBuf::new(names.collect())
    }

    /// Those of the generator `SplitMix64`.
    fn hashes(n: u64) -> Vec<u64> {
        let mix = |n: u64| {
            let n = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            n ^ (n >> 27)
        };
        (1..=n).map(mix).collect()
    }

    #[test]
    fn every_name_is_found_and_none_overflows() {
        for n in (0..200).chain([1_024, 20_000]) {
            let hashes = hashes(n);
            let table = table(&hashes);
            assert!(table.overflow.is_empty(), "{n}");
            assert!(hashes.iter().all(|hash| find(&table, *hash)), "{n}");
        }
    }

    #[test]
    fn hashes_that_somebody_chose_overflow() {
        for n in [0, 50] {
            let mut hashes = hashes(n);
            hashes.extend((1..=100).map(|n| n << 48));
            hashes.extend([7, 7, 7]);
            let table = table(&hashes);
            assert!(hashes.iter().all(|hash| find(&table, *hash)), "{n}");
            assert!((50..110).contains(&table.overflow.len()));
        }
    }
}
