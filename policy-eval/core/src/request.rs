//! Requests (Q-1 … Q-7).

use core::fmt;

use crate::{AccountId, Action, Context, ParseActionError, Principal};

/// One question: may this caller take this action on this resource?
///
/// A call that touches several resources is several requests (E-32).
///
/// ```
/// use policy_core::{Action, Context, ContextKey, Request};
///
/// const PASS_ROLE: Action = Action::from_static("iam:PassRole");
/// const PASSED_TO_SERVICE: ContextKey = ContextKey::from_static("iam:PassedToService");
///
/// let pairs = [(PASSED_TO_SERVICE, "ecs-tasks.amazonaws.com")];
/// let context = Context::new(&pairs)?;
/// let request = Request::new(PASS_ROLE, "arn:aws:iam::111122223333:role/web").with(&context);
/// # Ok::<(), policy_core::ContextError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    // It names a resource, and neither its caller nor its circumstances matter to a policy
    // that decides for whomever it is attached to.
    pub(crate) is_plain: bool,
    pub(crate) action: Action<'a>,
    // `None` for a text that names no resource: such a request is denied.
    pub(crate) resource: Option<&'a str>,
    pub(crate) context: &'a Context<'a>,
    pub(crate) principal: Option<&'a Principal<'a>>,
    pub(crate) resource_account: Option<AccountId<'a>>,
    pub(crate) requires_resource_policy: bool,
    pub(crate) resource_in_management_account: bool,
}

impl<'a> Request<'a> {
    /// The resource of actions that have none (R-17).
    pub const NO_RESOURCE: &'static str = "*";

    /// A request with an empty context, whose caller is whomever the policy is
    /// attached to.
    ///
    /// The resource is an ARN, of at most [`Context::MAX_TEXT`] bytes, or `*`. Any other
    /// text names nothing: the request is denied, whatever the policy says. [`parse`](Self::parse) says why instead.
    #[must_use]
    #[inline]
    pub const fn new(action: Action<'a>, resource: &'a str) -> Self {
        let is_resource = is_resource(resource);
        Request {
            is_plain: is_resource,
            action,
            resource: if is_resource { Some(resource) } else { None },
            context: &Context::EMPTY,
            principal: None,
            resource_account: None,
            requires_resource_policy: false,
            resource_in_management_account: false,
        }
    }

    /// A request from texts, as servers get them.
    ///
    /// ```
    /// use policy_core::Request;
    ///
    /// assert!(Request::parse("ecs:RunTask", "*").is_ok());
    /// assert!(Request::parse("ecs:Run*", "*").is_err());
    /// assert!(Request::parse("ecs:RunTask", "task/1").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// If the action is not one concrete action, or the resource neither an ARN nor `*`,
    /// or longer than [`Context::MAX_TEXT`].
    #[inline]
    pub const fn parse(action: &'a str, resource: &'a str) -> Result<Self, RequestError> {
        match Action::parse(action) {
            Err(error) => Err(RequestError::Action(error)),
            Ok(_) if !is_resource(resource) => Err(RequestError::Resource),
            Ok(action) => {
                // `new` would look at the resource again.
                let mut request = Request::new(action, Request::NO_RESOURCE);
                request.resource = Some(resource);
                Ok(request)
            }
        }
    }

    /// The condition keys that the request carries.
    #[must_use]
    #[inline]
    pub const fn with(mut self, context: &'a Context<'a>) -> Self {
        self.context = context;
        self
    }

    /// The caller. [`in_account`](Self::in_account) says whose the resource is.
    ///
    /// ```
    /// use policy_compiler::{Options, compile};
    /// use policy_core::{Decision, PolicyType, Principal, Request};
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": {
    ///         "Effect": "Allow",
    ///         "Principal": { "AWS": "arn:aws:iam::111122223333:user/alice" },
    ///         "Action": "sqs:SendMessage",
    ///         "Resource": "*"
    ///     }
    /// }"#;
    /// let queue = compile(text, &Options::new(PolicyType::Resource)).unwrap();
    /// let send = Request::parse("sqs:SendMessage", "arn:aws:sqs:eu-central-1:111122223333:jobs")?;
    ///
    /// let alice = Principal::parse("arn:aws:iam::111122223333:user/alice")?;
    /// assert_eq!(queue.policy().evaluate(&send.by(&alice)), Decision::Allow);
    /// assert_eq!(queue.policy().evaluate(&send), Decision::ImplicitDeny);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// Without one, policies attached to a caller (identity, boundary, session)
    /// decide for whomever they are attached to, taken for a user. Policies that name
    /// principals then deny: their Deny statements count whomever they name, and
    /// their Allow statements do not count.
    ///
    /// AWS describes what a request carries under [the request context][context].
    ///
    /// [context]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-reqcontext.html
    #[must_use]
    #[inline]
    pub const fn by(mut self, principal: &'a Principal<'a>) -> Self {
        self.principal = Some(principal);
        self.is_plain = false;
        self
    }

    /// The account that the resource belongs to. It alone tells requests across accounts;
    /// the ARN is not asked (Q-1).
    ///
    /// Without it, the resource is taken to be in the caller's own account, as resources
    /// `*` are. A service whose callers come from several accounts has to say it for every
    /// request: at home, the caller's own policies are enough.
    ///
    /// Across accounts both sides have to allow: the caller's own policies and the policy
    /// of the resource (E-16). A caller that is not stated counts as one of another account.
    ///
    /// ```
    /// use policy_compiler::{Options, compile};
    /// use policy_core::{AccountId, Decision, PolicyType, Principal, Request};
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": {
    ///         "Effect": "Allow",
    ///         "Principal": { "AWS": "arn:aws:iam::111122223333:user/alice" },
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:::docs/*"
    ///     }
    /// }"#;
    /// let bucket = compile(text, &Options::new(PolicyType::Resource)).unwrap();
    /// let alice = Principal::parse("arn:aws:iam::111122223333:user/alice")?;
    /// let get = Request::parse("s3:GetObject", "arn:aws:s3:::docs/plan.pdf")?.by(&alice);
    ///
    /// let at_home = get.in_account(AccountId::parse("111122223333")?);
    /// let elsewhere = get.in_account(AccountId::parse("444455556666")?);
    /// assert_eq!(bucket.policy().evaluate(&at_home), Decision::Allow);
    /// assert_eq!(bucket.policy().evaluate(&elsewhere), Decision::ImplicitDeny);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// AWS's page: [cross-account policy evaluation logic][cross-account].
    ///
    /// [cross-account]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
    #[must_use]
    #[inline]
    pub const fn in_account(mut self, account: AccountId<'a>) -> Self {
        self.resource_account = Some(account);
        self.is_plain = false;
        self
    }

    /// Says that the resource insists on its own policy, as [KMS keys][kms] and roles do
    /// (E-14, E-15). Without that policy, or where it is silent, nothing is allowed.
    ///
    /// A trust policy among the policies in force says so by itself. Otherwise nothing
    /// does: whoever builds requests for KMS, or for `sts:AssumeRole`, has to say it, or
    /// identity policies alone allow.
    ///
    /// ```
    /// use policy_compiler::{Options, compile};
    /// use policy_core::{Decision, PolicyType, Request};
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": { "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*" }
    /// }"#;
    /// let identity = compile(text, &Options::new(PolicyType::Identity)).unwrap();
    /// let key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    /// let decrypt = Request::parse("kms:Decrypt", key)?;
    /// assert_eq!(identity.policy().evaluate(&decrypt), Decision::Allow);
    ///
    /// // The policy of the key has not been asked.
    /// let decrypt = decrypt.requiring_resource_policy();
    /// assert_eq!(identity.policy().evaluate(&decrypt), Decision::ImplicitDeny);
    /// # Ok::<(), policy_core::RequestError>(())
    /// ```
    ///
    /// [kms]: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
    #[must_use]
    #[inline]
    pub const fn requiring_resource_policy(mut self) -> Self {
        self.requires_resource_policy = true;
        self.is_plain = false;
        self
    }

    /// Says that the resource belongs to the management account of its organization,
    /// whose resources RCPs do not bind (E-25).
    ///
    /// AWS's page: [resource control policies][rcps].
    ///
    /// [rcps]: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
    #[must_use]
    #[inline]
    pub const fn with_resource_in_management_account(mut self) -> Self {
        self.resource_in_management_account = true;
        self
    }

    /// What is to be done.
    #[must_use]
    pub const fn action(&self) -> Action<'a> {
        self.action
    }

    /// What it is to be done to; `None` for a text that names no resource.
    #[must_use]
    pub const fn resource(&self) -> Option<&'a str> {
        self.resource
    }

    /// Who asks, if that was said.
    #[must_use]
    pub const fn principal(&self) -> Option<&'a Principal<'a>> {
        self.principal
    }

    /// The condition keys.
    #[must_use]
    pub const fn context(&self) -> &'a Context<'a> {
        self.context
    }
}

/// As in `ecs:RunTask on * by arn:aws:iam::111122223333:user/alice`.
impl fmt::Display for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let resource = self.resource.unwrap_or("no resource");
        write!(f, "{} on {resource}", self.action)?;
        match self.principal {
            Some(principal) => write!(f, " by {principal}"),
            None => Ok(()),
        }
    }
}

#[inline]
const fn is_resource(text: &str) -> bool {
    const ARN: u32 = u32::from_le_bytes(*b"arn:");
    match text.as_bytes() {
        b"*" => true,
        bytes => match bytes.first_chunk() {
            Some(first) => u32::from_le_bytes(*first) == ARN && text.len() <= Context::MAX_TEXT,
            None => false,
        },
    }
}

/// Why texts make no request (Q-7). To be treated as a denial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestError {
    /// The action is not one concrete action.
    Action(ParseActionError),
    /// The resource is neither `*` nor an ARN, or longer than [`Context::MAX_TEXT`].
    Resource,
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RequestError::Action(error) => error.fmt(f),
            RequestError::Resource => {
                write!(
                    f,
                    "a resource is `*`, or an ARN, which begins with `arn:` and has at most {} bytes",
                    Context::MAX_TEXT
                )
            }
        }
    }
}

impl core::error::Error for RequestError {}
