//! What a decision depends on, where some context keys are not known yet.

mod display;
#[cfg(feature = "serde")]
mod serialize;

use alloc::vec::Vec;

use policy_core::record::{self, MatchKind, Parts, Recorder, Truth, Verdicts};
use policy_core::{
    Condition, Context, ContextKey, ContextSource, Decision, Effect, Layer, Place, Policies,
    Request, Statement, Values,
};

/// Decides as far as the known context keys allow.
///
/// The keys that are not known are declared in the context, with
/// [`Context::with_unknown`](policy_core::Context::with_unknown). They may turn out to be absent,
/// plain or lists. What does not depend on them is decided; otherwise the answer is the
/// [`Residual`]: the statements and conditions that are left, which decide once the keys
/// are known. Each condition is taken by itself: that two of them exclude each other, or
/// that one of them always holds, is not worked out.
///
/// ```
/// use policy_eval::{Context, ContextKey, Decision, Partial, Policy, Request};
/// use policy_eval::{action, evaluate_partially, policy};
///
/// static READER: Policy = policy!({
///     "Version": "2012-10-17",
///     "Statement": [
///         { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*" },
///         {
///             "Effect": "Allow",
///             "Action": "s3:GetObject",
///             "Resource": "arn:aws:s3:::docs/*",
///             "Condition": { "StringEquals": { "aws:ResourceTag/team": "payments" } }
///         }
///     ]
/// });
/// const TEAM: ContextKey = ContextKey::from_static("aws:ResourceTag/team");
///
/// // The tags of the object are not fetched yet.
/// let context = Context::EMPTY.with_unknown(&[TEAM]);
/// let ask = |action, resource| {
///     evaluate_partially(&READER, &Request::new(action, resource).with(&context))
/// };
/// let list = ask(action!("s3:ListBucket"), "arn:aws:s3:::docs");
/// assert!(matches!(list, Partial::Decided(Decision::Allow)));
///
/// let Partial::DependsOn(residual) = ask(action!("s3:GetObject"), "arn:aws:s3:::docs/a") else {
///     panic!("it depends on the tag");
/// };
/// assert_eq!(
///     residual.to_string(),
///     "\
/// allowed only if
///   statement 2 of identity policy 1 applies: StringEquals aws:ResourceTag/team \"payments\""
/// );
/// let tags = [(TEAM, "payments")];
/// assert_eq!(residual.decide(&Context::new(&tags)?), Decision::Allow);
/// assert_eq!(residual.decide(&Context::EMPTY), Decision::ImplicitDeny);
/// # Ok::<(), policy_eval::ContextError>(())
/// ```
pub fn evaluate_partially<'p>(
    policies: impl Into<Policies<'p>>,
    request: &Request<'p>,
) -> Partial<'p> {
    let mut collector = Collector {
        context: request.context(),
        verdicts: None,
        sets: Vec::new(),
        open: Vec::new(),
        conditions: Vec::new(),
    };
    let decision = record::decide(&policies.into(), request, &mut collector);
    let Some(verdicts) = collector.verdicts else {
        return Partial::Decided(decision);
    };
    let mut residual = Residual {
        request: *request,
        verdicts,
        sets: collector.sets,
        open: collector.open,
    };
    residual.simplify();
    if residual.open.is_empty() {
        Partial::Decided(record::combine(request, &residual.verdicts(|_| false)))
    } else {
        Partial::DependsOn(residual)
    }
}

/// The answer to a request of which some context keys are unknown.
///
/// # As data
///
/// With the feature `serde` it has `decision`: `Allow`, `ImplicitDeny` or `ExplicitDeny`, or null if
/// it depends on unknown keys; then also `residual`, which has these fields:
///
/// | field | meaning |
/// |---|---|
/// | `may_be_allowed` | false if only the kind of the denial is open |
/// | `unknown_keys` | the names of the keys that it depends on |
/// | `open_statements` | the statements of which it is open whether they apply |
/// | `needed_to_allow` | lists of positions in `open_statements`, counted from 0: to be allowed, one of each list has to apply, and no open Deny |
/// | `message` | all of it in words |
///
/// An open statement has `policy`, `statement`, `sid` and `effect`, as explanations have
/// them, and what is left of it:
///
/// | field | meaning |
/// |---|---|
/// | `resource` | its `Resource` or `NotResource`, if its variables are open; otherwise null |
/// | `conditions` | the conditions that are open: `operator`, `key` and `operands` |
/// | `message` | the statement in words |
///
/// These names are part of the public interface: fields may be added, none changes its
/// meaning. The wording of messages may change.
#[derive(Clone, Debug)]
#[must_use]
#[expect(
    clippy::large_enum_variant,
    reason = "it is looked at and dropped; a box would be one more allocation"
)]
pub enum Partial<'p> {
    /// The outcome, whatever the unknown keys turn out to be.
    Decided(Decision),
    /// It depends on them.
    DependsOn(Residual<'p>),
}

/// What is left of the policies in force: all that a decision still depends on.
///
/// Its `Display` says it in words.
#[derive(Clone, Debug)]
pub struct Residual<'p> {
    request: Request<'p>,
    /// Of what is known.
    verdicts: Verdicts,
    /// The sets of documents that the formula asks, each with its certain grant.
    sets: Vec<Set>,
    open: Vec<OpenStatement<'p>>,
}

impl<'p> Residual<'p> {
    /// The statements of which it is open whether they apply.
    #[must_use]
    pub fn open_statements(&self) -> &[OpenStatement<'p>] {
        &self.open
    }

    /// What it takes to be allowed, if no open Deny statement applies: one Allow statement of
    /// each of these lists. Nothing, where only the kind of a denial is open, or only
    /// whether something denies.
    #[must_use]
    pub fn needed_to_allow(&self) -> Vec<Vec<&OpenStatement<'p>>> {
        let clauses = self.clauses().into_iter();
        clauses.map(|clause| self.open_in(&clause)).collect()
    }

    /// Whether the request may yet be allowed. If not, only the kind of the denial is open.
    #[must_use]
    pub fn may_be_allowed(&self) -> bool {
        self.allows(|_| true)
    }

    /// The unknown keys that it depends on, each once.
    #[must_use]
    pub fn unknown_keys(&self) -> Vec<ContextKey<'p>> {
        let mut keys: Vec<ContextKey<'p>> = Vec::new();
        for key in self.open.iter().flat_map(|open| &open.keys) {
            if !keys.contains(key) {
                keys.push(*key);
            }
        }
        keys
    }

    /// The decision, now that the unknown keys are known: as that of the whole policies.
    ///
    /// `known` is asked only for keys that were unknown, or that the source behind the
    /// request's context could not find out. Keys of which it does not know anything either
    /// fail closed.
    pub fn decide(&self, known: &dyn ContextSource) -> Decision {
        let context = self.request.context().assuming(known);
        let mut verdicts = self.verdicts;
        let mut sets = self.sets.clone();
        for open in &self.open {
            let effect = open.statement.effect();
            let mut applies = Truth::Yes;
            if open.depends_on_resource {
                applies = open.statement.is_about(&self.request, &context);
            }
            for condition in &open.conditions {
                applies = applies.min(condition.holds(effect, &context));
            }
            match effect {
                Effect::Deny => verdicts.deny = verdicts.deny.max(applies),
                Effect::Allow if applies == Truth::Yes => grant(&mut sets, open),
                Effect::Allow => {}
            }
        }
        record::combine(&self.request, &with_grants(verdicts, &sets))
    }

    /// Leaves out the open statements that change nothing.
    fn simplify(&mut self) {
        if self.verdicts.deny == Truth::Yes {
            self.open.clear();
            return;
        }
        let clauses = self.clauses();
        self.open.retain(|open| {
            let is_of_use = || clauses.iter().flatten().any(|grant| *grant == open.grant());
            open.statement.effect() == Effect::Deny || is_of_use()
        });
    }

    /// What it takes to be allowed: something of each clause, where nothing can be left
    /// out of any. Without clauses, open Allow statements change nothing.
    fn clauses(&self) -> Vec<Vec<Grant>> {
        if self.allows(|_| false) || !self.allows(|_| true) {
            return Vec::new();
        }
        let mut grants: Vec<Grant> = Vec::new();
        for open in &self.open {
            let grant = open.grant();
            let is_allow = open.statement.effect() == Effect::Allow;
            if is_allow && self.adds(open) && !grants.contains(&grant) {
                grants.push(grant);
            }
        }
        let is_needed = |some: &[Grant]| !self.allows(|open| !some.contains(&open.grant()));
        let is_guard_rail = |(layer, ..): &Grant| matches!(layer, Layer::Scp | Layer::VpcEndpoint);
        let (needed, others): (Vec<_>, Vec<_>) = grants
            .into_iter()
            .partition(|grant| is_guard_rail(grant) || is_needed(&[*grant]));
        let mut clauses: Vec<Vec<Grant>> = needed.into_iter().map(|grant| [grant].into()).collect();

        // INVARIANT: these are at most six, the three kinds of grants by the resource and the
        // three layers of the own side: a guard rail that does not allow yet is needed.
        let mut choices: Vec<u32> = (1..1 << others.len()).collect();
        choices.sort_by_key(|choice| choice.count_ones());
        for choice in choices {
            let chosen = others.iter().enumerate();
            let chosen = chosen.filter(|(index, _)| choice >> index & 1 == 1);
            let some: Vec<Grant> = chosen.map(|(_, grant)| *grant).collect();
            let has = |clause: &Vec<Grant>| clause.iter().all(|grant| some.contains(grant));
            if !clauses.iter().any(has) && is_needed(&some) {
                clauses.push(some);
            }
        }
        clauses
    }

    /// The open Allow statements that would grant one of these.
    fn open_in(&self, clause: &[Grant]) -> Vec<&OpenStatement<'p>> {
        let would_grant = |open: &&OpenStatement<'p>| {
            open.statement.effect() == Effect::Allow && clause.contains(&open.grant())
        };
        self.open.iter().filter(would_grant).collect()
    }

    /// Whether its set does not allow as firmly already.
    fn adds(&self, open: &OpenStatement<'p>) -> bool {
        let (layer, .., kind) = open.grant();
        let set = self.sets.iter().find(|set| set.is_of(open.place));
        set.is_some_and(|set| match layer {
            Layer::Resource => set.allow < Some(kind),
            _ => set.allow.is_none(),
        })
    }

    /// Whether the request is allowed if these of the open Allow statements apply, and no
    /// open Deny statement does.
    fn allows(&self, applies: impl Fn(&OpenStatement<'p>) -> bool) -> bool {
        record::combine(&self.request, &self.verdicts(applies)) == Decision::Allow
    }

    fn verdicts(&self, applies: impl Fn(&OpenStatement<'p>) -> bool) -> Verdicts {
        let mut sets = self.sets.clone();
        for open in &self.open {
            if open.statement.effect() == Effect::Allow && applies(open) {
                grant(&mut sets, open);
            }
        }
        with_grants(self.verdicts, &sets)
    }
}

/// A set of documents and how firmly it would allow.
type Grant = (Layer, usize, MatchKind);

/// A statement of which it is open whether it applies.
#[derive(Clone, Debug)]
pub struct OpenStatement<'p> {
    place: Place,
    statement: Statement<'p>,
    kind: MatchKind,
    depends_on_resource: bool,
    conditions: Vec<Condition<'p>>,
    keys: Vec<ContextKey<'p>>,
}

impl<'p> OpenStatement<'p> {
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

    /// Whether its resources are open: they have variables.
    #[must_use]
    pub const fn depends_on_resource(&self) -> bool {
        self.depends_on_resource
    }

    /// The conditions that are open. The others hold.
    #[must_use]
    pub fn conditions(&self) -> &[Condition<'p>] {
        &self.conditions
    }

    /// What it would add if it applied. How firmly matters of resources only.
    const fn grant(&self) -> Grant {
        let kind = match self.place.layer() {
            Layer::Resource => self.kind,
            _ => MatchKind::Direct,
        };
        (self.place.layer(), self.place.level(), kind)
    }
}

/// The documents of one role, or of one level of SCPs, and what they grant for certain.
#[derive(Clone, Copy, Debug)]
struct Set {
    layer: Layer,
    level: usize,
    allow: Option<MatchKind>,
}

impl Set {
    fn is_of(&self, place: Place) -> bool {
        self.layer == place.layer() && self.level + 1 == place.level()
    }
}

fn grant(sets: &mut [Set], open: &OpenStatement<'_>) {
    for set in sets.iter_mut().filter(|set| set.is_of(open.place)) {
        set.allow = set.allow.max(Some(open.kind));
    }
}

/// The verdicts with these grants in them.
fn with_grants(mut verdicts: Verdicts, sets: &[Set]) -> Verdicts {
    let mut levels_allow = true;
    for set in sets {
        let allows = set.allow.is_some();
        match set.layer {
            Layer::Identity => verdicts.identity = allows,
            Layer::Boundary => verdicts.boundary = Some(allows),
            Layer::Session => verdicts.session = Some(allows),
            Layer::Resource => verdicts.resource = set.allow,
            Layer::VpcEndpoint => verdicts.vpc_endpoint = Some(allows),
            Layer::Scp => levels_allow &= allows,
            _ => {}
        }
    }
    verdicts.scps = levels_allow;
    verdicts
}

/// Collects what is open.
struct Collector<'p, 'c> {
    context: &'c Context<'c>,
    verdicts: Option<Verdicts>,
    sets: Vec<Set>,
    open: Vec<OpenStatement<'p>>,
    /// The open conditions of the statement that comes next.
    conditions: Vec<Condition<'p>>,
}

impl<'p> Recorder<'p> for Collector<'p, '_> {
    const LISTENS: bool = true;

    fn condition(&mut self, condition: Condition<'p>, holds: Truth) {
        if holds == Truth::Perhaps {
            self.conditions.push(condition);
        }
    }

    fn statement(&mut self, place: Place, statement: Statement<'p>, parts: Parts) {
        let conditions = core::mem::take(&mut self.conditions);
        if let (Truth::Perhaps, Some(kind)) = (parts.applies(), parts.principal) {
            let depends_on_resource = parts.resource == Truth::Perhaps;
            let of_resource = statement.resource_keys().filter(|_| depends_on_resource);
            let of_conditions = conditions.iter().flat_map(Condition::keys);
            let is_unknown =
                |key: &ContextKey<'_>| matches!(self.context.get(key), Values::Unknown);
            let keys = of_resource
                .chain(of_conditions)
                .filter(is_unknown)
                .collect();
            self.open.push(OpenStatement {
                place,
                statement,
                kind,
                depends_on_resource,
                conditions,
                keys,
            });
        }
    }

    fn set(&mut self, layer: Layer, level: usize, allow: Option<MatchKind>) {
        self.sets.push(Set {
            layer,
            level,
            allow,
        });
    }

    fn decided(&mut self, verdicts: &Verdicts, _: Decision) {
        let mut verdicts = *verdicts;
        // What may deny is among the open statements.
        if verdicts.deny == Truth::Perhaps {
            verdicts.deny = Truth::No;
        }
        self.verdicts = Some(verdicts);
    }
}
