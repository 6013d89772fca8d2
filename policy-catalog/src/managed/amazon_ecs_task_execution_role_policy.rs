//! `AmazonECSTaskExecutionRolePolicy`.

use policy_eval::{Policy, include_policy};

use super::date::date;
use super::image_and_log_permissions::{
    BATCH_CHECK_LAYER_AVAILABILITY, BATCH_GET_IMAGE, CREATE_LOG_STREAM, GET_AUTHORIZATION_TOKEN,
    GET_DOWNLOAD_URL_FOR_LAYER, PUT_LOG_EVENTS,
};
use super::{Change, Consideration, ManagedPolicy, Permission, Source, Version};

/// The permissions of a task execution role.
///
/// ```
/// use policy_catalog::managed;
///
/// let policy = &managed::AMAZON_ECS_TASK_EXECUTION_ROLE_POLICY;
/// assert_eq!(policy.name(), "AmazonECSTaskExecutionRolePolicy");
/// ```
///
/// AWS's page: <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSTaskExecutionRolePolicy.html>
#[doc(alias = "AmazonECSTaskExecutionRolePolicy")]
pub static AMAZON_ECS_TASK_EXECUTION_ROLE_POLICY: ManagedPolicy = ManagedPolicy {
    name: "AmazonECSTaskExecutionRolePolicy",
    arn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
    path: "/service-role/",
    printed_version: 1,
    default_version: Some(1),
    summary: "For the task execution role: the calls of the agents of ECS and of AWS Fargate \
         that fetch a task's images and write its logs.",
    policy: &POLICY,
    document: include_str!("../../policies/managed/AmazonECSTaskExecutionRolePolicy.json"),
    permissions: PERMISSIONS,
    considerations: CONSIDERATIONS,
    changes: CHANGES,
    versions: VERSIONS,
    deprecation: None,
};

static POLICY: Policy = include_policy!(
    "../../policies/managed/AmazonECSTaskExecutionRolePolicy.json",
    vendored = true
);

const PERMISSIONS: &[Permission] = &[
    GET_AUTHORIZATION_TOKEN,
    BATCH_CHECK_LAYER_AVAILABILITY,
    GET_DOWNLOAD_URL_FOR_LAYER,
    BATCH_GET_IMAGE,
    CREATE_LOG_STREAM,
    PUT_LOG_EVENTS,
];

const CONSIDERATIONS: &[Consideration] = &[
    Consideration::new(
        Source::DeveloperGuide,
        "Whoever does without ECR or CloudWatch Logs can write a smaller policy of \
         their own with this one as a guide.",
    ),
    Consideration::new(
        Source::DeveloperGuide,
        "These are the permissions of the agent that starts the task. The code in its \
         containers has those of the task's own role.",
    ),
];

const CHANGES: &[Change] = &[Change::new(date(2017, 11, 16), "Created.")];

const VERSIONS: &[Version] = &[Version {
    number: 1,
    created: date(2017, 11, 16),
    description: "First version, still in force.",
    added: &[
        "ecr:GetAuthorizationToken",
        "ecr:BatchCheckLayerAvailability",
        "ecr:GetDownloadUrlForLayer",
        "ecr:BatchGetImage",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
    ],
    removed: &[],
}];
