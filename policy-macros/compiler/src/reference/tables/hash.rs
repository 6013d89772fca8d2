//! Hashes of names -> a perfect hash over them.

use phf_generator::ptrhash;
use policy_core::form::{seeded_hash, service_hash};
use policy_core::reference::form::PerfectHash;

use super::{ServiceTablesError, bytes, word};

/// A [`PerfectHash`] that owns its parts.
///
/// Not public API; used by the macros.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct PerfectHashBuf {
    seed: u64,
    pilots: Vec<u8>,
    remap: Vec<u32>,
    slots: Vec<u8>,
}

impl PerfectHashBuf {
    /// Leads from each prefix of a service to its place among them.
    ///
    /// # Errors
    ///
    /// As for [`ServiceBuf::new`](super::ServiceBuf::new).
    pub fn of_prefixes<'a>(
        prefixes: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, ServiceTablesError> {
        let hashes: Vec<u64> = prefixes.into_iter().map(service_hash).collect();
        PerfectHashBuf::new(&hashes)
    }

    pub(super) fn new(hashes: &[u64]) -> Result<Self, ServiceTablesError> {
        // The generator never ends on equal hashes.
        let mut sorted = hashes.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        if sorted.len() < hashes.len() {
            return Err(ServiceTablesError::EqualHashes);
        }
        let state =
            ptrhash::generate_hash_with_hash_fn(hashes, |hash, seed| seeded_hash(*hash, *seed));
        let slots = state.map.iter().map(|place| word(*place));
        Ok(PerfectHashBuf {
            seed: state.seed,
            pilots: state.pilots,
            remap: state.remap,
            slots: bytes(slots.collect::<Result<Vec<u16>, _>>()?),
        })
    }

    /// The hash, borrowed.
    #[must_use]
    pub fn lend(&self) -> PerfectHash<'_> {
        let PerfectHashBuf {
            seed,
            pilots,
            remap,
            slots,
        } = self;
        PerfectHash {
            seed: *seed,
            pilots,
            remap,
            slots,
        }
    }
}
