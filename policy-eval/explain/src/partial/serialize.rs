//! Partial decisions as data (feature `serde`).

use alloc::string::ToString;
use alloc::vec::Vec;
use core::ptr;

use policy_core::{Condition, ContextKey};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::serialize;

use super::{OpenStatement, Partial, Residual};

impl Serialize for Partial<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Partial::Decided(decision) => map.serialize_entry("decision", decision.as_str())?,
            Partial::DependsOn(residual) => {
                map.serialize_entry("decision", &None::<&str>)?;
                map.serialize_entry("residual", residual)?;
            }
        }
        map.end()
    }
}

impl Serialize for Residual<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let keys = self.unknown_keys();
        let keys: Vec<_> = keys.iter().map(ContextKey::name).collect();
        let open = self.open_statements();
        let index = |needed: &OpenStatement<'_>| open.iter().position(|open| ptr::eq(open, needed));
        let needed: Vec<Vec<usize>> = self
            .needed_to_allow()
            .into_iter()
            .map(|clause| clause.into_iter().filter_map(index).collect())
            .collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("may_be_allowed", &self.may_be_allowed())?;
        map.serialize_entry("unknown_keys", &keys)?;
        map.serialize_entry("open_statements", open)?;
        map.serialize_entry("needed_to_allow", &needed)?;
        map.serialize_entry("message", &self.to_string())?;
        map.end()
    }
}

impl Serialize for OpenStatement<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let statement = self.statement();
        let resource = self.depends_on_resource();
        let resource = resource.then(|| statement.resource().to_string());
        let conditions: Vec<_> = self.conditions().iter().map(Open).collect();
        let mut map = serializer.serialize_map(None)?;
        serialize::location(&mut map, self.place(), statement)?;
        map.serialize_entry("resource", &resource)?;
        map.serialize_entry("conditions", &conditions)?;
        map.serialize_entry("message", &self.to_string())?;
        map.end()
    }
}

/// A condition that is open.
struct Open<'o>(&'o Condition<'o>);

impl Serialize for Open<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        serialize::condition(&mut map, *self.0)?;
        map.end()
    }
}
