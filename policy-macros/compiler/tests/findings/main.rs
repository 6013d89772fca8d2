//! Each rule once broken and once kept: which codes are found, and under which text.

mod conditions;
mod elements;
mod json;
mod policy_types;
mod strings;

use std::collections::BTreeSet;

use policy_compiler::{Code, Options, read};
use policy_core::PolicyType;

/// What has to be found: the code, and the text under the primary span.
type Found<'a> = &'a [(&'a str, &'a str)];

#[track_caller]
fn check(policy_type: PolicyType, text: &str, expected: Found<'_>) {
    let (document, findings) = read(text, &Options::new(policy_type));
    let found: Vec<_> = findings
        .iter()
        .map(|finding| (finding.code().as_str(), finding.span().text(text)))
        .collect();
    assert_eq!(found, expected, "{text}\n{findings:#?}");
    assert_eq!(document.is_some(), !findings.has_errors(), "{text}");
    for finding in &findings {
        let message = finding.message();
        assert!(
            !message.contains("invalid") && !message.ends_with('.'),
            "{message}"
        );
        assert!(!message.starts_with(char::is_uppercase), "{message}");
        assert!(
            finding.help().is_some() || finding.spans().len() > 1,
            "{message}"
        );
    }
}

/// A statement in a document of the newer version.
fn version_2012(statement: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":{statement}}}"#)
}

fn action(action: &str) -> String {
    version_2012(&format!(
        r#"{{"Effect":"Allow","Action":{action},"Resource":"*"}}"#
    ))
}

fn resource(resource: &str) -> String {
    version_2012(&format!(
        r#"{{"Effect":"Allow","Action":"*","Resource":{resource}}}"#
    ))
}

fn principal(principal: &str) -> String {
    version_2012(&format!(
        r#"{{"Effect":"Allow","Principal":{principal},"Action":"*","Resource":"*"}}"#
    ))
}

fn trust(principal: &str) -> String {
    version_2012(&format!(
        r#"{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"}}"#
    ))
}

fn condition(condition: &str) -> String {
    version_2012(&format!(
        r#"{{"Effect":"Deny","Action":"*","Resource":"*","Condition":{condition}}}"#
    ))
}

#[test]
fn every_code_has_a_test() {
    let tests = concat!(
        include_str!("json.rs"),
        include_str!("elements.rs"),
        include_str!("strings.rs"),
        include_str!("conditions.rs"),
        include_str!("policy_types.rs"),
        include_str!("../names/actions.rs"),
        include_str!("../names/keys.rs"),
        include_str!("../names/resources.rs"),
        include_str!("../service_files/arns.rs"),
        include_str!("../service_files/names.rs"),
        include_str!("../service_files/shape.rs"),
        include_str!("../settings/main.rs"),
        include_str!("../settings/syntax.rs"),
    );
    let untested: BTreeSet<_> = Code::ALL
        .iter()
        // Those of the checks are in `tests/checks`.
        .filter(|code| code.check_rule().is_none())
        .map(|code| code.as_str())
        .filter(|code| !tests.contains(&format!("\"{code}\"")))
        .collect();
    assert_eq!(untested, BTreeSet::new());
}
