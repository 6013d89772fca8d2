//! What explanations and residuals have in common as data (feature `serde`).

use alloc::string::ToString;
use alloc::vec::Vec;

use policy_core::{Condition, Layer, Place, Statement};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Where a statement stands: its policy, its position and its Sid.
pub(crate) fn location<M: SerializeMap>(
    map: &mut M,
    place: Place,
    statement: Statement<'_>,
) -> Result<(), M::Error> {
    map.serialize_entry("policy", &Policy(place, statement.policy_name()))?;
    map.serialize_entry("statement", &statement.position())?;
    map.serialize_entry("sid", &statement.sid())?;
    map.serialize_entry("effect", statement.effect().as_str())
}

/// A condition: its operator, its key and its operands.
pub(crate) fn condition<M: SerializeMap>(
    map: &mut M,
    condition: Condition<'_>,
) -> Result<(), M::Error> {
    let operands: Vec<_> = condition.operands().map(|o| o.to_string()).collect();
    map.serialize_entry("operator", &condition.operator().to_string())?;
    map.serialize_entry("key", condition.key().name())?;
    map.serialize_entry("operands", &operands)
}

/// Where a policy stands, and its name if that is known.
pub(crate) struct Policy<'p>(pub(crate) Place, pub(crate) Option<&'p str>);

impl Serialize for Policy<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let layer = self.0.layer();
        map.serialize_entry("layer", layer.as_str())?;
        if layer == Layer::Scp {
            map.serialize_entry("level", &self.0.level())?;
        }
        map.serialize_entry("position", &self.0.position())?;
        if let Some(name) = self.1 {
            map.serialize_entry("name", name)?;
        }
        map.end()
    }
}
