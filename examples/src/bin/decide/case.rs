//! One line -> one answer.

use std::collections::BTreeSet;

use policy_compiler::{Options, compile};
use policy_eval::{Decision, PolicyType, explain};
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use crate::documents::{Codes, CompiledDocuments, Documents};
use crate::object;
use crate::request::OwnedRequest;

/// A line. Documents and requests stay text, so that nothing in them gets lost.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Id<'a>,
    #[serde(borrow, default, deserialize_with = "object::read")]
    policies: Option<Documents<'a>>,
    #[serde(borrow)]
    request: Option<&'a RawValue>,
    #[serde(default)]
    lints: Vec<String>,
    r#type: Option<String>,
    document: Option<String>,
}

/// Comes back as it was written.
type Id<'a> = Option<&'a RawValue>;

/// What is printed for a line; the fields come in this order.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Answer<'a> {
    Decision {
        id: Id<'a>,
        decision: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        explanation: Option<Box<RawValue>>,
    },
    Refusal {
        id: Id<'a>,
        errors: BTreeSet<&'static str>,
        lints: BTreeSet<&'static str>,
        warnings: BTreeSet<&'static str>,
    },
    Unreadable {
        id: Id<'a>,
        error: String,
    },
}

/// The answer to a line, as described for the program; a decision with its explanation,
/// if that is asked for.
pub(crate) fn answer(line: &[u8], explained: bool) -> Answer<'_> {
    let text = match str::from_utf8(line) {
        Ok(text) => text,
        Err(error) => return unreadable(None, &format!("the line is not UTF-8: {error}")),
    };
    let line = match object::parse::<Line<'_>>(text) {
        Ok(line) => line,
        Err(error) => return unreadable(id_of(text), &format!("cannot read the line: {error}")),
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
            let documents = policies.unwrap_or_default();
            decide(id, &documents, request, &lints, explained)
        }
        _ => unreadable(
            id,
            "the line has neither `policies` and `request`, nor `type` and `document`",
        ),
    }
}

/// The identifier of a line that has one, even if the rest is wrong.
fn id_of(line: &str) -> Id<'_> {
    #[derive(Deserialize)]
    struct Identified<'a> {
        #[serde(borrow)]
        id: Id<'a>,
    }

    object::parse::<Identified<'_>>(line).ok()?.id
}

fn unreadable<'a>(id: Id<'a>, error: &str) -> Answer<'a> {
    Answer::Unreadable {
        id,
        error: error.to_owned(),
    }
}

/// Judges one document, or one request, by itself.
fn judge<'a>(id: Id<'a>, kind: &str, document: &str) -> Answer<'a> {
    let mut codes = Codes::default();
    if kind == "request" {
        if let Err(errors) = OwnedRequest::parse(document) {
            codes.errors(errors);
        }
        return codes.answer(id);
    }
    let Some(policy_type) = PolicyType::parse(kind) else {
        return unreadable(id, &format!("unknown type `{kind}`"));
    };
    match compile(document, &Options::new(policy_type)) {
        Ok(compiled) => codes.add(compiled.findings()),
        Err(findings) => codes.add(&findings),
    }
    codes.answer(id)
}

/// Decides a case.
fn decide<'a>(
    id: Id<'a>,
    documents: &Documents<'_>,
    request: Option<&RawValue>,
    lints: &[String],
    explained: bool,
) -> Answer<'a> {
    let mut codes = Codes::default();
    let documents = match documents.compile(&mut codes) {
        Ok(documents) => documents,
        Err(error) => return unreadable(id, &error),
    };
    codes.expect_lints(lints);
    match OwnedRequest::parse(request.map_or("null", RawValue::get)) {
        Ok(request) if !codes.has_errors() => decision(id, &documents, &request, explained),
        Ok(_) => codes.answer(id),
        Err(errors) => {
            codes.errors(errors);
            codes.answer(id)
        }
    }
}

fn decision<'a>(
    id: Id<'a>,
    documents: &CompiledDocuments,
    request: &OwnedRequest,
    explained: bool,
) -> Answer<'a> {
    let decided = documents.in_force(|policies| {
        request.build(|request| {
            let explanation = explained.then(|| to_raw_value(&explain(*policies, request)));
            (policies.evaluate(request), explanation.transpose())
        })
    });
    // A request that cannot be built would be denied.
    let (decision, explanation) = decided.unwrap_or((Decision::ImplicitDeny, Ok(None)));
    match explanation {
        Ok(explanation) => Answer::Decision {
            id,
            decision: decision.as_str(),
            explanation,
        },
        Err(error) => unreadable(id, &format!("cannot write the explanation: {error}")),
    }
}
