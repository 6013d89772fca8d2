//! A reference only adds lints, or says more exactly what was found; all else is read as without.

use std::fs;
use std::path::Path;

use policy_compiler::{Code, Finding, Level, Options, Severity, read};
use policy_core::PolicyType;
use serde_json::Value;

use crate::{checked, is_a_check, is_about_names};

#[test]
fn a_reference_only_adds_lints() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policy-eval/tests/data");
    let mut texts = Vec::new();
    for line in lines(&folder.join("conformance/rejects.jsonl")) {
        texts.extend(line["document"].as_str().map(str::to_owned));
    }
    for line in lines(&folder.join("conformance/cases.jsonl")) {
        let policies = line["policies"].as_object().expect("policies").values();
        for policies in policies {
            let list = policies.as_array().cloned();
            let documents = list.unwrap_or_else(|| vec![policies.clone()]);
            texts.extend(documents.iter().map(Value::to_string));
        }
    }
    assert!(texts.len() > 300, "only {} texts", texts.len());
    for text in &texts {
        for policy_type in PolicyType::ALL {
            agree(text, policy_type);
        }
    }
}

fn agree(text: &str, policy_type: PolicyType) {
    let (with, findings) = read(text, &checked(policy_type));
    let (without, expected) = read(text, &Options::new(policy_type));
    assert_eq!(with, without, "{text}");
    let key = |finding: &Finding| (finding.span(), finding.code(), finding.message().to_owned());
    let (lints, others): (Vec<_>, Vec<_>) = findings
        .iter()
        .partition(|finding| is_about_names(finding) || is_a_check(finding));
    let others: Vec<_> = others.into_iter().map(key).collect();
    // One mistake is one finding: a check may stand where a lint of the grammar stood.
    let is_said_better = |finding: &&Finding| {
        finding.code() == Code::ForAllValuesAllow
            && (lints.iter()).any(|lint| is_a_check(lint) && lint.span() == finding.span())
    };
    let expected = expected.iter().filter(|one| !is_said_better(one));
    assert_eq!(others, expected.map(key).collect::<Vec<_>>(), "{text}");
    for finding in lints {
        let is_denied = finding.severity() == Severity::Lint(Level::Deny);
        assert!(is_denied || is_a_check(finding), "{finding:?}");
        assert!(finding.help().is_some(), "{finding:?}");
        assert!(!finding.message().ends_with('.'), "{finding:?}");
    }
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("a file of the conformance suite");
    let lines = text.lines().map(serde_json::from_str);
    lines.map(|line| line.expect("JSON")).collect()
}
