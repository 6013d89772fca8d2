//! Explanations as text.

use core::fmt;

use policy_core::{Decision, Effect, Layer, Place, Statement};

use super::{AskedKey, ContextValue, Explanation, Failure, MatchedStatement, NearMiss, Shortfall};

/// How many near misses a text has at most. The data have all.
const MOST_NEAR_MISSES: usize = 5;

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Explanation {
            decision,
            shortfalls,
            notes,
            matched,
            near_misses,
            absent_keys,
            unknown_keys,
        } = self;
        write!(f, "{decision}: ")?;
        match (decision, matched.as_slice()) {
            (Decision::ImplicitDeny, _) => join(f, shortfalls)?,
            (Decision::Allow, []) => f.write_str("the root user needs no statement")?,
            (_, [matched]) => matched.fmt(f)?,
            (Decision::Allow, _) => {
                f.write_str("all that have to allow it do, nothing denies it")?;
            }
            (Decision::ExplicitDeny, _) => f.write_str("several statements deny it")?,
        }
        for note in notes {
            write!(f, "\n  {note}")?;
        }
        let is_in_first_line = *decision != Decision::ImplicitDeny && matched.len() == 1;
        for matched in matched {
            if !is_in_first_line {
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
    for condition in matched.statement.conditions() {
        write!(f, "\n    {condition} holds")?;
    }
    Ok(())
}

impl fmt::Display for MatchedStatement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let MatchedStatement {
            place,
            statement,
            delegates,
        } = self;
        let does = match statement.effect() {
            Effect::Deny => "denies it",
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
                value => write!(f, "{condition} does not hold: the request has {value}"),
            },
        }
    }
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
        let AskedKey { key, places } = self;
        write!(f, "{key}, asked for by ")?;
        for (index, place) in places.iter().enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            write!(f, "{comma}{}", In(*place, None))?;
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
            Layer::Boundary | Layer::Resource | Layer::VpcEndpoint => write!(f, "the {layer}")?,
            _ if name.is_some() => layer.fmt(f)?,
            _ => place.fmt(f)?,
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
