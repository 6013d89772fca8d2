//! `AmazonEC2ContainerServiceFullAccess`.

use policy_eval::{Policy, include_policy};

use super::date::date;
use super::{
    AMAZON_ECS_FULL_ACCESS, Consideration, DateStatement, Deprecation, ManagedPolicy, Source,
    Version,
};

/// The withdrawn policy for administrators of Amazon ECS.
///
/// ```
/// use policy_catalog::managed;
///
/// let policy = &managed::AMAZON_EC2_CONTAINER_SERVICE_FULL_ACCESS;
/// assert_eq!(policy.name(), "AmazonEC2ContainerServiceFullAccess");
/// ```
///
/// AWS's page: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html>
#[doc(alias = "AmazonEC2ContainerServiceFullAccess")]
pub static AMAZON_EC2_CONTAINER_SERVICE_FULL_ACCESS: ManagedPolicy = ManagedPolicy {
    name: "AmazonEC2ContainerServiceFullAccess",
    arn: "arn:aws:iam::aws:policy/AmazonEC2ContainerServiceFullAccess",
    path: "/",
    printed_version: 4,
    default_version: None,
    summary: "The earlier policy for people who run Amazon ECS. AWS has withdrawn it.",
    policy: &POLICY,
    document: include_str!("../../policies/managed/AmazonEC2ContainerServiceFullAccess.json"),
    permissions: &[],
    considerations: CONSIDERATIONS,
    changes: &[],
    versions: VERSIONS,
    deprecation: Some(DEPRECATION),
};

static POLICY: Policy = include_policy!(
    "../../policies/managed/AmazonEC2ContainerServiceFullAccess.json",
    vendored = true
);

const DEPRECATION: Deprecation = Deprecation {
    // Two editions of the same page name different years. IAM's record decides between them.
    since: date(2021, 1, 29),
    statements: &[
        DateStatement::new(Source::DeveloperGuide, date(2021, 1, 29)),
        DateStatement::new(Source::DeveloperGuideShort, date(2020, 1, 29)),
        DateStatement::new(Source::PolicyRecord, date(2021, 1, 29)),
    ],
    reason: "A security finding: its `iam:PassRole` reaches every role of the account, and \
         with a role the credentials of that role.",
    effect: "It cannot be attached to users or roles any more. Those who had it attached \
         keep it; AWS advises them to change.",
    replacement: &AMAZON_ECS_FULL_ACCESS,
};

const CONSIDERATIONS: &[Consideration] = &[
    Consideration::new(
        Source::Document,
        "`iam:PassRole` stands beside the other actions, without a condition and for \
         every resource: each role of the account may be passed to each service.",
    ),
    Consideration::new(
        Source::Document,
        "`elasticloadbalancing:*` reaches every load balancer of the account, and so \
         does `autoscaling:UpdateAutoScalingGroup` every Auto Scaling group, whether \
         ECS made it or not.",
    ),
];

const VERSIONS: &[Version] = &[Version {
    number: 4,
    created: date(2017, 6, 8),
    description: "The last version. The dates and documents of those before it are not recorded here.",
    added: &[],
    removed: &[],
}];
