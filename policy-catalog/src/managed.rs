//! The policies that AWS prints for Amazon ECS, compiled, and what is known about each.
//!
//! There is a constant for each policy, named after it, and a look-up by name and by ARN.
//!
//! ```
//! use policy_catalog::managed;
//!
//! let policy = managed::by_name("AmazonECS_FullAccess").unwrap();
//! assert!(core::ptr::eq(policy, &managed::AMAZON_ECS_FULL_ACCESS));
//! ```
//!
//! The seven permissions policies are [`ManagedPolicy`] values, all listed in [`ALL`]. The eighth
//! document is the trust policy of a task's role: a [`TrustPolicy`], which cannot be used where
//! a permissions policy is wanted.
//!
//! The documents are those of the [Amazon ECS Developer Guide], in the versions printed there.
//! AWS has changed some of them since. [`ManagedPolicy::printed_version`] and
//! [`ManagedPolicy::default_version`] tell which.
//!
//! [Amazon ECS Developer Guide]: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html

mod amazon_ec2_container_service_autoscale_role;
mod amazon_ec2_container_service_events_role;
mod amazon_ec2_container_service_full_access;
mod amazon_ec2_container_service_role;
mod amazon_ec2_container_service_task_role;
mod amazon_ec2_container_servicefor_ec2_role;
mod amazon_ecs_full_access;
mod amazon_ecs_task_execution_role_policy;
mod date;
mod image_and_log_permissions;
mod metadata;
mod policy;

pub use amazon_ec2_container_service_autoscale_role::AMAZON_EC2_CONTAINER_SERVICE_AUTOSCALE_ROLE;
pub use amazon_ec2_container_service_events_role::AMAZON_EC2_CONTAINER_SERVICE_EVENTS_ROLE;
pub use amazon_ec2_container_service_full_access::AMAZON_EC2_CONTAINER_SERVICE_FULL_ACCESS;
pub use amazon_ec2_container_service_role::AMAZON_EC2_CONTAINER_SERVICE_ROLE;
pub use amazon_ec2_container_service_task_role::AMAZON_EC2_CONTAINER_SERVICE_TASK_ROLE;
pub use amazon_ec2_container_servicefor_ec2_role::AMAZON_EC2_CONTAINER_SERVICEFOR_EC2_ROLE;
pub use amazon_ecs_full_access::AMAZON_ECS_FULL_ACCESS;
pub use amazon_ecs_task_execution_role_policy::AMAZON_ECS_TASK_EXECUTION_ROLE_POLICY;
pub use date::Date;
pub use metadata::{
    Change, Consideration, DateStatement, Deprecation, Permission, Source, Version,
};
pub use policy::{ManagedPolicy, TrustPolicy};

/// Finds a managed policy by its name, with AWS's capitals.
///
/// ```
/// use policy_catalog::managed;
///
/// assert!(managed::by_name("AmazonECSTaskExecutionRolePolicy").is_some());
/// assert!(managed::by_name("amazonecstaskexecutionrolepolicy").is_none());
/// ```
#[must_use]
pub fn by_name(name: &str) -> Option<&'static ManagedPolicy> {
    BY_NAME.get(name).copied()
}

/// Finds a managed policy by its ARN.
///
/// ```
/// use policy_catalog::managed;
///
/// let policy = managed::by_arn("arn:aws:iam::aws:policy/AmazonECS_FullAccess").unwrap();
/// assert_eq!(policy.name(), "AmazonECS_FullAccess");
/// ```
#[must_use]
pub fn by_arn(arn: &str) -> Option<&'static ManagedPolicy> {
    BY_ARN.get(arn).copied()
}

/// Finds a trust policy by the name under which AWS prints it.
///
/// ```
/// use policy_catalog::managed;
///
/// assert!(managed::trust_by_name("AmazonEC2ContainerServiceTaskRole").is_some());
/// assert!(managed::by_name("AmazonEC2ContainerServiceTaskRole").is_none());
/// ```
#[must_use]
pub fn trust_by_name(name: &str) -> Option<&'static TrustPolicy> {
    TRUST_BY_NAME.get(name).copied()
}

/// All managed policies of the catalogue, in the order of the Developer Guide.
///
/// ```
/// use policy_catalog::managed;
///
/// let withdrawn = managed::ALL.iter().filter(|policy| policy.default_version().is_none());
/// assert!(withdrawn.map(|policy| policy.name()).eq(["AmazonEC2ContainerServiceFullAccess"]));
/// ```
pub static ALL: &[&ManagedPolicy] = &[
    &AMAZON_ECS_FULL_ACCESS,
    &AMAZON_EC2_CONTAINER_SERVICE_FULL_ACCESS,
    &AMAZON_EC2_CONTAINER_SERVICEFOR_EC2_ROLE,
    &AMAZON_ECS_TASK_EXECUTION_ROLE_POLICY,
    &AMAZON_EC2_CONTAINER_SERVICE_ROLE,
    &AMAZON_EC2_CONTAINER_SERVICE_AUTOSCALE_ROLE,
    &AMAZON_EC2_CONTAINER_SERVICE_EVENTS_ROLE,
];

/// All trust policies of the catalogue.
pub static ALL_TRUST: &[&TrustPolicy] = &[&AMAZON_EC2_CONTAINER_SERVICE_TASK_ROLE];

// The keys of the tables have to be literals. A test compares them with the policies.

static BY_NAME: phf::Map<&'static str, &'static ManagedPolicy> = phf::phf_map! {
    "AmazonECS_FullAccess" => &AMAZON_ECS_FULL_ACCESS,
    "AmazonEC2ContainerServiceFullAccess" => &AMAZON_EC2_CONTAINER_SERVICE_FULL_ACCESS,
    "AmazonEC2ContainerServiceforEC2Role" => &AMAZON_EC2_CONTAINER_SERVICEFOR_EC2_ROLE,
    "AmazonECSTaskExecutionRolePolicy" => &AMAZON_ECS_TASK_EXECUTION_ROLE_POLICY,
    "AmazonEC2ContainerServiceRole" => &AMAZON_EC2_CONTAINER_SERVICE_ROLE,
    "AmazonEC2ContainerServiceAutoscaleRole" => &AMAZON_EC2_CONTAINER_SERVICE_AUTOSCALE_ROLE,
    "AmazonEC2ContainerServiceEventsRole" => &AMAZON_EC2_CONTAINER_SERVICE_EVENTS_ROLE,
};

static BY_ARN: phf::Map<&'static str, &'static ManagedPolicy> = phf::phf_map! {
    "arn:aws:iam::aws:policy/AmazonECS_FullAccess" => &AMAZON_ECS_FULL_ACCESS,
    "arn:aws:iam::aws:policy/AmazonEC2ContainerServiceFullAccess" =>
        &AMAZON_EC2_CONTAINER_SERVICE_FULL_ACCESS,
    "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role" =>
        &AMAZON_EC2_CONTAINER_SERVICEFOR_EC2_ROLE,
    "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy" =>
        &AMAZON_ECS_TASK_EXECUTION_ROLE_POLICY,
    "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceRole" =>
        &AMAZON_EC2_CONTAINER_SERVICE_ROLE,
    "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceAutoscaleRole" =>
        &AMAZON_EC2_CONTAINER_SERVICE_AUTOSCALE_ROLE,
    "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole" =>
        &AMAZON_EC2_CONTAINER_SERVICE_EVENTS_ROLE,
};

static TRUST_BY_NAME: phf::Map<&'static str, &'static TrustPolicy> = phf::phf_map! {
    "AmazonEC2ContainerServiceTaskRole" => &AMAZON_EC2_CONTAINER_SERVICE_TASK_ROLE,
};
