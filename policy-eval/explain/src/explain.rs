//! Why a request is decided as it is.

mod display;
mod granted_by;
mod listener;
mod note;
#[cfg(feature = "serde")]
mod serialize;
mod shortfall;

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use policy_core::record::{self, MatchKind};
use policy_core::{
    Condition, ContextKey, Decision, Effect, Element, Layer, Misplaced, Place, Policies, Request,
    Statement,
};

pub(crate) use display::In;
pub use granted_by::GrantedBy;

use listener::{Heard, Listener};
use note::{Note, Notes};
use shortfall::{near_misses, shortfalls};

/// Decides as [`evaluate`](Policies::evaluate) does, and tells why.
///
/// It takes one [`Policy`](policy_core::Policy), as `&policy`, or all [`Policies`] in force. The evaluation is
/// the same one with somebody listening, so it never disagrees; it looks at everything
/// that is in force, and allocates.
///
/// ```
/// use policy_eval::{Context, Policy, Principal, Request, action, explain, global, policy};
///
/// static DEPLOYER: Policy = policy!({
///     "Version": "2012-10-17",
///     "Statement": {
///         "Sid": "PassToTasks",
///         "Effect": "Allow",
///         "Action": "iam:PassRole",
///         "Resource": "arn:aws:iam::111122223333:role/*",
///         "Condition": {
///             "StringEquals": { "iam:PassedToService": "ecs-tasks.amazonaws.com" },
///             "Bool": { "aws:MultiFactorAuthPresent": "true" }
///         }
///     }
/// });
///
/// let pairs = [global::multi_factor_auth_present(true)];
/// let context = Context::new(&pairs)?;
/// let pass_role = Request::new(action!("iam:PassRole"), "arn:aws:iam::111122223333:role/web");
/// let explanation = explain(&DEPLOYER, &pass_role.with(&context));
///
/// assert_eq!(
///     explanation.to_string(),
///     "\
/// ImplicitDeny: no identity policy allows it
///   nearest: statement `PassToTasks` of identity policy 1
///     StringEquals iam:PassedToService \"ecs-tasks.amazonaws.com\" does not hold: the key is absent
///   absent: iam:PassedToService, asked for by identity policy 1"
/// );
/// # Ok::<(), policy_eval::ContextError>(())
/// ```
///
/// AWS's page: [troubleshoot access denied error messages][denied].
///
/// [denied]: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
pub fn explain<'p>(policies: impl Into<Policies<'p>>, request: &Request<'_>) -> Explanation<'p> {
    let policies = policies.into();
    let mut listener = Listener::new(request.context());
    let decision = record::decide(&policies, request, &mut listener);
    let Listener {
        mut statements,
        sets,
        verdicts,
        keys,
        unknown,
        ..
    } = listener;
    let shortfalls = match verdicts {
        Some(verdicts) if decision == Decision::ImplicitDeny => {
            add_others(&mut statements, &policies, request);
            shortfalls(request, verdicts, &sets)
        }
        Some(_) => Vec::new(),
        None => match policies.misplaced() {
            Some(misplaced) => [Shortfall::Misplaced(misplaced)].into(),
            None => [Shortfall::NoResource].into(),
        },
    };
    let near_misses = near_misses(&statements, &shortfalls, request, verdicts);
    let notes = Notes {
        policies: &policies,
        request,
        verdicts,
        sets: &sets,
        statements: &statements,
        shortfalls: &shortfalls,
        near_misses: &near_misses,
    }
    .notes(decision);
    let granted_by = match verdicts {
        Some(verdicts) if decision == Decision::Allow => Some(GrantedBy::of(request, verdicts)),
        _ => None,
    };
    let decides = match decision {
        Decision::ExplicitDeny => Effect::Deny,
        Decision::Allow | Decision::ImplicitDeny => Effect::Allow,
    };
    let mut matched: Vec<_> = statements
        .into_iter()
        .filter(|heard| heard.applies() && heard.statement.effect() == decides)
        .map(Heard::matched)
        .collect();
    matched.sort_by_key(|matched| (matched.place, matched.statement.index()));
    Explanation {
        decision,
        granted_by,
        shortfalls,
        notes,
        matched,
        near_misses,
        absent_keys: keys,
        unknown_keys: unknown,
    }
}

/// A decision, and why.
///
/// Its `Display` is a text of several lines: the first is the decision and its reason in
/// one sentence.
///
/// # As data
///
/// With the feature `serde` it serializes to these fields, all of them always:
///
/// | field | meaning |
/// |---|---|
/// | `decision` | `Allow`, `ImplicitDeny` or `ExplicitDeny` |
/// | `granted_by` | of what is allowed, which side grants: `root`, `identity`, `resource` or `both`; otherwise null |
/// | `shortfalls` | what an implicit denial is for want of: `layer` and, of SCPs, `level` of what is silent, if something is; always `message` |
/// | `notes` | texts that help to understand the decision |
/// | `matched_statements` | the statements that apply: a *statement*, `delegates` (E-12), and `conditions`, each with `operator`, `key`, `operands` and the request's `value` |
/// | `near_misses` | the statements that came nearest, or that may deny: a *statement* and `failures` |
/// | `absent_keys`, `unknown_keys` | keys that are absent, or could not be found out: `key`, and in `asked_by` the *policies* that asked |
///
/// A *policy* is `layer` (`identity`, `boundary`, `session`, `resource`, `scp`, `rcp` or
/// `vpce`), `level` if it is an SCP, `position`, and in statements `name` if it has one. A
/// *statement* is `policy`, `statement` (its position), `sid` (or null) and `effect`. All
/// positions and levels count from 1.
///
/// A failure has a `part` and a `message`:
///
/// | `part` | further fields |
/// |---|---|
/// | `action` | |
/// | `principal` | `element`, as the statement has it |
/// | `resource` | `element`; `known`: false if it could not be found out |
/// | `condition` | `operator`, `key`, `operands`; `value` of the request: a text, a list, or null; `known`: as above |
///
/// These names are part of the public interface: fields may be added, none changes its
/// meaning. The wording of messages and notes may change.
#[derive(Clone, Debug)]
#[must_use]
pub struct Explanation<'p> {
    decision: Decision,
    granted_by: Option<GrantedBy>,
    shortfalls: Vec<Shortfall>,
    notes: Vec<Note>,
    matched: Vec<MatchedStatement<'p>>,
    near_misses: Vec<NearMiss<'p>>,
    absent_keys: Vec<AskedKey<'p>>,
    unknown_keys: Vec<AskedKey<'p>>,
}

impl<'p> Explanation<'p> {
    /// The outcome.
    pub const fn decision(&self) -> Decision {
        self.decision
    }

    /// Which side grants, if the decision is to allow. The other layers only let it pass.
    #[must_use]
    pub const fn granted_by(&self) -> Option<GrantedBy> {
        self.granted_by
    }

    /// The statements that apply: those that deny, if the decision is an explicit denial;
    /// otherwise those that allow. An implicit denial has some, too, where other
    /// policies would have had to allow as well.
    #[must_use]
    pub fn matched_statements(&self) -> &[MatchedStatement<'p>] {
        &self.matched
    }

    /// What an implicit denial is for want of; empty for other decisions.
    #[must_use]
    pub fn shortfalls(&self) -> &[Shortfall] {
        &self.shortfalls
    }

    /// What helps to understand the decision: sentences without a capital and a full stop.
    pub fn notes(&self) -> impl Iterator<Item = impl fmt::Display> {
        self.notes.iter()
    }

    /// For an implicit denial, the Allow statements about the action that do not apply,
    /// the nearest first; of layers that have none, those about other actions of its
    /// service.
    /// Where it is in doubt whether something denies, the Deny statements that may.
    #[must_use]
    pub fn near_misses(&self) -> &[NearMiss<'p>] {
        &self.near_misses
    }

    /// The condition keys that statements about the action, the caller and the resource
    /// asked for, and that the request does not carry.
    #[must_use]
    pub fn absent_keys(&self) -> &[AskedKey<'p>] {
        &self.absent_keys
    }

    /// The condition keys that could not be found out, because the source behind the
    /// context failed or they were declared unknown.
    #[must_use]
    pub fn unknown_keys(&self) -> &[AskedKey<'p>] {
        &self.unknown_keys
    }
}

/// A statement that applies.
#[derive(Clone, Debug)]
pub struct MatchedStatement<'p> {
    place: Place,
    statement: Statement<'p>,
    delegates: bool,
    conditions: Vec<(Condition<'p>, ContextValue)>,
}

impl<'p> MatchedStatement<'p> {
    /// The policy that it belongs to.
    #[must_use]
    pub const fn place(&self) -> Place {
        self.place
    }

    /// The statement.
    #[must_use]
    pub const fn statement(&self) -> Statement<'p> {
        self.statement
    }

    /// Whether it names only the caller's account, and so leaves the decision to the
    /// account's own policies (E-12).
    #[must_use]
    pub const fn delegates(&self) -> bool {
        self.delegates
    }

    /// Its conditions, all of which hold, each with what the request has for its key.
    #[must_use]
    pub fn conditions(&self) -> &[(Condition<'p>, ContextValue)] {
        &self.conditions
    }
}

/// What it takes to be allowed, and is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shortfall {
    /// No policy of this layer allows; of SCPs, none of this level, the root being 1.
    Silent {
        /// The layer.
        layer: Layer,
        /// The level of SCPs; otherwise 1.
        level: usize,
    },
    /// A Deny statement may apply: it depends on keys that could not be found out.
    Doubt,
    /// The request names no resource.
    NoResource,
    /// A policy stands where its type does not belong.
    Misplaced(Misplaced),
}

/// An Allow statement that does not apply, or a Deny statement that may.
#[derive(Clone, Debug)]
pub struct NearMiss<'p> {
    place: Place,
    statement: Statement<'p>,
    failures: Vec<Failure<'p>>,
}

impl<'p> NearMiss<'p> {
    /// The policy that it belongs to.
    #[must_use]
    pub const fn place(&self) -> Place {
        self.place
    }

    /// The statement.
    #[must_use]
    pub const fn statement(&self) -> Statement<'p> {
        self.statement
    }

    /// Everything that stands in its way.
    #[must_use]
    pub fn failures(&self) -> &[Failure<'p>] {
        &self.failures
    }
}

/// A part of a statement that does not match.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Failure<'p> {
    /// It is about other actions.
    Action,
    /// It names other principals, these.
    Principal(Element<'p>),
    /// It is about other resources, or it cannot be found out whether it is.
    Resource {
        /// Those that it is about.
        resource: Element<'p>,
        /// Whether its variables are known.
        known: bool,
    },
    /// A condition does not hold, or it cannot be found out whether it does.
    Condition {
        /// The condition.
        condition: Condition<'p>,
        /// What the request has for its key.
        value: ContextValue,
        /// Whether all that it depends on is known: its key and its variables.
        known: bool,
    },
}

/// What a request says of a context key, as a text of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContextValue {
    /// Nothing.
    Absent,
    /// One plain text.
    Plain(String),
    /// A list.
    List(Vec<String>),
    /// It could not be found out.
    Unknown,
}

/// A condition key that policies asked for.
#[derive(Clone, Debug)]
pub struct AskedKey<'p> {
    key: ContextKey<'p>,
    // INVARIANT: of the same length.
    places: Vec<Place>,
    names: Vec<Option<&'p str>>,
}

impl<'p> AskedKey<'p> {
    /// The key.
    #[must_use]
    pub const fn key(&self) -> ContextKey<'p> {
        self.key
    }

    /// The policies that asked; one compiled from several documents comes once for each of
    /// these that did.
    #[must_use]
    pub fn asked_by(&self) -> &[Place] {
        &self.places
    }

    fn policies(&self) -> impl Iterator<Item = (Place, Option<&'p str>)> {
        self.places.iter().copied().zip(self.names.iter().copied())
    }
}

/// A set of documents of one role, and how firmly it allows.
type SetVerdict = (Layer, usize, Option<MatchKind>);

/// Adds the statements about other actions of the service, which may be what was meant.
fn add_others<'p>(
    statements: &mut Vec<Heard<'p, '_>>,
    policies: &Policies<'p>,
    request: &Request<'_>,
) {
    let mut known: BTreeSet<(Place, usize)> = statements
        .iter()
        .map(|heard| (heard.place, heard.statement.index()))
        .collect();
    for (place, policy) in policies.iter() {
        for statement in policy.statements_of_service(&request.action()) {
            if known.insert((place, statement.index())) {
                statements.push(Heard::of_others(place, statement));
            }
        }
    }
}
