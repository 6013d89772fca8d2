//! What follows from the facts about a service, worked out when it is first asked for.

use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

use policy_core::reference::AccessLevel;

use super::action_set::ActionSet;
use super::key_map::KeyMap;
use super::overlap::ArnFormat;
use crate::reference::Service;

/// What is kept beside the facts, for all documents.
///
/// It is no part of a service: a copy works it out again.
#[derive(Default)]
pub(crate) struct Derived {
    folded_names: OnceLock<Vec<String>>,
    key_places: OnceLock<KeyMap<usize>>,
    listing: OnceLock<KeyMap<ActionSet>>,
    tagging: OnceLock<ActionSet>,
    types: OnceLock<Vec<TypeIndex>>,
}

/// A resource type: what its ARNs look like, and which actions take it.
pub(crate) struct TypeIndex {
    pub(crate) usual_format: String,
    pub(crate) formats: Vec<ArnFormat>,
    pub(crate) actions: ActionSet,
}

impl Service {
    /// The names of the actions in lower case, in their order, which is sorted.
    pub(super) fn folded_names(&self) -> &[String] {
        self.derived.folded_names.get_or_init(|| {
            let actions = self.actions().iter();
            actions
                .map(|action| action.name.to_ascii_lowercase())
                .collect()
        })
    }

    /// To each condition key its place among them.
    pub(super) fn key_places(&self) -> &KeyMap<usize> {
        self.derived.key_places.get_or_init(|| {
            let mut places = KeyMap::new();
            for (place, key) in self.condition_keys().iter().enumerate() {
                places.update(&key.key, |of_key| *of_key = place);
            }
            places
        })
    }

    /// To each condition key the actions that list it: by themselves, or through one of their
    /// resource types.
    pub(super) fn listing(&self) -> &KeyMap<ActionSet> {
        self.derived.listing.get_or_init(|| {
            let mut listing: KeyMap<ActionSet> = KeyMap::new();
            for (place, action) in self.actions().iter().enumerate() {
                for key in &action.condition_keys {
                    listing.update(key, |actions| actions.insert(place));
                }
            }
            for (resource, one) in self.resource_types().iter().zip(self.types()) {
                for key in &resource.condition_keys {
                    listing.update(key, |actions| actions.extend(&one.actions));
                }
            }
            listing
        })
    }

    /// The actions that do nothing but tag.
    pub(super) fn tagging(&self) -> &ActionSet {
        self.derived.tagging.get_or_init(|| {
            let actions = self.actions().iter().enumerate();
            let tag = actions.filter(|(_, action)| action.access_level == AccessLevel::Tagging);
            tag.map(|(place, _)| place).collect()
        })
    }

    /// The resource types, in their order.
    pub(super) fn types(&self) -> &[TypeIndex] {
        self.derived.types.get_or_init(|| {
            let types = self.resource_types().iter();
            let names = types.map(|one| one.name.to_ascii_lowercase());
            let places: HashMap<String, usize> = names.zip(0..).collect();
            let mut actions = vec![ActionSet::default(); self.resource_types().len()];
            for (index, action) in self.actions().iter().enumerate() {
                for listed in &action.resource_types {
                    let place = places.get(&listed.name.to_ascii_lowercase());
                    if let Some(set) = place.and_then(|place| actions.get_mut(*place)) {
                        set.insert(index);
                    }
                }
            }
            let with_actions = self.resource_types().iter().zip(actions);
            with_actions
                .map(|(resource, actions)| TypeIndex {
                    usual_format: resource.arn_formats.first().cloned().unwrap_or_default(),
                    formats: resource
                        .arn_formats
                        .iter()
                        .map(|arn| ArnFormat::new(arn))
                        .collect(),
                    actions,
                })
                .collect()
        })
    }
}

impl Clone for Derived {
    fn clone(&self) -> Self {
        Derived::default()
    }
}

impl PartialEq for Derived {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Derived {}

impl fmt::Debug for Derived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Derived").finish_non_exhaustive()
    }
}
