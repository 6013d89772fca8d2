//! JSON types of values: strings, and lists of strings (G-13 … G-15).

use crate::code::Code;
use crate::document::List;
use crate::finding::Finding;
use crate::input::{Member, Node, Value};
use crate::issue::Issue;
use crate::read::Reader;
use crate::span::{Span, Spanned};
use crate::template::shown;

impl Reader<'_> {
    pub(crate) fn string(&mut self, member: &Member) -> Option<Spanned<String>> {
        if let Value::String(text) = &member.value.value {
            return Some(Spanned::new(text.clone(), member.value.span));
        }
        self.wrong_type(&member.key, &member.value, "a string");
        None
    }

    /// A string or an array of strings (G-13); `read` makes an entry of each.
    pub(crate) fn strings<T>(
        &mut self,
        element: &str,
        node: &Node,
        empty: EmptyList,
        mut read: impl FnMut(&mut Self, &str, Span) -> Option<T>,
    ) -> Option<List<Spanned<T>>> {
        let (nodes, is_array) = match &node.value {
            Value::Array(nodes) => (nodes.as_slice(), true),
            Value::String(_) => (std::slice::from_ref(node), false),
            _ => {
                self.wrong_type(element, node, "a string or an array of strings");
                return None;
            }
        };
        if nodes.is_empty() {
            let issue = match element.trim_start_matches("Not") {
                "Action" => Issue::EmptyArrayAction,
                "Resource" => Issue::EmptyArrayResource,
                _ => Issue::EmptyArrayPrincipal,
            };
            self.empty_list(element, node.span, empty, issue);
        }
        let entries: Vec<_> = nodes
            .iter()
            .map(|node| {
                let Value::String(text) = &node.value else {
                    self.findings.push(
                        Finding::error(
                            Code::Type,
                            "G-13",
                            node.span,
                            format!("an entry of `{element}` is {}", described(&node.value)),
                        )
                        .with_help("entries are strings"),
                    );
                    return None;
                };
                Some(Spanned::new(read(self, text, node.span)?, node.span))
            })
            .collect();
        Some(List {
            span: node.span,
            is_array,
            entries: entries.into_iter().collect::<Option<_>>()?,
        })
    }

    /// An element without entries; AWS calls it `issue`.
    pub(crate) fn empty_list(&mut self, element: &str, span: Span, empty: EmptyList, issue: Issue) {
        let finding = match empty {
            EmptyList::Nothing => Finding::deny_lint(
                Code::EmptyList,
                "G-15",
                span,
                format!("`{element}` is empty"),
            )
            .with_help("add an entry, or remove the statement: without any entry it does nothing"),
            EmptyList::Everything => Finding::error(
                Code::EmptyList,
                "G-15",
                span,
                format!("`{element}` is empty, and so would mean everything"),
            )
            .with_help(format!(
                "add an entry, or write `{}` with `*`",
                element.trim_start_matches("Not")
            )),
        };
        self.findings.push(finding.known_as(issue));
    }

    pub(crate) fn wrong_type(&mut self, element: &str, node: &Node, wanted: &str) {
        let span = match node.value {
            Value::Object(_) | Value::Array(_) | Value::Deep => node.span.head(),
            _ => node.span,
        };
        self.findings.push(
            Finding::error(
                Code::Type,
                "G-14",
                span,
                format!("`{}` is {}", shown(element), described(&node.value)),
            )
            .with_help(format!("write {wanted}")),
        );
    }
}

/// What an empty list would mean (G-15).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EmptyList {
    /// The statement is about nothing.
    Nothing,
    /// The statement is about everything: too dangerous to be let pass.
    Everything,
}

impl EmptyList {
    pub(crate) fn of(negated: bool) -> Self {
        if negated {
            EmptyList::Everything
        } else {
            EmptyList::Nothing
        }
    }
}

/// The JSON type of a value, in words.
pub(crate) fn described(value: &Value) -> &'static str {
    match value {
        Value::Null => "`null`",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(items) if items.is_empty() => "an empty array",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
        Value::Deep => "an array or object deep inside others",
    }
}
