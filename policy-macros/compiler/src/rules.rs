//! What each policy type has and has not: the tables of G-6, G-9, G-12, G-22, G-25 and R-14.

use std::borrow::Cow;

use policy_core::{Effect, PolicyType};

use crate::document::Version;
use crate::facts::policy_resource_type::PolicyResourceType;

/// The grammar of one policy type. Another type is another row of [`TABLE`].
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "a table of yes and no")]
pub(crate) struct Rules {
    pub(crate) policy_type: PolicyType,
    /// With its article, as it reads in a message.
    pub(crate) name: &'static str,
    pub(crate) version: Presence,
    /// The legal ones (G-6).
    pub(crate) versions: &'static [Version],
    pub(crate) id: Presence,
    /// The legal ones (G-22).
    pub(crate) effects: &'static [Effect],
    pub(crate) principal: Presence,
    /// Optional means: instead of `Principal`.
    pub(crate) not_principal: Presence,
    /// Instead of `Action`.
    pub(crate) not_action: Presence,
    pub(crate) resource: Presence,
    /// Characters up to U+00FF only (G-1).
    pub(crate) latin_only: bool,
    /// Letters and digits only (G-9).
    pub(crate) plain_sid: bool,
    /// Whether it is an error that two statements have the same one (G-9).
    pub(crate) unique_sids: bool,
    /// `Federated` principals, and no bare `*` (P-12, G-20).
    pub(crate) is_trust: bool,
    /// `Principal` is everybody, in one of two spellings (G-22).
    pub(crate) everybody_only: bool,
    /// Actions of the services in Appendix B, never all actions (G-22).
    pub(crate) rcp_services_only: bool,
    pub(crate) short_arn: ShortArn,
    pub(crate) wildcard_service: bool,
    pub(crate) size: Size,
}

/// Whether a type has an element (G-12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Mandatory,
    /// Not needed; leaving it out is a warning.
    Advised,
    Optional,
    /// With what to write instead.
    Forbidden(&'static str),
}

impl Presence {
    pub(crate) fn is_forbidden(self) -> bool {
        matches!(self, Presence::Forbidden(_))
    }
}

/// What becomes of an ARN with fewer than six fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShortArn {
    Padded,
    PaddedAfterStar,
    Refused,
}

/// The quota and its unit (G-24, G-25).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) limit: Option<usize>,
    pub(crate) unit: SizeUnit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SizeUnit {
    /// White space outside strings does not count.
    Characters,
    AllCharacters,
    /// White space outside strings does not count.
    Bytes,
}

const IDENTITY: Rules = Rules {
    policy_type: PolicyType::Identity,
    name: "an identity policy",
    version: Presence::Advised,
    versions: &Version::ALL,
    id: Presence::Forbidden("remove it"),
    effects: &[Effect::Allow, Effect::Deny],
    principal: OF_CALLER,
    not_principal: OF_CALLER,
    not_action: Presence::Optional,
    resource: Presence::Mandatory,
    latin_only: true,
    plain_sid: true,
    unique_sids: true,
    is_trust: false,
    everybody_only: false,
    rcp_services_only: false,
    short_arn: ShortArn::Padded,
    wildcard_service: false,
    size: Size {
        limit: Some(6_144),
        unit: SizeUnit::Characters,
    },
};

const OF_CALLER: Presence =
    Presence::Forbidden("remove it: the principal is the one that the policy is attached to");

const RESOURCE: Rules = Rules {
    policy_type: PolicyType::Resource,
    name: "a resource policy",
    id: Presence::Optional,
    principal: Presence::Mandatory,
    not_principal: Presence::Optional,
    resource: Presence::Advised,
    latin_only: false,
    plain_sid: false,
    unique_sids: false,
    short_arn: ShortArn::PaddedAfterStar,
    wildcard_service: true,
    size: Size {
        limit: None,
        unit: SizeUnit::Bytes,
    },
    ..IDENTITY
};

const SCP: Rules = Rules {
    policy_type: PolicyType::Scp,
    name: "a service control policy",
    version: Presence::Mandatory,
    versions: &[Version::V2012],
    principal: OF_ACCOUNTS,
    not_principal: OF_ACCOUNTS,
    latin_only: false,
    short_arn: ShortArn::PaddedAfterStar,
    wildcard_service: true,
    size: Size {
        limit: Some(10_240),
        unit: SizeUnit::AllCharacters,
    },
    ..IDENTITY
};

const OF_ACCOUNTS: Presence = Presence::Forbidden(
    "remove it: the policy is about the principals of the accounts that it is attached to; a condition on `aws:PrincipalArn` picks some of them",
);

static TABLE: [Rules; 8] = [
    IDENTITY,
    Rules {
        policy_type: PolicyType::Boundary,
        name: "a permissions boundary",
        ..IDENTITY
    },
    Rules {
        policy_type: PolicyType::Session,
        name: "a session policy",
        short_arn: ShortArn::Refused,
        size: Size {
            limit: Some(2_048),
            unit: SizeUnit::AllCharacters,
        },
        ..IDENTITY
    },
    RESOURCE,
    Rules {
        policy_type: PolicyType::Trust,
        name: "a trust policy",
        id: Presence::Optional,
        principal: Presence::Mandatory,
        not_principal: Presence::Forbidden("name the callers in `Principal`"),
        resource: Presence::Forbidden(
            "remove it: the resource is the role that the policy is attached to",
        ),
        plain_sid: false,
        is_trust: true,
        short_arn: ShortArn::Refused,
        size: Size {
            limit: Some(2_048),
            unit: SizeUnit::Characters,
        },
        ..IDENTITY
    },
    SCP,
    Rules {
        policy_type: PolicyType::Rcp,
        name: "a resource control policy",
        version: Presence::Advised,
        versions: &Version::ALL,
        effects: &[Effect::Deny],
        principal: Presence::Mandatory,
        not_principal: Presence::Forbidden(
            "write `\"Principal\": \"*\"`, and spare callers with a condition such as `\"ArnNotEquals\": {\"aws:PrincipalArn\": …}`",
        ),
        not_action: Presence::Forbidden("list in `Action` what is denied"),
        everybody_only: true,
        rcp_services_only: true,
        short_arn: ShortArn::Refused,
        size: Size {
            limit: Some(5_120),
            unit: SizeUnit::AllCharacters,
        },
        ..SCP
    },
    Rules {
        policy_type: PolicyType::Vpce,
        name: "a VPC endpoint policy",
        resource: Presence::Mandatory,
        size: Size {
            limit: Some(20_480),
            unit: SizeUnit::AllCharacters,
        },
        ..RESOURCE
    },
];

impl Rules {
    /// The name of the type, with what such a policy is attached to.
    pub(crate) fn name_with(&self, attached_to: Option<&PolicyResourceType>) -> Cow<'static, str> {
        match attached_to {
            Some(resource) => format!("{} on `{}`", self.name, resource.name).into(),
            None => self.name.into(),
        }
    }

    /// The grammar of `policy_type`; a type without a row is read as strictly as an identity policy.
    pub(crate) fn of(policy_type: PolicyType) -> &'static Rules {
        const STRICTEST: &Rules = &IDENTITY;
        TABLE
            .iter()
            .find(|rules| rules.policy_type == policy_type)
            .unwrap_or(STRICTEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_its_row() {
        for policy_type in PolicyType::ALL {
            assert_eq!(Rules::of(policy_type).policy_type, policy_type);
        }
    }
}
