//! The two kinds of catalogued policy.

use core::fmt;

use policy_eval::{Decision, Policies, Policy, Request};

use super::{Change, Consideration, Deprecation, Permission, Version};

/// A permissions policy that AWS manages: its document, compiled, and what is known about it.
///
/// ```
/// use policy_catalog::managed;
///
/// let policy = &managed::AMAZON_EC2_CONTAINER_SERVICE_EVENTS_ROLE;
/// assert_eq!(
///     policy.arn(),
///     "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole",
/// );
/// assert_eq!(policy.printed_version(), 2);
/// assert_eq!(policy.default_version(), Some(3));
/// ```
///
/// AWS describes managed policies in the [IAM User Guide].
///
/// [IAM User Guide]: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
pub struct ManagedPolicy {
    pub(super) name: &'static str,
    pub(super) arn: &'static str,
    pub(super) path: &'static str,
    pub(super) printed_version: u32,
    pub(super) default_version: Option<u32>,
    pub(super) summary: &'static str,
    pub(super) policy: &'static Policy<'static>,
    pub(super) document: &'static str,
    pub(super) permissions: &'static [Permission],
    pub(super) considerations: &'static [Consideration],
    pub(super) changes: &'static [Change],
    pub(super) versions: &'static [Version],
    pub(super) deprecation: Option<Deprecation>,
}

/// The policy alone: `explain(&managed::AMAZON_ECS_FULL_ACCESS, &request)`.
impl<'a> From<&'a ManagedPolicy> for Policies<'a> {
    fn from(policy: &'a ManagedPolicy) -> Self {
        Policies::from(policy.policy)
    }
}

impl ManagedPolicy {
    /// Decides on a request as if this policy were the caller's only one.
    ///
    /// ```
    /// use policy_catalog::managed;
    /// use policy_eval::{Action, Request};
    ///
    /// let request = Request::new(Action::from_static("ecs:UpdateService"), "*");
    /// assert!(managed::AMAZON_EC2_CONTAINER_SERVICE_AUTOSCALE_ROLE.evaluate(&request).is_allowed());
    /// assert!(!managed::AMAZON_EC2_CONTAINER_SERVICE_ROLE.evaluate(&request).is_allowed());
    /// ```
    pub fn evaluate(&self, request: &Request<'_>) -> Decision {
        self.policy.evaluate(request)
    }

    /// The compiled policy.
    #[must_use]
    pub const fn policy(&self) -> &'static Policy<'static> {
        self.policy
    }

    /// The name, with AWS's capitals.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The ARN, in the partition `aws`.
    #[must_use]
    pub const fn arn(&self) -> &'static str {
        self.arn
    }

    /// The path: `/`, or for instance `/service-role/`.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The version whose document this is: the one that the Developer Guide prints.
    #[must_use]
    pub const fn printed_version(&self) -> u32 {
        self.printed_version
    }

    /// The version in force in September 2026, or nothing if AWS has withdrawn the policy.
    ///
    /// ```
    /// use policy_catalog::managed;
    ///
    /// let full = &managed::AMAZON_ECS_FULL_ACCESS;
    /// assert_eq!((full.printed_version(), full.default_version()), (16, Some(22)));
    ///
    /// assert_eq!(managed::AMAZON_EC2_CONTAINER_SERVICE_FULL_ACCESS.default_version(), None);
    /// ```
    #[must_use]
    pub const fn default_version(&self) -> Option<u32> {
        self.default_version
    }

    /// What the policy is for.
    #[must_use]
    pub const fn summary(&self) -> &'static str {
        self.summary
    }

    /// The JSON text, byte for byte as the Developer Guide prints it.
    ///
    /// It is kept for display. A decision never reads it.
    #[must_use]
    pub const fn document(&self) -> &'static str {
        self.document
    }

    /// What its actions are for, in the order of the document.
    ///
    /// Empty where AWS explains none. Where it explains any, it explains all.
    #[must_use]
    pub const fn permissions(&self) -> &'static [Permission] {
        self.permissions
    }

    /// What to know before using it.
    #[must_use]
    pub const fn considerations(&self) -> &'static [Consideration] {
        self.considerations
    }

    /// The changes that AWS announced, oldest first.
    #[must_use]
    pub const fn changes(&self) -> &'static [Change] {
        self.changes
    }

    /// The versions whose dates are known, oldest first.
    ///
    /// ```
    /// use policy_catalog::managed::AMAZON_ECS_FULL_ACCESS;
    ///
    /// let [first, .., last] = AMAZON_ECS_FULL_ACCESS.versions() else { panic!() };
    /// assert_eq!((first.number(), last.number()), (1, 22));
    /// assert_eq!(last.created().to_string(), "2026-09-02");
    /// ```
    #[must_use]
    pub const fn versions(&self) -> &'static [Version] {
        self.versions
    }

    /// Since when, why and in favour of what it is deprecated, if it is.
    #[must_use]
    pub const fn deprecation(&self) -> Option<&Deprecation> {
        self.deprecation.as_ref()
    }
}

impl fmt::Debug for ManagedPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ManagedPolicy")
            .field("arn", &self.arn)
            .field("printed_version", &self.printed_version)
            .finish_non_exhaustive()
    }
}

/// A trust policy that AWS prints: who may assume the role that carries it.
///
/// It is a type of its own because it is no managed policy. It has no ARN and no versions, it
/// cannot be attached to anything, and it grants nothing but the use of its role.
///
/// ```
/// use policy_catalog::managed;
///
/// let trust = &managed::AMAZON_EC2_CONTAINER_SERVICE_TASK_ROLE;
/// assert_eq!(trust.service(), "ecs-tasks.amazonaws.com");
/// ```
///
/// AWS describes trust policies in the [IAM User Guide].
///
/// [IAM User Guide]: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html
pub struct TrustPolicy {
    pub(super) name: &'static str,
    pub(super) service: &'static str,
    pub(super) summary: &'static str,
    pub(super) policy: &'static Policy<'static>,
    pub(super) document: &'static str,
    pub(super) considerations: &'static [Consideration],
}

/// The policy alone.
impl<'a> From<&'a TrustPolicy> for Policies<'a> {
    fn from(policy: &'a TrustPolicy) -> Self {
        Policies::from(policy.policy)
    }
}

impl TrustPolicy {
    /// Decides on a request as if this document were the only policy of the role.
    ///
    /// ```
    /// use policy_catalog::managed::AMAZON_EC2_CONTAINER_SERVICE_TASK_ROLE as trust;
    /// use policy_eval::{Action, Principal, Request};
    ///
    /// let tasks = Principal::parse("ecs-tasks.amazonaws.com").unwrap();
    /// let assume = Action::from_static("sts:AssumeRole");
    /// let request = Request::new(assume, "arn:aws:iam::111122223333:role/web").by(&tasks);
    /// assert!(trust.evaluate(&request).is_allowed());
    /// ```
    pub fn evaluate(&self, request: &Request<'_>) -> Decision {
        self.policy.evaluate(request)
    }

    /// The compiled policy.
    #[must_use]
    pub const fn policy(&self) -> &'static Policy<'static> {
        self.policy
    }

    /// The name under which AWS prints it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The service principal that it trusts.
    #[must_use]
    pub const fn service(&self) -> &'static str {
        self.service
    }

    /// What the policy is for.
    #[must_use]
    pub const fn summary(&self) -> &'static str {
        self.summary
    }

    /// The JSON text, byte for byte as the Developer Guide prints it.
    #[must_use]
    pub const fn document(&self) -> &'static str {
        self.document
    }

    /// What to know before using it.
    #[must_use]
    pub const fn considerations(&self) -> &'static [Consideration] {
        self.considerations
    }
}

impl fmt::Debug for TrustPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TrustPolicy")
            .field("name", &self.name)
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}
