//! The documents that are in force for a request (G-12, E-39).

use serde_json::Value;

/// The documents in force for a request. An empty list means that none is attached.
///
/// ```
/// use policy_oracle::{Decision, Documents, Request, evaluate_all};
/// use serde_json::json;
///
/// let allow = |action| {
///     json!({
///         "Version": "2012-10-17",
///         "Statement": {"Effect": "Allow", "Action": action, "Resource": "*"},
///     })
/// };
/// let (everything, ecs) = (allow("*"), allow("ecs:*"));
/// let documents = Documents {
///     identity: vec![&everything],
///     scps: vec![vec![&everything], vec![&ecs]],
///     ..Documents::default()
/// };
/// let ask = |action| evaluate_all(&documents, &Request::new(action, "*"));
/// assert_eq!(ask("ecs:ListClusters"), Decision::Allow);
/// assert_eq!(ask("sqs:ListQueues"), Decision::ImplicitDeny);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Documents<'a> {
    /// All identity documents of the caller: one union (E-31).
    pub identity: Vec<&'a Value>,
    /// The boundary. Several are one union (U-22).
    pub boundary: Vec<&'a Value>,
    /// The session documents: one union (E-6).
    pub session: Vec<&'a Value>,
    /// The resource policy, when the resource is no role.
    pub resource: Option<&'a Value>,
    /// The resource policy, when the resource is a role: then the mode is required, whatever the
    /// request says (E-15).
    pub trust: Option<&'a Value>,
    /// The SCPs of the caller's account: a list of levels, root first (E-18). Without a level,
    /// SCPs do not apply; a level without documents denies (U-30).
    pub scps: Vec<Vec<&'a Value>>,
    /// The RCPs of the resource's account, all levels together (E-24).
    pub rcps: Vec<&'a Value>,
    /// The document of the VPC endpoint that the request comes through (E-26).
    pub vpce: Option<&'a Value>,
}

impl<'a> Documents<'a> {
    /// Every document with its type. Those of one type keep their order, SCPs level by level.
    pub fn iter(&self) -> impl Iterator<Item = (PolicyType, &'a Value)> {
        let Self {
            identity,
            boundary,
            session,
            resource,
            trust,
            scps,
            rcps,
            vpce,
        } = self;
        let of = |policy_type| move |document: &&'a Value| (policy_type, *document);
        (identity.iter().map(of(PolicyType::Identity)))
            .chain(boundary.iter().map(of(PolicyType::Boundary)))
            .chain(session.iter().map(of(PolicyType::Session)))
            .chain(resource.iter().map(of(PolicyType::Resource)))
            .chain(trust.iter().map(of(PolicyType::Trust)))
            .chain(scps.iter().flatten().map(of(PolicyType::Scp)))
            .chain(rcps.iter().map(of(PolicyType::Rcp)))
            .chain(vpce.iter().map(of(PolicyType::Vpce)))
    }

    /// One document alone. An SCP is the only one of the only level.
    pub(crate) fn only(document: &'a Value, policy_type: PolicyType) -> Self {
        let mut documents = Self::default();
        match policy_type {
            PolicyType::Identity => documents.identity.push(document),
            PolicyType::Boundary => documents.boundary.push(document),
            PolicyType::Session => documents.session.push(document),
            PolicyType::Resource => documents.resource = Some(document),
            PolicyType::Trust => documents.trust = Some(document),
            PolicyType::Scp => documents.scps.push(vec![document]),
            PolicyType::Rcp => documents.rcps.push(document),
            PolicyType::Vpce => documents.vpce = Some(document),
        }
        documents
    }
}

/// The role that a document plays (G-12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PolicyType {
    /// Attached to a user or role, or to a group of the user.
    Identity,
    /// Permissions boundary of a user or role.
    Boundary,
    /// Given when a session was made.
    Session,
    /// Attached to a resource.
    Resource,
    /// The resource policy of a role.
    Trust,
    /// Service control policy: what an organization lets the callers of an account do.
    Scp,
    /// Resource control policy: what an organization lets be done to the resources of an account.
    Rcp,
    /// Attached to a VPC endpoint.
    Vpce,
}

impl PolicyType {
    /// All eight.
    pub const ALL: [Self; 8] = [
        Self::Identity,
        Self::Boundary,
        Self::Session,
        Self::Resource,
        Self::Trust,
        Self::Scp,
        Self::Rcp,
        Self::Vpce,
    ];
}
