//! ARNs that name what there is not, field by field (K-3).

use policy_compiler::{Code, Options, Reference, read, read_service};
use policy_core::PolicyType::{Identity, Resource, Scp};

use crate::{Case, document, fires, review, silent};

pub(crate) const CASES: &[Case] = &[
    fires(
        "arn_account_not_allowed",
        Identity,
        r#""Effect": "Allow", "Action": "s3:PutObject",
        "Resource": "arn:aws:s3::111122223333:docs/*""#,
        "111122223333",
    ),
    fires(
        "arn_account_not_allowed",
        Identity,
        r#""Effect": "Deny", "Action": "*", "NotResource": "arn:aws:s3::111122223333:docs""#,
        "111122223333",
    ),
    silent(
        "arn_account_not_allowed",
        Identity,
        r#""Effect": "Allow", "Action": "s3:*", "Resource": [
            "arn:aws:s3:::docs", "arn:aws:s3:*:*:docs",
            "arn:aws:s3:eu-central-1:111122223333:accesspoint/docs",
            "arn:aws:s3:eu-central-1:111122223333:*"]"#,
    ),
    // The account field holds a name: R-10 says so already.
    silent(
        "arn_account_not_allowed",
        Identity,
        r#""Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3::docs:x""#,
    ),
    fires(
        "arn_region_not_allowed",
        Identity,
        r#""Effect": "Allow", "Action": "iam:*",
        "Resource": "arn:aws:iam:us-east-1:111122223333:role/web""#,
        "us-east-1",
    ),
    fires(
        "arn_region_not_allowed",
        Identity,
        r#""Effect": "Allow", "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:eu-central-1::docs/${aws:username}/*""#,
        "eu-central-1",
    ),
    // The name is wrong as well, but any would be.
    fires(
        "arn_region_not_allowed",
        Identity,
        r#""Effect": "Allow", "Action": "iam:*",
        "Resource": "arn:aws:iam:us-esat-1:111122223333:role/web""#,
        "us-esat-1",
    ),
    silent(
        "arn_region_not_allowed",
        Identity,
        r#""Effect": "Allow", "Action": "iam:*", "Resource": "arn:aws:iam:*:*:role/web""#,
    ),
    silent(
        "arn_region_not_allowed",
        Identity,
        r#""Effect": "Allow", "Action": "*", "Resource": [
            "arn:aws:braket:us-east-1::device/qpu/ionq/Aria-1", "arn:aws:braket:::device/a/b/c"]"#,
    ),
    fires(
        "invalid_arn_region",
        Identity,
        r#""Effect": "Allow", "Action": "sqs:SendMessage",
        "Resource": "arn:aws:sqs:us-esat-1:111122223333:jobs""#,
        "us-esat-1",
    ),
    fires(
        "invalid_arn_region",
        Identity,
        r#""Effect": "Allow", "Action": "*", "Resource": "arn:aws:sqs:EU-west-1:*:jobs""#,
        "EU-west-1",
    ),
    fires(
        "invalid_arn_region",
        Identity,
        r#""Effect": "Allow", "Action": "sqs:SendMessage", "Resource": [
            "arn:aws:sqs:eu-xentral-*:*:jobs", "arn:aws:sqs:eu-?entral-*:*:jobs"]"#,
        "eu-xentral-*",
    ),
    // There is such a region, but elsewhere.
    fires(
        "invalid_arn_region",
        Identity,
        r#""Effect": "Deny", "Action": "sqs:*", "Resource": "arn:aws:sqs:cn-north-1:*:jobs""#,
        "cn-north-1",
    ),
    fires(
        "invalid_arn_region",
        Identity,
        r#""Effect": "Deny", "Action": "sqs:*", "Resource": [
            "arn:aws-cn:sqs:us-gov-*:*:jobs", "arn:aws*:sqs:us-gov-*:*:jobs"]"#,
        "us-gov-*",
    ),
    silent(
        "invalid_arn_region",
        Identity,
        r#""Effect": "Deny", "Action": "sqs:*", "Resource": [
            "arn:*:sqs:cn-north-1:*:jobs", "arn:${aws:PrincipalTag/p}:sqs:cn-north-1:*:jobs",
            "arn:aws:sqs:${aws:RequestedRegion}-1:*:jobs", "arn:aws-us-gov:sqs:us-*:*:jobs"]"#,
    ),
    silent(
        "invalid_arn_region",
        Identity,
        r#""Effect": "Allow", "Action": "*", "Resource": [
            "arn:aws:sqs:us-*:111122223333:jobs", "arn:aws:sqs:${aws:RequestedRegion}:*:jobs",
            "arn:aws-cn:sqs:cn-north-1:111122223333:jobs", "arn:aws:iam::111122223333:user/x"]"#,
    ),
    fires(
        "invalid_arn_resource",
        Identity,
        r#""Effect": "Allow", "Action": "*",
        "Resource": "arn:aws:ecs:eu-central-1:111122223333:taskdefinition/web:1""#,
        r#""arn:aws:ecs:eu-central-1:111122223333:taskdefinition/web:1""#,
    ),
    fires(
        "invalid_arn_resource",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:StopTask",
        "NotResource": "arn:aws:ecs:*:*:tasks/prod/*""#,
        r#""arn:aws:ecs:*:*:tasks/prod/*""#,
    ),
    // An account without a region is no ARN of S3.
    fires(
        "invalid_arn_resource",
        Identity,
        r#""Effect": "Allow", "NotAction": "iam:*",
        "Resource": "arn:aws:iam:us-*:111122223333:role/web""#,
        r#""arn:aws:iam:us-*:111122223333:role/web""#,
    ),
    // N-8 has said it.
    silent(
        "invalid_arn_resource",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask",
        "Resource": "arn:aws:ecs:*:*:taskdefinition/web:1""#,
    ),
    silent(
        "invalid_arn_resource",
        Identity,
        r#""Effect": "Allow", "Action": "*", "Resource": [
            "arn:aws:ecs:*:*:task*", "arn:aws:ecs:*:*:*", "arn:aws:sqs:*:*:*.fifo",
            "arn:aws:ec2:*:*:volume/*", "arn:aws:iam::aws:policy/ReadOnlyAccess",
            "arn:aws:catalog:*:*:portfolio/*", "arn:aws:backup:*:*:recovery-point:*",
            "arn:aws:cloudformation:eu-central-1:aws:transform/Serverless-2016-10-31",
            "arn:aws:support:*:*:x"]"#,
    ),
    fires(
        "invalid_arn_service_case",
        Identity,
        r#""Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:S3:::docs""#,
        "S3",
    ),
    fires(
        "invalid_arn_service_case",
        Identity,
        r#""Effect": "Allow", "Action": "servicecatalog:*",
        "Resource": "arn:aws:Catalog:*:*:portfolio/x""#,
        "Catalog",
    ),
    silent(
        "invalid_arn_service_case",
        Identity,
        r#""Effect": "Allow", "Action": "S3:*", "Resource": "arn:aws:s3:::Docs""#,
    ),
    fires(
        "invalid_partition",
        Identity,
        r#""Effect": "Allow", "Action": "*", "Resource": "arn:aws-china:s3:::docs""#,
        "aws-china",
    ),
    silent(
        "invalid_partition",
        Scp,
        r#""Effect": "Deny", "Action": "*", "Resource": [
            "arn:aws-us-gov:s3:::docs", "arn:*:s3:::docs", "arn:aws-*:s3:::docs"]"#,
    ),
    fires(
        "invalid_service",
        Identity,
        r#""Effect": "Allow", "Action": "*", "Resource": "arn:aws:dynamo:*:*:table/x""#,
        "dynamo",
    ),
    fires(
        "invalid_service",
        Resource,
        r#""Effect": "Allow", "Principal": "*", "Action": "sqs:*",
        "Resource": "arn:aws:\u0073qss:*:*:jobs""#,
        r"\u0073qss",
    ),
    // A wildcard is a mistake of another kind (R-24), and retired services are N-4's.
    silent(
        "invalid_service",
        Scp,
        r#""Effect": "Deny", "Action": "*", "Resource": [
            "arn:aws:s*:::docs", "arn:aws:deepracer:*:*:car/x"]"#,
    ),
    fires(
        "missing_arn_account",
        Identity,
        r#""Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:eu-central-1::jobs""#,
        "::",
    ),
    fires(
        "missing_arn_account",
        Identity,
        r#""Effect": "Allow", "Action": "dynamodb:GetItem",
        "Resource": "arn:aws:dynamodb:*::table/x""#,
        "::",
    ),
    silent(
        "missing_arn_account",
        Identity,
        r#""Effect": "Allow", "Action": "*", "Resource": [
            "arn:aws:ssm:*::document/AWS-RunShellScript", "arn:aws:ssm:*::parameter/aws/service/*",
            "arn:aws:ec2:*::image/*", "arn:aws:s3:::docs", "arn:aws:sqs:*:${aws:PrincipalAccount}:x"]"#,
    ),
    fires(
        "missing_arn_region",
        Identity,
        r#""Effect": "Allow", "Action": "*", "Resource": "arn:aws:sqs::111122223333:jobs""#,
        "::",
    ),
    fires(
        "missing_arn_region",
        Identity,
        r#""Effect": "Allow", "Action": "ecs:RunTask",
        "Resource": "arn:aws:ecs::*:task-definition/web:1""#,
        "::",
    ),
    silent(
        "missing_arn_region",
        Identity,
        r#""Effect": "Allow", "Action": "*", "Resource": [
            "arn:aws:iam::111122223333:role/x", "arn:aws:sqs:*:111122223333:jobs",
            "arn:aws:wellarchitected::aws:lens/serverless", "arn:aws:s3::111122223333:accesspoint/x.mrap"]"#,
    ),
];

/// The codes of a statement about these resources, with what they point at.
fn found(resources: &str) -> Vec<(Code, String)> {
    let text = document(&format!(
        r#""Effect": "Allow", "Action": "s3:GetObject", "Resource": [{resources}]"#
    ));
    let findings = review(&text, Identity);
    let place = |one: &policy_compiler::Finding| one.span().text(&text).to_owned();
    findings
        .iter()
        .map(|one| (one.code(), place(one)))
        .collect()
}

#[test]
fn one_wrong_field_is_one_finding() {
    let owned = |code, place: &str| (code, place.to_owned());
    assert_eq!(
        found(r#""arn:aws:s3:eu-central-1::docs/*""#),
        [owned(Code::ArnRegionNotAllowed, "eu-central-1")]
    );
    assert_eq!(
        found(r#""arn:aws-x:s3:eu-central-1:111122223333:docs/*""#),
        [
            owned(Code::InvalidPartition, "aws-x"),
            owned(Code::ArnRegionNotAllowed, "eu-central-1"),
            owned(Code::ArnAccountNotAllowed, "111122223333"),
        ]
    );
    assert_eq!(
        found(r#""arn:aws:S3:::docs/*", "arn:aws:s4:::docs/*""#),
        [
            owned(Code::InvalidArnServiceCase, "S3"),
            owned(Code::InvalidService, "s4"),
        ]
    );
    // A short ARN is padded; its fields are in the wrong places.
    let codes: Vec<_> = found(r#""arn:aws:s3:docs/*""#);
    assert_eq!(codes, [owned(Code::ShortArn, r#""arn:aws:s3:docs/*""#)]);
}

#[test]
fn services_of_ones_own_have_arns_too() {
    let (service, findings) = read_service(
        r#"{"service": "desk", "resources": [
            {"name": "paper", "arn": "arn:aws:desk::${Account}:paper/${Id}"},
            {"name": "stamp", "arn": "arn:aws:stamps:::${Id}"}
        ]}"#,
    );
    let service = service.unwrap_or_else(|| panic!("{findings:?}"));
    let reference = Reference::aws().with_service(service).expect("one service");
    let options = Options::new(Identity).reference(reference.into());
    let codes = |resource: &str| -> Vec<Code> {
        let text = document(&format!(
            r#""Effect": "Allow", "Action": "*", "Resource": "{resource}""#
        ));
        let (_, findings) = read(&text, &options);
        findings
            .iter()
            .map(policy_compiler::Finding::code)
            .collect()
    };
    assert_eq!(codes("arn:aws:desk::111122223333:paper/1"), []);
    assert_eq!(codes("arn:aws:stamps:::1"), []);
    assert_eq!(codes("arn:aws:desk:::paper/1"), [Code::MissingArnAccount]);
    assert_eq!(
        codes("arn:aws:stamps::111122223333:1"),
        [Code::ArnAccountNotAllowed]
    );
    assert_eq!(
        codes("arn:aws:desk::111122223333:pen/1"),
        [Code::InvalidArnResource]
    );
}
