//! Requests that a search found, for messages.

use std::fmt;

use super::key::KeyValue;

/// A request. It prints as in: `iam:PassRole` on `arn:aws:iam::111122223333:role/x` with
/// iam:PassedToService = ecs-tasks.amazonaws.com
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Witness {
    /// `service:Name`
    pub(crate) action: String,
    /// An ARN, or `*`.
    pub(crate) resource: String,
    /// What it carries under the keys that some region looks at.
    pub(crate) keys: Vec<(String, KeyValue)>,
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Witness {
            action,
            resource,
            keys,
        } = self;
        write!(f, "`{}`", Shown(action))?;
        if resource != "*" {
            write!(f, " on `{}`", Shown(resource))?;
        }
        let mut separator = " with ";
        for (key, value) in keys {
            match value {
                KeyValue::Absent => continue,
                value => write!(f, "{separator}{} = {value}", Shown(key))?,
            }
            separator = " and ";
        }
        let mut separator = " without ";
        for (key, value) in keys {
            if *value == KeyValue::Absent {
                write!(f, "{separator}{}", Shown(key))?;
                separator = " and ";
            }
        }
        Ok(())
    }
}

/// Texts with blanks and the like stand in quotes.
impl fmt::Display for KeyValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeyValue::Absent => f.write_str("absent"),
            KeyValue::Plain(value) => value_text(f, value),
            KeyValue::List(values) => {
                let mut separator = "[";
                for value in values {
                    f.write_str(separator)?;
                    value_text(f, value)?;
                    separator = ", ";
                }
                f.write_str("]")
            }
        }
    }
}

fn value_text(f: &mut fmt::Formatter<'_>, value: &str) -> fmt::Result {
    let is_plain = !value.is_empty()
        && value
            .chars()
            .all(|other| other.is_alphanumeric() || "-_.:/+=@*?".contains(other));
    if is_plain {
        write!(f, "{}", Shown(value))
    } else {
        write!(f, "{:?}", Shown(value).to_string())
    }
}

/// Enough of a text to recognise it.
struct Shown<'a>(&'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LENGTH: usize = 160;
        let mut characters = self.0.chars();
        for character in characters.by_ref().take(LENGTH) {
            if character.is_control() {
                write!(f, "{}", character.escape_debug())?;
            } else {
                write!(f, "{character}")?;
            }
        }
        f.write_str(if characters.next().is_some() {
            "…"
        } else {
            ""
        })
    }
}
