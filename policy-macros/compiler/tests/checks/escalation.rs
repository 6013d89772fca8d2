//! Paths of privilege escalation, of one policy and of several of one identity (K-21).

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use policy_compiler::{Code, Finding, Findings, Source, read_together};
use policy_core::PolicyType::{Boundary, Identity};

use crate::{Case, document, fires, options, review, silent};

pub(crate) const CASES: &[Case] = &[
    fires(
        "privilege_escalation",
        Identity,
        r#""Effect": "Allow", "Action": "iam:CreatePolicyVersion", "Resource": "*""#,
        r#""iam:CreatePolicyVersion""#,
    ),
    // Another path of the same policy would be another finding.
    fires(
        "privilege_escalation",
        Identity,
        r#""Effect": "Allow", "Action": "*", "Resource": "*""#,
        r#""*""#,
    ),
    silent(
        "privilege_escalation",
        Identity,
        r#""Effect": "Allow", "Action": ["ecs:RunTask", "ecs:RegisterTaskDefinition"], "Resource": "*""#,
    ),
    // A boundary grants nothing.
    silent(
        "privilege_escalation",
        Boundary,
        r#""Effect": "Allow", "Action": "iam:*", "Resource": "*""#,
    ),
    // The service that the role may be passed to is none of those that the actions start.
    silent(
        "privilege_escalation",
        Identity,
        r#""Effect": "Allow", "Action": ["iam:PassRole", "cloudformation:CreateStack"],
        "Resource": "*", "Condition": {"StringLike": {"iam:PassedToService": "ecs*"}}"#,
    ),
    silent(
        "privilege_escalation",
        Identity,
        r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "iam:CreateAccessKey", "Resource": "*"},
        {"Effect": "Deny", "NotAction": "iam:List*", "Resource": "*",
        "Condition": {"StringNotEquals": {"aws:PrincipalType": []}}}]}"#,
    ),
];

/// Attaching a policy is worth as much as the policy, and a boundary keeps to itself.
#[test]
fn what_can_be_attached_and_to_whom_decides() {
    let open_with = |action: &str, condition: &str| {
        let text = document(&format!(
            r#""Effect": "Allow", "Action": "{action}", "Resource": "*", "Condition": {{{condition}}}"#
        ));
        let findings = review(&text, Identity);
        open(&findings).len()
    };
    let attach = "iam:AttachRolePolicy";
    for (policy, expected) in [
        ("arn:aws:iam::aws:policy/AWSDenyAll", 0),
        ("arn:aws:iam::aws:policy/CloudWatch*", 0),
        ("arn:aws:iam::aws:policy/AdministratorAccess", 1),
        ("arn:aws:iam::aws:policy/*", 1),
        ("arn:aws:iam::*:policy/team-*", 1),
    ] {
        let condition = format!(r#""ArnLike": {{"iam:PolicyARN": "{policy}"}}"#);
        assert_eq!(open_with(attach, &condition), expected, "{policy}");
    }
    let boundary = r#"{"iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/edge"}"#;
    for (operator, expected) in [("StringEquals", 0), ("StringEqualsIfExists", 1)] {
        let condition = format!(r#""{operator}": {boundary}"#);
        for action in [attach, "iam:PutRolePolicy", "iam:PutUserPolicy"] {
            assert_eq!(
                open_with(action, &condition),
                expected,
                "{action} {operator}"
            );
        }
    }
    // What takes a boundary away is about principals that have one.
    let delete = "iam:DeleteRolePermissionsBoundary";
    assert_eq!(
        open_with(delete, &format!(r#""StringEquals": {boundary}"#)),
        1
    );
}

#[test]
fn advice_is_about_what_the_path_takes() {
    let text = document(
        r#""Effect": "Allow", "Resource": "*",
        "Action": ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"]"#,
    );
    let findings = review(&text, Identity);
    assert_eq!(open(&findings), ["cloudformation-005"].into());
    for finding in &findings {
        let help = finding.help().expect("a help");
        assert!(!help.contains("PassRole"), "{help}");
    }
}

/// The paths that are found, by their names.
fn open<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> BTreeSet<&'f str> {
    let findings = findings.into_iter();
    findings
        .filter(|one| one.code() == Code::PrivilegeEscalation)
        .map(|one| one.message().split('`').nth(1).unwrap_or("everything"))
        .collect()
}

/// The paths of documents that one identity has.
fn together(texts: &[&str]) -> BTreeSet<String> {
    let texts: Vec<String> = texts.iter().map(|text| document(text)).collect();
    let sources = texts.iter().map(|text| Source {
        name: "a.json",
        text,
    });
    let sources: Vec<_> = sources.collect();
    let (documents, findings) = read_together(&sources, &options(Identity));
    assert!(documents.iter().all(Option::is_some), "{findings:#?}");
    for each in findings.each() {
        assert_eq!(open(each), BTreeSet::new());
    }
    open(findings.all())
        .into_iter()
        .map(str::to_owned)
        .collect()
}

fn ecs(name: &str) -> Findings {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../policy-catalog/policies/managed"
    );
    let text = fs::read_to_string(Path::new(folder).join(name).with_extension("json"));
    review(&text.expect("a policy of the catalogue"), Identity)
}

#[test]
fn the_policies_of_ecs_leave_these_paths_open() {
    let findings = ecs("AmazonECS_FullAccess");
    let passing = ["ec2-001", "ecs-003", "ecs-004", "ecs-005"];
    // An existing stack or task has a role already.
    let existing = ["cloudformation-002", "ecs-execute-command"];
    let instances = ["autoscaling-create-launch-configuration"];
    let expected = passing.into_iter().chain(existing).chain(instances);
    assert_eq!(open(&findings), expected.collect());

    assert_eq!(
        open(&ecs("AmazonEC2ContainerServiceEventsRole")),
        ["ecs-run-task"].into()
    );
    assert!(open(&ecs("AmazonEC2ContainerServiceFullAccess")).contains("cloudformation-001"));
    for name in [
        "AmazonEC2ContainerServiceRole",
        "AmazonEC2ContainerServiceAutoscaleRole",
        "AmazonEC2ContainerServiceforEC2Role",
        "AmazonECSTaskExecutionRolePolicy",
    ] {
        assert_eq!(open(&ecs(name)), BTreeSet::new(), "{name}");
    }
}

#[test]
fn a_path_points_at_each_entry_that_opens_it() {
    let text = document(
        r#""Effect": "Allow", "Action": ["ecs:Run*", "iam:PassRole", "ecs:Reg*"], "Resource": "*""#,
    );
    let findings = review(&text, Identity);
    let mut paths = findings
        .iter()
        .filter(|one| one.code() == Code::PrivilegeEscalation);
    let path = paths.next().expect("a path");
    assert!(paths.next().is_none());
    let places: Vec<_> = path
        .spans()
        .iter()
        .map(|place| (place.span.text(&text), place.label.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        places,
        [
            (
                "\"iam:PassRole\"",
                "allows `iam:PassRole` with iam:PassedToService = ecs-tasks.amazonaws.com"
            ),
            ("\"ecs:Run*\"", "allows `ecs:RunTask`"),
            ("\"ecs:Reg*\"", "allows `ecs:RegisterTaskDefinition`"),
            ("\"*\"", "these roles"),
        ]
    );
    assert!(
        path.message()
            .starts_with("privilege escalation `ecs-004`: "),
        "{}",
        path.message()
    );
}

#[test]
fn the_help_of_a_path_says_who_described_it() {
    let ends_in = |action: &str, ending: &str| {
        let text = document(&format!(
            r#""Effect": "Allow", "Action": [{action}], "Resource": "*""#
        ));
        let findings = review(&text, Identity);
        let mut paths = findings
            .iter()
            .filter(|one| one.code() == Code::PrivilegeEscalation);
        let help = paths.next().and_then(|path| path.help());
        let help = help.expect("a path with help");
        assert!(help.ends_with(ending), "{help}");
    };
    ends_in(
        r#""iam:CreatePolicyVersion""#,
        "; described by pathfinding.cloud, Rhino R1, cloudsplaining and iam-vulnerable",
    );
    ends_in(
        r#""lambda:UpdateFunctionConfiguration""#,
        "; described by Rhino R26",
    );
    // Nobody but us.
    ends_in(
        r#""ecs:RunTask", "iam:PassRole""#,
        "or take away one of the actions",
    );
}

/// What the authors of iam-vulnerable know of their policies for the trial of tools, and one
/// more. Each case is the documents of one identity, in our own words.
#[test]
fn policies_that_are_made_to_deceive_tools() {
    let allow =
        |action: &str| format!(r#""Effect": "Allow", "Action": "{action}", "Resource": "*""#);
    let deny = |action: &str| format!(r#""Effect": "Deny", "Action": "{action}", "Resource": "*""#);
    let version_of = |resource: &str, condition: &str| {
        format!(
            r#""Effect": "Allow", "Action": "iam:CreatePolicyVersion", "Resource": "{resource}",
            "Condition": {{{condition}}}"#
        )
    };
    // The two steps are in two policies.
    assert_eq!(
        together(&[&allow("iam:PassRole"), &allow("ec2:RunInstances")]),
        ["ec2-001".to_owned()].into()
    );
    // The resource has a wildcard, but is no bare star.
    let own = "arn:aws:iam::*:policy/fn2-*";
    assert!(together(&[&version_of(own, "")]).contains("iam-001"));
    // Every session of today was issued after 2020.
    let since = r#""DateGreaterThan": {"aws:TokenIssueTime": "2020-01-01T00:00:01Z"}"#;
    assert!(together(&[&version_of(own, since)]).contains("iam-001"));
    // What is left of `iam` is enough.
    let rest = r#""Effect": "Allow", "Resource": "*",
        "NotAction": ["iam:Update*", "iam:Create*", "iam:Attach*"]"#;
    assert!(together(&[rest]).contains("iam-005"));

    let both = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "iam:*", "Resource": "*"},
        {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}]}"#;
    assert_eq!(together(&[both]), BTreeSet::new());
    assert_eq!(together(&[&allow("*"), &deny("*")]), BTreeSet::new());
    assert_eq!(together(&[&deny("iam:*")]), BTreeSet::new());
    // Nobody but AWS writes versions of these.
    let of_aws = "arn:aws:iam::aws:policy/*";
    assert_eq!(together(&[&version_of(of_aws, "")]), BTreeSet::new());
    // No session of today was issued before 2020.
    let until = r#""DateLessThan": {"aws:TokenIssueTime": "2020-01-01T00:00:01Z"}"#;
    assert_eq!(together(&[&version_of(own, until)]), BTreeSet::new());

    // A `Deny` in one region leaves all others.
    let but_here = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["iam:PassRole", "ec2:RunInstances"], "Resource": "*"},
        {"Effect": "Deny", "Action": "iam:PassRole", "Resource": "*",
        "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}]}"#;
    assert!(together(&[but_here]).contains("ec2-001"));
}

#[test]
fn a_deny_of_one_document_closes_what_another_opens() {
    let allow = r#""Effect": "Allow", "Action": "iam:PutUserPolicy", "Resource": "*""#;
    let deny = r#""Effect": "Deny", "Action": "iam:Put*", "Resource": "*""#;
    assert_eq!(together(&[allow]), ["iam-007".to_owned()].into());
    assert_eq!(together(&[allow, deny]), BTreeSet::new());
}

#[test]
fn a_path_lies_in_one_partition() {
    let pass = |partition: &str, service: &str| {
        format!(
            r#""Effect": "Allow", "Action": "iam:PassRole",
            "Resource": "arn:{partition}:iam::111122223333:role/admin",
            "Condition": {{"StringEquals": {{"iam:PassedToService": "{service}"}}}}"#
        )
    };
    let run = |partition: &str| {
        format!(
            r#""Effect": "Allow", "Action": "ec2:RunInstances",
            "Resource": "arn:{partition}:ec2:*:*:instance/*""#
        )
    };
    let china = pass("aws-cn", "ec2.amazonaws.com.cn");
    assert_eq!(
        together(&[&china, &run("aws-cn")]),
        ["ec2-001".to_owned()].into()
    );
    assert_eq!(together(&[&china, &run("aws")]), BTreeSet::new());

    let everywhere =
        r#""Effect": "Allow", "Action": ["iam:PassRole", "ec2:RunInstances"], "Resource": "*""#;
    let deny = r#""Effect": "Deny", "Action": "iam:Pass*", "Resource": "arn:aws:iam::*:role/*""#;
    assert_eq!(together(&[everywhere, deny]), BTreeSet::new());
}

#[test]
fn ones_own_access_keys_are_nobody_elses() {
    let own = r#""Effect": "Allow", "Action": ["iam:CreateAccessKey", "iam:UpdateLoginProfile"],
        "Resource": "arn:aws:iam::*:user/${aws:username}""#;
    assert_eq!(together(&[own]), BTreeSet::new());
    // To write one's own policy is an escalation all the same.
    let policy = r#""Effect": "Allow", "Action": "iam:PutUserPolicy",
        "Resource": "arn:aws:iam::*:user/${aws:username}""#;
    assert_eq!(together(&[policy]), ["iam-007".to_owned()].into());
}

#[test]
fn a_key_that_an_action_does_not_carry_closes_its_path() {
    for condition in [
        r#"{"StringEquals": {"ec2:InstanceType": "t2.micro"}}"#,
        r#"{"Bool": {"aws:PrincipalIsAWSService": "true"}}"#,
        r#"{"StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/b"}}"#,
    ] {
        let text = format!(
            r#""Effect": "Allow", "Action": "iam:CreateAccessKey", "Resource": "*",
            "Condition": {condition}"#
        );
        assert_eq!(together(&[&text]), BTreeSet::new(), "{condition}");
    }
}

#[test]
fn what_takes_too_long_to_find_out_is_taken_to_be_open() {
    let allow = r#"{"Effect": "Allow", "Action": "iam:CreateAccessKey", "Resource": "*"}"#;
    let deny = |n: usize| {
        let stars = format!("*{n}*a*b*c*d*e*f*{n}*");
        format!(
            r#"{{"Effect": "Deny", "Action": "iam:*", "NotResource": "arn:aws:iam::*:user/{stars}"}}"#
        )
    };
    let denies: Vec<String> = (0..12).map(deny).collect();
    let text = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{allow}, {}]}}"#,
        denies.join(",")
    );
    assert_eq!(together(&[&text]), ["iam-002".to_owned()].into());
}

#[test]
fn one_star_is_one_finding_whatever_is_taken_from_it() {
    let text = document(
        r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Action": "account:CloseAccount", "Resource": "*"}]}"#,
    );
    let findings = review(&text, Identity);
    let paths = findings.iter();
    let paths: Vec<_> = paths
        .filter(|one| one.code() == Code::PrivilegeEscalation)
        .collect();
    let [path] = paths.as_slice() else {
        panic!("{paths:#?}");
    };
    assert_eq!(path.span().text(&text), "\"*\"");
    assert!(path.message().contains("`iam-001`"), "{}", path.message());
}
