//! Explanations as data (feature `serde`).
//!
//! The fields are part of the public interface: fields may be added, none changes its
//! meaning.

use alloc::string::ToString;
use alloc::vec::Vec;

use policy_core::{Layer, Place, Statement};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{AskedKey, ContextValue, Explanation, Failure, MatchedStatement, NearMiss, Shortfall};

impl Serialize for Explanation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Explanation {
            decision,
            shortfalls,
            matched,
            near_misses,
            absent_keys,
            unknown_keys,
        } = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("decision", decision.as_str())?;
        map.serialize_entry("shortfalls", shortfalls)?;
        map.serialize_entry("matched_statements", matched)?;
        map.serialize_entry("near_misses", near_misses)?;
        map.serialize_entry("absent_keys", absent_keys)?;
        map.serialize_entry("unknown_keys", unknown_keys)?;
        map.end()
    }
}

impl Serialize for Shortfall {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Shortfall::Silent { layer, level } = self {
            map.serialize_entry("layer", layer.as_str())?;
            if *layer == Layer::Scp {
                map.serialize_entry("level", level)?;
            }
        }
        map.serialize_entry("message", &self.to_string())?;
        map.end()
    }
}

impl Serialize for MatchedStatement<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let MatchedStatement {
            place,
            statement,
            delegates,
        } = self;
        let mut map = serializer.serialize_map(None)?;
        location(&mut map, *place, *statement)?;
        map.serialize_entry("effect", statement.effect().as_str())?;
        map.serialize_entry("delegates", delegates)?;
        map.end()
    }
}

impl Serialize for NearMiss<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let NearMiss {
            place,
            statement,
            failures,
        } = self;
        let mut map = serializer.serialize_map(None)?;
        location(&mut map, *place, *statement)?;
        map.serialize_entry("failures", failures)?;
        map.end()
    }
}

impl Serialize for Failure<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Failure::Action => map.serialize_entry("part", "action")?,
            Failure::Principal(element) => {
                map.serialize_entry("part", "principal")?;
                map.serialize_entry("element", &element.to_string())?;
            }
            Failure::Resource(element) => {
                map.serialize_entry("part", "resource")?;
                map.serialize_entry("element", &element.to_string())?;
            }
            Failure::Condition { condition, value } => {
                map.serialize_entry("part", "condition")?;
                map.serialize_entry("operator", &condition.operator().to_string())?;
                map.serialize_entry("key", condition.key().name())?;
                let operands: Vec<_> = condition.operands().map(|o| o.to_string()).collect();
                map.serialize_entry("operands", &operands)?;
                map.serialize_entry("value", value)?;
                map.serialize_entry("known", &(*value != ContextValue::Unknown))?;
            }
        }
        map.serialize_entry("message", &self.to_string())?;
        map.end()
    }
}

/// A text, a list of texts, or null for what is absent or could not be found out.
impl Serialize for ContextValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            ContextValue::Absent | ContextValue::Unknown => serializer.serialize_none(),
            ContextValue::Plain(text) => serializer.serialize_str(text),
            ContextValue::List(texts) => texts.serialize(serializer),
        }
    }
}

impl Serialize for AskedKey<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let AskedKey { key, places } = self;
        let places: Vec<_> = places.iter().copied().map(Policy).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("key", key.name())?;
        map.serialize_entry("asked_by", &places)?;
        map.end()
    }
}

/// Where a policy stands.
struct Policy(Place);

impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let layer = self.0.layer();
        map.serialize_entry("layer", layer.as_str())?;
        if layer == Layer::Scp {
            map.serialize_entry("level", &self.0.level())?;
        }
        map.serialize_entry("position", &self.0.position())?;
        map.end()
    }
}

/// The policy and the statement in it, as all lists of statements have them.
pub(crate) fn location<M: SerializeMap>(
    map: &mut M,
    place: Place,
    statement: Statement<'_>,
) -> Result<(), M::Error> {
    map.serialize_entry("policy", &Policy(place))?;
    map.serialize_entry("statement", &statement.position())?;
    map.serialize_entry("sid", &statement.sid())
}
