//! One line -> one answer.

use std::collections::BTreeSet;

use policy_compiler::{Compiled, Options, compile};
use policy_eval::{Policy, PolicyType};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::documents::{Codes, Policies};
use crate::request::OwnedRequest;

/// A line. Documents and requests stay text, so that nothing in them gets lost.
#[derive(Deserialize)]
#[serde(expecting = "a JSON object")]
struct Line<'a> {
    #[serde(default)]
    id: Value,
    #[serde(borrow)]
    policies: Option<Policies<'a>>,
    #[serde(borrow)]
    request: Option<&'a RawValue>,
    #[serde(default)]
    lints: Vec<String>,
    r#type: Option<String>,
    document: Option<String>,
}

/// What is printed for a line; the fields come in this order.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Answer {
    Decision {
        id: Value,
        decision: &'static str,
    },
    Refusal {
        id: Value,
        errors: BTreeSet<&'static str>,
        lints: BTreeSet<&'static str>,
        warnings: BTreeSet<&'static str>,
    },
    Unreadable {
        id: Value,
        error: String,
    },
}

/// The answer to a line, as described for the program.
pub(crate) fn answer(line: &[u8]) -> Answer {
    let line = match serde_json::from_slice::<Line<'_>>(line) {
        Ok(line) => line,
        Err(error) => return unreadable(id_of(line), &format!("cannot read the line: {error}")),
    };
    let Line {
        id,
        policies,
        request,
        lints,
        r#type,
        document,
    } = line;
    match (r#type, document, request) {
        (Some(kind), Some(document), None) => judge(id, &kind, &document),
        (None, None, request) if request.is_some() || policies.is_some() => {
            decide(id, &policies.unwrap_or_default(), request, &lints)
        }
        _ => unreadable(
            id,
            "the line has neither `policies` and `request`, nor `type` and `document`",
        ),
    }
}

/// The identifier of a line that has one, even if the rest is wrong.
fn id_of(line: &[u8]) -> Value {
    let line = serde_json::from_slice::<Value>(line);
    line.ok()
        .and_then(|mut line| line.get_mut("id").map(Value::take))
        .unwrap_or_default()
}

fn unreadable(id: Value, error: &str) -> Answer {
    Answer::Unreadable {
        id,
        error: error.to_owned(),
    }
}

/// Judges one document, or one request, by itself.
fn judge(id: Value, kind: &str, document: &str) -> Answer {
    let mut codes = Codes::default();
    if kind == "request" {
        if let Err(code) = OwnedRequest::parse(document) {
            codes.error(code);
        }
        return codes.answer(id);
    }
    let Some(policy_type) = PolicyType::ALL
        .into_iter()
        .find(|known| known.as_str() == kind)
    else {
        return unreadable(
            id,
            &format!("unknown type `{kind}`, or not one that this version reads"),
        );
    };
    match compile(document, &Options::new(policy_type)) {
        Ok(compiled) => codes.add(compiled.findings()),
        Err(findings) => codes.add(&findings),
    }
    codes.answer(id)
}

/// Decides a case.
fn decide(
    id: Value,
    policies: &Policies<'_>,
    request: Option<&RawValue>,
    lints: &[String],
) -> Answer {
    let mut codes = Codes::default();
    let documents = match policies.documents() {
        Ok(documents) => documents,
        Err(error) => return unreadable(id, &error),
    };
    let compiled: Vec<Compiled> = documents
        .iter()
        .filter_map(|(policy_type, document)| codes.compile(*policy_type, document.get()))
        .collect();
    codes.expect_lints(lints);
    let request = request.map_or("null", RawValue::get);
    let request = OwnedRequest::parse(request).map_err(|code| codes.error(code));
    match (request, compiled.as_slice()) {
        (Ok(request), compiled) if !codes.has_errors() => {
            let policies: Vec<Policy<'_>> = compiled.iter().map(Compiled::policy).collect();
            let policies: Vec<&Policy<'_>> = policies.iter().collect();
            let decision = request.decide(&policies);
            Answer::Decision {
                id,
                decision: decision.as_str(),
            }
        }
        _ => codes.answer(id),
    }
}
