//! What resource control policies leave out of the language (G-22).

use crate::code::Code;
use crate::document::{ActionForm, PrincipalForm};
use crate::finding::{Finding, Findings};
use crate::input::{Member, Value};
use crate::issue::Issue;
use crate::read::Reader;
use crate::rules::Rules;
use crate::span::Span;
use crate::template::shown;
use crate::{principal, suggest};

/// The finding about an `Allow`.
pub(crate) fn only_denies(rules: &Rules, span: Span) -> Finding {
    let message = format!("{} only denies", rules.name);
    let finding = Finding::error(Code::Rcp, "G-22", span, message);
    finding.known_as(Issue::RcpSyntaxErrorAllow).with_help(
        "write `\"Deny\"`; what allows is `RCPFullAWSAccess`, which AWS attaches by itself",
    )
}

/// Reads a `Principal` that has to be `"*"` or `{"AWS": "*"}`.
pub(crate) fn everybody(reader: &mut Reader<'_>, member: &Member) -> Option<PrincipalForm> {
    let mut findings = Findings::default();
    let of_other_types = &mut Reader {
        text: reader.text,
        rules: reader.rules,
        has_variables: reader.has_variables,
        attached_to: None,
        is_one_of_several: reader.is_one_of_several,
        names: None,
        findings: &mut findings,
    };
    let form = principal::form(of_other_types, member);
    let value = &member.value.value;
    if form.is_some() && is_everybody(value) {
        return form;
    }
    let help = if is_list_of_everybody(value) {
        "write `\"*\"`, without brackets"
    } else {
        "write `\"*\"`, and pick callers with a condition such as `\"ArnLike\": {\"aws:PrincipalArn\": …}`"
    };
    if form.is_some() {
        let message = format!(
            "the `Principal` of {} is exactly `\"*\"` or `{{\"AWS\": \"*\"}}`",
            reader.rules.name
        );
        let finding = Finding::error(Code::Rcp, "G-22", member.value.span, message)
            .known_as(Issue::RcpSyntaxErrorPrincipal);
        reader.findings.push(finding.with_help(help));
    } else {
        // What to write in other types is no help here.
        let errors = findings.errors().cloned();
        let errors = errors.map(|finding| {
            let finding = finding.known_as(Issue::RcpSyntaxErrorPrincipal);
            finding.with_help(help)
        });
        reader.findings.extend(errors);
    }
    None
}

/// Checks that an action, written as `text`, is of a service that these policies reach.
pub(crate) fn check_action(
    reader: &mut Reader<'_>,
    text: &str,
    form: &ActionForm,
    span: Span,
) -> Option<()> {
    let text = shown(text);
    let (message, help) = match form {
        ActionForm::Any => (
            format!(
                "`{text}` is every action of every service, which {} cannot name",
                reader.rules.name
            ),
            "write one entry for each service, such as `s3:*`".to_owned(),
        ),
        ActionForm::Named { service, .. } if supports(service) => return Some(()),
        ActionForm::Named { service, .. } => (
            format!("the service of `{text}` does not support resource control policies"),
            match suggest::service(service, services()) {
                Some(near) => format!("a similar service does: `{near}`"),
                None => "remove it, or deny it to the principals of your accounts in a service control policy".to_owned(),
            },
        ),
    };
    let finding =
        Finding::error(Code::Rcp, "G-22", span, message).known_as(Issue::RcpSyntaxErrorAction);
    reader.findings.push(finding.with_help(help));
    None
}

fn is_everybody(value: &Value) -> bool {
    let star = |value: &Value| matches!(value, Value::String(text) if text == "*");
    match value {
        Value::Object(members) => {
            matches!(members.as_slice(), [member] if member.key == "AWS" && star(&member.value.value))
        }
        other => star(other),
    }
}

/// `["*"]`, or `{"AWS": ["*"]}`.
fn is_list_of_everybody(value: &Value) -> bool {
    match value {
        Value::Array(items) => {
            matches!(items.as_slice(), [item] if is_everybody(&item.value))
        }
        Value::Object(members) => {
            matches!(members.as_slice(), [member] if member.key == "AWS" && is_list_of_everybody(&member.value.value))
        }
        _ => false,
    }
}

fn supports(service: &str) -> bool {
    services().any(|known| known.eq_ignore_ascii_case(service))
}

/// The services of Appendix B.
fn services() -> impl Iterator<Item = &'static str> {
    include_str!("../data/rcp_services.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use std::fs;

    use super::*;

    #[test]
    fn services_are_sorted_lower_case_and_there_once() {
        let services: Vec<_> = services().collect();
        assert!(services.is_sorted_by(|before, after| before < after));
        for service in services {
            let is_plain = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
            assert!(
                !service.is_empty() && service.bytes().all(is_plain),
                "{service}"
            );
        }
    }

    #[test]
    fn services_are_those_of_appendix_b() {
        let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/semantics.md");
        let rules = fs::read_to_string(rules).unwrap();
        let (_, appendix) = rules.split_once("\n## Appendix B.").unwrap();
        let (appendix, _) = appendix.split_once("\n## ").unwrap();
        // What follows in parentheses are services that are not among them.
        let (_, list) = appendix.split_once("\n\n").unwrap();
        let (list, _) = list.split_once(". (").unwrap();
        let written: Vec<_> = list
            .split(", ")
            .map(|name| name.trim_matches('`'))
            .collect();
        assert_eq!(services().collect::<Vec<_>>(), written);
    }

    #[test]
    fn services_are_suggested_where_a_slip_is_likely() {
        for (written, meant) in [
            ("secretmanager", Some("secretsmanager")),
            ("dynamdb", Some("dynamodb")),
            ("log", Some("logs")),
            ("KMSS", Some("kms")),
            // Real services, which resource control policies do not reach.
            ("ecs", None),
            ("sns", None),
            ("config", None),
            ("lambda", None),
        ] {
            assert_eq!(suggest::service(written, services()), meant, "{written}");
        }
    }
}
