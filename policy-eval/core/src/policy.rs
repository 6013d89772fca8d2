//! Policies, and what they say about a request.

use core::fmt;

use crate::evaluate;
use crate::form::{self, HashTable, Slice, Tables};
use crate::{Decision, Effect, PolicyType, Request};

/// A policy in compiled form.
///
/// It comes from the macros of `policy-eval`, as a constant, or from
/// `policy-compiler`, borrowed from what was compiled at run time; either decides
/// with the same code. Deciding allocates nothing, parses nothing of the policy, and
/// hashes nothing where the action is a constant.
///
/// ```
/// use policy_core::{Action, Decision, Policy, Request};
///
/// let request = Request::new(Action::from_static("ecs:RunTask"), "*");
/// assert_eq!(Policy::EMPTY.evaluate(&request), Decision::ImplicitDeny);
/// ```
#[derive(Clone, Copy, PartialEq)]
pub struct Policy<'a> {
    tables: Tables<'a>,
}

impl Policy<'static> {
    /// The identity policy that says nothing: it decides as if there were none.
    pub const EMPTY: Self = Policy::new(Tables {
        policy_type: PolicyType::Identity,
        text: "",
        actions: HashTable::EMPTY,
        services: HashTable::EMPTY,
        rows: &[],
        candidates: &[],
        patterns: &[],
        statements: &[],
        principals: &[],
        conditions: &[],
        keys: &[],
        templates: &[],
        tokens: &[],
        variables: &[],
        decimals: &[],
        timestamps: &[],
        blocks: &[],
        booleans: &[],
    });
}

impl<'a> Policy<'a> {
    /// Not public API; used by the macros and the compiler, which keep the tables
    /// consistent.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(tables: Tables<'a>) -> Self {
        Policy { tables }
    }

    /// Not public API; used by the macros and the tests.
    #[doc(hidden)]
    #[must_use]
    pub const fn tables(&self) -> &Tables<'a> {
        &self.tables
    }

    /// What the document is attached to.
    #[must_use]
    pub const fn policy_type(&self) -> PolicyType {
        self.tables.policy_type
    }

    /// Decides a request with this document alone in force (E-39).
    ///
    /// ```
    /// use policy_compiler::{Options, compile};
    /// use policy_core::{Decision, PolicyType, Request};
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": [
    ///         { "Effect": "Allow", "Action": "ecs:*", "Resource": "*" },
    ///         { "Effect": "Deny", "Action": "ecs:Delete*", "Resource": "*" }
    ///     ]
    /// }"#;
    /// let compiled = compile(text, &Options::new(PolicyType::Identity)).unwrap();
    /// for (action, decision) in [
    ///     ("ecs:RunTask", Decision::Allow),
    ///     ("ecs:DeleteCluster", Decision::ExplicitDeny),
    ///     ("sqs:SendMessage", Decision::ImplicitDeny),
    /// ] {
    ///     assert_eq!(compiled.policy().evaluate(&Request::parse(action, "*")?), decision);
    /// }
    /// # Ok::<(), policy_core::RequestError>(())
    /// ```
    ///
    /// What that means depends on the policy type. An identity policy decides for
    /// its caller. A boundary or a session policy limits and grants nothing, so it
    /// allows only the root user, who needs no grant. A resource policy decides for
    /// the callers that it names; a grant to their account alone is an
    /// [`ImplicitDeny`](Decision::ImplicitDeny), since it only delegates (E-12).
    ///
    /// AWS's page: [policy evaluation logic][logic].
    ///
    /// [logic]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
    #[inline]
    pub fn evaluate(&self, request: &Request<'_>) -> Decision {
        evaluate::decide_alone(&self.tables, request)
    }

    /// Decides as [`evaluate`](Self::evaluate) does, and says which statement decided.
    ///
    /// ```
    /// use policy_compiler::{Options, compile};
    /// use policy_core::{PolicyType, Request};
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": [
    ///         { "Effect": "Allow", "Action": "ecs:*", "Resource": "*" },
    ///         { "Sid": "KeepAll", "Effect": "Deny", "Action": "ecs:Delete*", "Resource": "*" }
    ///     ]
    /// }"#;
    /// let compiled = compile(text, &Options::new(PolicyType::Identity)).unwrap();
    /// let policy = compiled.policy();
    ///
    /// let request = Request::parse("ecs:DeleteCluster", "*")?;
    /// let sentence = policy.explain(&request).to_string();
    /// assert_eq!(sentence, "ExplicitDeny by statement `KeepAll`");
    /// # Ok::<(), policy_core::RequestError>(())
    /// ```
    ///
    /// AWS's page: [explicit and implicit denies][denies].
    ///
    /// [denies]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html
    pub fn explain(&self, request: &Request<'_>) -> Explanation<'_> {
        let (decision, statement) = evaluate::explain_alone(&self.tables, request);
        let statement = statement.and_then(|index| {
            Some(Statement {
                text: self.tables.text,
                form: self.tables.statements.get(index as usize)?,
                position: index as usize + 1,
            })
        });
        Explanation {
            decision,
            statement,
        }
    }

    /// The names of the condition keys that the policy could ask for, in its own
    /// spelling: those of its conditions and of its variables.
    ///
    /// Whoever builds requests for this policy can leave out all other keys.
    ///
    /// ```
    /// use std::collections::BTreeSet;
    ///
    /// use policy_compiler::{Options, compile};
    /// use policy_core::PolicyType;
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": {
    ///         "Effect": "Allow",
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:::docs/${aws:username}/*",
    ///         "Condition": { "Bool": { "aws:SecureTransport": "true" } }
    ///     }
    /// }"#;
    /// let compiled = compile(text, &Options::new(PolicyType::Identity)).unwrap();
    /// let policy = compiled.policy();
    /// let keys: BTreeSet<&str> = policy.condition_keys().collect();
    /// assert_eq!(keys, BTreeSet::from(["aws:SecureTransport", "aws:username"]));
    /// ```
    ///
    /// AWS's list: [global condition context keys][keys].
    ///
    /// [keys]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    pub fn condition_keys(&self) -> impl Iterator<Item = &str> {
        let keys = self.tables.keys.iter();
        keys.map(|key| key.name.of_text(self.tables.text))
    }
}

impl fmt::Debug for Policy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policy")
            .field("policy_type", &self.tables.policy_type)
            .field("statements", &self.tables.statements.len())
            .finish_non_exhaustive()
    }
}

/// Decides a request with several documents in force: the formula of E-39.
///
/// Each policy plays the role that its type gives it, so their order does not matter:
/// identity policies are one set, and so are session policies; a boundary limits what
/// they grant; a resource or trust policy grants beside them or, across accounts,
/// together with them. An explicit deny in any of them denies.
///
/// Several boundaries are one set, too, and so are several resource or trust policies:
/// what one of the set allows, the set allows (U-22). AWS attaches at most one of each.
///
/// ```
/// use policy_compiler::{Options, compile};
/// use policy_core::{Decision, PolicyType, Request, decide};
///
/// let identity = r#"{
///     "Version": "2012-10-17",
///     "Statement": { "Effect": "Allow", "Action": ["ecs:*", "sqs:*"], "Resource": "*" }
/// }"#;
/// let boundary = r#"{
///     "Version": "2012-10-17",
///     "Statement": { "Effect": "Allow", "Action": ["ecs:*", "s3:*"], "Resource": "*" }
/// }"#;
/// let identity = compile(identity, &Options::new(PolicyType::Identity)).unwrap();
/// let boundary = compile(boundary, &Options::new(PolicyType::Boundary)).unwrap();
/// let in_force = [&identity.policy(), &boundary.policy()];
///
/// // Only what both allow is allowed.
/// assert_eq!(decide(&in_force, &Request::parse("ecs:RunTask", "*")?), Decision::Allow);
/// assert_eq!(decide(&in_force, &Request::parse("sqs:ListQueues", "*")?), Decision::ImplicitDeny);
/// assert_eq!(decide(&in_force, &Request::parse("s3:ListBucket", "*")?), Decision::ImplicitDeny);
/// # Ok::<(), policy_core::RequestError>(())
/// ```
///
/// AWS's pages: [policy evaluation logic][logic], [permissions boundaries][boundaries].
///
/// [logic]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
/// [boundaries]: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
pub fn decide(policies: &[&Policy<'_>], request: &Request<'_>) -> Decision {
    evaluate::decide(policies.iter().map(|policy| policy.tables()), request)
}

/// A decision, and the statement that decided.
///
/// ```
/// use policy_compiler::{Options, compile};
/// use policy_core::{Decision, PolicyType, Request};
///
/// let text = r#"{
///     "Version": "2012-10-17",
///     "Statement": {
///         "Sid": "RunTasks",
///         "Effect": "Allow",
///         "Action": "ecs:RunTask",
///         "Resource": "*"
///     }
/// }"#;
/// let compiled = compile(text, &Options::new(PolicyType::Identity)).unwrap();
/// let policy = compiled.policy();
///
/// let allowed = policy.explain(&Request::parse("ecs:RunTask", "*")?);
/// assert_eq!(allowed.decision(), Decision::Allow);
/// assert_eq!(allowed.statement().unwrap().sid(), Some("RunTasks"));
///
/// // Nothing grants: there is no statement to point at.
/// let denied = policy.explain(&Request::parse("ecs:StopTask", "*")?);
/// assert_eq!(denied.decision(), Decision::ImplicitDeny);
/// assert!(denied.statement().is_none());
/// # Ok::<(), policy_core::RequestError>(())
/// ```
///
/// AWS's page: [explicit and implicit denies][denies].
///
/// [denies]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Explanation<'p> {
    decision: Decision,
    statement: Option<Statement<'p>>,
}

impl<'p> Explanation<'p> {
    /// The outcome.
    pub const fn decision(&self) -> Decision {
        self.decision
    }

    /// The statement that allowed or denied; none for an implicit denial, and none
    /// where no statement was needed (a root user at home, E-27).
    #[must_use]
    pub const fn statement(&self) -> Option<Statement<'p>> {
        self.statement
    }
}

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.statement {
            Some(statement) => write!(f, "{} by {statement}", self.decision),
            None => write!(f, "{}", self.decision),
        }
    }
}

/// A statement of a policy.
///
/// ```
/// use policy_compiler::{Options, compile};
/// use policy_core::{Effect, PolicyType, Request};
///
/// let text = r#"{
///     "Version": "2012-10-17",
///     "Statement": [
///         { "Effect": "Allow", "Action": "ecs:*", "Resource": "*" },
///         { "Effect": "Deny", "Action": "ecs:Delete*", "Resource": "*" }
///     ]
/// }"#;
/// let compiled = compile(text, &Options::new(PolicyType::Identity)).unwrap();
/// let policy = compiled.policy();
///
/// let explanation = policy.explain(&Request::parse("ecs:DeleteCluster", "*")?);
/// let statement = explanation.statement().unwrap();
/// assert_eq!(statement.effect(), Effect::Deny);
/// assert_eq!(statement.sid(), None);
/// assert_eq!(statement.position(), 2);
/// assert_eq!(statement.to_string(), "statement 2");
/// # Ok::<(), policy_core::RequestError>(())
/// ```
///
/// AWS's page: [the element `Statement`][statement].
///
/// [statement]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
#[derive(Clone, Copy)]
pub struct Statement<'p> {
    text: &'p str,
    form: &'p form::Statement,
    position: usize,
}

impl<'p> Statement<'p> {
    /// The identifier that the document gives it; an empty one counts as none (G-9).
    #[must_use]
    pub fn sid(&self) -> Option<&'p str> {
        let Slice { len, .. } = self.form.sid;
        (len > 0).then(|| self.form.sid.of_text(self.text))
    }

    /// The place in the document; the first statement is 1.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.position
    }

    /// Whether it allows or denies.
    #[must_use]
    pub const fn effect(&self) -> Effect {
        self.form.effect
    }
}

impl fmt::Display for Statement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sid() {
            Some(sid) => write!(f, "statement `{sid}`"),
            None => write!(f, "statement {}", self.position),
        }
    }
}

impl fmt::Debug for Statement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Statement")
            .field("sid", &self.sid())
            .field("position", &self.position)
            .field("effect", &self.form.effect)
            .finish_non_exhaustive()
    }
}
