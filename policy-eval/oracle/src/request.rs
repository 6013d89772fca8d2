//! What is asked (section 8).

use serde_json::Value;

use crate::text;

/// One question: may this caller do this to that (Q-1)?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The caller; `None` if it is not stated. Then documents without principal elements take it
    /// for a user of the resource's account; for the others, the principal part of a Deny holds
    /// for it and that of an Allow does not.
    pub principal: Option<Caller>,
    /// `prefix:name`.
    pub action: String,
    /// An ARN or `*`.
    pub resource: String,
    /// `None`: the caller's account.
    pub resource_account: Option<String>,
    /// Keys are different under fold (Q-6).
    pub context: Vec<(String, Values)>,
    /// `resource_policy_mode` is `required` (E-14).
    pub resource_policy_required: bool,
    /// The resource belongs to the management account: RCPs do not bind it (E-25).
    pub resource_in_management_account: bool,
}

impl Request {
    /// A request of a caller that is not stated, without context.
    #[must_use]
    pub fn new(action: &str, resource: &str) -> Self {
        Self {
            principal: None,
            action: action.to_owned(),
            resource: resource.to_owned(),
            resource_account: None,
            context: Vec::new(),
            resource_policy_required: false,
            resource_in_management_account: false,
        }
    }

    /// Reads the form of the case files (Q-1, Appendix A); `None` if a mandatory field is missing
    /// or the principal is none.
    #[must_use]
    pub fn from_case(case: &Value) -> Option<Self> {
        let field = |name: &str| Some(case.get(name)?.as_str()?.to_owned());
        let context = match case.get("context") {
            Some(Value::Object(context)) => context
                .iter()
                .map(|(key, value)| (key.clone(), Values::from_case(value)))
                .collect(),
            _ => Vec::new(),
        };
        let no_attributes = Value::Null;
        let attributes = case.get("principal_attrs").unwrap_or(&no_attributes);
        Some(Self {
            principal: Some(Caller::from_case(&field("principal")?, attributes)?),
            action: field("action")?,
            resource: field("resource")?,
            resource_account: Some(field("resource_account")?),
            context,
            resource_policy_required: case["resource_policy_mode"] == "required",
            resource_in_management_account: case["resource_in_management_account"] == true,
        })
    }

    /// The values of a key; an empty list if it is absent (C-6, C-8).
    pub(crate) fn values(&self, key: &str) -> Values {
        let key = text::fold(key);
        self.context
            .iter()
            .find(|(name, _)| text::fold(name) == key)
            .map_or(Values::Many(Vec::new()), |(_, values)| values.clone())
    }
}

/// What the request carries for a key: one plain text or a list. A list of one is a list (C-9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// A plain text.
    One(String),
    /// A list; the empty one means absent (C-8).
    Many(Vec<String>),
}

impl Values {
    /// Reads a context value of a case file (Q-4).
    fn from_case(value: &Value) -> Self {
        match value {
            Value::Array(list) => Self::Many(list.iter().map(text::scalar).collect()),
            one => Self::One(text::scalar(one)),
        }
    }
}

/// Who asks (Q-2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// What sort of caller it is.
    pub kind: CallerKind,
    /// The ARN; the name of a service; the ARN or domain of a provider; empty for anonymous.
    pub name: String,
    /// The ARN of a session's role with its path; without it the role has no path.
    pub role_arn: Option<String>,
    /// `AIDA…` of the user or the parent user, `AROA…` of the session's role.
    pub unique_id: Option<String>,
    /// The ARN of a federated user's parent.
    pub user_arn: Option<String>,
    /// The canonical id of the caller's account.
    pub canonical_user: Option<String>,
    /// A session of a service-linked role: neither SCPs nor RCPs bind it (E-21, E-25).
    pub service_linked: bool,
    /// The caller's account is the management account: SCPs do not bind it (E-21).
    pub management_account: bool,
}

/// The columns of P-10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CallerKind {
    /// An IAM user, `GetSessionToken` credentials included (E-36).
    User,
    /// A session of a role.
    RoleSession,
    /// A session made by `GetFederationToken`.
    FederatedUser,
    /// The root user of an account.
    Root,
    /// A service principal.
    Service,
    /// An identity of a provider, before it has a role.
    FederatedIdentity,
    /// Nobody in particular.
    Anonymous,
}

impl Caller {
    /// Reads `principal` and `principal_attrs` of a case file (Appendix A); `None` if the text is
    /// no principal.
    ///
    /// ```
    /// use policy_oracle::{Caller, CallerKind};
    /// use serde_json::Value;
    ///
    /// let caller = Caller::from_case("sns.amazonaws.com", &Value::Null).unwrap();
    /// assert_eq!(caller.kind, CallerKind::Service);
    /// assert_eq!(Caller::from_case("arn:aws:iam::111122223333:group/ops", &Value::Null), None);
    /// ```
    #[must_use]
    pub fn from_case(principal: &str, attributes: &Value) -> Option<Self> {
        let fields: Vec<&str> = principal.splitn(6, ':').collect();
        let kind = if attributes["kind"] == "federated" {
            CallerKind::FederatedIdentity
        } else if principal == "anonymous" {
            CallerKind::Anonymous
        } else if let ["arn", _, service, "", _, rest] = fields[..] {
            match (service, rest.split('/').next()?) {
                ("iam", "root") if rest == "root" => CallerKind::Root,
                ("iam", "user") if rest != "user" => CallerKind::User,
                ("sts", "assumed-role") if rest.split('/').count() == 3 => CallerKind::RoleSession,
                ("sts", "federated-user") if rest.split('/').count() == 2 => {
                    CallerKind::FederatedUser
                }
                _ => return None,
            }
        } else if principal.contains('.') && !principal.contains(':') {
            CallerKind::Service
        } else {
            return None;
        };
        let attribute = |name: &str| attributes[name].as_str().map(str::to_owned);
        Some(Self {
            kind,
            name: match kind {
                CallerKind::Anonymous => String::new(),
                _ => principal.to_owned(),
            },
            role_arn: attribute("role_arn"),
            unique_id: attribute("unique_id"),
            user_arn: attribute("user_arn"),
            canonical_user: attribute("canonical_user"),
            service_linked: attributes["service_linked_role"] == true,
            management_account: attributes["management_account"] == true,
        })
    }

    /// The account, for those that have one (Q-2).
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        self.own_field(4)
    }

    /// The partition of a caller with an account.
    pub(crate) fn partition(&self) -> Option<&str> {
        self.own_field(1)
    }

    /// The ARN of a session's role: without the attribute, the role has no path (Q-2).
    pub(crate) fn role_arn(&self) -> Option<String> {
        if self.kind != CallerKind::RoleSession {
            return None;
        }
        if let Some(arn) = &self.role_arn {
            return Some(arn.clone());
        }
        let role = self.name.split('/').nth(1)?;
        let (partition, account) = (self.partition()?, self.account()?);
        Some(format!("arn:{partition}:iam::{account}:role/{role}"))
    }

    /// A field of the ARN, for callers that have an account.
    fn own_field(&self, index: usize) -> Option<&str> {
        match self.kind {
            CallerKind::User
            | CallerKind::RoleSession
            | CallerKind::FederatedUser
            | CallerKind::Root => self.name.split(':').nth(index),
            CallerKind::Service | CallerKind::FederatedIdentity | CallerKind::Anonymous => None,
        }
    }
}
