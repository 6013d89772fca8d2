//! Small statements and requests about the same few texts, so that they often meet.

use policy_core::operator::{Base, Family, Operator};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use crate::space::{KeyValue, Witness};

/// The keys of all statements. The last one is a variable of some.
pub(super) const KEYS: &[&str] = &["x:k", "aws:TagKeys", "x:var"];

const ACTIONS: &[&str] = &[
    "*", "s3:*", "s3:Get*", "s3:GetO", "S3:get?", "s3:*O", "ec2:*", "ec2:A?B*", "ec2:a",
];
const REQUEST_ACTIONS: &[&str] = &["s3:Get", "s3:GetO", "s3:O", "ec2:A", "ec2:axbo", "iam:x"];
const RESOURCES: &[&str] = &[
    "*",
    "arn:aws:s3:::b*",
    "arn:aws:s3:::b",
    "arn:aws:s3:*:*:b",
    "arn:aws:s3:::?/*a",
    "arn:*:s3:::*",
    "arn:aws:s3:*::b:?",
    "arn:aws:s3:::b${x:var}",
    "arn:aws:s3:${x:var}:*:b?",
    "arn:aws:s3:::${*}",
];
const REQUEST_RESOURCES: &[&str] = &[
    "*",
    "arn:aws:s3:::b",
    "arn:aws:s3:::bx",
    "arn:aws:s3:::b/a",
    "arn:aws:s3:::x/a",
    "arn:aws:s3:eu:1:b",
    "arn:aws:s3:::b:x",
    "arn:aws:s3:a:b:c:b",
    "arn:aws:s3:::*",
    "arn:x",
];
const VALUES: &[&str] = &[
    "",
    "a",
    "A",
    "ab",
    "b",
    "x",
    "\u{212a}",
    "k",
    "É",
    "é",
    "1",
    "1.5",
    "1.0",
    "2",
    "-1",
    "1e0",
    "1970-01-01T00:00:01Z",
    "1970-01-01",
    "1970-01-01T00:00:00.001Z",
    "true",
    "TRUE",
    "false",
    "QQ==",
    "10.0.0.1",
    "10.0.0.255",
    "10.0.1.0",
    "::1",
    "::ffff:10.0.0.1",
    "::ffff:0:1",
    "2001:db8::",
    "a:b:c:d:e:f",
    "a:b:c:d:e:f:g",
    "a:b:x:d:e:",
    "1:2:3:4:5:6:7:8",
    "😀",
    "😀a",
    "\u{100}",
];
fn operands(family: Family) -> &'static [&'static str] {
    match family {
        Family::String => &[
            "",
            "*",
            "a",
            "A*",
            "a?",
            "?",
            "??",
            "*b",
            "k",
            "É",
            "é*",
            "${x:var}",
            "a${x:var}*",
            "a${x:var, 'b'}",
            "true",
            "1",
            "10.*",
            "*:*",
            "${*}",
            "\\u0100",
            "\\ud83d\\ude00",
        ],
        Family::Numeric => &["1", "1.0", "1.5", "2", "-1", "0", "01.50"],
        Family::Date => &[
            "1",
            "0",
            "1970-01-01",
            "1970-01-01T00:00:00.001Z",
            "2026-01-01",
        ],
        Family::Bool | Family::Null => &["true", "false"],
        Family::Binary => &["", "QQ==", "QUI="],
        Family::Ip => &[
            "10.0.0.0/24",
            "10.0.0.255",
            "0.0.0.0/0",
            "0.0.0.0/1",
            "::/0",
            "::/1",
            "::1",
            "::ffff:0:0/96",
            "2001:db8::/32",
        ],
        Family::Arn => &[
            "*:*:*:*:*:*",
            "a:b:*:d:e:*",
            "a:b:c:d:e:?",
            "a:*:d:e:f:g",
            "${x:var}",
            "a:${x:var}:*:d:e:f",
            "a:b:c:d:${x:var}",
            "1:2:3:4:5:6:*",
        ],
    }
}

/// A statement of a document of 2012, perhaps without variables.
pub(super) fn statement(variables: bool) -> impl Strategy<Value = Value> {
    let conditions = prop::collection::vec(condition(variables), 0..3);
    let part = |name: &'static str, texts: &'static [&'static str]| {
        let entries = prop::collection::vec(select(without_variables(texts, variables)), 1..4);
        (prop::bool::weighted(0.2), entries).prop_map(move |(negated, entries)| {
            let name = if negated {
                format!("Not{name}")
            } else {
                name.to_owned()
            };
            (name, json!(entries))
        })
    };
    let denies = any::<bool>();
    (
        denies,
        part("Action", ACTIONS),
        part("Resource", RESOURCES),
        conditions,
    )
        .prop_map(|(denies, action, resource, conditions)| {
            let mut statement = Map::new();
            let effect = if denies { "Deny" } else { "Allow" };
            statement.insert("Effect".into(), json!(effect));
            statement.extend([action, resource]);
            let mut condition = Map::new();
            for (operator, key, operands) in conditions {
                let block = condition.entry(operator).or_insert_with(|| json!({}));
                block.as_object_mut().unwrap().insert(key.into(), operands);
            }
            if !condition.is_empty() {
                statement.insert("Condition".into(), Value::Object(condition));
            }
            Value::Object(statement)
        })
}

/// The texts, or those of them that hold no variables.
fn without_variables(texts: &[&'static str], variables: bool) -> Vec<&'static str> {
    let texts = texts.iter().copied();
    texts
        .filter(|text| variables || !text.contains("${x:"))
        .collect()
}

fn condition(variables: bool) -> impl Strategy<Value = (String, &'static str, Value)> {
    let operators: Vec<Operator> = Operator::all().collect();
    // One half of the conditions are about texts.
    let texts: Vec<Operator> = operators
        .iter()
        .copied()
        .filter(|operator| {
            matches!(operator.base().family(), Family::String | Family::Null)
                || operator.base() == Base::Bool
        })
        .collect();
    let operator = prop_oneof![select(operators), select(texts)];
    (operator, select(&KEYS[..2])).prop_flat_map(move |(operator, key)| {
        let texts = without_variables(operands(operator.base().family()), variables);
        prop::collection::vec(select(texts), 0..4).prop_map(move |operands| {
            let operands: Vec<String> = operands
                .into_iter()
                .map(|text| {
                    let text = text.replace("\\u0100", "\u{100}");
                    text.replace("\\ud83d\\ude00", "😀")
                })
                .collect();
            (operator.to_string(), key, json!(operands))
        })
    })
}

/// A request of nobody in particular.
pub(super) fn request() -> impl Strategy<Value = Witness> {
    let value = prop_oneof![
        2 => Just(KeyValue::Absent),
        3 => select(VALUES).prop_map(|value| KeyValue::Plain(value.to_owned())),
        2 => prop::collection::vec(select(VALUES), 1..4).prop_map(|values| {
            KeyValue::List(values.into_iter().map(str::to_owned).collect())
        }),
    ];
    let values = prop::collection::vec(value, KEYS.len());
    (select(REQUEST_ACTIONS), select(REQUEST_RESOURCES), values).prop_map(
        |(action, resource, values)| Witness {
            action: action.to_owned(),
            resource: resource.to_owned(),
            keys: KEYS
                .iter()
                .map(|key| (*key).to_owned())
                .zip(values)
                .collect(),
        },
    )
}
