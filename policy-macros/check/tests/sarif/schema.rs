//! A validator for the JSON schema of SARIF: the keywords that it uses, and no others.
//!
//! Validators for every schema bring some seventy crates.

use regex_lite::Regex;
use serde_json::{Map, Value};

/// What is wrong with a document, each with the way to its place.
pub(crate) fn mistakes(schema: &Value, document: &Value) -> Vec<String> {
    let mut validator = Validator {
        root: schema,
        mistakes: Vec::new(),
    };
    validator.check(schema, document, "");
    validator.mistakes
}

struct Validator<'s> {
    root: &'s Value,
    mistakes: Vec<String>,
}

impl<'s> Validator<'s> {
    fn check(&mut self, schema: &'s Value, value: &Value, path: &str) {
        let keywords = schema.as_object().expect("a schema is an object");
        for (keyword, operand) in keywords {
            if let Some(why) = self.keyword(keywords, keyword, operand, value, path) {
                self.mistakes.push(format!("{path}: {why}"));
            }
        }
    }

    fn keyword(
        &mut self,
        schema: &'s Map<String, Value>,
        keyword: &str,
        operand: &'s Value,
        value: &Value,
        path: &str,
    ) -> Option<String> {
        let is_fine = match keyword {
            "$schema" | "$id" | "title" | "description" | "default" | "definitions" => true,
            "$ref" => {
                let reference = operand.as_str().expect("a reference is a string");
                let pointer = reference.trim_start_matches('#');
                let target = self
                    .root
                    .pointer(pointer)
                    .expect("it refers to a definition");
                self.check(target, value, path);
                true
            }
            "type" => has_type(operand, value),
            "enum" => operand.as_array().expect("a list").contains(value),
            "pattern" => value.as_str().is_none_or(|text| {
                let pattern = operand.as_str().expect("a pattern is a string");
                Regex::new(pattern).expect("a pattern").is_match(text)
            }),
            "format" => value.as_str().is_none_or(|text| has_format(operand, text)),
            "minimum" => value.as_f64().is_none_or(|n| Some(n) >= operand.as_f64()),
            "maximum" => value.as_f64().is_none_or(|n| Some(n) <= operand.as_f64()),
            "minItems" => value
                .as_array()
                .is_none_or(|of| Some(of.len() as u64) >= operand.as_u64()),
            "uniqueItems" => value.as_array().is_none_or(|of| {
                let mut entries = of.iter().enumerate();
                operand == false || entries.all(|(index, entry)| !of[..index].contains(entry))
            }),
            "required" => value.as_object().is_none_or(|object| {
                let names = operand.as_array().expect("a list").iter();
                names
                    .filter_map(Value::as_str)
                    .all(|name| object.contains_key(name))
            }),
            "items" => {
                for (index, entry) in value.as_array().into_iter().flatten().enumerate() {
                    self.check(operand, entry, &format!("{path}/{index}"));
                }
                true
            }
            "properties" => {
                for (name, schema) in operand.as_object().expect("an object") {
                    if let Some(value) = value.get(name) {
                        self.check(schema, value, &format!("{path}/{name}"));
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object);
                let members = value.as_object().into_iter().flatten();
                let others =
                    members.filter(|(name, _)| known.is_none_or(|of| !of.contains_key(*name)));
                let others: Vec<_> = others.collect();
                if operand.is_object() {
                    for (name, value) in &others {
                        self.check(operand, value, &format!("{path}/{name}"));
                    }
                }
                operand != false || others.is_empty()
            }
            "anyOf" => self.n_fitting(operand, value) > 0,
            "oneOf" => self.n_fitting(operand, value) == 1,
            other => panic!("the keyword `{other}` is new in the schema"),
        };
        (!is_fine).then(|| format!("{value} is against `{keyword}`: {operand}"))
    }

    fn n_fitting(&self, schemas: &Value, value: &Value) -> usize {
        let schemas = schemas.as_array().expect("a list").iter();
        let fits = |schema: &&Value| {
            let mut validator = Validator {
                root: self.root,
                mistakes: Vec::new(),
            };
            validator.check(schema, value, "");
            validator.mistakes.is_empty()
        };
        schemas.filter(fits).count()
    }
}

fn has_type(operand: &Value, value: &Value) -> bool {
    if let Some(types) = operand.as_array() {
        return types.iter().any(|one| has_type(one, value));
    }
    match operand.as_str().expect("the name of a type") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        other => panic!("the type `{other}` is new in the schema"),
    }
}

fn has_format(operand: &Value, text: &str) -> bool {
    let is_reference =
        !text.contains(|c: char| !c.is_ascii() || c.is_whitespace() || "<>\"{}|\\^`".contains(c));
    match operand.as_str().expect("the name of a format") {
        "uri-reference" => is_reference,
        "uri" => is_reference && text.contains(':'),
        other => panic!("the format `{other}` is not looked at, but needed"),
    }
}
