//! Explanations as data (feature `serde`).

use alloc::string::ToString;
use alloc::vec::Vec;

use policy_core::{Condition, Layer};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::serialize;

use super::{
    AskedKey, ContextValue, Explanation, Failure, GrantedBy, MatchedStatement, NearMiss, Shortfall,
};

impl Serialize for Explanation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Explanation {
            decision,
            granted_by,
            shortfalls,
            notes,
            matched,
            near_misses,
            absent_keys,
            unknown_keys,
        } = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("decision", decision.as_str())?;
        map.serialize_entry("granted_by", &granted_by.map(GrantedBy::as_str))?;
        map.serialize_entry("shortfalls", shortfalls)?;
        let notes: Vec<_> = notes.iter().map(ToString::to_string).collect();
        map.serialize_entry("notes", &notes)?;
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
            conditions,
        } = self;
        let conditions: Vec<_> = conditions.iter().map(Held).collect();
        let mut map = serializer.serialize_map(None)?;
        serialize::location(&mut map, *place, *statement)?;
        map.serialize_entry("delegates", delegates)?;
        map.serialize_entry("conditions", &conditions)?;
        map.end()
    }
}

/// A condition that holds, and what the request has for its key.
struct Held<'e, 'p>(&'e (Condition<'p>, ContextValue));

impl Serialize for Held<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (condition, value) = self.0;
        let mut map = serializer.serialize_map(None)?;
        serialize::condition(&mut map, *condition)?;
        map.serialize_entry("value", value)?;
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
        serialize::location(&mut map, *place, *statement)?;
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
            Failure::Resource { resource, known } => {
                map.serialize_entry("part", "resource")?;
                map.serialize_entry("element", &resource.to_string())?;
                map.serialize_entry("known", known)?;
            }
            Failure::Condition {
                condition,
                value,
                known,
            } => {
                map.serialize_entry("part", "condition")?;
                serialize::condition(&mut map, *condition)?;
                map.serialize_entry("value", value)?;
                map.serialize_entry("known", known)?;
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
        let policies = self.policies();
        let policies: Vec<_> = policies
            .map(|(place, name)| serialize::Policy(place, name))
            .collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("key", self.key.name())?;
        map.serialize_entry("asked_by", &policies)?;
        map.end()
    }
}
