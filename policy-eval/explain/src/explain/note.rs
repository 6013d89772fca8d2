//! What helps to understand a decision.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use policy_core::record::{self, MatchKind, Truth, Verdicts};
use policy_core::{Decision, Effect, Layer, Place, Policies, Request};

use super::{Failure, Heard, NearMiss, SetVerdict, Shortfall};

/// Why a decision is as it is, or what to do about it; its `Display` is half a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    /// Nothing was given that could allow.
    NotGiven(Layer, usize),
    /// What was given has no Allow statement about the action.
    OtherActions(Layer, usize, String),
    /// Caller and resource belong to different accounts (E-16).
    OtherAccount,
    /// Identity policies count only together with the resource's policy (E-14).
    ResourceInsists,
    /// The caller has no policies of its own (E-28 … E-30).
    NoOwnPolicies,
    /// Policies that name principals cannot name whom the request does not.
    UnknownCaller,
    /// A federated user without a session policy (E-11).
    NoSessionPolicy,
    /// What a resource is.
    Resource,
    /// How to use the policy where it stands.
    Misplaced(Layer),
    /// What was given does not count for this caller, or this resource (E-21, E-25, E-39).
    NotInForce(Layer),
    /// `NotPrincipal` exempts nobody who has a boundary (P-24).
    NobodyIsExempt,
}

/// What notes are taken of.
pub(crate) struct Notes<'e, 'p, 'c> {
    pub(crate) policies: &'e Policies<'p>,
    pub(crate) request: &'e Request<'e>,
    pub(crate) verdicts: Option<Verdicts>,
    pub(crate) sets: &'e [SetVerdict],
    pub(crate) statements: &'e [Heard<'p, 'c>],
    pub(crate) shortfalls: &'e [Shortfall],
    pub(crate) near_misses: &'e [NearMiss<'p>],
}

impl Notes<'_, '_, '_> {
    pub(crate) fn notes(&self, decision: Decision) -> Vec<Note> {
        let mut notes = Vec::new();
        for shortfall in self.shortfalls {
            match *shortfall {
                Shortfall::Silent { layer, level } => {
                    if layer == Layer::Resource {
                        notes.extend(self.reason());
                    }
                    if matches!(layer, Layer::Resource | Layer::VpcEndpoint) {
                        notes.extend(self.unknown_caller());
                    }
                    notes.extend(self.nothing_to_allow(layer, level));
                }
                Shortfall::Doubt => {}
                Shortfall::NoResource => notes.push(Note::Resource),
                Shortfall::Misplaced(misplaced) => notes.push(Note::Misplaced(misplaced.layer())),
            }
        }
        let mut failures = self.near_misses.iter().flat_map(NearMiss::failures);
        if failures.any(|failure| matches!(failure, Failure::Principal(_))) {
            notes.extend(self.unknown_caller());
        }
        if decision == Decision::ExplicitDeny {
            notes.extend(self.nobody_is_exempt());
        }
        notes.extend(self.not_in_force());
        let mut once = Vec::new();
        for note in notes {
            if !once.contains(&note) {
                once.push(note);
            }
        }
        once
    }

    fn unknown_caller(&self) -> Option<Note> {
        let is_unknown = self.request.principal().is_none();
        is_unknown.then_some(Note::UnknownCaller)
    }

    /// Why the policy of the resource has to allow.
    fn reason(&self) -> Option<Note> {
        let verdicts = self.verdicts?;
        self.request.principal()?;
        let all = Verdicts {
            deny: Truth::No,
            scps: true,
            vpc_endpoint: None,
            identity: true,
            boundary: None,
            session: Some(true),
            resource: Some(MatchKind::Account),
            required: false,
        };
        let allows =
            |verdicts: Verdicts| record::combine(self.request, &verdicts) == Decision::Allow;
        if !allows(all) {
            return Some(Note::NoOwnPolicies);
        }
        let without = Verdicts {
            resource: None,
            ..all
        };
        if !allows(without) {
            return Some(Note::OtherAccount);
        }
        verdicts.required.then_some(Note::ResourceInsists)
    }

    /// Whether a silent layer has nothing that could ever allow the action.
    fn nothing_to_allow(&self, layer: Layer, level: usize) -> Option<Note> {
        let is_here = |place: Place| (place.layer(), place.level()) == (layer, level);
        if !self.policies.iter().any(|(place, _)| is_here(place)) {
            return Some(match layer {
                Layer::Session => Note::NoSessionPolicy,
                _ => Note::NotGiven(layer, level),
            });
        }
        let mut allows = self
            .statements
            .iter()
            .filter(|heard| heard.statement.effect() == Effect::Allow);
        if allows.any(|heard| is_here(heard.place)) {
            return None;
        }
        let action = self.request.action().to_string();
        Some(Note::OtherActions(layer, level, action))
    }

    /// The layers that were given, and that the formula left out.
    fn not_in_force(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        if self.verdicts.is_none() {
            return notes;
        }
        for (place, _) in self.policies.iter() {
            let layer = place.layer();
            let is_in_force = self.sets.iter().any(|(asked, ..)| *asked == layer);
            if !is_in_force && !notes.contains(&Note::NotInForce(layer)) {
                notes.push(Note::NotInForce(layer));
            }
        }
        notes
    }

    fn nobody_is_exempt(&self) -> Option<Note> {
        let mut layers = self.policies.iter().map(|(place, _)| place.layer());
        let has_boundary = layers.any(|layer| layer == Layer::Boundary);
        let mut denying = self.statements.iter().filter(|heard| {
            heard.statement.effect() == Effect::Deny && heard.parts.applies() == Truth::Yes
        });
        let names_others = denying.any(|heard| heard.statement.principal().is_negated());
        (has_boundary && names_others).then_some(Note::NobodyIsExempt)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::NotGiven(layer, level) => {
                write!(f, "there is no {layer}")?;
                of_level(f, *layer, *level)
            }
            Note::OtherActions(layer, level, action) => {
                let which = match layer {
                    Layer::Boundary | Layer::Resource | Layer::VpcEndpoint => "the",
                    _ => "any",
                };
                write!(f, "no Allow statement of {which} {layer}")?;
                of_level(f, *layer, *level)?;
                write!(f, " is about `{action}`")
            }
            Note::OtherAccount => f.write_str(
                "the resource belongs to another account: its policy has to allow as well as the caller's own",
            ),
            Note::ResourceInsists => f.write_str(
                "the resource insists on its policy: identity policies count only if that allows, too, and are not needed if it names the caller itself",
            ),
            Note::NoOwnPolicies => f.write_str(
                "this caller has no policies of its own: the resource policy has to name it",
            ),
            Note::UnknownCaller => f.write_str(
                "the request does not say who the caller is, so no policy can name it",
            ),
            Note::NotInForce(layer) => match layer {
                Layer::Scp => f.write_str("SCPs do not bind this caller"),
                Layer::Rcp => f.write_str("RCPs do not bind this caller, or this resource"),
                _ => f.write_str("identity policies do not count for this caller"),
            },
            Note::NobodyIsExempt => f.write_str(
                "`NotPrincipal` exempts nobody who has a permissions boundary",
            ),
            Note::NoSessionPolicy => f.write_str(
                "there is no session policy, without which a federated user may do nothing on its own",
            ),
            Note::Resource => {
                f.write_str("a resource is an ARN, or `*` for actions that have none")
            }
            Note::Misplaced(layer) => {
                write!(f, "nothing is allowed until it is compiled with `type = {}`", layer.as_str())?;
                let or_trust = match layer {
                    Layer::Resource => ", or `type = trust` for a role",
                    _ => "",
                };
                write!(f, "{or_trust}, or left out")
            }
        }
    }
}

fn of_level(f: &mut fmt::Formatter<'_>, layer: Layer, level: usize) -> fmt::Result {
    match layer {
        Layer::Scp => write!(f, " of level {level}"),
        _ => Ok(()),
    }
}
