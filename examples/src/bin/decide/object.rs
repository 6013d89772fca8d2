//! Objects only: where a struct is wanted, serde also takes an array of its fields.

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::value::RawValue;

/// Reads an object; `null` is the same as nothing.
pub(crate) fn read<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let Some(raw) = <Option<&RawValue>>::deserialize(deserializer)? else {
        return Ok(None);
    };
    parse(raw.get()).map(Some).map_err(D::Error::custom)
}

/// Reads an object from its text.
pub(crate) fn parse<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, serde_json::Error> {
    if text.trim_ascii_start().starts_with('{') {
        serde_json::from_str(text)
    } else {
        Err(serde_json::Error::custom("expected a JSON object"))
    }
}
