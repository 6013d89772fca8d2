//! Every document that the generators make, or shrink to, is legal: no error of G-26, checked
//! here rule by rule with checks that know nothing of the generators.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test should stop loudly where its data are not as expected"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::IpAddr;
use std::path::Path;

use policy_oracle::{PolicyType, Request, deny_lints, generate};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value;

#[test]
fn documents_are_legal() {
    let mut operators = BTreeSet::new();
    let mut lints = BTreeMap::new();
    let mut runner = TestRunner::deterministic();
    for policy_type in PolicyType::ALL {
        let policies = generate::policy(policy_type);
        for n in 0..8_000 {
            let mut tree = policies.new_tree(&mut runner).unwrap();
            let document = tree.current();
            check(&document, policy_type);
            for lint in deny_lints(&document) {
                *lints.entry(lint).or_insert(0) += 1;
            }
            for statement in list(&document["Statement"]) {
                let blocks = statement.get("Condition").and_then(Value::as_object);
                operators.extend(blocks.into_iter().flatten().map(|(name, _)| name.clone()));
            }
            // Now and then a walk through simpler documents.
            if n % 100 == 0 {
                let mut n_steps = 0;
                while if n_steps % 3 == 2 {
                    tree.complicate()
                } else {
                    tree.simplify()
                } {
                    check(&tree.current(), policy_type);
                    n_steps += 1;
                    assert!(n_steps < 5_000, "{}", tree.current());
                }
            }
        }
    }
    // 26 bases with and without IfExists, and Null, each with three set operators or none.
    assert_eq!(operators.len(), (26 * 2 + 1) * 3);
    assert_eq!(lints.len(), 5, "{lints:?}");
}

#[test]
fn requests_are_valid() {
    let mut runner = TestRunner::deterministic();
    let requests = generate::request();
    for _ in 0..5_000 {
        let mut tree = requests.new_tree(&mut runner).unwrap();
        check_request(&tree.current());
        while tree.simplify() {
            check_request(&tree.current());
        }
        assert_eq!(tree.current().context, []);
        assert_eq!(tree.current().principal, None);
    }
}

#[test]
fn json_is_ascii_and_the_same_document() {
    let mut runner = TestRunner::deterministic();
    let policies = generate::policy(PolicyType::Session);
    for _ in 0..2_000 {
        let document = policies.new_tree(&mut runner).unwrap().current();
        let json = generate::to_json(&document);
        assert!(json.is_ascii());
        assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), document);
    }
}

/// The checks are worth something: they find what is wrong with the documents to be refused.
#[test]
fn the_checks_refuse() {
    // What generated documents cannot have wrong, because they are of the right JSON types and
    // name real operators.
    let beyond = ["json", "type", "charset", "duplicate_key", "operator"];
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/conformance/rejects.jsonl");
    let mut n_refused = 0;
    for line in fs::read_to_string(file).unwrap().lines() {
        let reject: Value = serde_json::from_str(line).unwrap();
        let policy_type = match reject["type"].as_str().unwrap() {
            "identity" => PolicyType::Identity,
            "boundary" => PolicyType::Boundary,
            "session" => PolicyType::Session,
            "resource" => PolicyType::Resource,
            "trust" => PolicyType::Trust,
            _ => continue,
        };
        if beyond.contains(&reject["error"].as_str().unwrap()) {
            continue;
        }
        let document = serde_json::from_str(reject["document"].as_str().unwrap()).unwrap();
        assert!(error(&document, policy_type).is_some(), "{reject:#}");
        n_refused += 1;
    }
    assert!(n_refused >= 40, "{n_refused}");
}

fn check_request(request: &Request) {
    let (prefix, name) = request.action.split_once(':').unwrap();
    assert!(!prefix.is_empty() && !name.is_empty() && !name.contains(['*', '?', ':']));
    assert!(request.resource == "*" || request.resource.starts_with("arn:"));
    let keys = request.context.iter().map(|(key, _)| key.to_lowercase());
    assert_eq!(keys.collect::<BTreeSet<_>>().len(), request.context.len());
}

fn check(document: &Value, policy_type: PolicyType) {
    if let Some(what) = error(document, policy_type) {
        panic!("{what}: {policy_type:?} {document:#}");
    }
}

/// What is wrong, if anything is.
fn error(document: &Value, policy_type: PolicyType) -> Option<&'static str> {
    let has_principals = matches!(policy_type, PolicyType::Resource | PolicyType::Trust);
    let variables = match document.get("Version") {
        None => false,
        Some(version) if version == "2012-10-17" => true,
        Some(version) if version == "2008-10-17" => false,
        Some(_) => return Some("version"),
    };
    let allowed = ["Version", "Statement", "Id"];
    if !keys(document).all(|key| allowed.contains(&key)) {
        return Some("unknown_element");
    }
    if document
        .get("Id")
        .is_some_and(|id| !has_principals || !id.is_string())
    {
        return Some("element_not_allowed");
    }
    let statements = list(&document["Statement"]);
    if statements.is_empty() {
        return Some("empty_statement");
    }
    let sids = statements
        .iter()
        .filter_map(|statement| statement.get("Sid"));
    let sids: Vec<&str> = sids
        .map(|sid| sid.as_str().unwrap())
        .filter(|sid| !sid.is_empty())
        .collect();
    if sids.iter().collect::<BTreeSet<_>>().len() < sids.len() {
        return Some("duplicate_sid");
    }
    let plain = |sid: &&str| sid.bytes().all(|b| b.is_ascii_alphanumeric());
    if !has_principals && !sids.iter().all(plain) {
        return Some("sid");
    }
    statements
        .into_iter()
        .find_map(|statement| statement_error(statement, policy_type, variables))
}

fn statement_error(
    statement: &Value,
    policy_type: PolicyType,
    variables: bool,
) -> Option<&'static str> {
    let trust = policy_type == PolicyType::Trust;
    let has_principals = trust || policy_type == PolicyType::Resource;
    let has = |element: &str| statement.get(element).is_some();
    let allowed = [
        "Sid",
        "Effect",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Principal",
        "NotPrincipal",
        "Condition",
    ];
    if !keys(statement).all(|key| allowed.contains(&key)) {
        return Some("unknown_element");
    }
    for pair in ["Action", "Resource", "Principal"] {
        if has(pair) && has(&format!("Not{pair}")) {
            return Some("conflict");
        }
    }
    if statement["Effect"] != "Allow" && statement["Effect"] != "Deny" {
        return Some("effect");
    }
    let principal = has("Principal") || has("NotPrincipal");
    let resource = has("Resource") || has("NotResource");
    if !has("Action") && !has("NotAction")
        || has_principals && !principal
        || !has_principals && !resource
    {
        return Some("missing_element");
    }
    if trust && (resource || has("NotPrincipal")) || !has_principals && principal {
        return Some("element_not_allowed");
    }
    if has("NotPrincipal") && statement["Effect"] == "Allow" {
        return Some("notprincipal_allow");
    }
    for element in ["NotAction", "NotResource"] {
        if statement
            .get(element)
            .is_some_and(|entries| list(entries).is_empty())
        {
            return Some("empty_list");
        }
    }
    for element in ["Action", "NotAction"] {
        if !entries(statement, element).into_iter().all(is_action) {
            return Some("action");
        }
    }
    for element in ["Resource", "NotResource"] {
        for entry in entries(statement, element) {
            if !well_formed(entry, variables) {
                return Some("variable");
            }
            if !is_resource(entry, policy_type, variables) {
                return Some("resource");
            }
        }
    }
    for element in ["Principal", "NotPrincipal"] {
        if let Some(value) = statement.get(element)
            && !is_principal(value, trust, element == "NotPrincipal")
        {
            return Some("principal");
        }
    }
    statement
        .get("Condition")
        .and_then(|condition| condition_error(condition, variables))
}

///
fn is_action(entry: &str) -> bool {
    let prefix = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let name = |c: char| prefix(c) || "*?_".contains(c);
    entry.trim_matches('*').is_empty() && !entry.is_empty()
        || entry.split_once(':').is_some_and(|(service, action)| {
            !service.is_empty()
                && service.chars().all(prefix)
                && !service.starts_with('-')
                && !action.is_empty()
                && action.chars().all(name)
        })
}

///
fn is_resource(entry: &str, policy_type: PolicyType, variables: bool) -> bool {
    if !entry.is_empty() && entry.trim_matches('*').is_empty() {
        return true;
    }
    // Each variable gives way to one letter that is neither wildcard nor colon.
    let mut text = entry.to_owned();
    while let (true, Some(start)) = (variables, text.find("${")) {
        let end = start + text[start..].find('}').unwrap();
        text.replace_range(start..=end, "V");
    }
    let fields: Vec<&str> = text.splitn(6, ':').collect();
    let wild = |field: &str| field.contains(['*', '?']);
    let session = policy_type == PolicyType::Session;
    if fields.len() < 6 {
        let has_variable = variables && entry.contains("${");
        let last = text.ends_with('*') || policy_type != PolicyType::Resource;
        if session || has_variable || !last {
            return false;
        }
    }
    let identity = policy_type != PolicyType::Resource;
    let [arn, partition, rest @ ..] = &fields[..] else {
        return false;
    };
    let service = rest.first().copied().unwrap_or("*");
    *arn == "arn"
        && (wild(partition)
            || *partition == "V"
            || *partition == "aws"
            || partition.starts_with("aws-"))
        && !service.is_empty()
        && !(identity && wild(service))
}

/// P-1, P-12, P-15, G-20.
fn is_principal(element: &Value, trust: bool, not: bool) -> bool {
    let Value::Object(types) = element else {
        return element == "*" && !trust;
    };
    if not && (types.is_empty() || types.values().any(|entries| list(entries).is_empty())) {
        return false;
    }
    types.iter().all(|(kind, entries)| {
        list(entries).into_iter().all(|entry| {
            let entry = entry.as_str().unwrap();
            let account = |text: &str| text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
            match kind.as_str() {
                "AWS" if entry == "*" || account(entry) => true,
                "AWS" if entry.starts_with("AIDA") || entry.starts_with("AROA") => {
                    entry.len() >= 16
                        && entry
                            .bytes()
                            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
                }
                "AWS" => {
                    let fields: Vec<&str> = entry.split(':').collect();
                    let ["arn", "aws" | "aws-cn", service, "", owner, name] = fields[..] else {
                        return false;
                    };
                    account(owner)
                        && match service {
                            "iam" => {
                                name == "root"
                                    || name.starts_with("user/")
                                    || name.starts_with("role/")
                            }
                            _ => {
                                name.starts_with("assumed-role/") && name.split('/').count() == 3
                                    || name.starts_with("federated-user/")
                            }
                        }
                }
                "Service" => {
                    let letter =
                        |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b);
                    entry.contains('.') && entry.bytes().all(letter)
                }
                "Federated" => trust && !entry.contains([' ', '*', '?', '$']),
                "CanonicalUser" => entry.len() == 64,
                _ => false,
            }
        })
    })
}

fn condition_error(condition: &Value, variables: bool) -> Option<&'static str> {
    for (operator, block) in condition.as_object().unwrap() {
        let base = operator.trim_start_matches("ForAllValues:");
        let base = base.trim_start_matches("ForAnyValue:");
        if base == "NullIfExists" {
            return Some("operator");
        }
        let block = block.as_object().unwrap();
        let folded: BTreeSet<String> = block.keys().map(|key| key.to_lowercase()).collect();
        if folded.len() < block.len() {
            return Some("duplicate_condition_key");
        }
        for (key, operands) in block {
            if !is_key(key) {
                return Some("condition_key");
            }
            let operands = list(operands);
            let same_type = |value: &&Value| {
                std::mem::discriminant(*value) == std::mem::discriminant(operands[0])
            };
            if !operands.iter().all(same_type) {
                return Some("mixed_types");
            }
            for operand in operands {
                let text = match operand {
                    Value::String(text) => text.clone(),
                    Value::Bool(_) | Value::Number(_) => operand.to_string(),
                    _ => return Some("condition_value"),
                };
                let takes_variables = base.starts_with("String") || base.starts_with("Arn");
                if variables && takes_variables && !well_formed(&text, true) {
                    return Some("variable");
                }
                if !is_operand(base.trim_end_matches("IfExists"), &text, variables, operand) {
                    return Some("condition_value");
                }
            }
        }
    }
    None
}

/// The forms of C-13, each recognised by its shape.
fn is_operand(base: &str, text: &str, variables: bool, operand: &Value) -> bool {
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '9' } else { c })
        .collect();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if base.starts_with("String") {
        true
    } else if base.starts_with("Numeric") {
        let unsigned = text.trim_start_matches(['+', '-']);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        operand.is_number() || text.len() - unsigned.len() <= 1 && digits(whole) && digits(fraction)
    } else if base.starts_with("Date") {
        let date = shape.split('.').next().unwrap();
        let forms = [
            "9999-99",
            "9999-99-99",
            "9999-99-99T99:99Z",
            "9999-99-99T99:99:99Z",
            "9999-99-99T99:99:99+99:99",
            "9999-99-99T99:99:99-99:99",
        ];
        let zoned = text.ends_with('Z') || text.ends_with("+00:00");
        digits(text.strip_prefix('-').unwrap_or(text))
            || forms.contains(&date)
            || date == "9999-99-99T99:99:99" && zoned
    } else if base == "Bool" || base == "Null" {
        ["true", "false"].contains(&text.to_lowercase().as_str())
    } else if base == "BinaryEquals" {
        text.len().is_multiple_of(4) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'=')
    } else if base.ends_with("IpAddress") {
        is_block(text)
    } else if base.starts_with("Arn") {
        variables && text.contains("${") || text.matches(':').count() >= 5
    } else {
        false
    }
}

/// C-14.
fn is_key(key: &str) -> bool {
    let tags = ["aws:ResourceTag", "aws:RequestTag", "aws:PrincipalTag"];
    key.split_once(':').is_some_and(|(prefix, name)| {
        !prefix.is_empty()
            && !name.is_empty()
            && !name.contains(['*', '?', '$', '{', '}'])
            && !tags.iter().any(|tag| key.eq_ignore_ascii_case(tag))
    })
}

/// C-24.
fn is_block(text: &str) -> bool {
    let (address, prefix) = match text.split_once('/') {
        Some((address, prefix)) if !prefix.starts_with('0') || prefix == "0" => {
            (address, prefix.parse::<u32>().ok())
        }
        Some(_) => return false,
        None => (text, Some(if text.contains(':') { 128 } else { 32 })),
    };
    match (address.parse::<IpAddr>(), prefix) {
        (Ok(IpAddr::V4(_)), Some(prefix)) => prefix <= 32,
        (Ok(IpAddr::V6(address)), Some(prefix)) => {
            let host_bits = u128::MAX.checked_shr(prefix).unwrap_or(0);
            prefix <= 128 && !text.contains('.') && address.to_bits() & host_bits == 0
        }
        _ => false,
    }
}

/// V-3.
fn well_formed(text: &str, variables: bool) -> bool {
    let mut rest = text;
    while let (true, Some(start)) = (variables, rest.find("${")) {
        let Some((body, after)) = rest[start + 2..].split_once('}') else {
            return false;
        };
        let name = match body.split_once(", '") {
            Some((name, default))
                if default.ends_with('\'') && default.matches('\'').count() == 1 =>
            {
                name
            }
            Some(_) => return false,
            None => body,
        };
        let key = name.contains(':') && !name.contains([' ', ',', '\'', '{', '$', '*', '?']);
        if !key && !["*", "?", "$"].contains(&body) {
            return false;
        }
        rest = after;
    }
    true
}

fn entries<'a>(statement: &'a Value, element: &str) -> Vec<&'a str> {
    let entries = statement.get(element).map(list).unwrap_or_default();
    entries
        .into_iter()
        .map(|entry| entry.as_str().unwrap())
        .collect()
}

fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().collect(),
        one => vec![one],
    }
}

fn keys(object: &Value) -> impl Iterator<Item = &str> {
    object.as_object().unwrap().keys().map(String::as_str)
}
