//! Many policies about resources that begin alike.

use serde_json::{Value, json};

use super::condition;
use super::document;
use super::pattern;
use super::random::Random;
use super::words;
use crate::documents::PolicyType;

/// Documents whose statements are nearly all about the same actions, and about resources of
/// which one begins as another does; and resources that they tell apart.
#[derive(Clone, Debug, PartialEq)]
pub struct DenseResources {
    /// The type of the documents.
    pub policy_type: PolicyType,
    /// All of version 2012-10-17.
    pub documents: Vec<Value>,
    /// Resources that are in the documents, that match what is, or that nearly do.
    pub resources: Vec<String>,
}

impl DenseResources {
    /// The action that nearly every statement is about.
    pub const ACTION: &str = "s3:GetObject";
}

/// What resources grow out of.
const BEGINNINGS: &[&str] = &[
    "arn:aws:s3:::",
    "arn:aws:s3:::a",
    "arn:aws:s3:::b/",
    "arn:aws:sqs:us-east-1:111122223333:",
];

/// Two of them have their first byte in common, and one is a wildcard where it is not quoted.
const PIECES: &[&str] = &[
    "a", "a", "b", "/", "aa", "ab/", "é", "è", "$", "red", "alice",
];

/// How resources end that are not written out.
const ENDS: &[&str] = &[
    "*",
    "*",
    "/*",
    "?",
    "*a",
    "**",
    "${aws:username}",
    "/${aws:username}/*",
    "${*}",
    "${x:absent, 'a'}b",
];

/// Documents of a type, most of them enough to have their statements sorted by resource.
pub(super) fn dense_resources(random: &mut Random, policy_type: PolicyType) -> DenseResources {
    let names = names(random);
    let n_documents = 2 + random.below(34);
    let documents = (0..n_documents)
        .map(|_| about(random, policy_type, &names))
        .collect();
    let mut resources: Vec<String> = (0..24).map(|_| asked(random, &names)).collect();
    resources.sort();
    resources.dedup();
    DenseResources {
        policy_type,
        documents,
        resources,
    }
}

/// Resources that grow out of each other.
fn names(random: &mut Random) -> Vec<String> {
    let mut names: Vec<String> = BEGINNINGS.iter().map(|&name| name.to_owned()).collect();
    let n_names = 8 + random.below(24);
    while names.len() < n_names {
        let name = &names[random.below(names.len())];
        names.push(format!("{name}{}", random.pick(PIECES)));
    }
    names
}

/// A document as others of its type, but about these resources.
fn about(random: &mut Random, policy_type: PolicyType, names: &[String]) -> Value {
    let mut document = document::with_denies(random, policy_type, 25);
    document["Version"] = json!("2012-10-17");
    let mut statements = match document["Statement"].take() {
        Value::Array(statements) => statements,
        one => vec![one],
    };
    statements.truncate(random.few(1, 3));
    for statement in &mut statements {
        let members = statement.as_object_mut().unwrap();
        for element in ["NotAction", "Resource", "NotResource", "Condition"] {
            members.remove(element);
        }
        let action = random.pick(&["s3:GetObject", "s3:GetObject", "s3:Get*", "s3:*", "s3:Put*"]);
        members.insert("Action".to_owned(), json!(action));
        let element = match random.below(20) {
            0 => "NotResource",
            _ => "Resource",
        };
        let n_entries = random.few(1, 5);
        let entries: Vec<String> = (0..n_entries)
            .map(|_| entry(random, policy_type, names))
            .collect();
        members.insert(element.to_owned(), json!(entries));
        if random.percent(15) {
            let condition = condition::condition(random, true);
            members.insert("Condition".to_owned(), condition);
        }
    }
    document["Statement"] = Value::Array(statements);
    document
}

fn entry(random: &mut Random, policy_type: PolicyType, names: &[String]) -> String {
    let takes_short_arns = !matches!(policy_type, PolicyType::Session | PolicyType::Rcp);
    if random.percent(2) {
        return "*".to_owned();
    }
    if takes_short_arns && random.percent(2) {
        let identity_like = matches!(policy_type, PolicyType::Identity | PolicyType::Boundary);
        return pattern::short_arn(random, !identity_like).to_owned();
    }
    let name = &names[random.below(names.len())];
    match random.below(10) {
        0..4 => name.clone(),
        9 => name.replacen("aws", random.pick(&["*", "a?s", "aws*"]), 1),
        _ => format!("{name}{}", random.pick(ENDS)),
    }
}

/// A resource, or what an end of a pattern may stand for.
fn asked(random: &mut Random, names: &[String]) -> String {
    let name = &names[random.below(names.len())];
    match random.below(10) {
        0..3 => name.clone(),
        3 => {
            let mut shorter = name.clone();
            shorter.pop();
            shorter
        }
        4 => format!("{name}*"),
        5 => format!("{name}{}", random.pick(words::TEXTS)),
        6 => random.pick(words::ARNS).to_owned(),
        _ => format!("{name}{}{}", random.pick(PIECES), random.pick(PIECES)),
    }
}

/// Fewer documents, statements, entries and resources.
pub(super) fn simpler(dense: &DenseResources) -> Vec<DenseResources> {
    let mut simpler = Vec::new();
    let mut with = |change: &dyn Fn(&mut DenseResources)| {
        let mut changed = dense.clone();
        change(&mut changed);
        let is_empty = changed.documents.is_empty() || changed.resources.is_empty();
        if changed != *dense && !is_empty {
            simpler.push(changed);
        }
    };
    let (half, half_asked) = (dense.documents.len() / 2, dense.resources.len() / 2);
    with(&|dense| dense.documents.truncate(half));
    with(&|dense| drop(dense.documents.drain(..half)));
    with(&|dense| dense.resources.truncate(half_asked));
    with(&|dense| drop(dense.resources.drain(..half_asked)));
    for index in 0..dense.documents.len() {
        with(&|dense| drop(dense.documents.remove(index)));
    }
    for (index, document) in dense.documents.iter().enumerate() {
        for smaller in document::simpler(document, dense.policy_type) {
            with(&|dense| dense.documents[index] = smaller.clone());
        }
    }
    simpler
}
