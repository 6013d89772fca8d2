//! The parts of ARNs that are a resource's own.

use core::fmt;
use core::marker::PhantomData;

use super::format::Ending;
use crate::fold;

/// Checks a part, given the name of its placeholder.
pub(super) const fn check(
    name: &'static str,
    part: &str,
    ending: Ending,
    refused: &str,
) -> Result<(), ArnError> {
    let problem = match (part.as_bytes(), mistake(part.as_bytes(), ending, refused)) {
        ([], _) => Problem::Empty,
        (_, Some(problem)) => problem,
        (_, None) => return Ok(()),
    };
    Err(ArnError {
        part: name,
        problem,
    })
}

const fn mistake(part: &[u8], ending: Ending, refused: &str) -> Option<Problem> {
    let mut rest = part;
    while let Some((byte, after)) = rest.split_first() {
        match rest {
            [0..=0x1f | 0x7f, ..] | [0xc2, 0x80..=0x9f, ..] => return Some(Problem::Control),
            _ if is_separator(*byte, ending) => return Some(Problem::Separator(*byte)),
            _ if fold::find(refused.as_bytes(), *byte).is_some() => {
                return Some(Problem::OtherType(*byte));
            }
            _ => rest = after,
        }
    }
    None
}

/// Whether a part that ends like this would reach into the next one with this byte.
const fn is_separator(byte: u8, ending: Ending) -> bool {
    match (ending, byte) {
        (Ending::Arn, _) | (Ending::Colon, b'/') => false,
        (_, b':' | b'/') => true,
        (Ending::Byte(end), _) => byte == end,
        (Ending::Colon | Ending::Slash, _) => false,
    }
}

/// Why there is no ARN of the given parts.
///
/// ```
/// use policy_core::arn::{Arn, Partition};
///
/// let format = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
/// let (aws, own) = (Some(Partition::AWS), ["a/b", "c"]);
/// let error = Arn::build(format, "", aws, None, None, &own).unwrap_err();
/// assert_eq!(error.part(), "BucketName");
/// let message = "`BucketName` contains `/`, which separates parts of the ARN";
/// assert_eq!(error.to_string(), message);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArnError {
    part: &'static str,
    problem: Problem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Problem {
    Empty,
    Control,
    /// Of this part and the next one.
    Separator(u8),
    /// What other formats have there.
    OtherType(u8),
    Unfit,
}

impl ArnError {
    /// A format that was given other parts than it has.
    pub(super) const fn unfit(part: &'static str) -> Self {
        ArnError {
            part,
            problem: Problem::Unfit,
        }
    }

    /// The part that is wrong, by the name that the ARN's format gives it: `BucketName` of
    /// `arn:${Partition}:s3:::${BucketName}`.
    #[must_use]
    pub const fn part(&self) -> &'static str {
        self.part
    }
}

impl fmt::Display for ArnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = self.part;
        match self.problem {
            Problem::Empty => write!(f, "`{part}` is empty"),
            Problem::Control => write!(f, "`{part}` contains a control character"),
            Problem::Separator(byte) => {
                let byte = char::from(byte);
                write!(
                    f,
                    "`{part}` contains `{byte}`, which separates parts of the ARN"
                )
            }
            Problem::OtherType(byte) => {
                let byte = char::from(byte);
                write!(
                    f,
                    "`{part}` contains `{byte}`, which only ARNs of other resource types have there"
                )
            }
            Problem::Unfit => write!(f, "`{part}` was given other parts than it has"),
        }
    }
}

impl core::error::Error for ArnError {}

/// A part of an ARN that has several of its own, so that two of them cannot be mixed up. `T`
/// only names it.
///
/// Each module `arn` has an alias for each of its parts, such as `ecs::arn::ClusterName` of
/// `policy-catalog`:
///
/// ```
/// use policy_core::arn::Part;
///
/// enum Cluster {}
/// type ClusterName<'a> = Part<'a, Cluster>;
///
/// assert_eq!(ClusterName::new("web").as_str(), "web");
/// ```
pub struct Part<'a, T> {
    text: &'a str,
    name: PhantomData<fn() -> T>,
}

impl<'a, T> Part<'a, T> {
    /// This text, which is checked when it becomes part of an ARN.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Part {
            text,
            name: PhantomData,
        }
    }

    /// The text.
    #[must_use]
    pub const fn as_str(&self) -> &'a str {
        self.text
    }
}

// Derived, these would ask for the same of the name.
impl<T> Clone for Part<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<'_, T> {}

impl<T> PartialEq for Part<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Part<'_, T> {}

impl<T> fmt::Debug for Part<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Part({})", self.text)
    }
}
