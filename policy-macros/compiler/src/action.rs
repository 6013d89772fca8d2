//! The form of actions (A-1, A-5, A-6, A-10, G-22).

use crate::code::Code;
use crate::document::{ActionForm, ActionPattern};
use crate::finding::Finding;
use crate::issue::Issue;
use crate::rcp;
use crate::read::Reader;
use crate::rules::Rules;
use crate::span::Span;
use crate::template::shown;

/// Reads an entry of `Action` or `NotAction`.
pub(crate) fn read(reader: &mut Reader<'_>, text: &str, span: Span) -> Option<ActionPattern> {
    let form = match form(text, reader.rules) {
        Ok(form) => form,
        Err(Mistake {
            rule,
            issue,
            message,
            help,
        }) => {
            let meant = reader
                .names
                .as_mut()
                .and_then(|names| names.action_meant(text));
            let help = meant.map_or(help, |meant| format!("write `{meant}`"));
            let finding = Finding::error(Code::Action, rule, span, message).known_as(issue);
            reader.findings.push(finding.with_help(help));
            return None;
        }
    };
    if reader.rules.rcp_services_only {
        rcp::check_action(reader, text, &form, span)?;
    }
    reader.note_action(&form, span);
    Some(ActionPattern {
        text: text.to_owned(),
        form,
    })
}

struct Mistake {
    rule: &'static str,
    issue: Issue,
    message: String,
    help: String,
}

fn form(text: &str, rules: &Rules) -> Result<ActionForm, Mistake> {
    let mistake = |rule, issue, message, help: &str| {
        Err(Mistake {
            rule,
            issue,
            message,
            help: help.to_owned(),
        })
    };
    let (one, each) = if rules.rcp_services_only {
        ("write `service:Name`", "write one entry for each service")
    } else {
        (
            "write `service:Name`, or `*` for every action",
            "write one entry for each service, or `*` alone for every action",
        )
    };
    if text.is_empty() {
        let message = "an action cannot be empty".to_owned();
        return mistake("A-1", Issue::InvalidAction, message, one);
    }
    if text.bytes().all(|byte| byte == b'*') {
        return Ok(ActionForm::Any);
    }
    let text_shown = shown(text);
    if text.contains(['$', '{', '}']) {
        return mistake(
            "A-10",
            if text.contains("${") {
                Issue::VariableUnsupportedInElement
            } else {
                Issue::InvalidAction
            },
            format!("`{text_shown}` holds a policy variable, which actions cannot"),
            "write the action out; variables belong into `Resource` and `Condition`",
        );
    }
    let Some((service, name)) = text.split_once(':') else {
        return mistake(
            "A-1",
            Issue::InvalidAction,
            format!("`{text_shown}` names no service"),
            "write `service:Name`, such as `s3:GetObject`",
        );
    };
    if service.contains(['*', '?']) {
        return mistake(
            "A-6",
            Issue::WildcardInServiceName,
            format!("the service of `{text_shown}` holds a wildcard, which matches no service"),
            each,
        );
    }
    if service.is_empty() {
        return mistake(
            "A-1",
            Issue::InvalidServiceInAction,
            format!("`{text_shown}` has nothing before the colon"),
            "write `service:Name`, such as `s3:GetObject`",
        );
    }
    if let Some(other) = service.chars().find(|other| !is_service_character(*other)) {
        return mistake(
            "A-1",
            Issue::InvalidServiceInAction,
            format!("the service of `{text_shown}` cannot hold {}", named(other)),
            "a service is written in letters, digits and `-`",
        );
    }
    if service.starts_with('-') {
        return mistake(
            "A-1",
            Issue::InvalidServiceInAction,
            format!("the service of `{text_shown}` begins with `-`"),
            "a service begins with a letter or a digit",
        );
    }
    if name.is_empty() {
        return Err(Mistake {
            rule: "A-1",
            issue: Issue::InvalidAction,
            message: format!("`{text_shown}` has no name after the colon"),
            help: format!("write `{service}:*` for every action of the service"),
        });
    }
    if let Some(other) = name.chars().find(|other| !is_name_character(*other)) {
        return mistake(
            "A-1",
            Issue::InvalidAction,
            format!("the name of `{text_shown}` cannot hold {}", named(other)),
            "names are written in letters, digits, `-`, `_` and the wildcards `*` and `?`; one entry holds one action",
        );
    }
    Ok(ActionForm::Named {
        service: service.to_owned(),
        name: name.to_owned(),
    })
}

fn is_service_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '-'
}

fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '*' | '?' | '_' | '-')
}

fn named(character: char) -> String {
    match character {
        ' ' => "a blank".to_owned(),
        ':' => "a second colon".to_owned(),
        other => format!("`{}`", other.escape_debug()),
    }
}
