//! Rows -> cases: requests made ready, so that only deciding is measured.

use std::hint::black_box;

use policy_eval::{Context, Request};
use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::requests::{Class, ROWS, Row};

/// A request in the forms in which the subjects take it.
#[derive(Debug)]
pub(crate) struct Case<'a> {
    pub(crate) id: &'static str,
    pub(crate) class: Class,
    /// For subjects that take typed actions.
    pub(crate) request: Request<'a>,
    /// For subjects that take texts.
    pub(crate) action: &'static str,
    pub(crate) resource: &'static str,
    pub(crate) context: &'a Context<'a>,
    /// For rivals.
    pub(crate) map: FxHashMap<&'static str, &'static str>,
    pub(crate) full_access: bool,
    pub(crate) all_seven: bool,
}

/// The contexts of all rows, for cases to borrow.
pub(crate) fn contexts() -> Result<Vec<Context<'static>>, String> {
    let contexts = ROWS.iter().map(|row| Context::new(row.context));
    contexts
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())
}

pub(crate) fn cases<'a>(contexts: &'a [Context<'static>]) -> Vec<Case<'a>> {
    let rows = ROWS.iter().zip(contexts);
    rows.map(|(row, context)| Case {
        id: row.id,
        class: row.class,
        request: Request::new(row.action, row.resource).with(context),
        action: black_box(row.action.as_str()),
        resource: black_box(row.resource),
        context,
        map: row
            .context
            .iter()
            .map(|(key, value)| (key.name(), *value))
            .collect(),
        full_access: row.full_access,
        all_seven: row.all_seven,
    })
    .collect()
}

/// Compares the rows with `requests.json`, so that neither changes alone.
pub(crate) fn check_rows() -> Result<(), String> {
    let requests: Value = serde_json::from_str(include_str!("requests.json"))
        .map_err(|error| format!("requests.json: {error}"))?;
    let requests = requests.as_array().map_or(&[][..], Vec::as_slice);
    if requests.len() != ROWS.len() {
        let (json, typed) = (requests.len(), ROWS.len());
        return Err(format!(
            "{json} requests in requests.json, {typed} in requests.rs"
        ));
    }
    match ROWS
        .iter()
        .zip(requests)
        .find(|(row, json)| !says(json, row))
    {
        Some((row, json)) => Err(format!("`{}` differs from {json}", row.id)),
        None => Ok(()),
    }
}

fn says(json: &Value, row: &Row) -> bool {
    let Row {
        id,
        class,
        action,
        resource,
        context,
        full_access,
        all_seven,
    } = row;
    let text = |name: &str| json.get(name).and_then(Value::as_str);
    let holds = |name: &str| json.get(name).and_then(Value::as_bool);
    let in_context = |name: &str| json.get("ctx").and_then(|map| map.get(name)?.as_str());
    let in_json = json.get("ctx").and_then(Value::as_object);
    text("id") == Some(id)
        && text("cls").map(class_of) == Some(*class)
        && text("action") == Some(action.as_str())
        && text("resource") == Some(resource)
        && in_json.map(serde_json::Map::len) == Some(context.len())
        && context
            .iter()
            .all(|(key, value)| in_context(key.name()) == Some(value))
        && holds("fa") == Some(*full_access)
        && holds("all7") == Some(*all_seven)
}

/// The JSON divides more finely, by where in the document the statement stands.
fn class_of(name: &str) -> Class {
    match name {
        "hit-early" | "hit-mid" | "hit-late" => Class::Unconditional,
        "hit-wildcard" => Class::Wildcard,
        "miss" => Class::Miss,
        _ => Class::Tested,
    }
}
