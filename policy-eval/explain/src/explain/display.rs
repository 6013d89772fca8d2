//! Explanations as text.

use core::{fmt, ptr};

use policy_core::operator::{Family, Operator};
use policy_core::{Decision, Effect, Layer, Place, Statement};

use super::{
    AskedKey, ContextValue, Explanation, Failure, GrantedBy, MatchedStatement, NearMiss, Shortfall,
};

/// How many near misses a text has at most. The data have all.
const MOST_NEAR_MISSES: usize = 5;

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Explanation {
            decision,
            granted_by,
            shortfalls,
            notes,
            matched,
            near_misses,
            absent_keys,
            unknown_keys,
        } = self;
        write!(f, "{decision}: ")?;
        // The one statement that decides, if it is one, stands in the first line.
        let decides = |matched: &&MatchedStatement<'_>| match granted_by {
            Some(GrantedBy::RootUser) => false,
            Some(GrantedBy::IdentityPolicies) => matched.place.layer() == Layer::Identity,
            Some(GrantedBy::ResourcePolicy) => matched.place.layer() == Layer::Resource,
            Some(GrantedBy::BothSides) => {
                [Layer::Identity, Layer::Resource].contains(&matched.place.layer())
            }
            None => true,
        };
        let mut deciding = matched.iter().filter(decides);
        let single = match (deciding.next(), deciding.next()) {
            (Some(single), None) if *decision != Decision::ImplicitDeny && !single.delegates => {
                Some(single)
            }
            _ => None,
        };
        match (decision, granted_by, single) {
            (Decision::ImplicitDeny, ..) => join(f, shortfalls)?,
            (_, _, Some(single)) => single.fmt(f)?,
            (Decision::ExplicitDeny, ..) => f.write_str("several statements deny it")?,
            (_, Some(granted_by), _) => granted_by.fmt(f)?,
            (Decision::Allow, None, _) => {}
        }
        for note in notes {
            write!(f, "\n  {note}")?;
        }
        for matched in matched {
            if !single.is_some_and(|single| ptr::eq(single, matched)) {
                write!(f, "\n  {matched}")?;
            }
            if *decision == Decision::ExplicitDeny {
                because(f, matched)?;
            }
        }
        for near_miss in near_misses.iter().take(MOST_NEAR_MISSES) {
            match near_miss.statement.effect() {
                Effect::Allow => write!(f, "\n  nearest: {near_miss}")?,
                Effect::Deny => write!(f, "\n  may deny: {near_miss}")?,
            }
        }
        if let more @ 1.. = near_misses.len().saturating_sub(MOST_NEAR_MISSES) {
            write!(f, "\n  and {more} more")?;
        }
        if *decision == Decision::Allow {
            return Ok(());
        }
        for key in absent_keys {
            write!(f, "\n  absent: {key}")?;
        }
        for key in unknown_keys {
            write!(f, "\n  could not be found out: {key}")?;
        }
        Ok(())
    }
}

/// What a statement that denies depends on.
fn because(f: &mut fmt::Formatter<'_>, matched: &MatchedStatement<'_>) -> fmt::Result {
    for (condition, value) in &matched.conditions {
        match value {
            ContextValue::Absent => write!(f, "\n    {condition} holds: the key is absent")?,
            value => write!(f, "\n    {condition} holds: the request has {value}")?,
        }
    }
    Ok(())
}

impl fmt::Display for GrantedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            GrantedBy::RootUser => "the root user needs no statement in its own account",
            GrantedBy::IdentityPolicies => "the caller's own policies allow it",
            GrantedBy::ResourcePolicy => "the resource policy grants it to the caller",
            GrantedBy::BothSides => "the caller's side and the resource policy allow it",
        })
    }
}

impl fmt::Display for MatchedStatement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let MatchedStatement {
            place,
            statement,
            delegates,
            conditions: _,
        } = self;
        let grants = [Layer::Identity, Layer::Resource].contains(&place.layer());
        let does = match statement.effect() {
            Effect::Deny => "denies it",
            Effect::Allow if !grants => "lets it pass",
            Effect::Allow if *delegates => "leaves it to the policies of the caller's account",
            Effect::Allow => "allows it",
        };
        write!(f, "{statement} of {} {does}", In::of(*place, statement))
    }
}

impl fmt::Display for NearMiss<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let NearMiss {
            place,
            statement,
            failures,
        } = self;
        write!(f, "{statement} of {}", In::of(*place, statement))?;
        for failure in failures {
            write!(f, "\n    {failure}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Failure<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Action => f.write_str("it is about other actions"),
            Failure::Principal(element) => write!(f, "it is about other callers: {element}"),
            Failure::Resource { resource, known } => {
                if *known {
                    write!(f, "it is about other resources: {resource}")
                } else {
                    write!(
                        f,
                        "whether it is about the resource could not be found out: {resource}"
                    )
                }
            }
            Failure::Condition {
                condition,
                value,
                known,
            } => match value {
                _ if !known => write!(f, "{condition}: whether it holds could not be found out"),
                ContextValue::Absent => write!(f, "{condition} does not hold: the key is absent"),
                ContextValue::List(_) if wants_set_operator(condition.operator()) => write!(
                    f,
                    "{condition} does not hold: the request has the list {value}, which needs `ForAnyValue:` or `ForAllValues:`"
                ),
                value => write!(f, "{condition} does not hold: the request has {value}"),
            },
        }
    }
}

/// Whether no list satisfies the operator as it is written (C-9).
fn wants_set_operator(operator: Operator) -> bool {
    operator.set().is_none() && operator.base().family() != Family::Null
}

/// As in `"a"` and `["a", "b"]`.
impl fmt::Display for ContextValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ContextValue::Absent => f.write_str("nothing"),
            ContextValue::Plain(text) => write!(f, "{text:?}"),
            ContextValue::List(texts) => write!(f, "{texts:?}"),
            ContextValue::Unknown => f.write_str("something unknown"),
        }
    }
}

impl fmt::Display for Shortfall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shortfall::Silent { layer, level } => match layer {
                Layer::Identity => f.write_str("no identity policy allows it"),
                Layer::Session => f.write_str("no session policy allows it"),
                Layer::Scp => write!(f, "no SCP of level {level} allows it"),
                Layer::Resource => f.write_str("no resource policy allows it"),
                layer => write!(f, "the {layer} does not allow it"),
            },
            Shortfall::Doubt => {
                f.write_str("whether a Deny statement applies could not be found out")
            }
            Shortfall::NoResource => f.write_str("the request names no resource"),
            Shortfall::Misplaced(misplaced) => misplaced.fmt(f),
        }
    }
}

impl fmt::Display for AskedKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, asked for by ", self.key)?;
        for (index, (place, name)) in self.policies().enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            write!(f, "{comma}{}", In(place, name))?;
        }
        Ok(())
    }
}

/// A policy inside a sentence: by its name, or else by its place.
pub(crate) struct In<'p>(pub(crate) Place, pub(crate) Option<&'p str>);

impl<'p> In<'p> {
    pub(crate) fn of(place: Place, statement: &Statement<'p>) -> Self {
        In(place, statement.policy_name())
    }
}

impl fmt::Display for In<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let In(place, name) = self;
        let layer = place.layer();
        match layer {
            Layer::Boundary | Layer::Resource | Layer::VpcEndpoint => f.write_str("the ")?,
            _ => {}
        }
        match name {
            Some(_) => layer.fmt(f)?,
            None => place.fmt(f)?,
        }
        match name {
            Some(name) if layer == Layer::Scp => {
                write!(f, " `{name}` of level {}", place.level())
            }
            Some(name) => write!(f, " `{name}`"),
            None => Ok(()),
        }
    }
}

fn join(f: &mut fmt::Formatter<'_>, parts: &[impl fmt::Display]) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        f.write_str(if index > 0 { "; " } else { "" })?;
        part.fmt(f)?;
    }
    Ok(())
}
