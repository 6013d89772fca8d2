//! `AmazonEC2ContainerServiceEventsRole`.

use policy_eval::{Policy, include_policy};

use super::date::date;
use super::{Consideration, ManagedPolicy, Source, Version};

/// Tasks that events and schedules start.
///
/// ```
/// use policy_catalog::managed;
///
/// let policy = &managed::AMAZON_EC2_CONTAINER_SERVICE_EVENTS_ROLE;
/// assert_eq!(policy.name(), "AmazonEC2ContainerServiceEventsRole");
/// ```
///
/// AWS's page: <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceEventsRole.html>
#[doc(alias = "AmazonEC2ContainerServiceEventsRole")]
pub static AMAZON_EC2_CONTAINER_SERVICE_EVENTS_ROLE: ManagedPolicy = ManagedPolicy {
    name: "AmazonEC2ContainerServiceEventsRole",
    arn: "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole",
    path: "/service-role/",
    printed_version: 2,
    default_version: Some(3),
    summary: "For CloudWatch Events: runs tasks, for instance on a schedule.",
    policy: &POLICY,
    document: include_str!("../../policies/managed/AmazonEC2ContainerServiceEventsRole.json"),
    permissions: &[],
    considerations: CONSIDERATIONS,
    changes: &[],
    versions: VERSIONS,
    deprecation: None,
};

static POLICY: Policy = include_policy!(
    "../../policies/managed/AmazonEC2ContainerServiceEventsRole.json",
    vendored = true
);

const CONSIDERATIONS: &[Consideration] = &[Consideration::new(
    Source::Document,
    "Every role may be passed, but to ECS tasks only. Without that permission a \
     task with a role of its own could not be started.",
)];

const VERSIONS: &[Version] = &[
    Version {
        number: 1,
        created: date(2017, 5, 30),
        description: "First version: runs tasks.",
        added: &["ecs:RunTask"],
        removed: &[],
    },
    Version {
        number: 2,
        created: date(2018, 5, 22),
        description: "Passes the roles of the tasks to ECS.",
        added: &["iam:PassRole"],
        removed: &[],
    },
    Version {
        number: 3,
        created: date(2023, 3, 6),
        description: "Tags tasks while they are started.",
        added: &["ecs:TagResource"],
        removed: &[],
    },
];
