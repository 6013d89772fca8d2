//! Documents.

use serde_json::{Map, Value, json};

use super::condition;
use super::pattern::{self, Place};
use super::principal;
use super::random::Random;
use super::words;
use crate::documents::PolicyType;

/// A legal document.
pub(super) fn document(random: &mut Random, policy_type: PolicyType) -> Value {
    let percent_deny = match policy_type {
        PolicyType::Trust => 36,
        _ => 42,
    };
    with_denies(random, policy_type, percent_deny)
}

/// A legal document in which so many statements out of a hundred deny. All those of an RCP do.
pub(super) fn with_denies(
    random: &mut Random,
    policy_type: PolicyType,
    percent_deny: usize,
) -> Value {
    let version = match random.below(100) {
        _ if policy_type == PolicyType::Scp => Some("2012-10-17"), // G-6
        0..80 => Some("2012-10-17"),
        80..90 => Some("2008-10-17"),
        _ => None,
    };
    let shape = Shape {
        policy_type,
        variables: version == Some("2012-10-17"),
        percent_deny,
    };
    let mut document = Map::new();
    if let Some(version) = version {
        document.insert("Version".to_owned(), json!(version));
    }
    if shape.names_principals() && random.percent(5) {
        document.insert("Id".to_owned(), json!("an id / é"));
    }
    let n_statements = 1 + random.below(4);
    let mut statements: Vec<Value> = (0..n_statements)
        .map(|index| statement(random, shape, index))
        .collect();
    let statements = match statements.len() {
        1 if random.percent(50) => statements.remove(0),
        _ => Value::Array(statements),
    };
    document.insert("Statement".to_owned(), statements);
    Value::Object(document)
}

/// Adds a statement that allows everything. No RCP has one (G-22).
pub(super) fn widen(document: &mut Value, policy_type: PolicyType) {
    let mut everything = json!({"Effect": "Allow", "Action": "*"});
    if policy_type != PolicyType::Trust {
        everything["Resource"] = json!("*");
    }
    if names_principals(policy_type) {
        everything["Principal"] = json!({"AWS": "*"});
    }
    let mut statements = match document["Statement"].take() {
        Value::Array(statements) => statements,
        one => vec![one],
    };
    statements.push(everything);
    document["Statement"] = Value::Array(statements);
}

/// The types whose statements say whom they are about; an RCP is about everybody (G-12, G-22).
/// The same types have an `Id` and free Sids (G-8, G-9).
fn names_principals(policy_type: PolicyType) -> bool {
    matches!(
        policy_type,
        PolicyType::Resource | PolicyType::Trust | PolicyType::Vpce
    )
}

#[derive(Clone, Copy)]
struct Shape {
    policy_type: PolicyType,
    variables: bool,
    percent_deny: usize,
}

impl Shape {
    fn names_principals(self) -> bool {
        names_principals(self.policy_type)
    }
}

fn statement(random: &mut Random, shape: Shape, index: usize) -> Value {
    let trust = shape.policy_type == PolicyType::Trust;
    let rcp = shape.policy_type == PolicyType::Rcp;
    let deny = rcp || random.percent(shape.percent_deny);
    let mut statement = Map::new();
    let mut put = |name: &str, value: Value| {
        statement.insert(name.to_owned(), value);
    };
    match random.below(10) {
        0 => put("Sid", json!("")),
        1 => put("Sid", json!(format!("Statement{index}"))),
        2 if shape.names_principals() => put("Sid", json!(format!("the {index}. one"))),
        _ => {}
    }
    put("Effect", json!(if deny { "Deny" } else { "Allow" }));
    match random.below(100) {
        15 => put("Action", json!([])), // G-15
        _ if rcp => put("Action", list(random, 1, rcp_action)),
        0..15 => put("NotAction", list(random, 1, |random| action(random, 0))),
        _ => put("Action", list(random, 1, |random| action(random, 50))),
    }
    if !trust {
        match random.below(100) {
            0..12 => put(
                "NotResource",
                list(random, 1, |random| resource(random, shape, 3)),
            ),
            12 => put("Resource", json!([])), // G-15
            13..20 if shape.policy_type == PolicyType::Resource => {}
            _ => put(
                "Resource",
                list(random, 1, |random| resource(random, shape, 45)),
            ),
        }
    }
    if rcp {
        let everybody = [json!("*"), json!({"AWS": "*"})];
        put("Principal", everybody[random.below(2)].clone());
    } else if shape.names_principals() {
        if deny && !trust && random.percent(30) {
            put("NotPrincipal", principal::not_principal(random));
        } else {
            put("Principal", principal::principal(random, trust));
        }
    }
    if random.percent(40) {
        put("Condition", condition::condition(random, shape.variables));
    }
    Value::Object(statement)
}

/// One or several; one may be bare (G-13).
fn list(random: &mut Random, least: usize, mut one: impl FnMut(&mut Random) -> String) -> Value {
    let n_entries = random.few(least, 4);
    if n_entries == 1 && random.percent(50) {
        return Value::String(one(random));
    }
    (0..n_entries).map(|_| one(random)).collect()
}

fn action(random: &mut Random, percent_all: usize) -> String {
    if random.percent(percent_all) {
        return random.pick(&["*", "*", "*", "**"]).to_owned();
    }
    random.pick(words::ACTION_PATTERNS).to_owned()
}

/// G-22: never everything, and only services that support RCPs.
fn rcp_action(random: &mut Random) -> String {
    let supported = |entry: &&&str| {
        let prefix = entry.split_once(':').map(|(prefix, _)| prefix);
        prefix.is_some_and(|prefix| words::RCP_PREFIXES.contains(&&*prefix.to_ascii_lowercase()))
    };
    let entries: Vec<&str> = words::ACTION_PATTERNS
        .iter()
        .filter(supported)
        .copied()
        .collect();
    random.pick(&entries).to_owned()
}

fn resource(random: &mut Random, shape: Shape, percent_all: usize) -> String {
    if random.percent(percent_all) {
        return random.pick(&["*", "*", "*", "**"]).to_owned();
    }
    // some types have no short ARNs, and others only those that end with a star.
    let identity_like = matches!(
        shape.policy_type,
        PolicyType::Identity | PolicyType::Boundary | PolicyType::Session
    );
    let no_short_arns = matches!(shape.policy_type, PolicyType::Session | PolicyType::Rcp);
    if !no_short_arns && random.percent(8) {
        return pattern::short_arn(random, !identity_like).to_owned();
    }
    if !shape.variables && random.percent(5) {
        // Not closed: ordinary text where there are no variables (V-2).
        return random
            .pick(&["arn:aws:s3:::bucket/a${*", "arn:aws:s3:::bucket/${}*"])
            .to_owned();
    }
    let place = Place {
        variables: shape.variables,
        service_wildcards: !identity_like,
    };
    pattern::arn(random, place)
}

/// Documents that are a little simpler, and as legal: the boldest first.
pub(super) fn simpler(document: &Value, policy_type: PolicyType) -> Vec<Value> {
    let mut simpler = Vec::new();
    if let Value::Array(statements) = &document["Statement"] {
        let with = |statements: Value| {
            let mut document = document.clone();
            document["Statement"] = statements;
            document
        };
        if statements.len() > 1 {
            for statement in statements {
                simpler.push(with(json!([statement])));
            }
        }
        simpler.extend(shorter(statements).into_iter().map(with));
        for (index, statement) in statements.iter().enumerate() {
            for statement in simpler_statements(statement, policy_type) {
                let mut document = document.clone();
                document["Statement"][index] = statement;
                simpler.push(document);
            }
        }
    } else {
        for statement in simpler_statements(&document["Statement"], policy_type) {
            let mut document = document.clone();
            document["Statement"] = statement;
            simpler.push(document);
        }
    }
    if document.get("Id").is_some() {
        simpler.push(without(document, "Id"));
    }
    simpler
}

fn simpler_statements(statement: &Value, policy_type: PolicyType) -> Vec<Value> {
    let mut simpler = Vec::new();
    for element in ["Condition", "Sid"] {
        if statement.get(element).is_some() {
            simpler.push(without(statement, element));
        }
    }
    let everything = [
        ("Action", json!("*")),
        ("Resource", json!("*")),
        ("Principal", json!({"AWS": "*"})),
    ];
    for (element, everything) in everything {
        let legal = element != "Action" || policy_type != PolicyType::Rcp; // G-22
        let other = |value: &Value| *value != everything;
        if legal && statement.get(element).is_some_and(other) {
            let mut statement = statement.clone();
            statement[element] = everything;
            simpler.push(statement);
        }
    }
    for element in ["Action", "NotAction", "Resource", "NotResource"] {
        if let Some(Value::Array(list)) = statement.get(element) {
            simpler.extend(shorter(list).into_iter().map(|list| {
                let mut statement = statement.clone();
                statement[element] = list;
                statement
            }));
        }
    }
    for element in ["Principal", "NotPrincipal"] {
        if let Some(Value::Object(map)) = statement.get(element) {
            simpler.extend(smaller(map, |_| Vec::new()).into_iter().map(|map| {
                let mut statement = statement.clone();
                statement[element] = map;
                statement
            }));
        }
    }
    if let Some(Value::Object(blocks)) = statement.get("Condition") {
        let keys = |keys: &Value| smaller(keys.as_object().unwrap(), |_| Vec::new());
        simpler.extend(smaller(blocks, keys).into_iter().map(|condition| {
            let mut statement = statement.clone();
            statement["Condition"] = condition;
            statement
        }));
    }
    simpler
}

/// Without one of the entries, if there are several; then with one of them simpler.
fn smaller(map: &Map<String, Value>, simpler: impl Fn(&Value) -> Vec<Value>) -> Vec<Value> {
    let mut smaller = Vec::new();
    if map.len() > 1 {
        for name in map.keys() {
            smaller.push(without(&Value::Object(map.clone()), name));
        }
    }
    for (name, value) in map {
        let values = match value {
            Value::Array(list) => shorter(list),
            other => simpler(other),
        };
        smaller.extend(values.into_iter().map(|value| {
            let mut map = map.clone();
            map.insert(name.clone(), value);
            Value::Object(map)
        }));
    }
    smaller
}

/// Without one of the entries, if there are several; a list of one becomes bare.
fn shorter(list: &[Value]) -> Vec<Value> {
    match list {
        [] => Vec::new(),
        [one] => vec![one.clone()],
        _ => (0..list.len())
            .map(|index| {
                let mut list = list.to_vec();
                list.remove(index);
                Value::Array(list)
            })
            .collect(),
    }
}

fn without(object: &Value, name: &str) -> Value {
    let mut object = object.clone();
    object.as_object_mut().unwrap().remove(name);
    object
}
