//! Explanations as text.

use core::fmt;

use policy_core::{Decision, Layer, Place};

use super::{AskedKey, ContextValue, Explanation, Failure, MatchedStatement, NearMiss, Shortfall};

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Explanation {
            decision,
            shortfalls,
            matched,
            near_misses,
            absent_keys,
            unknown_keys,
        } = self;
        write!(f, "{decision}: ")?;
        match decision {
            Decision::ImplicitDeny => {
                join(f, shortfalls)?;
                for matched in matched {
                    write!(f, "\n  {matched}")?;
                }
                for near_miss in near_misses {
                    write!(f, "\n  nearest: {near_miss}")?;
                }
            }
            Decision::Allow if matched.is_empty() => {
                f.write_str("the root user needs no statement")?;
            }
            Decision::Allow | Decision::ExplicitDeny => join(f, matched)?,
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

impl fmt::Display for MatchedStatement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let MatchedStatement {
            place,
            statement,
            delegates,
        } = self;
        let does = match statement.effect() {
            policy_core::Effect::Deny => "denies",
            policy_core::Effect::Allow if *delegates => "leaves it to the caller's account",
            policy_core::Effect::Allow => "allows",
        };
        write!(f, "{statement} of {} {does}", In(*place))
    }
}

impl fmt::Display for NearMiss<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let NearMiss {
            place,
            statement,
            failures,
        } = self;
        write!(f, "{statement} of {}", In(*place))?;
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
            Failure::Resource(element) => write!(f, "it is about other resources: {element}"),
            Failure::Condition { condition, value } => match value {
                ContextValue::Absent => {
                    write!(f, "{condition} does not hold: the key is absent")
                }
                ContextValue::Unknown => {
                    write!(
                        f,
                        "{condition} cannot be told: the key could not be found out"
                    )
                }
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
                layer => write!(f, "the {layer} does not allow it"),
            },
            Shortfall::Doubt => {
                f.write_str("a Deny statement may apply, which could not be found out")
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
            f.write_str(if index > 0 { ", " } else { "" })?;
            In(*place).fmt(f)?;
        }
        Ok(())
    }
}

/// A place inside a sentence.
struct In(Place);

impl fmt::Display for In {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.layer() {
            Layer::Boundary | Layer::Resource | Layer::VpcEndpoint => write!(f, "the {}", self.0),
            _ => self.0.fmt(f),
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
