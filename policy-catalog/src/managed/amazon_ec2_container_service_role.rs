//! `AmazonEC2ContainerServiceRole`.

use policy_eval::{Policy, include_policy};

use super::date::date;
use super::{ManagedPolicy, Version};

/// Load balancers for the service scheduler.
///
/// ```
/// use policy_catalog::managed;
///
/// let policy = &managed::AMAZON_EC2_CONTAINER_SERVICE_ROLE;
/// assert_eq!(policy.name(), "AmazonEC2ContainerServiceRole");
/// ```
///
/// AWS's page: <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceRole.html>
#[doc(alias = "AmazonEC2ContainerServiceRole")]
pub static AMAZON_EC2_CONTAINER_SERVICE_ROLE: ManagedPolicy = ManagedPolicy {
    name: "AmazonEC2ContainerServiceRole",
    arn: "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceRole",
    path: "/service-role/",
    printed_version: 2,
    default_version: Some(2),
    summary: "For the role of the service scheduler: container instances are registered with \
         load balancers and removed from them.",
    policy: &POLICY,
    document: include_str!("../../policies/managed/AmazonEC2ContainerServiceRole.json"),
    permissions: &[],
    considerations: &[],
    changes: &[],
    versions: VERSIONS,
    deprecation: None,
};

static POLICY: Policy = include_policy!(
    "../../policies/managed/AmazonEC2ContainerServiceRole.json",
    vendored = true
);

const VERSIONS: &[Version] = &[
    Version {
        number: 1,
        created: date(2015, 4, 9),
        description: "First version.",
        added: &[
            "ec2:AuthorizeSecurityGroupIngress",
            "ec2:Describe*",
            "elasticloadbalancing:DeregisterInstancesFromLoadBalancer",
            "elasticloadbalancing:Describe*",
            "elasticloadbalancing:RegisterInstancesWithLoadBalancer",
        ],
        removed: &[],
    },
    Version {
        number: 2,
        created: date(2016, 8, 11),
        description: "Target groups: registers and deregisters targets.",
        added: &[
            "elasticloadbalancing:DeregisterTargets",
            "elasticloadbalancing:RegisterTargets",
        ],
        removed: &[],
    },
];
