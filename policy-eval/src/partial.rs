//! What a decision depends on, where some context keys are not known yet.

use alloc::vec::Vec;
use core::fmt;

use policy_core::record::{self, MatchKind, Parts, Recorder, Truth, Verdicts};
use policy_core::{
    Condition, Context, ContextKey, ContextSource, Decision, Effect, Layer, Place, Policies,
    Request, Statement, Values,
};

/// Decides as far as the known context keys allow.
///
/// The keys that are not known are declared in the context, with
/// [`Context::with_unknown`](crate::Context::with_unknown). They may turn out to be absent,
/// plain or lists. What does not depend on them is decided; otherwise the answer is the
/// [`Residual`]: the statements and conditions that are left, which decide once the keys
/// are known.
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
#[derive(Clone, Debug)]
#[must_use]
pub enum Partial<'p> {
    /// The outcome, whatever the unknown keys turn out to be.
    Decided(Decision),
    /// It depends on them.
    DependsOn(Residual<'p>),
}

impl fmt::Display for Partial<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Partial::Decided(decision) => decision.fmt(f),
            Partial::DependsOn(residual) => residual.fmt(f),
        }
    }
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
    /// Keys of which `known` does not know anything either fail closed.
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
        let is_open = self.allows(|_| true) && !self.allows(|_| false);
        let suffices = self.allows(|open| self.is_needed(open));
        let residual = self.clone();
        self.open.retain(|open| {
            let mut sets = residual.sets.iter();
            let is_more = match sets.find(|set| set.is_of(open.place)) {
                Some(set) if open.place.layer() == Layer::Resource => set.allow < Some(open.kind),
                Some(set) => set.allow.is_none(),
                None => false,
            };
            let is_of_use = || is_open && is_more && (!suffices || residual.is_needed(open));
            open.statement.effect() == Effect::Deny || is_of_use()
        });
    }

    /// Whether nothing is allowed unless an open statement of the same set applies.
    fn is_needed(&self, open: &OpenStatement<'p>) -> bool {
        let place = open.place;
        let is_other = |other: &OpenStatement<'p>| {
            (other.place.layer(), other.place.level()) != (place.layer(), place.level())
        };
        !self.allows(is_other)
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
            let is_unknown =
                |key: &ContextKey<'_>| matches!(self.context.get(key), Values::Unknown);
            self.open.push(OpenStatement {
                place,
                statement,
                kind,
                depends_on_resource: parts.resource == Truth::Perhaps,
                conditions,
                keys: statement.condition_keys().filter(is_unknown).collect(),
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

impl fmt::Display for Residual<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |effect| {
            let open = self.open.iter();
            open.filter(move |open| open.statement.effect() == effect)
        };
        let mut otherwise = "";
        if of(Effect::Deny).next().is_some() {
            f.write_str("denied explicitly if")?;
            alternatives(f, of(Effect::Deny))?;
            otherwise = "\notherwise ";
        }
        if of(Effect::Allow).next().is_none() {
            let decision = record::combine(&self.request, &self.verdicts(|_| false));
            return write!(f, "{otherwise}{decision}");
        }
        write!(f, "{otherwise}allowed only if")?;
        let mut and = "";
        for set in &self.sets {
            let needed = || of(Effect::Allow).filter(|o| set.is_of(o.place) && self.is_needed(o));
            if needed().next().is_some() {
                f.write_str(and)?;
                alternatives(f, needed())?;
                and = "\nand";
            }
        }
        let others = || of(Effect::Allow).filter(|open| !self.is_needed(open));
        if others().next().is_some() {
            f.write_str(and)?;
            alternatives(f, others())?;
        }
        Ok(())
    }
}

fn alternatives<'o>(
    f: &mut fmt::Formatter<'_>,
    open: impl Iterator<Item = &'o OpenStatement<'o>>,
) -> fmt::Result {
    for (index, open) in open.enumerate() {
        let or = if index > 0 { "or " } else { "" };
        write!(f, "\n  {or}{open}")?;
    }
    Ok(())
}

impl fmt::Display for OpenStatement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let OpenStatement {
            place,
            statement,
            depends_on_resource,
            conditions,
            ..
        } = self;
        write!(f, "{statement} of {place} applies:")?;
        let mut separator = " ";
        if *depends_on_resource {
            write!(f, " {}", statement.resource())?;
            separator = " and ";
        }
        for condition in conditions {
            write!(f, "{separator}{condition}")?;
            separator = " and ";
        }
        Ok(())
    }
}
