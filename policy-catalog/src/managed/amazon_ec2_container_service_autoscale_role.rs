//! `AmazonEC2ContainerServiceAutoscaleRole`.

use policy_eval::{Policy, include_policy};

use super::date::date;
use super::{ManagedPolicy, Version};

/// Scaling of services by Application Auto Scaling.
///
/// ```
/// use policy_catalog::managed;
///
/// let policy = &managed::AMAZON_EC2_CONTAINER_SERVICE_AUTOSCALE_ROLE;
/// assert_eq!(policy.name(), "AmazonEC2ContainerServiceAutoscaleRole");
/// ```
///
/// AWS's page: <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceAutoscaleRole.html>
#[doc(alias = "AmazonEC2ContainerServiceAutoscaleRole")]
pub static AMAZON_EC2_CONTAINER_SERVICE_AUTOSCALE_ROLE: ManagedPolicy = ManagedPolicy {
    name: "AmazonEC2ContainerServiceAutoscaleRole",
    arn: "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceAutoscaleRole",
    path: "/service-role/",
    printed_version: 2,
    default_version: Some(2),
    summary: "For Application Auto Scaling: changes the number of tasks that a service \
         wants, up and down, when CloudWatch alarms say so.",
    policy: &POLICY,
    document: include_str!("../../policies/managed/AmazonEC2ContainerServiceAutoscaleRole.json"),
    permissions: &[],
    considerations: &[],
    changes: &[],
    versions: VERSIONS,
    deprecation: None,
};

static POLICY: Policy = include_policy!(
    "../../policies/managed/AmazonEC2ContainerServiceAutoscaleRole.json",
    vendored = true
);

const VERSIONS: &[Version] = &[
    Version {
        number: 1,
        created: date(2016, 5, 12),
        description: "First version.",
        added: &[
            "ecs:DescribeServices",
            "ecs:UpdateService",
            "cloudwatch:DescribeAlarms",
        ],
        removed: &[],
    },
    Version {
        number: 2,
        created: date(2018, 2, 5),
        description: "Writes alarms as well as reading them.",
        added: &["cloudwatch:PutMetricAlarm"],
        removed: &[],
    },
];
