//! Policies, and what they say about a request.

use core::fmt;

use crate::evaluate;
use crate::form::{HashTable, Slice, Tables};
use crate::{Action, ContextKey, Decision, PolicyType, Request, Statement};

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
///
/// Policies are equal if they come from the same document, read in the same way, under
/// the same [`name`](Self::name).
#[derive(Clone, Copy, PartialEq)]
pub struct Policy<'a> {
    tables: Tables<'a>,
}

impl Policy<'static> {
    /// The identity policy that says nothing: it decides as if there were none.
    pub const EMPTY: Self = Policy::new(Tables {
        policy_type: PolicyType::Identity,
        text: "",
        documents: &[],
        actions: HashTable::EMPTY,
        services: HashTable::EMPTY,
        bounds: &[],
        rows: &[],
        branches: &[],
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

    /// What the policy is called, if it has a name: `include_policy!` and `policy_dir!` call
    /// it as its file, without `.json`. One of several documents has none; each of its
    /// [documents](Self::documents) may have.
    ///
    /// It is for people, who read it in explanations, and has no meaning for decisions.
    /// There are no control characters in it.
    ///
    /// ```
    /// use policy_compiler::{Options, compile};
    /// use policy_core::{Policy, PolicyType};
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": { "Effect": "Allow", "Action": "ecs:*", "Resource": "*" }
    /// }"#;
    /// let compiled = compile(text, &Options::new(PolicyType::Identity).name("build-robot")).unwrap();
    /// let policy = compiled.policy();
    /// assert_eq!(policy.name(), Some("build-robot"));
    /// assert_eq!(policy.statements().next().unwrap().policy_name(), Some("build-robot"));
    /// assert_eq!(Policy::EMPTY.name(), None);
    /// ```
    #[must_use]
    pub const fn name(&self) -> Option<&'a str> {
        match self.tables.documents {
            [document] => document.name(self.tables.text),
            _ => None,
        }
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
    /// [`ImplicitDeny`](Decision::ImplicitDeny), since it only delegates (E-12). SCPs, RCPs
    /// and endpoint policies only limit. [`Policies`](crate::Policies) takes several
    /// documents together.
    ///
    /// AWS's page: [policy evaluation logic][logic].
    ///
    /// [logic]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
    #[inline]
    pub fn evaluate(&self, request: &Request<'_>) -> Decision {
        evaluate::evaluate_alone(self, request)
    }

    /// The decision on every request for an action, if it is known to be the same for all: on
    /// any resource, in any context.
    ///
    /// It is that of the policy alone, for a caller at home that it is attached to. A root user,
    /// a resource that insists on its policy or is elsewhere, and what else is in force are not
    /// looked at; but an explicit deny holds whatever they are.
    ///
    /// It works in constants, so that a build can insist on it:
    ///
    /// ```
    /// use policy_core::{Action, Decision, Policy};
    ///
    /// const ROBOT: Policy = Policy::EMPTY; // or `include_policy!("…")`
    /// const PASS_ROLE: Action = Action::from_static("iam:PassRole");
    ///
    /// const _: () = assert!(matches!(ROBOT.always(&PASS_ROLE), Some(Decision::ImplicitDeny)));
    /// ```
    ///
    /// `None` means that it takes a request to tell: it depends on the resource or the context,
    /// or a pattern such as `*Task`, which is tried for each request, may match the action. For
    /// policies of other types than [`Identity`](PolicyType::Identity) it is always `None`: what
    /// they allow depends on what else is in force.
    #[must_use]
    pub const fn always(&self, action: &Action<'_>) -> Option<Decision> {
        if !matches!(self.tables.policy_type, PolicyType::Identity) {
            return None;
        }
        let row = evaluate::row_by_name(&self.tables, action);
        match Slice::new(row, 1).of(self.tables.rows) {
            [row] => row.settled,
            _ => Some(Decision::ImplicitDeny),
        }
    }

    /// Its statements, document by document, in the order of each.
    pub fn statements(&self) -> impl Iterator<Item = Statement<'_>> {
        let tables = &self.tables;
        let statements = tables.statements.iter().enumerate();
        statements.map(move |(index, statement)| Statement::new(tables, statement, index))
    }

    /// The condition keys that the policy could ask for, in its own spelling: those of
    /// its conditions and of its variables.
    ///
    /// Whoever builds requests for this policy can leave out all other keys, for
    /// [`allowing`](Self::allowing) too.
    ///
    /// ```
    /// use std::collections::BTreeSet;
    ///
    /// use policy_compiler::{Options, compile};
    /// use policy_core::{Action, PolicyType};
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": [
    ///         {
    ///             "Effect": "Allow",
    ///             "Action": "s3:GetObject",
    ///             "Resource": "arn:aws:s3:::docs/${aws:username}/*",
    ///             "Condition": { "Bool": { "aws:SecureTransport": "true" } }
    ///         },
    ///         {
    ///             "Effect": "Allow",
    ///             "Action": "ec2:Describe*",
    ///             "Resource": "*",
    ///             "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }
    ///         }
    ///     ]
    /// }"#;
    /// let compiled = compile(text, &Options::new(PolicyType::Identity)).unwrap();
    /// let policy = compiled.policy();
    ///
    /// let keys: BTreeSet<&str> = policy.condition_keys().map(|key| key.name()).collect();
    /// assert_eq!(
    ///     keys,
    ///     BTreeSet::from(["aws:RequestedRegion", "aws:SecureTransport", "aws:username"])
    /// );
    ///
    /// const DESCRIBE_HOSTS: Action = Action::from_static("ec2:DescribeHosts");
    /// let keys: Vec<_> = policy.condition_keys_of(&DESCRIBE_HOSTS).collect();
    /// assert_eq!(keys.len(), 1);
    /// assert_eq!(keys[0].name(), "aws:RequestedRegion");
    /// ```
    ///
    /// AWS's list: [global condition context keys][keys].
    ///
    /// [keys]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    pub fn condition_keys(&self) -> impl Iterator<Item = ContextKey<'_>> {
        let text = self.tables.text;
        let keys = self.tables.keys.iter();
        keys.map(move |key| ContextKey::with_hash(key.name.of_text(text), key.hash))
    }

    /// The condition keys that a request for this action could make the policy ask for:
    /// those of the statements that may decide about it. Each comes once.
    ///
    /// [`Policies::condition_keys_of`](crate::Policies::condition_keys_of) takes several
    /// policies together. What [`allowing`](Self::allowing) asks for is not among them where
    /// other documents settle the decision.
    pub fn condition_keys_of<'s>(
        &'s self,
        action: &Action<'s>,
    ) -> impl Iterator<Item = ContextKey<'s>> + use<'s> {
        const CHUNK: usize = 1024;

        let action = *action;
        let tables = &self.tables;
        // The keys are taken in chunks, so that statements are gone through only a few times.
        let chunks = (0..tables.keys.len()).step_by(CHUNK);
        chunks.flat_map(move |start| {
            let mut is_asked = [false; CHUNK];
            for candidate in evaluate::candidates(tables, &action) {
                let Some(form) = tables.statements.get(candidate.statement as usize) else {
                    continue;
                };
                for key in Statement::new(tables, form, 0).key_indices() {
                    let in_chunk = (key as usize).checked_sub(start);
                    if let Some(asked) = in_chunk.and_then(|index| is_asked.get_mut(index)) {
                        *asked = true;
                    }
                }
            }
            let keys = tables.keys.iter().skip(start).zip(is_asked);
            keys.filter(|(_, is_asked)| *is_asked)
                .map(|(key, _)| ContextKey::with_hash(key.name.of_text(tables.text), key.hash))
        })
    }

    /// Not public API; used by explanations. The statements that may be about actions of
    /// the same service; one may come several times.
    #[doc(hidden)]
    pub fn statements_of_service<'s, 'r>(
        &'s self,
        action: &Action<'r>,
    ) -> impl Iterator<Item = Statement<'s>> + use<'s, 'r> {
        let tables = &self.tables;
        let candidates = evaluate::candidates_of_service(tables, action);
        candidates.filter_map(move |candidate| {
            let index = candidate.statement as usize;
            let form = tables.statements.get(index)?;
            Some(Statement::new(tables, form, index))
        })
    }
}

impl fmt::Debug for Policy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policy")
            .field("name", &self.name())
            .field("policy_type", &self.tables.policy_type)
            .field("statements", &self.tables.statements.len())
            .finish_non_exhaustive()
    }
}
