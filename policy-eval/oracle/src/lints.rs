//! Which deny-lints a document needs relaxed (G-26).

use std::collections::BTreeSet;

use serde_json::Value;

use crate::principal;
use crate::template::{self, Token};
use crate::text;

/// The deny-lints of a legal document: those that a compiler has to find in it, no more and no
/// less. Of the keys with several values, only those of AWS as a whole, ECS
/// and `EventBridge` are known.
///
/// ```
/// use policy_oracle::deny_lints;
/// use serde_json::json;
///
/// let document = json!({"Statement": {"Effect": "Deny", "Action": [], "Resource": "arn:aws:s3"}});
/// assert!(deny_lints(&document).into_iter().eq(["empty_list", "short_arn"]));
/// ```
///
/// # Panics
///
/// If the document is not legal.
#[must_use]
pub fn deny_lints(document: &Value) -> BTreeSet<&'static str> {
    let mut lints = BTreeSet::new();
    let variables = document["Version"] == "2012-10-17";
    for statement in text::list(&document["Statement"]) {
        for element in ["Action", "Resource", "NotResource"] {
            let Some(entries) = statement.get(element) else {
                continue;
            };
            if text::list(entries).is_empty() {
                lints.insert("empty_list"); // G-15
            }
            if element != "Action" {
                for entry in text::list(entries) {
                    resource(entry.as_str().unwrap(), variables, &mut lints);
                }
            }
        }
        if let Some(element) = statement.get("Principal") {
            let some_empty = element
                .as_object()
                .is_some_and(|types| types.values().any(|list| text::list(list).is_empty()));
            if some_empty || principal::entries(element).is_empty() {
                lints.insert("empty_list"); // G-15
            }
        }
        if let Some(Value::Object(blocks)) = statement.get("Condition") {
            for (operator, keys) in blocks {
                if operator.ends_with(":Null") {
                    lints.insert("null_with_set_operator"); // C-33
                }
                for (key, operands) in keys.as_object().unwrap() {
                    condition(operator, key, text::list(operands), variables, &mut lints);
                }
            }
        }
    }
    lints
}

/// R-14, V-8.
fn resource(entry: &str, variables: bool, lints: &mut BTreeSet<&'static str>) {
    let tokens = template::tokens(entry, variables);
    let everything = tokens.iter().all(|token| *token == Token::Any);
    if !everything && template::n_colons(&tokens) < 5 {
        lints.insert("short_arn");
    }
    lint_variables(&tokens, lints);
}

/// C-9, C-36, V-8.
fn condition(
    operator: &str,
    key: &str,
    operands: Vec<&Value>,
    variables: bool,
    lints: &mut BTreeSet<&'static str>,
) {
    let base = operator.trim_start_matches("ForAllValues:");
    let base = base.trim_start_matches("ForAnyValue:");
    let has_set_operator = base != operator;
    if operands.is_empty() {
        lints.insert("empty_list");
    }
    if base != "Null" && !has_set_operator && has_several_values(key) {
        lints.insert("missing_qualifier");
    }
    if base.starts_with("String") || base.starts_with("Arn") {
        for operand in operands {
            lint_variables(&template::tokens(&text::scalar(operand), variables), lints);
        }
    }
}

fn lint_variables(tokens: &[Token], lints: &mut BTreeSet<&'static str>) {
    let is_list = |token: &Token| match token {
        Token::Variable { name, .. } => has_several_values(name),
        _ => false,
    };
    if tokens.iter().any(is_list) {
        lints.insert("multivalued_variable");
    }
}

/// Appendix C.
fn has_several_values(key: &str) -> bool {
    let keys = [
        "aws:CalledVia",
        "aws:PrincipalOrgPaths",
        "aws:PrincipalServiceNamesList",
        "aws:ResourceOrgPaths",
        "aws:SourceOrgPaths",
        "aws:TagKeys",
        "aws:VpceOrgPaths",
        "ecs:capacity-provider",
        "ecs:compute-compatibility",
        "ecs:subnet",
        "events:detail-type",
        "events:source",
    ];
    keys.iter()
        .any(|known| text::fold(known) == text::fold(key))
}
