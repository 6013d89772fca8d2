//! Runs the programs and compares what they print with the files beside this one.
//!
//! `UPDATE=1 cargo test -p policy-examples --test programs` writes the files.

#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::{env, fs};

use policy_compiler::{Level, Options, Reference, compile, read_service};
use policy_eval::PolicyType;

const BILLING: &str = env!("CARGO_BIN_EXE_billing");
const ECS: &str = env!("CARGO_BIN_EXE_ecs");
const KMS_KEY: &str = env!("CARGO_BIN_EXE_kms_key");
const OWN_POLICY: &str = env!("CARGO_BIN_EXE_own_policy");
const REGION_FENCE: &str = env!("CARGO_BIN_EXE_region_fence");
const REVIEW: &str = env!("CARGO_BIN_EXE_review");
const SHARED_BUCKET: &str = env!("CARGO_BIN_EXE_shared_bucket");
const TASK_ROLE: &str = env!("CARGO_BIN_EXE_task_role");

/// Every program without arguments, with the file that has its output.
const PROGRAMS: [(&str, &str); 8] = [
    (BILLING, "billing.txt"),
    (ECS, "ecs.txt"),
    (KMS_KEY, "kms_key.txt"),
    (OWN_POLICY, "own_policy.txt"),
    (REGION_FENCE, "region_fence.txt"),
    (REVIEW, "review.txt"),
    (SHARED_BUCKET, "shared_bucket.txt"),
    (TASK_ROLE, "task_role.txt"),
];

#[test]
fn programs_print_what_the_files_say() {
    for (program, file) in PROGRAMS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests")
            .join(file);
        let printed = output(program);
        if env::var_os("UPDATE").is_some() {
            fs::write(&path, &printed).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            printed == expected,
            "{file} differs (UPDATE=1 writes it):\n{printed}"
        );
    }
}

#[test]
fn output_fits_a_terminal() {
    for (program, _) in PROGRAMS {
        for line in output(program).lines() {
            assert!(line.chars().count() <= 100, "{line}");
            assert_eq!(line, line.trim_end());
        }
    }
}

#[test]
fn full_access_deletes_subnets_but_only_its_own_route_tables() {
    let table = output(ECS);
    assert_eq!(cells(&table, "delete a subnet"), "✓1 · · · · · · ·");
    assert_eq!(cells(&table, "delete a route table"), "· · · · · · · ·");
    assert_eq!(
        cells(&table, "  of a stack that ECS made"),
        "✓3 · · · · · · ·"
    );
}

#[test]
fn only_the_withdrawn_policy_passes_any_role() {
    let table = output(ECS);
    assert_eq!(
        cells(&table, "pass role/admin to Lambda"),
        "· ✓1 · · · · · ·"
    );
    assert_eq!(cells(&table, "pass role/admin to EC2"), "· ✓1 · · · · · ·");
    assert_eq!(
        cells(&table, "pass role/ecsInstanceRole to EC2"),
        "✓5 ✓1 · · · · · ·"
    );
    assert_eq!(
        cells(&table, "pass role/web to ECS tasks"),
        "✓4 ✓1 · · · · ✓2 ·"
    );
    assert!(table.ends_with(
        "To pass role/admin to Lambda:\n  \
         AmazonEC2ContainerServiceFullAccess, deprecated since 2021-01-29: Allow\n  \
         AmazonECS_FullAccess, its replacement: ImplicitDeny\n"
    ));
}

/// AWS withdrew it for the same reason.
#[test]
fn a_review_denies_only_the_withdrawn_policy() {
    let printed = output(REVIEW);
    let policies = printed.lines().filter(|line| line.contains(" denied, "));
    let (denied, others): (Vec<_>, Vec<_>) =
        policies.partition(|line| !line.contains(": 0 denied"));
    let [denied] = denied[..] else {
        panic!("{printed}");
    };
    assert!(denied.starts_with("AmazonEC2ContainerServiceFullAccess: 1 denied"));
    assert_eq!(others.len(), 7);
    let why = "\n      deny line 26: this lets its caller pass many roles, for every service\n";
    assert!(printed.contains(why), "{printed}");
}

#[test]
fn only_tasks_assume_the_role_of_tasks() {
    let table = output(ECS);
    assert_eq!(
        cells(&table, "assume role/web as an ECS task"),
        "· · · · · · · ✓1"
    );
    assert_eq!(cells(&table, "assume role/web as EC2"), "· · · · · · · ·");
    assert_eq!(cells(&table, "assume role/web as Alice"), "· · · · · · · ·");
}

#[test]
fn a_deny_statement_is_named() {
    let printed = output(OWN_POLICY);
    assert_eq!(
        cells(&printed, "  watch a build"),
        "Allow statement `WatchBuilds`"
    );
    assert_eq!(
        cells(&printed, "  watch a build over plain HTTP"),
        "ExplicitDeny statement `NothingOverPlainHttp`"
    );
}

/// For each program, a letter for each decision and a blank between its tables.
#[test]
fn programs_decide_as_aws_does() {
    for (program, expected) in [
        (BILLING, "AAEAII AII AI "),
        (KMS_KEY, "AIA AII AII"),
        (REGION_FENCE, "AEAEAA AEA"),
        (SHARED_BUCKET, "AAE AIIIAI"),
        (TASK_ROLE, "AAAAI AIIII"),
    ] {
        let printed = output(program);
        let decisions = printed
            .lines()
            .filter_map(|line| match line.split(' ').next_back() {
                Some("Allow") => Some('A'),
                Some("ImplicitDeny") => Some('I'),
                Some("ExplicitDeny") => Some('E'),
                _ => line.is_empty().then_some(' '),
            });
        assert_eq!(decisions.collect::<String>(), expected, "{printed}");
    }
}

/// The typos that the comments of `own_policy` list, and the messages that they list.
#[test]
fn comments_tell_what_the_compiler_says() {
    let comments = include_str!("../src/bin/own_policy.rs");
    let document = include_str!("../policies/build-robot.json");
    let options = Options::new(PolicyType::Identity);
    for (right, wrong) in [
        ("\"StringEquals\"", "\"StringEqual\""),
        ("\"Resource\"", "\"Resouce\""),
        ("\"Effect\": \"Deny\"", "\"Effect\": \"deny\""),
        ("\"ecs:RunTask\"", "\"ecs.RunTask\""),
        ("${aws:PrincipalTag/team}\"", "${aws:PrincipalTag/team\""),
        ("\"Effect\"", "\"Principal\": \"*\", \"Effect\""),
    ] {
        assert_told(comments, document, (right, wrong), &options);
    }
}

/// Likewise for `billing`, by the names of its service.
#[test]
fn comments_tell_what_the_compiler_says_about_names() {
    let comments = include_str!("../src/bin/billing.rs");
    let document = include_str!("../policies/billing/clerk.json");
    let service = read_service(include_str!("../services/billing.json")).0;
    let reference = Reference::aws().with_service(service.unwrap()).unwrap();
    let options = Options::new(PolicyType::Identity).reference(Arc::new(reference));
    for (right, wrong) in [
        ("\"billing:Refund\"", "\"billing:Refnd\""),
        ("\"billing:Pay\"", "\"biling:Pay\""),
        ("\"billing:Amount\"", "\"billing:Ammount\""),
        ("\"billing:Amount\"", "\"billing:PaidOn\""),
        (":::customer/*", ":::customers/*"),
    ] {
        assert_told(comments, document, (right, wrong), &options);
    }
}

/// That a comment has the message about a document with this slip.
fn assert_told(comments: &str, document: &str, (right, wrong): (&str, &str), options: &Options) {
    assert!(document.contains(right), "{right}");
    let findings = compile(&document.replace(right, wrong), options)
        .err()
        .unwrap();
    let message = findings
        .at(Level::Deny, options)
        .next()
        .unwrap()
        .message()
        .to_owned();
    let is_told = comments
        .lines()
        .any(|line| line.starts_with("//") && line.ends_with(&message));
    assert!(is_told, "{wrong}: {message}");
}

fn output(program: &str) -> String {
    let output = Command::new(program).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What stands behind these words, with single blanks.
fn cells(table: &str, words: &str) -> String {
    let line = table
        .lines()
        .find_map(|line| line.strip_prefix(words)?.strip_prefix("  "));
    let cells: Vec<&str> = line.unwrap().split_whitespace().collect();
    cells.join(" ")
}
