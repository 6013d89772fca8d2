//! Which side grants.

use policy_core::record::{self, MatchKind, Verdicts};
use policy_core::{Decision, Request};

/// Which side grants what is allowed (E-39).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GrantedBy {
    /// The caller is the root user, who needs no grant at home (E-27).
    RootUser,
    /// The caller's identity policies.
    IdentityPolicies,
    /// The policy of the resource, which names the caller or its role (E-7 … E-9, E-13).
    ResourcePolicy,
    /// Both together, as across accounts (E-16) and where the resource insists (E-14).
    BothSides,
}

impl GrantedBy {
    /// The word for it in data: `root`, `identity`, `resource` or `both`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            GrantedBy::RootUser => "root",
            GrantedBy::IdentityPolicies => "identity",
            GrantedBy::ResourcePolicy => "resource",
            GrantedBy::BothSides => "both",
        }
    }

    /// What the formula cannot do without.
    pub(crate) fn of(request: &Request<'_>, verdicts: Verdicts) -> Self {
        let allows = |verdicts: Verdicts| record::combine(request, &verdicts) == Decision::Allow;
        let resource = None;
        let identity = false;
        if allows(Verdicts {
            resource,
            identity,
            ..verdicts
        }) {
            GrantedBy::RootUser
        } else if allows(Verdicts {
            resource,
            ..verdicts
        }) {
            GrantedBy::IdentityPolicies
        } else if verdicts.resource > Some(MatchKind::Account)
            && allows(Verdicts {
                identity,
                ..verdicts
            })
        {
            GrantedBy::ResourcePolicy
        } else {
            GrantedBy::BothSides
        }
    }
}
