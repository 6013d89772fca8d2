//! What each policy type has and has not: the tables of G-9, G-12, G-25 and R-14.

use policy_core::PolicyType;

use crate::finding::Severity;

/// The grammar of one policy type. Another type is another row of [`TABLE`].
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "a table of yes and no")]
pub(crate) struct Rules {
    pub(crate) policy_type: PolicyType,
    /// With its article, as it reads in a message.
    pub(crate) name: &'static str,
    pub(crate) id: Presence,
    pub(crate) principal: Presence,
    /// Optional means: instead of `Principal`.
    pub(crate) not_principal: Presence,
    pub(crate) resource: Presence,
    /// Characters up to U+00FF only (G-1).
    pub(crate) latin_only: bool,
    /// Letters and digits only (G-9).
    pub(crate) plain_sid: bool,
    pub(crate) duplicate_sid: Severity,
    /// `Federated` principals, and no bare `*` (P-12, G-20).
    pub(crate) is_trust: bool,
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
    Forbidden,
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
    id: Presence::Forbidden,
    principal: Presence::Forbidden,
    not_principal: Presence::Forbidden,
    resource: Presence::Mandatory,
    latin_only: true,
    plain_sid: true,
    duplicate_sid: Severity::Error,
    is_trust: false,
    short_arn: ShortArn::Padded,
    wildcard_service: false,
    size: Size {
        limit: Some(6_144),
        unit: SizeUnit::Characters,
    },
};

static TABLE: [Rules; 5] = [
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
    Rules {
        policy_type: PolicyType::Resource,
        name: "a resource policy",
        id: Presence::Optional,
        principal: Presence::Mandatory,
        not_principal: Presence::Optional,
        resource: Presence::Advised,
        latin_only: false,
        plain_sid: false,
        duplicate_sid: Severity::Warning,
        is_trust: false,
        short_arn: ShortArn::PaddedAfterStar,
        wildcard_service: true,
        size: Size {
            limit: None,
            unit: SizeUnit::Bytes,
        },
    },
    Rules {
        policy_type: PolicyType::Trust,
        name: "a trust policy",
        id: Presence::Optional,
        principal: Presence::Mandatory,
        not_principal: Presence::Forbidden,
        resource: Presence::Forbidden,
        latin_only: true,
        plain_sid: false,
        duplicate_sid: Severity::Error,
        is_trust: true,
        short_arn: ShortArn::Refused,
        wildcard_service: false,
        size: Size {
            limit: Some(2_048),
            unit: SizeUnit::Characters,
        },
    },
];

impl Rules {
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
