//! Where a service file declares its names.

use crate::finding::Findings;
use crate::input::{self, Form, Node, Value};
use crate::span::Spanned;

/// The names that a service file declares, each with its place, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeclaredNames {
    /// The names of the actions, without prefix.
    pub actions: Vec<Spanned<String>>,
    /// The names of the resource types.
    pub resource_types: Vec<Spanned<String>>,
    /// The condition keys.
    pub condition_keys: Vec<Spanned<String>>,
}

/// The names that a service file declares. They are for pointing at names of a service that
/// [`read_service`](crate::read_service) has read; of a file with mistakes some may be missing.
///
/// ```
/// use policy_compiler::declared_names;
///
/// let text = r#"{"service": "billing", "actions": [{"name": "Pay", "access": "Write"}]}"#;
/// let names = declared_names(text);
/// assert_eq!(names.actions[0].value, "Pay");
/// assert_eq!(names.actions[0].span.text(text), "\"Pay\"");
/// ```
#[must_use]
pub fn declared_names(text: &str) -> DeclaredNames {
    let Some(root) = input::parse(text, Form::Service, &mut Findings::default()) else {
        return DeclaredNames::default();
    };
    let names = |list, name| names(&root, list, name);
    DeclaredNames {
        actions: names("actions", "name"),
        resource_types: names("resources", "name"),
        condition_keys: names("conditionKeys", "key"),
    }
}

/// The strings under `name` in the objects of `list`.
fn names(root: &Node, list: &str, name: &str) -> Vec<Spanned<String>> {
    let Some(Value::Array(nodes)) = member(root, list).map(|node| &node.value) else {
        return Vec::new();
    };
    let string = |node| match member(node, name) {
        Some(Node {
            value: Value::String(text),
            span,
        }) => Some(Spanned::new(text.clone(), *span)),
        _ => None,
    };
    nodes.iter().filter_map(string).collect()
}

fn member<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let Value::Object(members) = &node.value else {
        return None;
    };
    let member = members.iter().find(|member| member.key == name);
    member.map(|member| &member.value)
}
