//! Policies about very many names that are nearly the same.

use serde_json::{Value, json};

use super::random::Random;

/// Documents of one statement each, and actions that they tell apart.
///
/// Of each statement only the action part is of interest: its resource is `*` or
/// [`RESOURCE`](Self::RESOURCE), and it has no conditions.
#[derive(Clone, Debug, PartialEq)]
pub struct DenseActions {
    /// Identity documents.
    pub documents: Vec<Value>,
    /// Names that are in the documents, that begin as these do, or that nearly do.
    pub actions: Vec<String>,
}

impl DenseActions {
    /// The resource that every statement is about.
    pub const RESOURCE: &str = "arn:aws:s3:::bucket";
}

/// Few services, so that much is said of each. One begins as another does.
const SERVICES: &[&str] = &["s", "s3", "long-name-of-a-service"];

/// Names grow by these. `_` comes behind the letters when case is forgotten, before it is
/// between them.
const CHARACTERS: &[u8] = b"aAzZmM09-_";

/// Pieces by which names grow past what a machine word holds.
const PIECES: &[&str] = &[
    "Get",
    "Object",
    "List_",
    "-Tags",
    "Describe",
    "ZZZZZZZZ",
    "________",
    "0123456789abcdef",
    "ForReplicationOfTheDefaultRetention",
];

/// The longest name that is made.
const LONGEST: usize = 130;

/// Documents and actions.
pub(super) fn dense_actions(random: &mut Random) -> DenseActions {
    let names = names(random);
    let n_documents = 1 + random.below(12);
    let documents = (0..n_documents).map(|_| document(random, &names));
    let documents = documents.collect();
    let actions = names.iter().flat_map(|name| {
        let services = SERVICES.iter();
        services.map(move |service| format!("{service}:{name}"))
    });
    DenseActions {
        documents,
        actions: actions.collect(),
    }
}

/// Names that grow out of each other, with their neighbours.
fn names(random: &mut Random) -> Vec<String> {
    let mut names: Vec<String> = vec!["get".to_owned(), "Z".to_owned(), "_".to_owned()];
    let n_names = 10 + random.below(30);
    while names.len() < n_names {
        let mut name = names[random.below(names.len())].clone();
        match random.below(10) {
            0..3 => name.push_str(random.pick(PIECES)),
            3 => random.pick(PIECES).clone_into(&mut name),
            4 => drop(name.pop()),
            5 => replace_one(random, &mut name),
            _ => name.push(char::from(random.pick(CHARACTERS))),
        }
        name.truncate(LONGEST);
        if !name.is_empty() {
            names.push(name);
        }
    }
    let neighbours: Vec<String> = names.iter().flat_map(|name| neighbours(name)).collect();
    names.extend(neighbours);
    names.sort();
    names.dedup();
    names
}

/// One character shorter, or longer.
fn neighbours(name: &str) -> Vec<String> {
    let longer = ["_", "-", "0", "z", "A"].map(|end| format!("{name}{end}"));
    let shorter = name[..name.len() - 1].to_owned();
    let neighbours = longer.into_iter().chain([shorter]);
    neighbours
        .filter(|name| (1..=LONGEST).contains(&name.len()))
        .collect()
}

fn replace_one(random: &mut Random, name: &mut String) {
    let at = random.below(name.len());
    let by = char::from(random.pick(CHARACTERS));
    name.replace_range(at..=at, by.encode_utf8(&mut [0; 4]));
}

fn document(random: &mut Random, names: &[String]) -> Value {
    let n_entries = random.few(1, 9);
    let entries: Vec<String> = (0..n_entries).map(|_| entry(random, names)).collect();
    let element = if random.percent(25) {
        "NotAction"
    } else {
        "Action"
    };
    let effect = random.pick(&["Allow", "Allow", "Deny"]);
    let resource = random.pick(&["*", DenseActions::RESOURCE]);
    json!({
        "Version": "2012-10-17",
        "Statement": {"Effect": effect, element: entries, "Resource": resource},
    })
}

fn entry(random: &mut Random, names: &[String]) -> String {
    if random.percent(2) {
        return "*".to_owned();
    }
    let name = &names[random.below(names.len())];
    let upto = random.below(name.len() + 1);
    let (before, after) = name.split_at(upto);
    let pattern = match random.below(20) {
        0..5 => name.clone(),
        5..11 => format!("{name}*"),
        11..14 => format!("{before}*"),
        14 => format!("{before}**"),
        15 => format!("{before}*{after}"),
        16 => format!("*{after}"),
        17 => format!("{before}?{}", after.get(1..).unwrap_or_default()),
        18 => format!("{name}?*"),
        _ => format!("{name}*?"),
    };
    let pattern = match random.below(4) {
        0 => pattern.to_uppercase(),
        1 => pattern.to_lowercase(),
        _ => pattern,
    };
    format!("{}:{pattern}", random.pick(SERVICES))
}

/// Fewer documents, entries and actions.
pub(super) fn simpler(dense: &DenseActions) -> Vec<DenseActions> {
    let mut simpler = Vec::new();
    let mut with = |change: &dyn Fn(&mut DenseActions)| {
        let mut changed = dense.clone();
        change(&mut changed);
        if changed != *dense && !changed.documents.is_empty() {
            simpler.push(changed);
        }
    };
    let half = dense.actions.len() / 2;
    with(&|dense| dense.actions.truncate(half));
    with(&|dense| drop(dense.actions.drain(..half)));
    for index in 0..dense.documents.len() {
        with(&|dense| drop(dense.documents.remove(index)));
        for element in ["Action", "NotAction"] {
            let entries = &dense.documents[index]["Statement"][element];
            let n_entries = entries.as_array().map_or(0, Vec::len);
            for entry in (0..n_entries).filter(|_| n_entries > 1) {
                with(&|dense| {
                    let statement = &mut dense.documents[index]["Statement"];
                    statement[element].as_array_mut().unwrap().remove(entry);
                });
            }
        }
    }
    simpler
}
