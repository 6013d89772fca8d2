//! Objects only: where a struct is wanted, serde also takes an array of its fields.

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::value::RawValue;

/// Reads an object; `null` is the same as nothing.
pub(crate) fn read<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    match <Option<&RawValue>>::deserialize(deserializer)? {
        Some(raw) => parse(raw.get()).map_err(D::Error::custom),
        None => Ok(T::default()),
    }
}

/// Reads an object from its text.
pub(crate) fn parse<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, serde_json::Error> {
    if text.trim_ascii_start().starts_with('{') {
        serde_json::from_str(text)
    } else {
        Err(serde_json::Error::custom("expected a JSON object"))
    }
}
