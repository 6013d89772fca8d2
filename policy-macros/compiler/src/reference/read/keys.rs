//! The condition keys of a service file (S-9, S-11, S-12).

use std::collections::hash_map::Entry;

use policy_core::reference::KeyType;

use super::members::{Members, Shape};
use super::names::Mistake;
use super::{ConditionKey, Declared, Key, Reader, arn, name_twice, names_at};
use crate::code::Code;
use crate::finding::Finding;
use crate::keys;
use crate::reference::global_keys;
use crate::span::{Span, Spanned};
use crate::suggest::nearest;
use crate::template::shown;

/// In lower case, with the colon.
pub(super) const GLOBAL_PREFIX: &str = "aws:";

pub(super) const CONDITION_KEY: Shape = Shape {
    what: "this condition key",
    required: &[("key", "\"billing:Plan\""), ("type", "\"String\"")],
    optional: &["multi"],
};

/// The file of the global keys.
pub(super) const GLOBAL: Shape = Shape {
    what: "the file",
    required: &[],
    optional: &["conditionKeys"],
};

/// A global key; where its value comes from is told as well.
pub(super) const GLOBAL_KEY: Shape = Shape {
    optional: &["multi", "scope", "alsoType"],
    ..CONDITION_KEY
};

const KEY_TYPES: [KeyType; 6] = [
    KeyType::String,
    KeyType::Arn,
    KeyType::Bool,
    KeyType::Date,
    KeyType::IpAddress,
    KeyType::Numeric,
];

impl Reader<'_> {
    pub(super) fn condition_keys(
        &mut self,
        members: &Members<'_>,
        shape: &Shape,
        declared: &mut Declared,
    ) -> Vec<ConditionKey> {
        let nodes = self.list(members, "conditionKeys");
        let mut keys = Vec::with_capacity(nodes.len());
        for node in nodes {
            let Some(members) = self.members(node, shape) else {
                continue;
            };
            let key = members.get("key").and_then(|member| {
                let key = self.string(member)?;
                self.declare_key(key, member.value.span, declared);
                Some(key)
            });
            let key_type = self.key_type(&members);
            let is_list = members.get("multi").and_then(|member| self.bool(member));
            if let (Some(key), Some(key_type)) = (key, key_type) {
                keys.push(ConditionKey {
                    key: key.to_owned(),
                    key_type,
                    is_list: is_list.unwrap_or_default(),
                });
            }
        }
        keys
    }

    fn declare_key(&mut self, key: &str, span: Span, declared: &mut Declared) {
        let folded = keys::fold(key);
        if self.check_key(key, span)
            && folded.starts_with(GLOBAL_PREFIX)
            && declared.own_prefix != GLOBAL_PREFIX
        {
            let mistake = Mistake::new(
                "a key with the prefix `aws` is no service's own",
                "list global keys where they are used, without declaring them",
            );
            self.report(Code::ConditionKey, "S-11", span, mistake);
        }
        match declared.condition_keys.entry(folded) {
            Entry::Occupied(first) => {
                let first = first.get().declared.unwrap_or_default();
                let finding = name_twice("the condition key", key, span, first);
                self.findings.push(finding);
            }
            Entry::Vacant(place) => {
                place.insert(Key {
                    declared: Some(span),
                    listed: <(Span, Span)>::default(),
                });
            }
        }
    }

    /// The keys that an action or a resource type lists; those of the service itself have to be
    /// declared (S-9).
    pub(super) fn used_keys(
        &mut self,
        members: &Members<'_>,
        declared: &mut Declared,
    ) -> Vec<String> {
        let Some(list) = members.get("conditionKeys") else {
            return Vec::new();
        };
        let mut keys = Vec::new();
        for entry in self.strings(members, "conditionKeys") {
            keys.push(entry.value.to_owned());
            self.use_key(&entry, list.value.span, declared);
        }
        keys
    }

    /// A key in a list. The lists of large services have some ten thousand entries, but few keys:
    /// each is looked at once.
    fn use_key(&mut self, entry: &Spanned<&str>, list: Span, declared: &mut Declared) {
        let folded = keys::fold(entry.value);
        let listed = (list, entry.span);
        if let Some(key) = declared.condition_keys.get_mut(&folded) {
            if key.listed.0 == list {
                let finding =
                    name_twice("the condition key", entry.value, entry.span, key.listed.1);
                self.findings.push(finding);
            }
            key.listed = listed;
        } else if is_own(&folded, declared) {
            self.undeclared_key(entry.value, entry.span, declared);
        } else if folded.starts_with(GLOBAL_PREFIX) && !is_global(entry.value) {
            self.unknown_global_key(entry.value, entry.span);
        } else if self.check_key(entry.value, entry.span) {
            let key = Key {
                declared: None,
                listed,
            };
            declared.condition_keys.insert(folded, key);
        }
    }

    fn unknown_global_key(&mut self, key: &str, span: Span) {
        let keys = || global_keys().iter().map(|known| &*known.key);
        let help = match self.suggestion(key, keys) {
            Some(near) => format!("a similar key exists: `{near}`"),
            None => "list only keys that requests carry".to_owned(),
        };
        let message = format!("there is no global condition key `{}`", shown(key));
        self.findings
            .push(Finding::error(Code::UndeclaredName, "S-9", span, message).with_help(help));
    }

    fn undeclared_key(&mut self, key: &str, span: Span, declared: &Declared) {
        let text = self.text;
        let keys = declared.condition_keys.values();
        let candidates = || names_at(text, keys.filter_map(|key| key.declared));
        let help = match self.suggestion(key, candidates) {
            Some(near) => format!("a similar key exists: `{near}`"),
            None => "add it to `conditionKeys` of the service".to_owned(),
        };
        let message = format!("the service has no condition key `{}`", shown(key));
        self.findings
            .push(Finding::error(Code::UndeclaredName, "S-9", span, message).with_help(help));
    }

    /// Whether it is spelled as keys are.
    fn check_key(&mut self, key: &str, span: Span) -> bool {
        let checked = check(key);
        let is_legal = checked.is_ok();
        if let Err(mistake) = checked {
            self.report(Code::ConditionKey, "S-11", span, mistake);
        }
        is_legal
    }

    fn key_type(&mut self, members: &Members<'_>) -> Option<KeyType> {
        let member = members.get("type")?;
        let word = self.string(member)?;
        let found = KEY_TYPES.into_iter().find(|known| known.as_str() == word);
        if found.is_none() {
            let words = KEY_TYPES.map(KeyType::as_str);
            let message = format!("there is no type of condition keys `{}`", shown(word));
            let help = match nearest(word, words) {
                Some(near) => format!("write `\"{near}\"`"),
                None => format!("the types are `{}`", words.join("`, `")),
            };
            let finding = Finding::error(Code::KeyType, "S-12", member.value.span, message);
            self.findings.push(finding.with_help(help));
        }
        found
    }
}

/// Checks the spelling of a key: that of policies (C-14), and placeholders (S-11).
fn check(key: &str) -> Result<(), Mistake> {
    // Such a key would be every service's.
    if key.starts_with("${") {
        return Err(Mistake::new(
            "a condition key does not begin with a placeholder",
            "begin it with the prefix of its service",
        ));
    }
    let is_plain = !key.contains(['$', '{', '}']);
    let filled = if is_plain {
        key.to_owned()
    } else {
        arn::without_placeholders(key).map_err(|(_, mistake)| mistake)?
    };
    // Identity providers have prefixes with paths, such as `oidc.example.com/id:sub`.
    let filled = match filled.split_once(':') {
        Some((prefix, name)) => prefix.replace('/', ".") + ":" + name,
        None => filled,
    };
    keys::check(&filled).map_err(|mistake| Mistake::new(mistake.message, mistake.help))
}

/// Whether it is a global key, with or without its placeholder.
fn is_global(key: &str) -> bool {
    global_keys().iter().any(|global| global.is(key))
}

fn is_own(folded: &str, declared: &Declared) -> bool {
    !declared.own_prefix.is_empty() && folded.starts_with(&declared.own_prefix)
}
