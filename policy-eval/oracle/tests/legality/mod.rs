//! The errors of G-26, rule by rule, found by checks that know nothing of the generators.

use std::collections::BTreeSet;
use std::fs;
use std::net::IpAddr;
use std::path::Path;
use std::sync::OnceLock;

use policy_oracle::PolicyType;
use serde_json::{Value, json};

/// What is wrong, if anything is.
pub(crate) fn error(document: &Value, policy_type: PolicyType) -> Option<&'static str> {
    let names_principals = names_principals(policy_type);
    let variables = match document.get("Version") {
        Some(version) if version == "2012-10-17" => true,
        _ if policy_type == PolicyType::Scp => return Some("version"), // G-6
        None => false,
        Some(version) if version == "2008-10-17" => false,
        Some(_) => return Some("version"),
    };
    let allowed = ["Version", "Statement", "Id"];
    if !keys(document).all(|key| allowed.contains(&key)) {
        return Some("unknown_element");
    }
    if document
        .get("Id")
        .is_some_and(|id| !names_principals || !id.is_string())
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
    if !names_principals && !sids.iter().all(plain) {
        return Some("sid");
    }
    statements
        .into_iter()
        .find_map(|statement| statement_error(statement, policy_type, variables))
}

/// G-8, G-9, G-12.
fn names_principals(policy_type: PolicyType) -> bool {
    matches!(
        policy_type,
        PolicyType::Resource | PolicyType::Trust | PolicyType::Vpce
    )
}

fn statement_error(
    statement: &Value,
    policy_type: PolicyType,
    variables: bool,
) -> Option<&'static str> {
    let trust = policy_type == PolicyType::Trust;
    let rcp = policy_type == PolicyType::Rcp;
    let has_principals = rcp || names_principals(policy_type);
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
        || !trust && policy_type != PolicyType::Resource && !resource
    {
        return Some("missing_element");
    }
    if trust && resource || (trust || rcp) && has("NotPrincipal") || !has_principals && principal {
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
    if rcp && !is_rcp(statement) {
        return Some("rcp");
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

/// G-22.
fn is_rcp(statement: &Value) -> bool {
    let supported = |entry: &str| {
        let prefix = entry.split_once(':').map(|(prefix, _)| prefix);
        prefix.is_some_and(|prefix| rcp_services().contains(&prefix.to_ascii_lowercase()))
    };
    let principal = &statement["Principal"];
    statement["Effect"] == "Deny"
        && (*principal == "*" || *principal == json!({"AWS": "*"}))
        && statement.get("NotAction").is_none()
        && entries(statement, "Action").into_iter().all(supported)
}

/// Appendix B.
fn rcp_services() -> &'static BTreeSet<String> {
    static SERVICES: OnceLock<BTreeSet<String>> = OnceLock::new();
    SERVICES.get_or_init(|| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/semantics.md");
        let text = fs::read_to_string(file).unwrap();
        let (_, list) = text.split_once("## Appendix B.").unwrap();
        let list = list.lines().nth(2).unwrap();
        // Every other piece is between backticks; the last names a service that is not there.
        let (list, _) = list.split_once(". (").unwrap();
        let services: BTreeSet<String> = list
            .split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect();
        assert!(services.len() >= 60, "{services:?}");
        services
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
    let may_be_short = match policy_type {
        PolicyType::Identity | PolicyType::Boundary => true,
        PolicyType::Session | PolicyType::Rcp => false,
        _ => text.ends_with('*'),
    };
    if fields.len() < 6 && (!may_be_short || variables && entry.contains("${")) {
        return false;
    }
    let identity = matches!(
        policy_type,
        PolicyType::Identity | PolicyType::Boundary | PolicyType::Session
    );
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

pub(crate) fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().collect(),
        one => vec![one],
    }
}

fn keys(object: &Value) -> impl Iterator<Item = &str> {
    object.as_object().unwrap().keys().map(String::as_str)
}
