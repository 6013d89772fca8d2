//! What follows from all documents in force: the formula of E-39.

use crate::evaluate::Question;
use crate::policies::{Levels, Policies, Set};
use crate::principal::{Kind, MatchKind};
use crate::record::Recorder;
use crate::truth::Truth;
use crate::{Decision, Layer, Place, PolicyType, Principal, Request};

/// What the documents in force say together.
#[derive(Clone, Copy, Debug)]
pub struct Verdicts {
    /// Whether a Deny statement applies, in any of them.
    pub deny: Truth,
    /// Every level of SCPs allows.
    pub scps: bool,
    /// `None` without an endpoint policy.
    pub vpc_endpoint: Option<bool>,
    /// An identity policy allows.
    pub identity: bool,
    /// `None` without a boundary.
    pub boundary: Option<bool>,
    /// `None` without session policies.
    pub session: Option<bool>,
    /// How firmly the policy of the resource names the caller.
    pub resource: Option<MatchKind>,
    /// The resource insists on its policy (E-14).
    pub required: bool,
}

/// Decides, and records nothing.
pub(crate) fn evaluate(policies: &Policies<'_>, request: &Request<'_>) -> Decision {
    decide(policies, request, &mut ())
}

/// Decides, and tells the recorder why. A request that nothing could allow is denied
/// without a word.
pub fn decide<'p, R: Recorder<'p>>(
    policies: &Policies<'p>,
    request: &Request<'_>,
    recorder: &mut R,
) -> Decision {
    let Some(resource) = request.resource.filter(|_| policies.misplaced.is_none()) else {
        return Decision::ImplicitDeny;
    };
    let caller = Caller::of(request);

    // Which documents are in force.
    let scps = match policies.scps {
        levels if caller.has_own_side && !caller.in_management && !caller.service_linked => levels,
        _ => Levels::default(),
    };
    let rcps = match policies.rcps {
        set if !request.resource_in_management_account && !caller.service_linked => set,
        _ => Set::NONE,
    };
    let identity = match policies.identity {
        set if caller.has_own_side && !caller.is_root => set,
        _ => Set::NONE,
    };
    let (boundary, session) = (policies.boundary, policies.session);
    let (resource_policy, vpc_endpoint) = (policies.resource, policies.vpc_endpoint);

    // What each of them says.
    let question = Question {
        request,
        resource,
        has_boundary: !boundary.is_empty(),
    };
    let mut asking = Asking {
        question,
        recorder,
        deny: Truth::No,
    };
    let given =
        |set: Set<'_>, allows: Option<MatchKind>| (!set.is_empty()).then_some(allows.is_some());
    let by_identity = asking.ask(Layer::Identity, identity);
    let by_boundary = asking.ask(Layer::Boundary, boundary);
    let by_session = asking.ask(Layer::Session, session);
    let by_resource = asking.ask(Layer::Resource, resource_policy);
    let by_scps = asking.ask_levels(scps);
    asking.ask(Layer::Rcp, rcps);
    let by_vpc_endpoint = asking.ask(Layer::VpcEndpoint, vpc_endpoint);
    let deny = asking.deny;

    // A role insists on its trust policy (E-15).
    let is_trust = |policy: &&crate::Policy<'_>| policy.policy_type() == PolicyType::Trust;
    let verdicts = Verdicts {
        deny,
        scps: by_scps,
        vpc_endpoint: given(vpc_endpoint, by_vpc_endpoint),
        identity: by_identity.is_some(),
        boundary: given(boundary, by_boundary),
        session: given(session, by_session),
        resource: by_resource,
        required: request.requires_resource_policy
            || resource_policy.as_slice().iter().any(is_trust),
    };
    let decision = combine(request, &verdicts);
    recorder.decided(&verdicts, decision);
    decision
}

/// The steps of E-39.
pub fn combine(request: &Request<'_>, verdicts: &Verdicts) -> Decision {
    let caller = Caller::of(request);
    let Verdicts {
        deny,
        scps,
        vpc_endpoint,
        identity,
        boundary,
        session,
        resource,
        required,
    } = *verdicts;

    // 1. An explicit deny anywhere; where that cannot be told, every doubt denies.
    match deny {
        Truth::Yes => return Decision::ExplicitDeny,
        Truth::Perhaps => return Decision::ImplicitDeny,
        Truth::No => {}
    }

    // 2. Guard rails that must allow.
    if !scps || vpc_endpoint == Some(false) {
        return Decision::ImplicitDeny;
    }

    // 3. Callers without an own side.
    if !caller.has_own_side {
        return allow_if(resource == Some(MatchKind::Direct));
    }

    // 4. The own side.
    let by_identity = caller.is_root || identity;
    let by_boundary = boundary.unwrap_or(true);
    let by_session = session.unwrap_or(!caller.is_federated_user);
    let own_side = by_identity && by_boundary && by_session;

    // 5. Both together.
    allow_if(if caller.is_at_home {
        resource == Some(MatchKind::Direct)
            || (resource == Some(MatchKind::Limited) && by_boundary && by_session)
            || (own_side && (!required || resource.is_some()))
    } else {
        own_side && resource.is_some()
    })
}

const fn allow_if(holds: bool) -> Decision {
    if holds {
        Decision::Allow
    } else {
        Decision::ImplicitDeny
    }
}

/// What the formula wants to know of the caller.
///
/// An unknown caller is whomever the documents are attached to: a user, and at home
/// unless the request says whose the resource is.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "questions with yes or no")]
struct Caller {
    has_own_side: bool,
    is_root: bool,
    is_federated_user: bool,
    in_management: bool,
    service_linked: bool,
    is_at_home: bool,
}

impl Caller {
    #[inline]
    fn of(request: &Request<'_>) -> Self {
        let principal = request.principal;
        let kind = principal.map(|principal| principal.kind);
        let account = principal.and_then(Principal::account);
        Caller {
            has_own_side: !matches!(
                kind,
                Some(Kind::Service(_) | Kind::Federated(_) | Kind::Anonymous)
            ),
            is_root: matches!(kind, Some(Kind::Root(_))),
            is_federated_user: matches!(kind, Some(Kind::FederatedUser { .. })),
            in_management: principal.is_some_and(|principal| principal.in_management_account),
            service_linked: principal.is_some_and(|principal| principal.service_linked),
            is_at_home: request
                .resource_account
                .is_none_or(|of| Some(of) == account),
        }
    }
}

/// Asks the documents in force, one set after the other.
struct Asking<'q, 'r, R> {
    question: Question<'q>,
    recorder: &'r mut R,
    /// Whether a Deny statement applies in what was asked so far.
    deny: Truth,
}

impl<R> Asking<'_, '_, R> {
    /// How firmly the set allows. After a Deny nothing matters any more.
    #[inline]
    fn ask<'p>(&mut self, layer: Layer, set: Set<'p>) -> Option<MatchKind>
    where
        R: Recorder<'p>,
    {
        if set.is_empty() {
            return None;
        }
        self.ask_level(layer, 0, set)
    }

    /// Whether every level of SCPs allows (E-18).
    fn ask_levels<'p>(&mut self, levels: Levels<'p>) -> bool
    where
        R: Recorder<'p>,
    {
        let mut all_allow = true;
        for level in 0..levels.len() {
            let allows = self.ask_level(Layer::Scp, level, levels.level(level));
            all_allow &= allows.is_some();
        }
        all_allow
    }

    #[inline(never)]
    fn ask_level<'p>(&mut self, layer: Layer, level: usize, set: Set<'p>) -> Option<MatchKind>
    where
        R: Recorder<'p>,
    {
        let mut allow = None;
        for (document, policy) in set.as_slice().iter().enumerate() {
            if self.deny == Truth::Yes && !R::LISTENS {
                break;
            }
            let place = Place::new(layer, level, document);
            let verdict = self.question.ask(policy, place, self.recorder);
            self.deny = self.deny.max(verdict.deny);
            allow = allow.max(verdict.allow);
        }
        self.recorder.set(layer, level, allow);
        allow
    }
}
