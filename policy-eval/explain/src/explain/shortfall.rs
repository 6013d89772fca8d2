//! What an implicit denial is for want of, and what came nearest.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use policy_core::record::{self, MatchKind, Truth, Verdicts};
use policy_core::{Decision, Effect, Layer, Request};

use super::{Failure, Heard, NearMiss, SetVerdict, Shortfall};

/// What would have had to allow and did not: what the formula cannot do without while
/// all else allows.
pub(crate) fn shortfalls(
    request: &Request<'_>,
    verdicts: Verdicts,
    sets: &[SetVerdict],
) -> Vec<Shortfall> {
    if verdicts.deny == Truth::Perhaps {
        return [Shortfall::Doubt].into();
    }
    let allows = |verdicts: &Verdicts| record::combine(request, verdicts) == Decision::Allow;
    let silent = |layer, level| Shortfall::Silent { layer, level };
    let mut rest = Verdicts {
        scps: true,
        vpc_endpoint: Some(true),
        identity: true,
        boundary: Some(true),
        session: Some(true),
        ..verdicts
    };
    let by_resource = !allows(&rest);
    for kind in [MatchKind::Account, MatchKind::Direct] {
        if !allows(&rest) {
            rest.resource = Some(kind);
        }
    }

    let mut shortfalls = Vec::new();
    if !verdicts.scps {
        let levels = sets.iter().filter(|(layer, ..)| *layer == Layer::Scp);
        let levels = levels.filter(|(.., allow)| allow.is_none());
        shortfalls.extend(levels.map(|(layer, level, _)| silent(*layer, level + 1)));
    }
    let Verdicts {
        vpc_endpoint,
        identity,
        boundary,
        session,
        ..
    } = verdicts;
    for (layer, without) in [
        (Layer::Identity, Verdicts { identity, ..rest }),
        (Layer::Boundary, Verdicts { boundary, ..rest }),
        (Layer::Session, Verdicts { session, ..rest }),
        (
            Layer::VpcEndpoint,
            Verdicts {
                vpc_endpoint,
                ..rest
            },
        ),
    ] {
        if !allows(&without) {
            shortfalls.push(silent(layer, 1));
        }
    }
    if by_resource {
        shortfalls.push(silent(Layer::Resource, 1));
    }
    shortfalls
}

/// The Allow statements that could have made up for a shortfall, the nearest first; or
/// the Deny statements in doubt.
pub(crate) fn near_misses<'p>(
    statements: &[Heard<'p, '_>],
    shortfalls: &[Shortfall],
    request: &Request<'_>,
    verdicts: Option<Verdicts>,
) -> Vec<NearMiss<'p>> {
    if shortfalls.contains(&Shortfall::Doubt) {
        let may_deny = statements.iter().filter(|heard| {
            heard.statement.effect() == Effect::Deny && heard.parts.applies() == Truth::Perhaps
        });
        return may_deny.map(Heard::near_miss).collect();
    }
    // At home, what the resource's policy grants may replace what others do not.
    let would_help = |heard: &Heard<'_, '_>| {
        let kind = heard.parts.principal.unwrap_or(MatchKind::Direct);
        let granted = verdicts.map(|verdicts| Verdicts {
            resource: verdicts.resource.max(Some(kind)),
            ..verdicts
        });
        granted.is_some_and(|granted| record::combine(request, &granted) == Decision::Allow)
    };
    let is_wanted = |heard: &Heard<'_, '_>| {
        let place = heard.place;
        let is_of_place = |shortfall: &Shortfall| match shortfall {
            Shortfall::Silent { layer, level } => {
                (*layer, *level) == (place.layer(), place.level())
            }
            _ => false,
        };
        let instead = || place.layer() == Layer::Resource && would_help(heard);
        !shortfalls.is_empty() && (shortfalls.iter().any(is_of_place) || instead())
    };
    let candidates: Vec<_> = statements
        .iter()
        .filter(|heard| {
            heard.statement.effect() == Effect::Allow && !heard.applies() && is_wanted(heard)
        })
        .collect();
    // Where nothing is about the action, what is about others may be what was meant.
    let layer = |heard: &Heard<'_, '_>| (heard.place.layer(), heard.place.level());
    let about_action = candidates.iter().filter(|heard| heard.parts.action);
    let with_some: BTreeSet<_> = about_action.map(|heard| layer(heard)).collect();
    let nearest = candidates
        .into_iter()
        .filter(|heard| heard.parts.action || !with_some.contains(&layer(heard)));
    let mut near_misses: Vec<_> = nearest.map(Heard::near_miss).collect();
    near_misses.sort_by_key(|near_miss| {
        let NearMiss {
            place,
            statement,
            failures,
        } = near_miss;
        let is_about_others = matches!(failures.as_slice(), [Failure::Action]);
        (is_about_others, failures.len(), *place, statement.index())
    });
    near_misses
}
