//! Where a policy stands among those in force.

use core::fmt;

use crate::PolicyType;

/// The part that a policy has in a decision.
///
/// AWS's page: [policy types][types].
///
/// [types]: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Layer {
    /// What the caller's identity policies grant.
    Identity,
    /// What the permissions boundary leaves of it.
    Boundary,
    /// What the session policies leave of it.
    Session,
    /// What the policy of the resource grants.
    Resource,
    /// What service control policies let the caller's account do.
    Scp,
    /// What resource control policies let be done to the resource.
    Rcp,
    /// What the VPC endpoint lets through.
    VpcEndpoint,
}

impl Layer {
    pub(crate) const fn takes(self, policy_type: PolicyType) -> bool {
        match self {
            Layer::Identity | Layer::Boundary | Layer::Session => matches!(
                policy_type,
                PolicyType::Identity | PolicyType::Boundary | PolicyType::Session
            ),
            Layer::Resource => matches!(policy_type, PolicyType::Resource | PolicyType::Trust),
            Layer::Scp => matches!(policy_type, PolicyType::Scp),
            Layer::Rcp => matches!(policy_type, PolicyType::Rcp),
            Layer::VpcEndpoint => matches!(policy_type, PolicyType::Vpce),
        }
    }

    /// The word for it in data, such as `identity`; the [`Display`](fmt::Display) form is
    /// for sentences.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Layer::Identity => "identity",
            Layer::Boundary => "boundary",
            Layer::Session => "session",
            Layer::Resource => "resource",
            Layer::Scp => "scp",
            Layer::Rcp => "rcp",
            Layer::VpcEndpoint => "vpce",
        }
    }
}

/// As in `identity policy`.
impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Layer::Identity => "identity policy",
            Layer::Boundary => "permissions boundary",
            Layer::Session => "session policy",
            Layer::Resource => "resource policy",
            Layer::Scp => "SCP",
            Layer::Rcp => "RCP",
            Layer::VpcEndpoint => "VPC endpoint policy",
        })
    }
}

/// Where a policy stands among those in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    layer: Layer,
    level: usize,
    document: usize,
}

impl Place {
    /// That of a policy that decides by itself.
    pub(crate) const ALONE: Self = Place::new(Layer::Identity, 0, 0);

    pub(crate) const fn new(layer: Layer, level: usize, document: usize) -> Self {
        Place {
            layer,
            level,
            document,
        }
    }

    /// The layer.
    #[must_use]
    pub const fn layer(&self) -> Layer {
        self.layer
    }

    /// The level of an SCP: the root of the organization is 1. Other layers have one level.
    #[must_use]
    pub const fn level(&self) -> usize {
        self.level + 1
    }

    /// Its position among the policies of its layer, or of its level; the first is 1.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.document + 1
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { layer, .. } = self;
        let position = self.position();
        match layer {
            Layer::Boundary | Layer::Resource | Layer::VpcEndpoint if position == 1 => {
                write!(f, "{layer}")
            }
            Layer::Scp => write!(f, "{layer} {position} of level {}", self.level()),
            _ => write!(f, "{layer} {position}"),
        }
    }
}

/// A policy in a layer that its type does not belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misplaced {
    layer: Layer,
    policy_type: PolicyType,
}

impl Misplaced {
    pub(crate) const fn new(layer: Layer, policy_type: PolicyType) -> Self {
        Misplaced { layer, policy_type }
    }

    /// The layer that it was given for.
    #[must_use]
    pub const fn layer(&self) -> Layer {
        self.layer
    }

    /// What it was compiled as.
    #[must_use]
    pub const fn policy_type(&self) -> PolicyType {
        self.policy_type
    }
}

impl fmt::Display for Misplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Misplaced { layer, policy_type } = self;
        write!(
            f,
            "a policy compiled with `type = {policy_type}` cannot be used as {layer}"
        )
    }
}

impl core::error::Error for Misplaced {}
