//! The forms of principals (P-1, P-12, P-15, P-20, P-27, G-20, G-22).

use crate::code::Code;
use crate::document::{
    PrincipalElement, PrincipalEntry, PrincipalForm, PrincipalGroup, PrincipalKind, PrincipalType,
};
use crate::finding::Finding;
use crate::input::{Member, Node, Value};
use crate::issue::Issue;
use crate::rcp;
use crate::read::Reader;
use crate::span::{Span, Spanned};
use crate::suggest::nearest;
use crate::template::shown;
use crate::values::{EmptyList, described};

/// Reads the value of `Principal` or `NotPrincipal`.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    member: &Member,
    negated: bool,
) -> Option<PrincipalElement> {
    let form = if reader.rules.everybody_only {
        rcp::everybody(reader, member)?
    } else {
        form(reader, member)?
    };
    Some(PrincipalElement {
        negated,
        key_span: member.key_span,
        span: member.value.span,
        form,
    })
}

/// Reads it as types do that have principals of every form.
pub(crate) fn form(reader: &mut Reader<'_>, member: &Member) -> Option<PrincipalForm> {
    match &member.value.value {
        Value::String(text) => star(reader, text, &member.value),
        Value::Object(groups) => map(reader, member, groups).map(PrincipalForm::Map),
        other => {
            reader.findings.push(
                Finding::error(
                    Code::Principal,
                    "P-1",
                    member.value.span,
                    format!("`{}` is {}", member.key, described(other)),
                )
                .with_help("write `\"*\"`, or an object such as `{\"AWS\": \"111122223333\"}`"),
            );
            None
        }
    }
}

fn star(reader: &mut Reader<'_>, text: &str, node: &Node) -> Option<PrincipalForm> {
    let error = |rule, message: String, help: String| {
        Finding::error(Code::Principal, rule, node.span, message).with_help(help)
    };
    if text == "*" && !reader.rules.is_trust {
        return Some(PrincipalForm::Star(Spanned::new(
            PrincipalEntry {
                kind: PrincipalKind::Any,
                text: text.to_owned(),
            },
            node.span,
        )));
    }
    let text_shown = shown(text);
    reader.findings.push(if text == "*" {
        error(
            "G-20",
            "a bare `*` is no principal of a trust policy: IAM refuses it".to_owned(),
            "write `{\"AWS\": \"*\"}`, and say in `Condition` who is meant".to_owned(),
        )
        .known_as(Issue::RoleTrustPolicyUnsupportedWildcardInPrincipal)
    } else {
        let fitting = PrincipalType::ALL
            .iter()
            .filter(|known| **known != PrincipalType::Federated)
            .find(|known| kind(**known, text).is_ok())
            .map_or("AWS", |principal_type| principal_type.as_str());
        error(
            "P-1",
            format!("the principal `{text_shown}` has no type"),
            format!("write `{{\"{fitting}\": \"{text_shown}\"}}`; only `*` stands alone"),
        )
    });
    None
}

fn map(
    reader: &mut Reader<'_>,
    element: &Member,
    members: &[Member],
) -> Option<Vec<PrincipalGroup>> {
    let negated = element.key == "NotPrincipal";
    if members.is_empty() {
        reader.empty_list(
            &element.key,
            element.value.span,
            if negated {
                EmptyList::Everything
            } else {
                EmptyList::Nothing
            },
            Issue::EmptyObjectPrincipal,
        );
        return (!negated).then(Vec::new);
    }
    // Every member is read, so that every mistake is found.
    let groups: Vec<_> = members
        .iter()
        .map(|member| group(reader, element, member, negated))
        .collect();
    groups.into_iter().collect()
}

fn group(
    reader: &mut Reader<'_>,
    element: &Member,
    member: &Member,
    negated: bool,
) -> Option<PrincipalGroup> {
    let names = PrincipalType::ALL.iter().map(|known| known.as_str());
    let Some(principal_type) = PrincipalType::ALL
        .iter()
        .copied()
        .find(|known| known.as_str() == member.key)
    else {
        let help = match nearest(&member.key, names) {
            Some(name) => format!("write `{name}`"),
            None => "the types are `AWS`, `Service`, `Federated` and `CanonicalUser`".to_owned(),
        };
        reader.findings.push(
            Finding::error(
                Code::Principal,
                "P-1",
                member.key_span,
                format!("unknown principal type `{}`", shown(&member.key)),
            )
            .known_as(Issue::InvalidPrincipalKey)
            .with_help(help),
        );
        return None;
    };
    if principal_type == PrincipalType::Federated && !reader.rules.is_trust {
        reader.findings.push(
            Finding::error(
                Code::Principal,
                "P-12",
                member.key_span,
                format!(
                    "`Federated` principals exist in trust policies only, not in {}",
                    reader.rules.name
                ),
            )
            .known_as(Issue::FederatedPrincipalNotSupported)
            .with_help("name the role that the federated identities assume, under `AWS`"),
        );
        return None;
    }
    let empty = if negated {
        EmptyList::Everything
    } else {
        EmptyList::Nothing
    };
    let entries = reader.strings(&element.key, &member.value, empty, |reader, text, span| {
        entry(reader, principal_type, text, span)
    })?;
    Some(PrincipalGroup {
        principal_type: Spanned::new(principal_type, member.key_span),
        entries,
    })
}

fn entry(
    reader: &mut Reader<'_>,
    principal_type: PrincipalType,
    text: &str,
    span: Span,
) -> Option<PrincipalEntry> {
    match kind(principal_type, text) {
        Ok(kind) => Some(PrincipalEntry {
            kind,
            text: text.to_owned(),
        }),
        Err(Mistake {
            rule,
            message,
            help,
        }) => {
            let finding = Finding::error(Code::Principal, rule, span, message).known_as(issue(
                principal_type,
                rule,
                text,
            ));
            reader.findings.push(finding.with_help(help));
            None
        }
    }
}

/// What AWS calls a text that is no principal of this type.
fn issue(principal_type: PrincipalType, rule: &str, text: &str) -> Issue {
    match principal_type {
        _ if rule == "P-15" => Issue::UnsupportedWildcardInPrincipal,
        _ if text.contains("${") => Issue::VariableUnsupportedInElement,
        PrincipalType::Service => Issue::InvalidServicePrincipalFormat,
        PrincipalType::Federated => Issue::InvalidFederatedPrincipalSyntaxInRoleTrustPolicy,
        PrincipalType::AWS | PrincipalType::CanonicalUser => Issue::InvalidPrincipalFormat,
    }
}

struct Mistake {
    rule: &'static str,
    message: String,
    help: &'static str,
}

/// The table of P-1.
fn kind(principal_type: PrincipalType, text: &str) -> Result<PrincipalKind, Mistake> {
    let mistake = |rule, message: &str, help| {
        let message = format!("`{}` {message}", shown(text));
        Err(Mistake {
            rule,
            message,
            help,
        })
    };
    if principal_type == PrincipalType::AWS && text == "*" {
        return Ok(PrincipalKind::Any);
    }
    if text.is_empty() {
        return Err(Mistake {
            rule: "P-1",
            message: "a principal cannot be empty".to_owned(),
            help: "write who is meant, or remove the entry",
        });
    }
    if text.contains(['*', '?']) {
        return mistake(
            "P-15",
            "holds a wildcard, which principals cannot",
            "write `\"AWS\": \"*\"` and a condition such as `\"ArnLike\": {\"aws:PrincipalArn\": …}`",
        );
    }
    match principal_type {
        PrincipalType::AWS => aws_kind(text),
        PrincipalType::Service if is_service(text) => Ok(PrincipalKind::Service),
        PrincipalType::Service => mistake(
            "P-1",
            "is no service principal",
            "write its lower-case name with dots, such as `ecs-tasks.amazonaws.com`",
        ),
        PrincipalType::Federated if !text.contains('$') && !text.contains(char::is_whitespace) => {
            Ok(PrincipalKind::Federated)
        }
        PrincipalType::Federated => mistake(
            "P-1",
            "holds a blank or a `$`, which the name of an identity provider cannot",
            "write the ARN of the provider, or its domain such as `cognito-identity.amazonaws.com`",
        ),
        PrincipalType::CanonicalUser if is_canonical(text) => Ok(PrincipalKind::CanonicalUser),
        PrincipalType::CanonicalUser => mistake(
            "P-1",
            "is no canonical user id",
            "write its 64 hexadecimal digits in lower case",
        ),
    }
}

fn aws_kind(text: &str) -> Result<PrincipalKind, Mistake> {
    let mistake = |rule, message: &str, help| {
        let message = format!("`{}` {message}", shown(text));
        Err(Mistake {
            rule,
            message,
            help,
        })
    };
    if is_digits(text) {
        return if text.len() == 12 {
            Ok(PrincipalKind::Account)
        } else {
            let message = format!("has {} digits; an account id has 12", text.len());
            mistake(
                "P-1",
                &message,
                "write the whole account id, leading zeros included",
            )
        };
    }
    for (prefix, kind) in [
        ("AIDA", PrincipalKind::UserId),
        ("AROA", PrincipalKind::RoleId),
    ] {
        if text.strip_prefix(prefix).is_some_and(is_unique_id_rest) {
            return Ok(kind);
        }
    }
    if text.contains("${") {
        return mistake(
            "P-1",
            "holds a policy variable, which principals cannot",
            "write `\"AWS\": \"*\"` and a condition on `aws:PrincipalArn`",
        );
    }
    arn_kind(text)
}

fn arn_kind(text: &str) -> Result<PrincipalKind, Mistake> {
    let mistake = |rule, message: &str, help| {
        let message = format!("`{}` {message}", shown(text));
        Err(Mistake {
            rule,
            message,
            help,
        })
    };
    let fields: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", partition, service, region, account, name] = fields.as_slice() else {
        return if is_service(text) {
            mistake(
                "P-1",
                "is a service",
                "write it under `Service`, not under `AWS`",
            )
        } else {
            mistake(
                "P-1",
                "is neither an account id nor the ARN of a user, role or session",
                "write 12 digits, `arn:aws:iam::111122223333:user/name` or `arn:aws:iam::111122223333:role/name`",
            )
        };
    };
    if !is_partition(partition) {
        return mistake(
            "P-1",
            "names no partition",
            "write `aws`, `aws-cn` or `aws-us-gov` after `arn:`",
        );
    }
    if !region.is_empty() {
        return mistake(
            "P-1",
            "names a region, which IAM does not have",
            "leave the field between the third and the fourth colon empty",
        );
    }
    if !is_account(account) {
        return mistake(
            "P-1",
            "names no account",
            "write the 12 digits of the account before the last part",
        );
    }
    let (what, rest) = name.split_once('/').unwrap_or((name, ""));
    match (*service, what) {
        ("iam", "root") if *name == "root" => Ok(PrincipalKind::Root),
        ("iam", "user") if is_path_and_name(rest) => Ok(PrincipalKind::User),
        ("iam", "role") if is_path_and_name(rest) => Ok(PrincipalKind::Role),
        ("sts", "assumed-role") if matches!(rest.split('/').collect::<Vec<_>>().as_slice(), [role, session] if is_name(role) && is_name(session)) => {
            Ok(PrincipalKind::RoleSession)
        }
        ("sts", "federated-user") if is_name(rest) => Ok(PrincipalKind::FederatedUser),
        ("iam", "group") => mistake(
            "P-27",
            "is a group, and groups are no principals",
            "name its users, or a role that they assume",
        ),
        ("iam", "instance-profile") => mistake(
            "P-27",
            "is an instance profile, which is no principal",
            "name the role in the profile",
        ),
        ("iam", "oidc-provider" | "saml-provider") => mistake(
            "P-1",
            "is an identity provider",
            "write it under `Federated`, in a trust policy",
        ),
        ("sts", "assumed-role") => mistake(
            "P-1",
            "names no role session",
            "write `assumed-role/role-name/session-name`, without the path of the role",
        ),
        _ => mistake(
            "P-1",
            "is no principal",
            "principals are `:root`, `:user/…` and `:role/…` of `iam`, `:assumed-role/…/…` and `:federated-user/…` of `sts`",
        ),
    }
}

/// Whether it has the form of an account id.
pub(crate) fn is_account(text: &str) -> bool {
    is_digits(text) && text.len() == 12
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_unique_id_rest(rest: &str) -> bool {
    rest.len() >= 12
        && rest
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

pub(crate) fn is_partition(text: &str) -> bool {
    text == "aws"
        || text.strip_prefix("aws-").is_some_and(|rest| {
            !rest.is_empty()
                && rest
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
}

/// `[path/]name`
fn is_path_and_name(text: &str) -> bool {
    let name = text.rsplit_once('/').map_or(text, |(_, name)| name);
    is_name(name) && !text.contains(char::is_whitespace)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.contains('/') && !text.contains(char::is_whitespace)
}

fn is_service(text: &str) -> bool {
    text.contains('.')
        && text.split('.').all(|label| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        })
}

fn is_canonical(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
