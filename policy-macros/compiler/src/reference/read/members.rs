//! The members of the objects of a service file, and the JSON types of values (S-2).

use super::{Names, Reader};
use crate::code::Code;
use crate::finding::Finding;
use crate::input::{Member, Node, Value};
use crate::span::{Span, Spanned};
use crate::suggest::nearest;
use crate::template::shown;
use crate::values::described;

/// The members that an object has.
pub(super) struct Shape {
    /// The object in a message.
    pub(super) what: &'static str,
    /// Each with an example of a value.
    pub(super) required: &'static [(&'static str, &'static str)],
    pub(super) optional: &'static [&'static str],
}

impl Shape {
    fn names(&self) -> impl Iterator<Item = &'static str> {
        let required = self.required.iter().map(|(name, _)| *name);
        required.chain(self.optional.iter().copied())
    }
}

/// The members of an object whose keys were checked.
pub(super) struct Members<'n> {
    members: &'n [Member],
    /// Those with other keys, and what was probably meant.
    meant: Vec<(&'static str, &'n Member)>,
}

impl<'n> Members<'n> {
    /// The member of this name. A misspelt one counts, so that mistakes inside are found as well,
    /// and what it declares is not missed elsewhere.
    pub(super) fn get(&self, name: &str) -> Option<&'n Member> {
        let exact = self.members.iter().find(|member| member.key == name);
        exact.or_else(|| {
            let meant = self.meant.iter().find(|(meant, _)| *meant == name);
            meant.map(|(_, member)| *member)
        })
    }
}

impl Reader<'_> {
    /// The members of an object; reports unknown and missing ones.
    pub(super) fn members<'n>(&mut self, node: &'n Node, shape: &Shape) -> Option<Members<'n>> {
        let Value::Object(members) = &node.value else {
            self.wrong_type(shape.what, node, "an object");
            return None;
        };
        let mut checked = Members {
            members,
            meant: Vec::new(),
        };
        for member in members {
            if !shape.names().any(|name| name == member.key) {
                let meant = self.unknown(member, shape, members);
                checked.meant.extend(meant.map(|name| (name, member)));
            }
        }
        for (name, example) in shape.required {
            if checked.get(name).is_none() {
                let message = format!("{} has no `{name}`", shape.what);
                self.findings.push(
                    Finding::error(Code::MissingMember, "S-2", node.span.head(), message)
                        .with_help(format!("add `\"{name}\": {example}`")),
                );
            }
        }
        Some(checked)
    }

    /// Reports an unknown member; returns what was probably meant.
    fn unknown(
        &mut self,
        member: &Member,
        shape: &Shape,
        members: &[Member],
    ) -> Option<&'static str> {
        let key = member.key.as_str();
        let near = nearest(key, shape.names());
        let name = near.and_then(|near| shape.names().find(|name| *name == near));
        let help = match name {
            Some(name) if members.iter().any(|member| member.key == name) => {
                format!("`{name}` is there already: merge the two, or remove this one")
            }
            Some(name) if name.eq_ignore_ascii_case(key) => {
                format!("write `{name}`; the names of members compare with case")
            }
            Some(name) => format!("a similar member exists: `{name}`"),
            None => {
                let names: Vec<_> = shape.names().collect();
                format!("the members here are `{}`", names.join("`, `"))
            }
        };
        let message = format!("unknown member `{}`", shown(key));
        self.findings.push(
            Finding::error(Code::UnknownMember, "S-2", member.key_span, message).with_help(help),
        );
        name
    }

    pub(super) fn string<'n>(&mut self, member: &'n Member) -> Option<&'n str> {
        if let Value::String(text) = &member.value.value {
            return Some(text);
        }
        self.wrong_type(&quoted(&member.key), &member.value, "a string");
        None
    }

    pub(super) fn bool(&mut self, member: &Member) -> Option<bool> {
        if let Value::Bool(value) = member.value.value {
            return Some(value);
        }
        self.wrong_type(&quoted(&member.key), &member.value, "`true` or `false`");
        None
    }

    /// The entries of a list; none if it is not there.
    pub(super) fn list<'n>(&mut self, members: &Members<'n>, name: &str) -> &'n [Node] {
        let Some(member) = members.get(name) else {
            return &[];
        };
        let wanted = match &member.value.value {
            Value::Array(nodes) => return nodes,
            Value::String(text) => format!("`[\"{}\"]`", shown(text)),
            Value::Object(_) => "`[` and `]` around it".to_owned(),
            _ => "an array".to_owned(),
        };
        self.wrong_type(&quoted(&member.key), &member.value, &wanted);
        &[]
    }

    /// The entries of a list of strings.
    pub(super) fn strings<'n>(
        &mut self,
        members: &Members<'n>,
        name: &str,
    ) -> Vec<Spanned<&'n str>> {
        let nodes = self.list(members, name);
        let mut strings = Vec::with_capacity(nodes.len());
        for node in nodes {
            if let Value::String(text) = &node.value {
                strings.push(Spanned::new(text.as_str(), node.span));
            } else {
                self.wrong_type(&format!("an entry of `{name}`"), node, "a string");
            }
        }
        strings
    }

    /// Reports entries that are in a list twice (S-5).
    pub(super) fn no_repeats(&mut self, what: &str, entries: &[Spanned<&str>]) {
        let mut names = Names::with_capacity(entries.len());
        for entry in entries {
            self.declare(what, entry.value, entry.span, &mut names);
        }
    }

    fn wrong_type(&mut self, what: &str, node: &Node, wanted: &str) {
        let message = format!("{what} is {}", described(&node.value));
        self.findings.push(
            Finding::error(Code::Type, "S-2", type_span(node), message)
                .with_help(format!("write {wanted}")),
        );
    }
}

/// Of an object or array only the first bracket.
fn type_span(node: &Node) -> Span {
    match node.value {
        Value::Object(_) | Value::Array(_) | Value::Deep => node.span.head(),
        _ => node.span,
    }
}

fn quoted(key: &str) -> String {
    format!("`{}`", shown(key))
}
