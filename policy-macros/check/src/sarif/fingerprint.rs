//! What tells a finding from others when lines have moved.

use std::collections::{BTreeMap, HashMap};

use policy_compiler::Finding;

use crate::path::PathElement;
use crate::place::Place;

/// The fingerprints of a report so far.
#[derive(Default)]
pub(super) struct Fingerprints {
    /// How many findings have the same one.
    seen: HashMap<(String, u64), usize>,
}

impl Fingerprints {
    /// The fingerprint of a finding: its code, the keys on the way to its place, and what stands
    /// there; and the how-manieth it is in its file.
    ///
    /// Neither lines nor indices count, so that it stays the same when something else is added.
    pub(super) fn of(
        &mut self,
        finding: &Finding,
        places: &[Place<'_>],
    ) -> BTreeMap<&'static str, String> {
        let source = finding
            .spans()
            .first()
            .map_or(0, |labelled| labelled.source);
        let mut hash = Fnv::default();
        hash.write(finding.code().as_str());
        let mut file = String::new();
        if let Some(place) = places.get(source) {
            for element in place.path_of(finding.span()) {
                if let PathElement::Key(key) | PathElement::Value(key) = element {
                    hash.write(&key);
                }
            }
            hash.write(finding.span().text(place.source.text));
            place.source.name.clone_into(&mut file);
        }
        let Fnv(hash) = hash;
        let nth = self.seen.entry((file, hash)).or_default();
        *nth += 1;
        BTreeMap::from([("policyFinding/v1", format!("{hash:016x}:{nth}"))])
    }
}

/// The hash FNV-1a, which is the same in every version of everything.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// Adds a text and its end.
    fn write(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fnv_1a() {
        let mut hash = Fnv::default();
        assert_eq!(hash.0, 0xcbf2_9ce4_8422_2325);
        hash.write("");
        // Of one byte that is zero: the basis times the prime.
        assert_eq!(hash.0, 0xaf63_bd4c_8601_b7df);
    }
}
