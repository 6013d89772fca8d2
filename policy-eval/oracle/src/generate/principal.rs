//! Callers, and the entries that name them.

use serde_json::{Map, Value, json};

use super::random::Random;
use crate::request::{Caller, CallerKind};

const CANONICAL: &str = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

const AWS: &[&str] = &[
    "*",
    "*",
    "111122223333",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::111122223333:user/alice",
    "arn:aws:iam::111122223333:user/alice",
    "arn:aws:iam::111122223333:user/ops/alice",
    "arn:aws:iam::111122223333:user/Alice",
    "arn:aws:iam::111122223333:user/broker",
    "AIDACKCEVSQ6C2EXAMPLE",
    "arn:aws:iam::111122223333:role/deploy",
    "arn:aws:iam::111122223333:role/ci/deploy",
    "AROADBQP57FF2AEXAMPLE",
    "arn:aws:sts::111122223333:assumed-role/deploy/ci-42",
    "arn:aws:sts::111122223333:federated-user/bob",
    "444455556666",
    "arn:aws:iam::444455556666:user/eve",
    "arn:aws-cn:iam::111122223333:root",
];

const SERVICES: &[&str] = &["sns.amazonaws.com", "sns.ap-east-1.amazonaws.com"];

const PROVIDERS: &[&str] = &[
    "cognito-identity.amazonaws.com",
    "arn:aws:iam::111122223333:saml-provider/idp",
];

/// All that exempts one caller after the other (P-20).
const CHAINS: &[&[&str]] = &[
    &["111122223333", "arn:aws:iam::111122223333:user/alice"],
    &["arn:aws:iam::111122223333:root", "AIDACKCEVSQ6C2EXAMPLE"],
    &[
        "111122223333",
        "arn:aws:iam::111122223333:role/deploy",
        "arn:aws:sts::111122223333:assumed-role/deploy/ci-42",
    ],
    &[
        "arn:aws:iam::111122223333:root",
        "AROADBQP57FF2AEXAMPLE",
        "arn:aws:sts::111122223333:assumed-role/deploy/ci-42",
    ],
    &[
        "111122223333",
        "arn:aws:sts::111122223333:federated-user/bob",
    ],
];

/// A `Principal` element: of a trust policy, or of another resource's.
pub(super) fn principal(random: &mut Random, trust: bool) -> Value {
    match random.below(100) {
        0..45 if !trust => json!("*"),
        0..45 => json!({"AWS": "*"}),
        // Deny-lints: nobody, and an empty list beside others.
        45 => json!({}),
        46 => json!({"AWS": []}),
        47..50 => {
            let mut element = some_entries(random, trust);
            let kind = random.pick(&["AWS", "Service"]);
            element.entry(kind).or_insert_with(|| json!([]));
            Value::Object(element)
        }
        _ => Value::Object(some_entries(random, trust)),
    }
}

/// A `NotPrincipal` element, which never has an empty list.
pub(super) fn not_principal(random: &mut Random) -> Value {
    match random.below(10) {
        0 if random.percent(50) => json!("*"),
        0 => json!({"AWS": "*"}),
        1..7 => {
            let mut chain: Vec<&str> = random.pick(CHAINS).to_vec();
            if random.percent(15) {
                chain.remove(random.below(chain.len()));
            }
            if random.percent(30) {
                chain.extend(random.pick(CHAINS));
            }
            json!({"AWS": chain, "Service": SERVICES[0]})
        }
        _ => Value::Object(some_entries(random, false)),
    }
}

fn some_entries(random: &mut Random, trust: bool) -> Map<String, Value> {
    let mut element = Map::new();
    if random.percent(80) {
        element.insert("AWS".to_owned(), entries(random, AWS, 4));
    }
    if element.is_empty() || random.percent(25) {
        element.insert("Service".to_owned(), entries(random, SERVICES, 2));
    }
    if random.percent(6) {
        element.insert("CanonicalUser".to_owned(), json!(CANONICAL));
    }
    if trust && random.percent(35) {
        element.insert("Federated".to_owned(), entries(random, PROVIDERS, 2));
    }
    element
}

fn entries(random: &mut Random, words: &[&str], most: usize) -> Value {
    let n_entries = random.few(1, most);
    if n_entries == 1 && random.percent(50) {
        return json!(random.pick(words));
    }
    (0..n_entries).map(|_| random.pick(words)).collect()
}

/// A caller of any kind, or none.
pub(super) fn caller(random: &mut Random) -> Option<Caller> {
    let account = |kind, name: &str| Caller {
        kind,
        name: name.to_owned(),
        role_arn: None,
        unique_id: None,
        user_arn: None,
        canonical_user: None,
        service_linked: false,
        management_account: false,
    };
    let mut caller = match random.below(100) {
        0..10 => return None,
        10..34 => account(CallerKind::User, "arn:aws:iam::111122223333:user/alice"),
        34..39 => account(CallerKind::User, "arn:aws:iam::111122223333:user/ops/alice"),
        39..44 => account(CallerKind::User, "arn:aws:iam::444455556666:user/eve"),
        44..47 => account(CallerKind::User, "arn:aws-cn:iam::111122223333:user/alice"),
        47..67 => {
            let name = "arn:aws:sts::111122223333:assumed-role/deploy/ci-42";
            let mut session = account(CallerKind::RoleSession, name);
            session.role_arn = match random.below(3) {
                0 => Some("arn:aws:iam::111122223333:role/deploy".to_owned()),
                1 => Some("arn:aws:iam::111122223333:role/ci/deploy".to_owned()),
                _ => None,
            };
            session
        }
        67..77 => {
            let name = "arn:aws:sts::111122223333:federated-user/bob";
            let mut session = account(CallerKind::FederatedUser, name);
            session.user_arn = Some("arn:aws:iam::111122223333:user/broker".to_owned());
            session
        }
        77..84 => account(CallerKind::Root, "arn:aws:iam::111122223333:root"),
        84..90 => account(CallerKind::Service, random.pick(SERVICES)),
        90..95 => account(CallerKind::FederatedIdentity, random.pick(PROVIDERS)),
        _ => account(CallerKind::Anonymous, ""),
    };
    caller.unique_id = match caller.kind {
        CallerKind::User | CallerKind::FederatedUser if random.percent(40) => {
            Some("AIDACKCEVSQ6C2EXAMPLE".to_owned())
        }
        CallerKind::RoleSession if random.percent(40) => Some("AROADBQP57FF2AEXAMPLE".to_owned()),
        _ => None,
    };
    if caller.account().is_some() && random.percent(20) {
        caller.canonical_user = Some(CANONICAL.to_owned());
    }
    caller.service_linked = caller.kind == CallerKind::RoleSession && random.percent(15);
    caller.management_account = caller.account().is_some() && random.percent(8);
    Some(caller)
}
