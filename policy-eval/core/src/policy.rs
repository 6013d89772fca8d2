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
    /// What that means depends on the policy type. An identity policy decides for
    /// its caller. A boundary or a session policy limits and grants nothing, so it
    /// allows only the root user, who needs no grant. A resource policy decides for
    /// the callers that it names; a grant to their account alone is an
    /// [`ImplicitDeny`](Decision::ImplicitDeny), since it only delegates (E-12).
    #[inline]
    pub fn evaluate(&self, request: &Request<'_>) -> Decision {
        evaluate::decide_alone(&self.tables, request)
    }

    /// Decides as [`evaluate`](Self::evaluate) does, and says which statement decided.
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
/// ```
/// use policy_core::{Action, Decision, Policy, Request, decide};
///
/// let request = Request::new(Action::from_static("ecs:RunTask"), "*");
/// assert_eq!(decide(&[], &request), Decision::ImplicitDeny);
/// assert_eq!(decide(&[&Policy::EMPTY], &request), Decision::ImplicitDeny);
/// ```
pub fn decide(policies: &[&Policy<'_>], request: &Request<'_>) -> Decision {
    evaluate::decide(policies.iter().map(|policy| policy.tables()), request)
}

/// A decision, and the statement that decided.
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
