//! The small closed sets of the language: effects, decisions, policy types.

use core::fmt;

/// What a statement does when it applies (G-10).
///
/// ```
/// use policy_core::Effect;
///
/// assert_eq!(Effect::Deny.to_string(), "Deny");
/// ```
///
/// AWS's page: [the element `Effect`][effect].
///
/// [effect]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// The statement grants.
    Allow,
    /// The statement forbids, whatever else grants (E-3).
    Deny,
}

impl Effect {
    /// The spelling of policy documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Effect::Allow => "Allow",
            Effect::Deny => "Deny",
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The outcome of a request (E-1).
///
/// ```
/// use policy_core::Decision;
///
/// assert!(Decision::Allow.is_allowed());
/// assert!(!Decision::ImplicitDeny.is_allowed());
/// ```
///
/// AWS's page: [explicit and implicit denies][denies].
///
/// [denies]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use = "a decision that nobody looks at protects nothing"]
pub enum Decision {
    /// Something grants, and nothing forbids.
    Allow,
    /// Nothing grants.
    ImplicitDeny,
    /// A Deny statement applies.
    ExplicitDeny,
}

impl Decision {
    /// Whether the request may go on.
    #[must_use]
    pub const fn is_allowed(self) -> bool {
        matches!(self, Decision::Allow)
    }

    /// The name of the outcome: `Allow`, `ImplicitDeny` or `ExplicitDeny`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Decision::Allow => "Allow",
            Decision::ImplicitDeny => "ImplicitDeny",
            Decision::ExplicitDeny => "ExplicitDeny",
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a document is attached to; fixes its grammar and its role (G-12, G-18 … G-23).
///
/// The same text grants as an identity policy, and only limits as a boundary, a session
/// policy or a service control policy:
///
/// ```
/// use policy_compiler::{Options, compile};
/// use policy_core::{Decision, PolicyType, Request};
///
/// let text = r#"{
///     "Version": "2012-10-17",
///     "Statement": { "Effect": "Allow", "Action": "ecs:*", "Resource": "*" }
/// }"#;
/// let request = Request::parse("ecs:RunTask", "*")?;
/// for (policy_type, decision) in [
///     (PolicyType::Identity, Decision::Allow),
///     (PolicyType::Boundary, Decision::ImplicitDeny),
///     (PolicyType::Session, Decision::ImplicitDeny),
///     (PolicyType::Scp, Decision::ImplicitDeny),
/// ] {
///     let compiled = compile(text, &Options::new(policy_type)).unwrap();
///     assert_eq!(compiled.policy().evaluate(&request), decision);
/// }
///
/// // The policy of a resource has to say whom it is about.
/// assert!(compile(text, &Options::new(PolicyType::Resource)).is_err());
/// # Ok::<(), policy_core::RequestError>(())
/// ```
///
/// AWS's page: [policy types][types].
///
/// [types]: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PolicyType {
    /// Attached to a user, group or role; grants to its caller.
    Identity,
    /// A permissions boundary: limits what identity policies grant (E-5).
    Boundary,
    /// Passed when a session is created: limits it (E-6).
    Session,
    /// Attached to a resource, such as a bucket or a queue; names principals.
    Resource,
    /// The trust policy of a role: who may assume it (E-15).
    Trust,
    /// A service control policy (SCP): limits the principals of the accounts that it is
    /// attached to (G-21).
    Scp,
    /// A resource control policy (RCP): limits who gets at the resources of the accounts that
    /// it is attached to; it only denies (G-22).
    Rcp,
    /// The policy of a VPC endpoint: limits what goes through it (G-23).
    Vpce,
}

impl PolicyType {
    /// Every policy type.
    pub const ALL: [PolicyType; 8] = [
        PolicyType::Identity,
        PolicyType::Boundary,
        PolicyType::Session,
        PolicyType::Resource,
        PolicyType::Trust,
        PolicyType::Scp,
        PolicyType::Rcp,
        PolicyType::Vpce,
    ];

    /// The word for it in macros and data files, such as `identity`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            PolicyType::Identity => "identity",
            PolicyType::Boundary => "boundary",
            PolicyType::Session => "session",
            PolicyType::Resource => "resource",
            PolicyType::Trust => "trust",
            PolicyType::Scp => "scp",
            PolicyType::Rcp => "rcp",
            PolicyType::Vpce => "vpce",
        }
    }

    /// The type with this word, as [`as_str`](Self::as_str) spells it.
    ///
    /// ```
    /// use policy_core::PolicyType;
    ///
    /// assert_eq!(PolicyType::parse("trust"), Some(PolicyType::Trust));
    /// assert_eq!(PolicyType::parse("Trust"), None);
    /// ```
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }

    /// Whether documents of this type say whom they are about (G-12).
    #[must_use]
    pub const fn names_principals(self) -> bool {
        matches!(
            self,
            PolicyType::Resource | PolicyType::Trust | PolicyType::Rcp | PolicyType::Vpce
        )
    }
}

impl fmt::Display for PolicyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
