//! What the conditions on one key amount to.

use super::budget::Budget;
use super::key::{self, AskedKey};
use super::region::{OfKey, Region};
use crate::keys;

/// What the conditions of a statement on one key amount to, whatever else is in the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyMeaning {
    /// They hold if the request carries the key.
    Present,
    /// They hold if the request does not carry the key.
    Absent,
    /// They hold for every request.
    Always,
    /// They hold for no request.
    Never,
    /// They look at values, or it would take long to find out.
    Other,
}

/// What the conditions on `key` amount to together. `at_most` and `at_least` are the regions of
/// one statement.
pub(crate) fn meaning(
    key: &str,
    at_most: &Region,
    at_least: &Region,
    budget: &mut Budget,
) -> KeyMeaning {
    let folded = keys::fold(key);
    let of_key = |region: &'_ Region| -> Vec<OfKey> {
        let keys = region.keys.iter();
        keys.filter(|of_key| of_key.folded == folded)
            .cloned()
            .collect()
    };
    let (widest, narrowest) = (of_key(at_most), of_key(at_least));
    let may_be_list = keys::may_be_list(key) || widest.iter().any(|of_key| of_key.literal.is_set());
    // Some value may satisfy all of the widest.
    let all: Vec<AskedKey<'_>> = widest
        .iter()
        .map(|of_key| (&of_key.literal, true))
        .collect();
    let Ok(some_passes) = key::find_present(&all, may_be_list, budget) else {
        return KeyMeaning::Other;
    };
    // Some value may fail one of the narrowest.
    let mut some_fails = false;
    for of_key in &narrowest {
        match key::find_present(&[(&of_key.literal, false)], may_be_list, budget) {
            Ok(None) => {}
            Ok(Some(_)) => some_fails = true,
            Err(_) => return KeyMeaning::Other,
        }
    }
    let absent_passes = widest
        .iter()
        .all(|of_key| of_key.literal.holds(&key::KeyValue::Absent));
    match (absent_passes, some_passes.is_some(), some_fails) {
        (true, true, false) => KeyMeaning::Always,
        (false, true, false) => KeyMeaning::Present,
        (true, false, _) => KeyMeaning::Absent,
        (false, false, _) => KeyMeaning::Never,
        (_, true, true) => KeyMeaning::Other,
    }
}
