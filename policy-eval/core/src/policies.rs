//! The documents in force for a request (§7).

use core::slice;

use crate::{
    Action, ContextKey, Decision, Layer, Misplaced, Place, Policy, PolicyType, Request, formula,
};

/// The policies in force for a request: everything that AWS looks at before it decides.
///
/// All are optional. What is not given is not attached: without a boundary nothing is
/// limited by one, without SCPs the caller is in no organization. Of what is given twice,
/// the last counts.
///
/// ```
/// use policy_compiler::{Options, compile};
/// use policy_core::{Decision, Policies, PolicyType, Principal, Request};
///
/// let deployer = r#"{
///     "Version": "2012-10-17",
///     "Statement": { "Effect": "Allow", "Action": ["ecs:*", "sqs:*"], "Resource": "*" }
/// }"#;
/// let only_europe = r#"{
///     "Version": "2012-10-17",
///     "Statement": [
///         { "Effect": "Allow", "Action": "*", "Resource": "*" },
///         {
///             "Effect": "Deny",
///             "Action": "*",
///             "Resource": "*",
///             "Condition": { "StringNotLike": { "aws:RequestedRegion": "eu-*" } }
///         }
///     ]
/// }"#;
/// let deployer = compile(deployer, &Options::new(PolicyType::Identity)).unwrap();
/// let only_europe = compile(only_europe, &Options::new(PolicyType::Scp)).unwrap();
/// let (deployer, only_europe) = (deployer.policy(), only_europe.policy());
///
/// let identity = [&deployer];
/// let root = [&only_europe];
/// let scps = [root.as_slice()];
/// let policies = Policies::new().identity(&identity).scps(&scps);
///
/// let alice = Principal::parse("arn:aws:iam::111122223333:user/alice")?;
/// let run_task = Request::parse("ecs:RunTask", "*")?.by(&alice);
/// // It does not say that it is made in Europe.
/// assert_eq!(policies.evaluate(&run_task), Decision::ExplicitDeny);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// In a static nothing is built at run time. (In a function, lists need a name of their
/// own, as above, unless they are used within the same statement.)
///
/// ```
/// use policy_core::{Policies, Policy};
///
/// static DEPLOYER: Policy = Policy::EMPTY; // or `include_policy!("…")`
/// static POLICIES: Policies = Policies::new().identity(&[&DEPLOYER]).boundary(&DEPLOYER);
/// ```
///
/// Each policy counts in the layer that it is given for. Identity policies, boundaries and
/// session policies have one grammar and may stand in for each other (G-18): a managed
/// policy may be a boundary. Any other policy in the wrong place is
/// [`misplaced`](Self::misplaced), and nothing is allowed.
///
/// AWS's page: [policy evaluation logic][logic].
///
/// [logic]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
#[derive(Clone, Copy, Debug, Default)]
#[must_use]
pub struct Policies<'a> {
    pub(crate) identity: Set<'a>,
    pub(crate) boundary: Set<'a>,
    pub(crate) session: Set<'a>,
    pub(crate) resource: Set<'a>,
    pub(crate) scps: Levels<'a>,
    pub(crate) rcps: Set<'a>,
    pub(crate) vpc_endpoint: Set<'a>,
    pub(crate) misplaced: Option<Misplaced>,
}

impl<'a> Policies<'a> {
    /// No policies: everything is denied, but to the root user at home.
    pub const fn new() -> Self {
        Policies {
            identity: Set::NONE,
            boundary: Set::NONE,
            session: Set::NONE,
            resource: Set::NONE,
            scps: Levels::Many(&[]),
            rcps: Set::NONE,
            vpc_endpoint: Set::NONE,
            misplaced: None,
        }
    }

    /// The policies of the caller: inline, managed, and those of its groups (E-31).
    pub const fn identity(mut self, policies: &'a [&'a Policy<'a>]) -> Self {
        self.identity = Set::Many(policies);
        self.check(Layer::Identity, policies)
    }

    /// The caller's permissions boundary: its identity policies grant only what this
    /// allows, too (E-5).
    pub const fn boundary(mut self, policy: &'a Policy<'a>) -> Self {
        self.boundary = Set::One(policy);
        self.check(Layer::Boundary, slice::from_ref(&policy))
    }

    /// Several boundaries, for callers that have more than AWS allows: what one of them
    /// allows, they allow (U-22).
    pub const fn boundaries(mut self, policies: &'a [&'a Policy<'a>]) -> Self {
        self.boundary = Set::Many(policies);
        self.check(Layer::Boundary, policies)
    }

    /// The policies passed when the session was created, of which one has to allow (E-6).
    /// A role session without any is not limited; a federated user without any has no
    /// permissions of its own (E-11).
    pub const fn session(mut self, policies: &'a [&'a Policy<'a>]) -> Self {
        self.session = Set::Many(policies);
        self.check(Layer::Session, policies)
    }

    /// The policy of the resource; of a role, its trust policy (E-4, E-15, E-16).
    pub const fn resource(mut self, policy: &'a Policy<'a>) -> Self {
        self.resource = Set::One(policy);
        self.check(Layer::Resource, slice::from_ref(&policy))
    }

    /// The service control policies of the *caller's* account: the levels from the root
    /// of the organization down to the account, each with what is attached there. Every
    /// level has to allow (E-18); one without any policy denies (U-30).
    ///
    /// No levels mean no organization. Callers whom SCPs do not bind are left alone
    /// (E-21).
    pub const fn scps(mut self, levels: &'a [&'a [&'a Policy<'a>]]) -> Self {
        self.scps = Levels::Many(levels);
        let mut rest = levels;
        while let Some((level, after)) = rest.split_first() {
            self = self.check(Layer::Scp, level);
            rest = after;
        }
        self
    }

    /// The resource control policies of the *resource's* account, those of all levels
    /// (E-24). They only deny.
    pub const fn rcps(mut self, policies: &'a [&'a Policy<'a>]) -> Self {
        self.rcps = Set::Many(policies);
        self.check(Layer::Rcp, policies)
    }

    /// The policy of the VPC endpoint that the request comes through (E-26).
    pub const fn vpc_endpoint(mut self, policy: &'a Policy<'a>) -> Self {
        self.vpc_endpoint = Set::One(policy);
        self.check(Layer::VpcEndpoint, slice::from_ref(&policy))
    }

    /// Decides a request: the formula of E-39.
    ///
    /// It allocates nothing, and never fails: every doubt denies. Why it decides so is
    /// what `policy_eval::explain` tells.
    #[inline]
    pub fn evaluate(&self, request: &Request<'_>) -> Decision {
        formula::evaluate(self, request)
    }

    /// The first policy that was given for a layer that its type does not belong to. Every
    /// request is denied then, also if another policy is given for that layer later.
    ///
    /// ```
    /// use policy_core::{Decision, Layer, Policies, Policy, Request};
    ///
    /// // An identity policy is not the policy of a queue.
    /// static POLICIES: Policies = Policies::new().resource(&Policy::EMPTY);
    /// assert_eq!(POLICIES.misplaced().unwrap().layer(), Layer::Resource);
    ///
    /// // In a constant, a mistake stops the build:
    /// const GOOD: Policies = Policies::new().identity(&[&Policy::EMPTY]);
    /// const _: () = assert!(GOOD.misplaced().is_none());
    /// ```
    #[must_use]
    pub const fn misplaced(&self) -> Option<Misplaced> {
        self.misplaced
    }

    const fn check(mut self, layer: Layer, policies: &[&Policy<'_>]) -> Self {
        let mut rest = policies;
        while let Some((policy, after)) = rest.split_first() {
            let policy_type = policy.policy_type();
            if self.misplaced.is_none() && !layer.takes(policy_type) {
                self.misplaced = Some(Misplaced::new(layer, policy_type));
            }
            rest = after;
        }
        self
    }

    /// The condition keys that a request for this action could make the policies ask for;
    /// a service may leave out all others. A key that several policies ask for comes
    /// several times.
    ///
    /// Evaluation asks for no others. Explanations also look at statements that change
    /// nothing any more, and at their keys.
    pub fn condition_keys_of(
        &self,
        action: &Action<'a>,
    ) -> impl Iterator<Item = ContextKey<'a>> + use<'a> {
        let action = *action;
        self.iter()
            .flat_map(move |(_, policy)| policy.condition_keys_of(&action))
    }

    /// Every policy with its place, layer by layer.
    pub fn iter(&self) -> impl Iterator<Item = (Place, &'a Policy<'a>)> + use<'a> {
        let sets = [
            (Layer::Identity, self.identity),
            (Layer::Boundary, self.boundary),
            (Layer::Session, self.session),
            (Layer::Resource, self.resource),
            (Layer::Rcp, self.rcps),
            (Layer::VpcEndpoint, self.vpc_endpoint),
        ];
        let sets = sets
            .into_iter()
            .flat_map(|(layer, set)| set.places(layer, 0));
        let scps = self.scps;
        let levels =
            (0..scps.len()).flat_map(move |level| scps.level(level).places(Layer::Scp, level));
        sets.chain(levels)
    }
}

/// A policy alone, in the layer of its type.
impl<'a> From<&'a Policy<'a>> for Policies<'a> {
    fn from(policy: &'a Policy<'a>) -> Self {
        let one = Set::One(policy);
        let none = Policies::new();
        match policy.policy_type() {
            PolicyType::Identity => Policies {
                identity: one,
                ..none
            },
            PolicyType::Boundary => Policies {
                boundary: one,
                ..none
            },
            PolicyType::Session => Policies {
                session: one,
                ..none
            },
            PolicyType::Resource | PolicyType::Trust => Policies {
                resource: one,
                ..none
            },
            PolicyType::Scp => Policies {
                scps: Levels::One(policy),
                ..none
            },
            PolicyType::Rcp => Policies { rcps: one, ..none },
            PolicyType::Vpce => Policies {
                vpc_endpoint: one,
                ..none
            },
        }
    }
}

/// Policies that count as one (§7.1).
#[derive(Clone, Copy, Debug)]
pub(crate) enum Set<'a> {
    One(&'a Policy<'a>),
    Many(&'a [&'a Policy<'a>]),
}

impl<'a> Set<'a> {
    pub(crate) const NONE: Self = Set::Many(&[]);

    #[inline]
    pub(crate) const fn is_empty(&self) -> bool {
        matches!(self, Set::Many([]))
    }

    #[inline]
    pub(crate) const fn as_slice(&self) -> &[&'a Policy<'a>] {
        match self {
            Set::One(policy) => slice::from_ref(policy),
            Set::Many(policies) => policies,
        }
    }

    fn places(self, layer: Layer, level: usize) -> impl Iterator<Item = (Place, &'a Policy<'a>)> {
        (0..self.as_slice().len()).filter_map(move |document| {
            let policy = *self.as_slice().get(document)?;
            Some((Place::new(layer, level, document), policy))
        })
    }
}

impl Default for Set<'_> {
    fn default() -> Self {
        Set::NONE
    }
}

/// Levels of SCPs, the root of the organization first.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Levels<'a> {
    One(&'a Policy<'a>),
    Many(&'a [&'a [&'a Policy<'a>]]),
}

impl<'a> Levels<'a> {
    #[inline]
    pub(crate) const fn len(&self) -> usize {
        match self {
            Levels::One(_) => 1,
            Levels::Many(levels) => levels.len(),
        }
    }

    #[inline]
    pub(crate) fn level(&self, level: usize) -> Set<'a> {
        match self {
            Levels::One(policy) => Set::One(policy),
            Levels::Many(levels) => levels
                .get(level)
                .map_or(Set::NONE, |level| Set::Many(level)),
        }
    }
}

impl Default for Levels<'_> {
    fn default() -> Self {
        Levels::Many(&[])
    }
}
