//! `AmazonEC2ContainerServiceTaskRole`.

use policy_eval::{Policy, include_policy};

use super::{Consideration, Source, TrustPolicy};

/// The trust policy of a task's role.
///
/// ```
/// use policy_catalog::managed;
///
/// let trust = &managed::AMAZON_EC2_CONTAINER_SERVICE_TASK_ROLE;
/// assert_eq!(trust.name(), "AmazonEC2ContainerServiceTaskRole");
/// ```
///
/// AWS's page: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html>
#[doc(alias = "AmazonEC2ContainerServiceTaskRole")]
pub static AMAZON_EC2_CONTAINER_SERVICE_TASK_ROLE: TrustPolicy = TrustPolicy {
    name: "AmazonEC2ContainerServiceTaskRole",
    service: "ecs-tasks.amazonaws.com",
    summary: "Lets the containers of an ECS task call AWS with the role that has this trust policy.",
    policy: &POLICY,
    document: include_str!("../../policies/trust/AmazonEC2ContainerServiceTaskRole.json"),
    considerations: CONSIDERATIONS,
};

static POLICY: Policy = include_policy!("../../policies/trust/AmazonEC2ContainerServiceTaskRole.json", type = trust, vendored = true);

const CONSIDERATIONS: &[Consideration] = &[
    Consideration::new(
        Source::Document,
        "It says who may assume the role, and nothing about what the role may do. \
         Permissions come from policies that are attached to the role.",
    ),
    Consideration::new(
        Source::Document,
        "It has no condition: ECS may use the role for any task whose caller may pass the role.",
    ),
];
