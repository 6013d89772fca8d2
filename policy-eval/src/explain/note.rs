//! What helps to understand an implicit denial.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use policy_core::record::{self, MatchKind, Truth, Verdicts};
use policy_core::{Decision, Effect, Layer, Place, Policies, Request};

use super::{Heard, Shortfall};

/// Why a shortfall is one, or what to do about it; its `Display` is half a sentence.
#[derive(Clone, Debug)]
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
}

/// The notes for these shortfalls.
pub(crate) fn notes(
    policies: &Policies<'_>,
    request: &Request<'_>,
    verdicts: Option<Verdicts>,
    shortfalls: &[Shortfall],
    statements: &[Heard<'_>],
) -> Vec<Note> {
    let mut notes = Vec::new();
    for shortfall in shortfalls {
        match *shortfall {
            Shortfall::Silent { layer, level } => {
                if layer == Layer::Resource {
                    notes.extend(verdicts.and_then(|verdicts| reason(request, verdicts)));
                }
                let is_unknown = request.principal().is_none();
                if is_unknown && matches!(layer, Layer::Resource | Layer::VpcEndpoint) {
                    notes.push(Note::UnknownCaller);
                }
                notes.extend(nothing_to_allow(
                    policies, request, statements, layer, level,
                ));
            }
            Shortfall::Doubt => {}
            Shortfall::NoResource => notes.push(Note::Resource),
            Shortfall::Misplaced(misplaced) => notes.push(Note::Misplaced(misplaced.layer())),
        }
    }
    notes
}

/// Why the policy of the resource has to allow.
fn reason(request: &Request<'_>, verdicts: Verdicts) -> Option<Note> {
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
    let allows = |verdicts: Verdicts| record::combine(request, &verdicts) == Decision::Allow;
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
fn nothing_to_allow(
    policies: &Policies<'_>,
    request: &Request<'_>,
    statements: &[Heard<'_>],
    layer: Layer,
    level: usize,
) -> Option<Note> {
    let is_here = |place: Place| (place.layer(), place.level()) == (layer, level);
    if !policies.iter().any(|(place, _)| is_here(place)) {
        return Some(match layer {
            Layer::Session => Note::NoSessionPolicy,
            _ => Note::NotGiven(layer, level),
        });
    }
    let mut allows = statements
        .iter()
        .filter(|heard| heard.statement.effect() == Effect::Allow);
    if allows.any(|heard| is_here(heard.place)) {
        return None;
    }
    let action = request.action().to_string();
    Some(Note::OtherActions(layer, level, action))
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
                "the resource insists on its policy: identity policies count only if that allows, too",
            ),
            Note::NoOwnPolicies => f.write_str(
                "this caller has no policies of its own: the resource policy has to name it",
            ),
            Note::UnknownCaller => f.write_str(
                "the request does not say who the caller is, so no policy can name it",
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
