//! What the macros bake into a program is what the compiler builds while one runs: the same
//! tables, hence the same decisions.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use policy_compiler::{Compiled, Options, Source, compile, render};
use policy_eval::{Action, Decision, Policy, PolicyType, policy, policy_dir};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

policy_dir!("../../policy-catalog/policies/managed", vendored = true);
policy_dir!(
    "../../policy-catalog/policies/trust",
    module = managed_trust,
    type = trust,
    vendored = true,
);
policy_dir!("policies/identity", vendored = true);
policy_dir!(
    "policies/identity",
    module = wide,
    wide_stars = true,
    vendored = true
);
policy_dir!("policies/boundary", type = boundary, vendored = true);
policy_dir!("policies/session", type = session, vendored = true);
policy_dir!("policies/resource", type = resource, vendored = true);
policy_dir!("policies/trust", type = trust, vendored = true);
policy_dir!("policies/scp", type = scp, vendored = true);
policy_dir!("policies/rcp", type = rcp, vendored = true);
policy_dir!("policies/vpce", type = vpce, vendored = true);

type All = &'static [(&'static str, &'static Policy<'static>)];

/// The directory, the type, the wide reading of R-10, and what the macro made of it.
const DIRECTORIES: [(&str, PolicyType, bool, All); 11] = [
    (
        "../policy-catalog/policies/managed",
        PolicyType::Identity,
        false,
        managed::ALL,
    ),
    (
        "../policy-catalog/policies/trust",
        PolicyType::Trust,
        false,
        managed_trust::ALL,
    ),
    (
        "tests/policies/identity",
        PolicyType::Identity,
        false,
        identity::ALL,
    ),
    (
        "tests/policies/identity",
        PolicyType::Identity,
        true,
        wide::ALL,
    ),
    (
        "tests/policies/boundary",
        PolicyType::Boundary,
        false,
        boundary::ALL,
    ),
    (
        "tests/policies/session",
        PolicyType::Session,
        false,
        session::ALL,
    ),
    (
        "tests/policies/resource",
        PolicyType::Resource,
        false,
        resource::ALL,
    ),
    ("tests/policies/trust", PolicyType::Trust, false, trust::ALL),
    ("tests/policies/scp", PolicyType::Scp, false, scp::ALL),
    ("tests/policies/rcp", PolicyType::Rcp, false, rcp::ALL),
    ("tests/policies/vpce", PolicyType::Vpce, false, vpce::ALL),
];

/// Calls `check` with a name, what the macro baked, and what was built from the same file.
fn each(mut check: impl FnMut(&str, &Policy<'_>, &Policy<'_>)) {
    for (directory, policy_type, wide_stars, baked) in DIRECTORIES {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
        let files = fs::read_dir(&directory).expect("the directory is there");
        assert_eq!(files.count(), baked.len(), "{}", directory.display());
        for (name, baked) in baked {
            let file = directory.join(format!("{name}.json"));
            let text = fs::read_to_string(file).expect("the file is there");
            let options = Options::new(policy_type).wide_stars(wide_stars).name(*name);
            check(name, baked, &build(name, &text, options).policy());
        }
    }
}

fn build(name: &str, text: &str, options: Options) -> Compiled {
    let options = options.vendored();
    compile(text, &options).unwrap_or_else(|findings| {
        let source = Source { name, text };
        let errors = findings.errors().map(|finding| render(finding, &source));
        panic!("{}", errors.collect::<Vec<_>>().join("\n"))
    })
}

/// What needs nothing of a request is known when the program is compiled, in every way in
/// which an action is looked up.
#[test]
fn decisions_that_need_no_request_are_constants() {
    const POLICY: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": ["ecs:RunTask", "ecs:Describe*", "s3:*"], "Resource": "*" },
            { "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" },
            {
                "Effect": "Allow",
                "Action": "application-autoscaling:DescribeScalableTargets*",
                "Resource": "*"
            },
            { "Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:*:*:jobs" }
        ]
    });
    const fn is(action: &'static str, decision: Option<Decision>) -> bool {
        matches!(
            (POLICY.always(&Action::from_static(action)), decision),
            (Some(Decision::Allow), Some(Decision::Allow))
                | (Some(Decision::ImplicitDeny), Some(Decision::ImplicitDeny))
                | (Some(Decision::ExplicitDeny), Some(Decision::ExplicitDeny))
                | (None, None)
        )
    }
    const {
        let nothing = Some(Decision::ImplicitDeny);
        assert!(is("ecs:RunTask", Some(Decision::Allow)));
        assert!(is("ECS:runtask", Some(Decision::Allow)));
        assert!(is("ecs:DescribeTasks", Some(Decision::Allow)));
        assert!(is("ecs:StopTask", nothing));
        assert!(is("s3:GetObject", Some(Decision::Allow)));
        assert!(is("s3:DeleteObject", Some(Decision::ExplicitDeny)));
        assert!(is(
            "application-autoscaling:DescribeScalableTargets",
            Some(Decision::Allow)
        ));
        assert!(is(
            "application-autoscaling:DescribeScalableTarget",
            nothing
        ));
        assert!(is("iam:PassRole", nothing));
        assert!(is("sqs:SendMessage", None));
    }
}

#[test]
fn both_have_equal_tables() {
    each(|name, baked, built| {
        assert_eq!(baked.policy_type(), built.policy_type(), "{name}");
        assert_eq!([baked.name(), built.name()], [Some(name); 2]);
        assert_eq!(baked.tables(), built.tables(), "{name}");
        assert!(baked == built, "{name}");
    });
}

#[test]
fn both_decide_alike() {
    let mut runner = TestRunner::deterministic();
    let requests: Vec<_> = (0..200)
        .map(|_| {
            let tree = policy_oracle::generate::request().new_tree(&mut runner);
            tree.expect("requests are not filtered").current()
        })
        .collect();
    let mut seen = HashSet::new();
    each(|name, baked, built| {
        for request in &requests {
            let decision = support::decide(baked, request);
            assert_eq!(decision, support::decide(built, request), "{name}");
            seen.insert(decision);
        }
    });
    assert_eq!(seen.len(), 3, "{seen:?}");
}

/// Equal tables would prove little if the reading of R-10 were lost on both sides.
#[test]
fn the_wide_reading_makes_another_policy() {
    assert_ne!(wide::WILDCARDS, identity::WILDCARDS);
}

/// `policy!` and a file with the same document and name are one policy.
#[test]
fn tokens_and_text_are_one_document() {
    let tokens = policy_eval::policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Sid": "Escapes", "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::a/b\\c\"d\te\nf\u{e9}",
            "Condition": {
                "StringEquals": {
                    "aws:PrincipalTag/a b\\c": ["\"", "'", r"\", "\u{1f600}", "`", "{}", "\u{7f}"]
                }
            }
        }
    }, name = "escapes", allow = [non_latin_character]);
    assert_eq!(tokens, identity::ESCAPES);
    let raw = policy_eval::policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Sid": "日本語", "Effect": "Allow",
            "Principal": {"AWS": "111122223333"},
            "Action": "s3:GetObject",
            "Resource": ["arn:aws:s3:::資料/😀*", "arn:aws:s3:::ä\u{308}/?"],
            "Condition": {
                "StringEquals": {"s3:ExistingObjectTag/分類": ["公開", "😀"]},
                "StringLike": {"aws:Referer": "“*”"}
            }
        }
    }, type = resource, name = "unicode", allow = [non_latin_character]);
    assert_eq!(raw, resource::UNICODE);
}

/// The policies of organizations and endpoints are the same through each macro.
#[test]
fn every_macro_takes_the_types_of_organizations() {
    let tokens = policy_eval::policy!({
        "Statement": {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:Delete*",
            "Resource": "arn:aws:s3:::b/${aws:username}"
        }
    }, type = rcp, name = "version-absent", vendored = true);
    assert_eq!(tokens, rcp::VERSION_ABSENT);
    let file = policy_eval::include_policy!("policies/scp/guardrails.json", type = scp);
    assert_eq!(file, scp::GUARDRAILS);
    let file = policy_eval::include_policy!("policies/vpce/principals.json", type = vpce);
    assert_eq!(file, vpce::PRINCIPALS);
}

/// A file names its policy, the option names it otherwise, and braces do not name it.
#[test]
fn a_policy_has_the_name_that_it_was_given() {
    let of_file = policy_eval::include_policy!("policies/scp/guardrails.json", type = scp);
    assert_eq!(of_file.name(), Some("guardrails"));
    let named = policy_eval::include_policy!(
        "policies/scp/guardrails.json",
        type = scp,
        name = r#"org-wide "guardrails" / 組織 {}\"#,
    );
    assert_eq!(named.name(), Some("org-wide \"guardrails\" / 組織 {}\\"));
    assert!(
        named
            .statements()
            .all(|statement| statement.policy_name() == named.name())
    );
    assert_ne!(named, of_file);

    let unnamed = policy_eval::policy!({
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}
    });
    assert_eq!(unnamed.name(), None);
    assert!(
        unnamed
            .statements()
            .all(|statement| statement.policy_name().is_none())
    );
    assert!(format!("{of_file:?}").starts_with("Policy { name: Some(\"guardrails\"), "));
}
