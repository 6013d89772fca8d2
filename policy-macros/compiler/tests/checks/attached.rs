//! What policies of a type, or on a type of resource, can be about (K-4).

use policy_compiler::{Code, Level, Options, read};
use policy_core::PolicyType::{self, Identity, Resource, Scp, Trust};

use crate::{Case, document, fires, options, silent};

pub(crate) const CASES: &[Case] = &[
    // One mistake is one finding.
    silent(
        "unreachable_action",
        Resource,
        r#""Effect": "Allow", "Principal": {"AWS": "111122223333"},
        "Action": ["s3:GetObject", "sqs:SendMessage"], "Resource": "arn:aws:s3:::docs/*""#,
    )
    .about("AWS::S3::Bucket"),
    fires(
        "scp_syntax_error_action_wildcard",
        Scp,
        r#""Effect": "Deny", "Action": ["ecs:*Task", "ecs:Run*"], "Resource": "*""#,
        r#""ecs:*Task""#,
    ),
    fires(
        "scp_syntax_error_action_wildcard",
        Scp,
        r#""Effect": "Deny", "NotAction": ["ecs:Run?ask", "iam:*", "*"], "Resource": "*""#,
        r#""ecs:Run?ask""#,
    ),
    silent(
        "scp_syntax_error_action_wildcard",
        Scp,
        r#""Effect": "Deny", "Action": ["*", "ecs:*", "ecs:Run*", "ecs:RunTas?"], "Resource": "*""#,
    ),
    silent(
        "scp_syntax_error_action_wildcard",
        Identity,
        r#""Effect": "Deny", "Action": "ecs:*Task", "Resource": "*""#,
    ),
    // Of another service; of S3, but about no bucket.
    fires(
        "unsupported_action_in_policy",
        Resource,
        r#""Effect": "Allow", "Principal": {"AWS": "111122223333"},
        "Action": ["s3:GetObject", "sqs:*"], "Resource": "arn:aws:s3:::docs/*""#,
        r#""sqs:*""#,
    )
    .about("AWS::S3::Bucket"),
    fires(
        "unsupported_action_in_policy",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": ["S3:Get*", "s3:ListAllMyBuckets"],
        "Resource": "arn:aws:s3:::docs*""#,
        r#""s3:ListAllMyBuckets""#,
    )
    .about("AWS::S3::Bucket"),
    fires(
        "unsupported_action_in_policy",
        Resource,
        r#""Effect": "Allow", "Principal": {"AWS": "111122223333"},
        "Action": ["kms:Decrypt", "kms:List*", "kms:CreateK*"], "Resource": "*""#,
        r#""kms:CreateK*""#,
    )
    .about("AWS::KMS::Key"),
    silent(
        "unsupported_action_in_policy",
        Resource,
        r#""Effect": "Allow", "Principal": {"AWS": "111122223333"},
        "Action": ["SQS:SendMessage", "sqs:*", "*"], "Resource": "*""#,
    )
    .about("AWS::SQS::Queue"),
    // A name that is unknown is no second mistake.
    silent(
        "unsupported_action_in_policy",
        Resource,
        r#""Effect": "Allow", "Principal": {"AWS": "111122223333"},
        "Action": ["sqs:SendMesage", "qsq:SendMessage"], "Resource": "*""#,
    )
    .about("AWS::SQS::Queue"),
    silent(
        "unsupported_action_in_policy",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "NotAction": "ec2:RunInstances", "Resource": "*""#,
    )
    .about("AWS::SQS::Queue"),
    // By these nobody assumes a role.
    fires(
        "unsupported_action_in_policy",
        Trust,
        r#""Effect": "Allow", "Principal": {"AWS": "111122223333"},
        "Action": ["sts:AssumeRole", "s3:GetObject"]"#,
        r#""s3:GetObject""#,
    ),
    fires(
        "unsupported_action_in_policy",
        Trust,
        r#""Effect": "Deny", "Principal": {"AWS": "111122223333"}, "Action": "sts:Get*""#,
        r#""sts:Get*""#,
    ),
    fires(
        "unsupported_action_in_policy",
        Trust,
        r#""Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/corp"},
        "Action": ["sts:AssumeRoleWithSAML", "sts:AssumeRoot"]"#,
        r#""sts:AssumeRoot""#,
    ),
    silent(
        "unsupported_action_in_policy",
        Trust,
        r#""Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": [
            "STS:assumerole", "sts:Tag*", "sts:SetSourceIdentity", "sts:SetContext", "sts:*", "*",
            "sts:AssumeRoll", "s4:GetObject"]"#,
    ),
    silent(
        "unsupported_action_in_policy",
        Trust,
        r#""Effect": "Deny", "Principal": {"AWS": "111122223333"}, "NotAction": "s3:GetObject""#,
    ),
    // Nobody has said what it is attached to.
    silent(
        "unsupported_action_in_policy",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "ec2:RunInstances", "Resource": "*""#,
    ),
    fires(
        "unsupported_resource_arn_in_policy",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "*",
        "Resource": ["arn:aws:s3:::docs", "arn:aws:sqs:*:*:jobs"]"#,
        r#""arn:aws:sqs:*:*:jobs""#,
    )
    .about("AWS::S3::Bucket"),
    fires(
        "unsupported_resource_arn_in_policy",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "s3:*",
        "NotResource": "arn:aws:s3:eu-central-1:111122223333:accesspoint/docs""#,
        r#""arn:aws:s3:eu-central-1:111122223333:accesspoint/docs""#,
    )
    .about("AWS::S3::Bucket"),
    silent(
        "unsupported_resource_arn_in_policy",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "*", "Resource": [
            "*", "arn:aws:s3:::docs", "arn:aws:s3:::docs/*", "arn:*:s3:*:*:*", "arn:aws:s*:::docs"]"#,
    )
    .about("AWS::S3::Bucket"),
    // K-3 says that the region is wrong.
    silent(
        "unsupported_resource_arn_in_policy",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "*",
        "Resource": "arn:aws:s3:eu-central-1::docs""#,
    )
    .about("AWS::S3::Bucket"),
    silent(
        "unsupported_resource_arn_in_policy",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "arn:aws:sqs:*:*:jobs""#,
    ),
    fires(
        "missing_resource",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "sqs:SendMessage""#,
        "{",
    )
    .about("AWS::SQS::Queue"),
    silent(
        "missing_resource",
        Resource,
        r#""Effect": "Deny", "Principal": "*", "Action": "ecr:BatchGetImage""#,
    )
    .about("AWS::ECR::Repository"),
];

#[test]
fn what_needs_a_resource_has_to_have_it() {
    let text = document(r#""Effect": "Deny", "Principal": "*", "Action": "sqs:SendMessage""#);
    let level = |options: &Options| {
        let (_, findings) = read(&text, options);
        let mut missing = findings.iter();
        let missing = missing.find(|one| one.code() == Code::MissingResource);
        missing.map(policy_compiler::Finding::default_level)
    };
    let of = |name| options(Resource).resource_type(name).expect("a type");
    assert_eq!(level(&options(Resource)), Some(Level::Warn));
    assert_eq!(level(&of("AWS::SQS::Queue")), Some(Level::Deny));
    assert_eq!(level(&of("AWS::Lambda::Function")), Some(Level::Warn));
    assert_eq!(level(&of("AWS::ECR::Repository")), None);
}

#[test]
fn the_size_is_that_of_the_resource() {
    let text = document(&format!(
        r#""Sid": "{}", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*""#,
        "x".repeat(21_000)
    ));
    let message = |options: &Options| {
        let (_, findings) = read(&text, options);
        let mut large = findings.iter();
        let large = large.find(|one| one.code() == Code::TooLarge);
        large.map(|one| one.message().to_owned())
    };
    let of = |name| Options::new(Resource).resource_type(name).expect("a type");
    let size = text.len() - text.matches(' ').count();
    assert_eq!(
        message(&of("AWS::S3::Bucket")),
        Some(format!(
            "the document has {size} bytes without white space; the limit is 20480 for a resource policy on `AWS::S3::Bucket`"
        ))
    );
    assert_eq!(message(&of("AWS::KMS::Key")), None);
    assert_eq!(message(&of("AWS::S3::Bucket").size_limit(30_000)), None);
    assert_eq!(message(&Options::new(Resource)), None);
}

#[test]
fn types_of_resources_are_known_or_refused() {
    let refused = |policy_type: PolicyType, name: &str| {
        let named = Options::new(policy_type).resource_type(name);
        named.expect_err("a mistake").to_string()
    };
    assert!(
        refused(Resource, "AWS::S3::Buckt").ends_with("a similar one exists: `AWS::S3::Bucket`")
    );
    assert!(
        refused(Resource, "Mars").contains("`; there are: `AWS::ACMPCA::CertificateAuthority`, `")
    );
    assert!(refused(Resource, "AWS::IAM::AssumeRolePolicyDocument").contains("`trust`"));
    for policy_type in [Identity, Trust, PolicyType::Vpce] {
        let message = refused(policy_type, "AWS::S3::Bucket");
        assert!(
            message.starts_with("a resource type goes with resource policies only"),
            "{message}"
        );
    }
}
