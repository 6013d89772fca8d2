//! Where the values of context keys come from.

use core::fmt;
use core::ops::Deref;

use crate::{Context, ContextKey};

/// Answers for context keys when they are asked for.
///
/// A source stands behind the pairs of a [`Context`]. It is asked for a key only if a
/// statement in force has come to a condition or a variable with that key, so a tag that
/// no such statement tests is never fetched. It may be asked for the same key again, and
/// has to give the same answer for each spelling of it, whatever the letter case (Q-6):
/// it keeps what it has fetched, for instance in a `OnceLock`.
///
/// ```
/// use std::sync::OnceLock;
///
/// use policy_compiler::{Options, compile};
/// use policy_core::{Context, ContextKey, ContextSource, Decision, PolicyType, Request, Values};
///
/// const OWNER: ContextKey = ContextKey::from_static("aws:ResourceTag/owner");
///
/// /// The tags of one bucket, fetched when they are needed.
/// #[derive(Default)]
/// struct Tags {
///     owner: OnceLock<Option<String>>,
/// }
///
/// impl ContextSource for Tags {
///     fn values(&self, key: &ContextKey<'_>) -> Values<'_> {
///         if *key != OWNER {
///             return Values::Absent;
///         }
///         match self.owner.get_or_init(|| Some("payments".to_owned())) {
///             Some(owner) => Values::Plain(owner),
///             // The tags could not be read: nothing is allowed that depends on them.
///             None => Values::Unknown,
///         }
///     }
/// }
///
/// let text = r#"{
///     "Version": "2012-10-17",
///     "Statement": [
///         { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*" },
///         {
///             "Effect": "Allow",
///             "Action": "s3:GetObject",
///             "Resource": "*",
///             "Condition": { "StringEquals": { "aws:ResourceTag/owner": "payments" } }
///         }
///     ]
/// }"#;
/// let policy = compile(text, &Options::new(PolicyType::Identity)).unwrap();
/// let tags = Tags::default();
/// let context = Context::EMPTY.or_ask(&tags);
///
/// let list = Request::parse("s3:ListBucket", "arn:aws:s3:::docs")?.with(&context);
/// assert_eq!(policy.policy().evaluate(&list), Decision::Allow);
/// assert!(tags.owner.get().is_none(), "nothing asked for the tag");
///
/// let get = Request::parse("s3:GetObject", "arn:aws:s3:::docs/plan.pdf")?.with(&context);
/// assert_eq!(policy.policy().evaluate(&get), Decision::Allow);
/// assert!(tags.owner.get().is_some());
/// # Ok::<(), policy_core::RequestError>(())
/// ```
///
/// # In which order
///
/// Documents are asked in this order: identity policies, boundary, session policies, the
/// resource policy, SCPs from the root down, RCPs, the endpoint policy; in a document,
/// its Deny statements before its Allow statements; in a statement, the variables of its
/// resources, then its conditions as they are written. A statement is left at the first
/// part that does not hold, a document at the first statement that settles it, and a
/// Deny that applies ends everything. So what is asked depends on how documents are
/// written; the outcome does not.
/// Explanations and partial evaluation look at every statement about the action, and so ask
/// for more.
pub trait ContextSource: Sync {
    /// What is known of this key.
    fn values(&self, key: &ContextKey<'_>) -> Values<'_>;
}

/// What a context says about one key.
#[derive(Clone, Copy)]
pub enum Values<'a> {
    /// The request does not carry it.
    Absent,
    /// One plain text.
    Plain(&'a str),
    /// A list of texts; an empty one means absent (C-8).
    List(&'a dyn Texts),
    /// It cannot be found out, or not yet. Nothing is allowed that depends on it, and
    /// nothing is said to be denied explicitly because of it.
    Unknown,
}

/// A list of texts, such as a `Vec<String>` or a `&[&str]`.
pub trait Texts {
    /// The text at this place, counted from 0.
    fn get(&self, index: usize) -> Option<&str>;
}

impl<T: AsRef<str>> Texts for [T] {
    fn get(&self, index: usize) -> Option<&str> {
        <[T]>::get(self, index).map(AsRef::as_ref)
    }
}

impl<L: Deref<Target: Texts>> Texts for L {
    fn get(&self, index: usize) -> Option<&str> {
        (**self).get(index)
    }
}

impl<'a> Values<'a> {
    /// The texts, of which a plain value has one.
    pub fn iter(self) -> impl Iterator<Item = &'a str> {
        let mut index = 0;
        core::iter::from_fn(move || {
            let text = match self {
                Values::Plain(text) => (index == 0).then_some(text),
                Values::List(texts) => texts.get(index),
                Values::Absent | Values::Unknown => None,
            };
            index += 1;
            text
        })
    }

    /// A value from outside, as a context would take it: one that is too long could not
    /// be found out.
    pub(crate) fn bounded(self) -> Self {
        match self {
            Values::Plain(text) if text.len() > Context::MAX_TEXT => Values::Unknown,
            // Those of a list are looked at when they are tested.
            other => other.or_absent(),
        }
    }

    /// As the rules see it: a list without texts is no value at all (C-8).
    pub(crate) fn or_absent(self) -> Self {
        match self {
            Values::List(texts) if texts.get(0).is_none() => Values::Absent,
            other => other,
        }
    }
}

impl fmt::Debug for Values<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Values::Absent => f.write_str("Absent"),
            Values::Plain(text) => f.debug_tuple("Plain").field(text).finish(),
            Values::List(_) => {
                f.write_str("List")?;
                f.debug_list().entries(self.iter()).finish()
            }
            Values::Unknown => f.write_str("Unknown"),
        }
    }
}
