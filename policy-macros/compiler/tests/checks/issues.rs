//! Mistakes that had a name here already have AWS's, too, and each code of AWS is somebody's
//! (docs/checks.md, "AWS's codes").

mod conditions;
mod elements;
mod names;
mod principals;
mod variables;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use policy_compiler::{Code, Finding, Issue, Level, Options, Severity, compile, read};
use policy_core::PolicyType::{self, Boundary, Identity, Rcp, Resource, Scp, Session, Trust, Vpce};

use crate::{document, options, review};

/// A mistake that AWS has a name for, and a document without it.
struct Case {
    issue: Issue,
    code: &'static str,
    policy_type: PolicyType,
    /// Whole documents, or the members of a statement of the current version.
    wrong: &'static str,
    right: &'static str,
}

const fn known(
    issue: Issue,
    code: &'static str,
    policy_type: PolicyType,
    wrong: &'static str,
    right: &'static str,
) -> Case {
    Case {
        issue,
        code,
        policy_type,
        wrong,
        right,
    }
}

/// What AWS reports and nothing here does, and why.
const NOT_COVERED: &[(Issue, &str)] = &[
    (
        Issue::UnsupportedGlobalConditionKey,
        "AWS does not say where it refuses `aws:ARN`; `deprecated_global_condition_key` is reported instead",
    ),
    (
        Issue::UseConditionKeyOnlyWithSupportedServices,
        "AWS publishes no list of the services",
    ),
];

/// All cases, file by file.
fn cases() -> impl Iterator<Item = &'static Case> {
    let files = [
        elements::CASES,
        names::CASES,
        principals::CASES,
        conditions::CASES,
        variables::CASES,
    ];
    files.into_iter().flatten()
}

/// Types, the limits of their sizes, and whether AWS refuses what is larger.
const SIZES: &[(PolicyType, Option<Issue>, bool)] = &[
    (
        Identity,
        Some(Issue::PolicySizeExceedsIdentityPolicyQuota),
        false,
    ),
    (
        Boundary,
        Some(Issue::PolicySizeExceedsIdentityPolicyQuota),
        false,
    ),
    (Session, None, false),
    (
        Resource,
        Some(Issue::PolicySizeExceedsResourcePolicyQuota),
        false,
    ),
    (
        Vpce,
        Some(Issue::PolicySizeExceedsResourcePolicyQuota),
        false,
    ),
    (
        Trust,
        Some(Issue::PolicySizeExceedsRoleTrustPolicyQuota),
        false,
    ),
    (Scp, Some(Issue::PolicySizeExceedsScpQuota), true),
    (Rcp, Some(Issue::PolicySizeExceedsRcpQuota), true),
];

#[test]
fn findings_are_known_as_by_aws() {
    for case in cases() {
        let Case {
            issue,
            code,
            policy_type,
            wrong,
            right,
        } = case;
        let of_issue = |text: &str| -> Vec<Finding> {
            let findings = review(&document(text), *policy_type);
            let named = findings.iter().filter(|one| one.issue() == Some(*issue));
            named.cloned().collect()
        };
        let found = of_issue(wrong);
        assert!(!found.is_empty(), "{issue:?} on {wrong}");
        for finding in found {
            assert_eq!(finding.code().as_str(), *code, "{issue:?} on {wrong}");
            assert_eq!(finding.finding_type(), issue.finding_type());
            assert_eq!(finding.issue_code(), issue.as_str());
        }
        assert_eq!(of_issue(right), [], "{issue:?} on {right}");
    }
}

#[test]
fn codes_list_their_issues() {
    for case in cases() {
        for text in [case.wrong, case.right] {
            for finding in &review(&document(text), case.policy_type) {
                let issues = finding.code().issues();
                let is_listed = finding.issue().is_none_or(|issue| issues.contains(&issue));
                assert!(is_listed, "{finding:?}");
            }
        }
    }
    for code in Code::ALL {
        let first = code.issues().first().copied();
        assert!(code.issue().is_none_or(|issue| first == Some(issue)));
        let unique: BTreeSet<_> = code.issues().iter().collect();
        assert_eq!(unique.len(), code.issues().len(), "{code:?}");
    }
}

#[test]
fn sizes_are_known_as_by_aws() {
    let text = |policy_type: PolicyType| {
        let principal = match policy_type {
            Identity | Boundary | Session | Scp => "",
            _ => r#""Principal": "*", "#,
        };
        let resource = if policy_type == Trust {
            ""
        } else {
            r#", "Resource": "*""#
        };
        let principal = principal.replace(r#""*""#, r#"{"AWS": "*"}"#);
        document(&format!(
            r#""Effect": "Deny", {principal}"Action": "s3:GetObject"{resource}"#
        ))
    };
    for (policy_type, issue, is_refused) in SIZES {
        let text = text(*policy_type);
        let find = |limit: usize, is_reviewed: bool| {
            let options = if is_reviewed {
                options(*policy_type)
            } else {
                Options::new(*policy_type)
            };
            let (_, findings) = read(&text, &options.size_limit(limit));
            let mut of_code = findings.iter().filter(|one| one.code() == Code::TooLarge);
            of_code.next().cloned()
        };
        assert_eq!(find(10_000, true), None, "{policy_type}");
        let finding = find(20, true).expect("it is larger");
        assert_eq!(finding.issue(), *issue, "{policy_type}");
        let level = if *is_refused {
            Level::Deny
        } else {
            Level::Warn
        };
        assert_eq!(finding.default_level(), level, "{policy_type}");
        let finding = find(20, false).expect("it is larger");
        assert_eq!(finding.default_level(), Level::Warn, "{policy_type}");
    }
}

#[test]
fn what_aws_refuses_is_denied_under_review() {
    let text = document(
        r#""Effect": "Deny", "Action": "ecs:*", "Resource": "arn:aws:ecs:*:prod:cluster/x""#,
    );
    let reviewed = options(Identity);
    assert!(compile(&text, &reviewed).is_err());
    let allowed = reviewed.level(Code::OddAccountField, Level::Warn);
    assert!(compile(&text, &allowed).is_ok());
    let (_, findings) = read(&text, &Options::new(Identity));
    let severities: Vec<_> = findings.iter().map(Finding::severity).collect();
    assert_eq!(severities, [Severity::Lint(Level::Warn)]);
}

#[test]
fn every_code_of_aws_is_covered() {
    let checks = Code::ALL.iter().filter(|code| code.check_rule().is_some());
    let of_checks: BTreeSet<Issue> = checks.filter_map(|code| code.issue()).collect();
    let of_cases = cases().map(|case| case.issue);
    let of_sizes = SIZES.iter().filter_map(|(_, issue, _)| *issue);
    let others: BTreeSet<Issue> = of_cases.chain(of_sizes).collect();
    let not_covered: BTreeSet<Issue> = NOT_COVERED.iter().map(|(issue, _)| *issue).collect();
    for issue in Issue::ALL {
        let is_found = of_checks.contains(issue) || others.contains(issue);
        assert_ne!(is_found, not_covered.contains(issue), "{issue:?}");
    }
    // What codes say of themselves is shown by a case.
    for code in Code::ALL.iter().filter(|code| code.check_rule().is_none()) {
        for issue in code.issues() {
            let mut cases = cases();
            let is_shown = match code {
                Code::TooLarge => others.contains(issue),
                _ => cases.any(|case| case.code == code.as_str() && case.issue == *issue),
            };
            assert!(is_shown, "{code:?} {issue:?}");
        }
    }
}

#[test]
fn the_rules_list_what_is_another_finding_here() {
    let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/checks.md");
    let rules = fs::read_to_string(rules).expect("the rules");
    let in_backticks = |text: &str| -> Vec<String> {
        let parts = text.split('`').skip(1).step_by(2);
        parts.map(str::to_owned).collect()
    };
    let rows = rules.lines().filter_map(|line| line.strip_prefix("| `"));
    let rows = rows.filter_map(|row| row.split_once("` | "));
    let written: BTreeMap<String, BTreeSet<String>> = rows
        .filter(|(issue, _)| Issue::parse(issue).is_some())
        .map(|(issue, codes)| (issue.to_owned(), in_backticks(codes).into_iter().collect()))
        .collect();
    let mut expected = BTreeMap::<String, BTreeSet<String>>::new();
    for code in Code::ALL {
        let is_check_of = |issue: &Issue| {
            code.check_rule().is_some() && issue.as_str().eq_ignore_ascii_case(code.as_str())
        };
        for issue in code.issues().iter().filter(|issue| !is_check_of(issue)) {
            let codes = expected.entry(issue.as_str().to_owned()).or_default();
            codes.insert(code.as_str().to_owned());
        }
    }
    assert_eq!(written, expected);
    for (issue, _) in NOT_COVERED {
        let line = format!("* `{}`", issue.as_str());
        assert!(rules.contains(&line), "{line}");
    }
}
