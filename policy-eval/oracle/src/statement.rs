//! When a statement applies (7.1).

use serde_json::Value;

use crate::condition;
use crate::principal::{self, Reach};
use crate::request::Request;
use crate::template;
use crate::text;

/// What a statement is asked, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Question<'a> {
    pub(crate) request: &'a Request,
    /// The document is of version 2012-10-17 (V-2).
    pub(crate) variables: bool,
    /// The caller has a boundary (P-24).
    pub(crate) boundary_given: bool,
    /// The wide reading of R-10.
    pub(crate) wide_stars: bool,
}

/// How far the statement reaches the caller: `Nothing` if it does not apply.
pub(crate) fn applies(statement: &Value, question: &Question<'_>) -> Reach {
    let holds = !inert(statement)
        && action_part(statement, &question.request.action)
        && resource_part(statement, question)
        && condition::holds(statement, question);
    if holds {
        principal_part(statement, question)
    } else {
        Reach::Nothing
    }
}

/// G-15: nothing is left in `Action`, `Resource` or `Principal`.
fn inert(statement: &Value) -> bool {
    let empty = |element: &str| {
        let list = statement.get(element);
        list.is_some_and(|list| text::list(list).is_empty())
    };
    let nobody = |element: &Value| principal::entries(element).is_empty();
    empty("Action") || empty("Resource") || statement.get("Principal").is_some_and(nobody)
}

///
fn action_part(statement: &Value, action: &str) -> bool {
    let some_match = |entries: &Value| {
        text::list(entries)
            .into_iter()
            .any(|entry| action_matches(entry.as_str().unwrap(), action))
    };
    match statement.get("NotAction") {
        Some(entries) => !some_match(entries),
        None => some_match(&statement["Action"]),
    }
}

/// A-1…A-6.
fn action_matches(entry: &str, action: &str) -> bool {
    if entry.chars().all(|c| c == '*') {
        return true;
    }
    let entry = entry.to_ascii_lowercase();
    let action = action.to_ascii_lowercase();
    let (prefix, pattern) = entry.split_once(':').expect("a legal action (A-1)");
    let Some((service, name)) = action.split_once(':') else {
        return false;
    };
    prefix == service && template::like(pattern, false, &Request::new("", ""), name)
}

///
fn resource_part(statement: &Value, question: &Question<'_>) -> bool {
    let some_match = |entries: &Value| {
        text::list(entries).into_iter().any(|entry| {
            template::resource_matches(
                entry.as_str().unwrap(),
                question.variables,
                question.wide_stars,
                question.request,
            )
        })
    };
    if let Some(entries) = statement.get("NotResource") {
        !some_match(entries)
    } else if let Some(entries) = statement.get("Resource") {
        some_match(entries)
    } else {
        true
    }
}

/// P-10, P-20, P-26.
fn principal_part(statement: &Value, question: &Question<'_>) -> Reach {
    let (element, not) = match (statement.get("Principal"), statement.get("NotPrincipal")) {
        (Some(element), _) => (element, false),
        (None, Some(element)) => (element, true),
        (None, None) => return Reach::Direct, // P-26
    };
    let Some(caller) = &question.request.principal else {
        // A caller that is not stated: every doubt denies.
        return if statement["Effect"] == "Deny" {
            Reach::Direct
        } else {
            Reach::Nothing
        };
    };
    if !not {
        principal::principal(element, caller)
    } else if question.boundary_given || !principal::exempt(element, caller) {
        Reach::Direct // P-20, P-24
    } else {
        Reach::Nothing
    }
}
