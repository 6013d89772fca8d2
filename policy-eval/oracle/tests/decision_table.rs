//! The decision table (E-40), row by row, with documents made from its letters.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test should stop loudly where its data are not as expected"
)]

use std::fs;
use std::path::Path;

use policy_oracle::generate::OwnedDocuments;
use policy_oracle::{Caller, Request, evaluate_all};
use serde_json::{Value, json};

/// Identifier, caller, account, ID, RP, PB, SP, SCP, RCP, mode, result, rule.
const TABLE: [&str; 59] = [
    "DT-01 user same - . . . . . opt ImplicitDeny E-2",
    "DT-02 user same A . . . . . opt Allow E-4",
    "DT-03 user same - U . . . . opt Allow E-4",
    "DT-04 user same D U . . . . opt ExplicitDeny E-3",
    "DT-05 user same A D . . . . opt ExplicitDeny E-3",
    "DT-06 user same A . - . . . opt ImplicitDeny E-5",
    "DT-07 user same A . A . . . opt Allow E-5",
    "DT-08 user same - U - . . . opt Allow E-7",
    "DT-09 user same - U D . . . opt ExplicitDeny E-7",
    "DT-10 user same - K . . . . opt ImplicitDeny E-12",
    "DT-11 user same A K . . . . opt Allow E-12",
    "DT-12 user same - W - . . . opt Allow E-13",
    "DT-13 user same A . . . - . opt ImplicitDeny E-18",
    "DT-14 user same A . . . D . opt ExplicitDeny E-20",
    "DT-15 user same - U . . - . opt ImplicitDeny E-37",
    "DT-16 user same A . . . . D opt ExplicitDeny E-24",
    "DT-17 user same A U A . A . opt Allow E-39",
    "DT-18 role same A . . . . . opt Allow E-4",
    "DT-19 role same A . . - . . opt ImplicitDeny E-6",
    "DT-20 role same A . A A . . opt Allow E-6",
    "DT-21 role same - R . . . . opt Allow E-8",
    "DT-22 role same - R - . . . opt ImplicitDeny E-8",
    "DT-23 role same - R . - . . opt ImplicitDeny E-8",
    "DT-24 role same - R A A . . opt Allow E-8",
    "DT-25 role same - S - - . . opt Allow E-9",
    "DT-26 role same - S . D . . opt ExplicitDeny E-9",
    "DT-27 role same - W - - . . opt Allow E-13",
    "DT-28 role same - S . . - . opt ImplicitDeny E-37",
    "DT-29 fed same A . . A . . opt Allow E-10",
    "DT-30 fed same A . . . . . opt ImplicitDeny E-11",
    "DT-31 fed same - F - - . . opt Allow E-10",
    "DT-32 fed same - P . A . . opt Allow E-10",
    "DT-33 fed same - P . - . . opt ImplicitDeny E-10",
    "DT-34 root same . . . . . . opt Allow E-27",
    "DT-35 root same . . . . - . opt ImplicitDeny E-23",
    "DT-36 root same . D . . . . opt ExplicitDeny E-27",
    "DT-37 root same . U . . . . req ImplicitDeny E-14",
    "DT-38 user same A . . . . . req ImplicitDeny E-14",
    "DT-39 user same A K . . . . req Allow E-14",
    "DT-40 user same - K . . . . req ImplicitDeny E-14",
    "DT-41 user same - U - . . . req Allow E-14",
    "DT-42 role same A R - . . . req ImplicitDeny E-14",
    "DT-43 slr same A . . . D D opt Allow E-21",
    "DT-44 svc same . V . . D . opt Allow E-28",
    "DT-45 svc same . V . . . D opt ExplicitDeny E-25",
    "DT-46 svc same . K . . . . opt ImplicitDeny E-28",
    "DT-47 anon same . W . . . . opt Allow E-29",
    "DT-48 anon same . K . . . . opt ImplicitDeny E-29",
    "DT-49 user cross A U . . . . opt Allow E-16",
    "DT-50 user cross A K . . . . opt Allow E-16",
    "DT-51 user cross A W . . . . opt Allow E-16",
    "DT-52 user cross - U . . . . opt ImplicitDeny E-16",
    "DT-53 user cross A - . . . . opt ImplicitDeny E-16",
    "DT-54 user cross A U - . . . opt ImplicitDeny E-17",
    "DT-55 role cross A S . - . . opt ImplicitDeny E-17",
    "DT-56 user cross A U . . - . opt ImplicitDeny E-37",
    "DT-57 user cross A U . . . D opt ExplicitDeny E-38",
    "DT-58 root cross . K . . . . opt Allow E-27",
    "DT-59 fed cross A K . . . . opt ImplicitDeny E-11",
];

#[test]
fn the_table_holds() {
    for row in TABLE {
        let cells: Vec<&str> = row.split(' ').collect();
        let &[
            _,
            caller,
            account,
            id,
            rp,
            pb,
            sp,
            scp,
            rcp,
            mode,
            result,
            _,
        ] = &cells[..]
        else {
            panic!("not a row: {row}");
        };
        let documents = OwnedDocuments {
            identity: attached(id).into_iter().collect(),
            boundary: attached(pb).into_iter().collect(),
            session: attached(sp).into_iter().collect(),
            resource: resource_policy(rp),
            scps: attached(scp).map(|scp| vec![scp]).into_iter().collect(),
            rcps: rcps(rcp),
            ..OwnedDocuments::default()
        };
        let mut request =
            Request::new("sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:jobs");
        request.principal = Some(principal(caller));
        request.resource_account = Some(match account {
            "same" => "111122223333".to_owned(),
            "cross" => "444455556666".to_owned(),
            _ => panic!("{row}"),
        });
        request.resource_policy_required = match mode {
            "opt" => false,
            "req" => true,
            _ => panic!("{row}"),
        };
        let decision = evaluate_all(&documents.as_documents(), &request);
        assert_eq!(format!("{decision:?}"), result, "{row}");
    }
}

/// The rows are those of the rules: all of them, letter by letter.
#[test]
fn the_table_is_that_of_the_rules() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/semantics.md");
    let text = fs::read_to_string(file).unwrap();
    let rows: Vec<String> = text
        .lines()
        .filter(|line| line.starts_with("| DT-"))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            // Without the note, and without what is before the first bar and after the last.
            cells.get(1..cells.len() - 2).unwrap().join(" ")
        })
        .collect();
    assert_eq!(rows, TABLE);
}

/// ID, PB, SP, SCP: one document, or none.
fn attached(letter: &str) -> Option<Value> {
    let statement =
        |effect: &str, action: &str| json!({"Effect": effect, "Action": action, "Resource": "*"});
    let statements = match letter {
        "." => return None,
        "A" => json!([statement("Allow", "*")]),
        "-" => json!([statement("Allow", "s3:*")]),
        "D" => json!([statement("Allow", "*"), statement("Deny", "sqs:*")]),
        _ => panic!("{letter}"),
    };
    Some(json!({"Version": "2012-10-17", "Statement": statements}))
}

fn rcps(letter: &str) -> Vec<Value> {
    match letter {
        "." => Vec::new(),
        "D" => vec![json!({"Version": "2012-10-17", "Statement": {
            "Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*",
        }})],
        _ => panic!("{letter}"),
    }
}

fn resource_policy(letter: &str) -> Option<Value> {
    let (effect, principal) = match letter {
        "." => return None,
        "-" => (
            "Allow",
            json!({"AWS": "arn:aws:iam::111122223333:user/bob"}),
        ),
        "D" => ("Deny", json!("*")),
        "U" => (
            "Allow",
            json!({"AWS": "arn:aws:iam::111122223333:user/alice"}),
        ),
        "R" => (
            "Allow",
            json!({"AWS": "arn:aws:iam::111122223333:role/deploy"}),
        ),
        "S" => (
            "Allow",
            json!({"AWS": "arn:aws:sts::111122223333:assumed-role/deploy/ci-42"}),
        ),
        "F" => (
            "Allow",
            json!({"AWS": "arn:aws:sts::111122223333:federated-user/bob"}),
        ),
        "P" => (
            "Allow",
            json!({"AWS": "arn:aws:iam::111122223333:user/broker"}),
        ),
        "K" => ("Allow", json!({"AWS": "111122223333"})),
        "W" => ("Allow", json!("*")),
        "V" => ("Allow", json!({"Service": "sns.amazonaws.com"})),
        _ => panic!("{letter}"),
    };
    Some(json!({"Version": "2012-10-17", "Statement": {
        "Effect": effect, "Principal": principal, "Action": "sqs:*", "Resource": "*",
    }}))
}

fn principal(kind: &str) -> Caller {
    let (name, attributes) = match kind {
        "user" => ("arn:aws:iam::111122223333:user/alice", json!({})),
        "role" => (
            "arn:aws:sts::111122223333:assumed-role/deploy/ci-42",
            json!({}),
        ),
        "fed" => (
            "arn:aws:sts::111122223333:federated-user/bob",
            json!({"user_arn": "arn:aws:iam::111122223333:user/broker"}),
        ),
        "root" => ("arn:aws:iam::111122223333:root", json!({})),
        "slr" => (
            "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForECS/ecs",
            json!({"service_linked_role": true}),
        ),
        "svc" => ("sns.amazonaws.com", json!({})),
        "anon" => ("anonymous", json!({})),
        _ => panic!("{kind}"),
    };
    Caller::from_case(name, &attributes).unwrap()
}
