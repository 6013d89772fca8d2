//! Policy variables where AWS does not want them, and where there are none (K-10).

use super::Review;
use crate::characters::parts_of_string;
use crate::code::Code;
use crate::document::Statement;
use crate::finding::Finding;
use crate::names::services;
use crate::span::Span;
use crate::template::{Variable, shown, variables};

pub(super) fn check(review: &mut Review<'_>, statement: &Statement) {
    if review.has_variables {
        in_sid(review, statement);
        in_arns(review, statement);
    } else {
        in_version(review, statement);
    }
}

fn in_sid(review: &mut Review<'_>, statement: &Statement) {
    let Some(sid) = statement
        .sid
        .as_ref()
        .filter(|sid| sid.value.contains("${"))
    else {
        return;
    };
    if review.is_reported(sid.span, &[Code::Sid]) {
        return;
    }
    for (_, written) in written(review.text, &sid.value, sid.span, |_| true) {
        let message = format!(
            "`{}` stands in a `Sid`, which takes no policy variables",
            shown(written.text(review.text))
        );
        review.push(
            Finding::check(Code::VariableUnsupportedInElement, written, message)
                .with_help("name the statement in plain words"),
        );
    }
}

/// The parts of an ARN before the resource, by the colons before them.
const PARTS: [&str; 5] = ["beginning", "partition", "service", "region", "account"];

fn in_arns(review: &mut Review<'_>, statement: &Statement) {
    let element = statement.resource.iter();
    for entry in element.flat_map(|element| &element.entries) {
        let is_early = |variable: &Variable| variable.n_colons < PARTS.len();
        let text = &entry.value.text;
        for (variable, written) in written(review.text, text, entry.span, is_early) {
            let part = PARTS.get(variable.n_colons).copied().unwrap_or_default();
            let message = format!(
                "`{}` stands in the {part} of an ARN; AWS wants policy variables in the last part only",
                shown(written.text(review.text))
            );
            review.push(
                Finding::check(Code::VariableUnsupportedInElement, written, message)
                    .with_help(format!(
                        "write out the {part}, or `*` with a condition; as it stands AWS puts the value in, but does not promise to"
                    )),
            );
        }
    }
}

fn in_version(review: &mut Review<'_>, statement: &Statement) {
    let resources = statement.resource.iter();
    let resources = resources
        .flat_map(|element| &element.entries)
        .map(|entry| (&entry.value.text, entry.span));
    let operands = super::conditions(statement).flat_map(|(_, key)| &key.operands);
    let operands = operands
        .filter(|operand| operand.value.template.is_some())
        .map(|operand| (&operand.value.text, operand.span));
    let texts = resources.chain(operands);
    let mut with_variables = texts.filter(|(text, _)| text.contains("${")).peekable();
    if with_variables.peek().is_none() {
        return;
    }
    let actions = statement.action.entries.iter();
    let services = services(actions.map(|action| &action.value.form));
    for (text, span) in with_variables {
        let names = &mut review.names;
        let is_known = |variable: &Variable| names.has_variable(&variable.name, &services);
        for (_, written) in written(review.text, text, span, is_known) {
            let message = format!(
                "`{}` is plain text here: only documents of version `2012-10-17` have policy variables",
                shown(written.text(review.text))
            );
            review.push(
                Finding::check(Code::VariableUnsupportedInVersion, written, message)
                    .with_help("write `\"Version\": \"2012-10-17\"` at the top of the document"),
            );
        }
    }
}

/// The wanted variables of a string, each with its place in the document.
fn written(
    document: &str,
    text: &str,
    span: Span,
    is_wanted: impl FnMut(&Variable) -> bool,
) -> Vec<(Variable, Span)> {
    let mut wanted = variables(text);
    wanted.retain(is_wanted);
    let parts: Vec<_> = wanted.iter().map(|one| one.written.clone()).collect();
    let places = if parts.is_empty() {
        Vec::new()
    } else {
        parts_of_string(document, span, &parts)
    };
    wanted.into_iter().zip(places).collect()
}
