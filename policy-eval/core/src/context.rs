//! The context of a request: its condition keys and their values (Q-3, Q-4, Q-6).

use core::fmt;

use crate::{ContextKey, ContextSource, Values};

/// The condition context of a request: borrowed pairs of key and value.
///
/// A key is plain or a list, and the request says which (C-9): a list of one
/// value is still a list. The context is complete: what it does not carry is
/// absent, nothing is derived (Q-3). An empty list is the same as an absent key
/// (C-8); an empty text is a value.
///
/// ```
/// use policy_core::{Context, ContextKey};
///
/// const PASSED_TO_SERVICE: ContextKey = ContextKey::from_static("iam:PassedToService");
/// const TAG_KEYS: ContextKey = ContextKey::from_static("aws:TagKeys");
///
/// let plain = [(PASSED_TO_SERVICE, "ecs-tasks.amazonaws.com")];
/// let lists = [(TAG_KEYS, ["team", "stage"].as_slice())];
/// let context = Context::with_lists(&plain, &lists)?;
/// # Ok::<(), policy_core::ContextError>(())
/// ```
///
/// Keys that cost something to find out come from a [`ContextSource`], which is asked
/// only for what a condition needs: see [`or_ask`](Self::or_ask). Keys of which nothing
/// is known yet are declared [`unknown`](Self::with_unknown).
#[derive(Clone, Copy, Default)]
pub struct Context<'a> {
    // INVARIANT: no two keys of both slices together are equal.
    plain: &'a [(ContextKey<'a>, &'a str)],
    lists: &'a [(ContextKey<'a>, &'a [&'a str])],
    unknown: &'a [ContextKey<'a>],
    source: Option<&'a dyn ContextSource>,
    /// Answers for keys that are unknown otherwise.
    assumed: Option<&'a dyn ContextSource>,
}

impl Context<'static> {
    /// A context of plain values that is known when the program is written.
    ///
    /// ```
    /// use policy_core::{Context, ContextKey};
    ///
    /// const SECURE_TRANSPORT: ContextKey = ContextKey::from_static("aws:SecureTransport");
    /// const OVER_TLS: Context = Context::from_static(&[(SECURE_TRANSPORT, "true")]);
    /// ```
    ///
    /// # Panics
    ///
    /// If two keys are equal but for case (Q-6), or a key is not ASCII, which only
    /// [`new`](Self::new) can compare. In a constant that is a compile error.
    #[must_use]
    #[track_caller]
    pub const fn from_static(plain: &'static [(ContextKey<'static>, &'static str)]) -> Self {
        let mut rest = plain;
        while let Some(((key, _), others)) = rest.split_first() {
            let name = key.name().as_bytes();
            assert!(
                name.is_ascii(),
                "a context key in a constant has to be ASCII"
            );
            let mut later = others;
            while let Some(((other, _), after)) = later.split_first() {
                assert!(
                    !name.eq_ignore_ascii_case(other.name().as_bytes()),
                    "the context has a key twice; keys compare without case"
                );
                later = after;
            }
            rest = others;
        }
        Context {
            plain,
            ..Context::EMPTY
        }
    }
}

impl<'a> Context<'a> {
    /// The context that carries nothing.
    pub const EMPTY: Context<'static> = Context {
        plain: &[],
        lists: &[],
        unknown: &[],
        source: None,
        assumed: None,
    };

    /// The most keys that one context may carry. Several times what AWS sends; it
    /// bounds the search for duplicates.
    pub const MAX_KEYS: usize = 1024;

    /// The longest name or value, in bytes: a multiple of what AWS sends, too. It bounds
    /// the search for values of variables in other texts.
    pub const MAX_TEXT: usize = 1 << 16;

    /// A context of plain values.
    ///
    /// # Errors
    ///
    /// If two keys are equal but for case (Q-6), there are more than
    /// [`MAX_KEYS`](Self::MAX_KEYS), or a name or value is longer than
    /// [`MAX_TEXT`](Self::MAX_TEXT).
    pub fn new(plain: &'a [(ContextKey<'a>, &'a str)]) -> Result<Self, ContextError> {
        Context::with_lists(plain, &[])
    }

    /// A context of plain values and of lists.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn with_lists(
        plain: &'a [(ContextKey<'a>, &'a str)],
        lists: &'a [(ContextKey<'a>, &'a [&'a str])],
    ) -> Result<Self, ContextError> {
        if plain.len() + lists.len() > Self::MAX_KEYS {
            return Err(ContextError::TooManyKeys);
        }
        let is_long = |text: &str| text.len() > Self::MAX_TEXT;
        let long_plain = plain.iter().any(|(_, value)| is_long(value));
        let long_list = lists
            .iter()
            .any(|(_, values)| values.iter().any(|value| is_long(value)));
        let keys = || {
            let plain = plain.iter().map(|(key, _)| key);
            plain.chain(lists.iter().map(|(key, _)| key))
        };
        if long_plain || long_list || keys().any(|key| is_long(key.name())) {
            return Err(ContextError::TooLong);
        }
        for (position, key) in keys().enumerate() {
            if keys().take(position).any(|earlier| earlier == key) {
                return Err(ContextError::DuplicateKey { position });
            }
        }
        Ok(Context {
            plain,
            lists,
            ..Context::EMPTY
        })
    }

    /// Lets a source answer for the keys that the context does not carry itself.
    ///
    /// A request whose source fails is denied, unless the outcome is the same whatever
    /// the source would have said; see [`ContextSource`].
    #[must_use]
    pub const fn or_ask(mut self, source: &'a dyn ContextSource) -> Self {
        self.source = Some(source);
        self
    }

    /// Declares keys of which nothing is known yet: they may be absent, plain or lists.
    /// Keys that the context carries are known all the same.
    ///
    /// Evaluation then fails closed: it allows only what is allowed whatever these keys
    /// turn out to be. `policy_eval::evaluate_partially` says what it depends on.
    #[must_use]
    pub const fn with_unknown(mut self, keys: &'a [ContextKey<'a>]) -> Self {
        self.unknown = keys;
        self
    }

    /// Not public API; used by partial evaluation: the same context, where another one
    /// answers for the keys that are unknown.
    #[doc(hidden)]
    #[must_use]
    pub const fn assuming(mut self, other: &'a dyn ContextSource) -> Self {
        self.assumed = Some(other);
        self
    }

    /// What the context, or the source behind it, says about a key.
    #[must_use]
    pub fn get(&self, key: &ContextKey<'_>) -> Values<'a> {
        self.values(key.hash(), key.name().as_bytes())
    }

    /// The first plain value whose key has this hash.
    #[inline]
    pub(crate) fn by_hash(&self, hash: u64) -> Option<&'a (ContextKey<'a>, &'a str)> {
        self.plain.iter().find(|(key, _)| key.hash() == hash)
    }

    /// Whether nothing is known but plain values.
    #[inline]
    pub(crate) const fn is_plain(&self) -> bool {
        self.lists.is_empty() && self.unknown.is_empty() && self.source.is_none()
    }

    #[inline]
    pub(crate) fn values(&self, hash: u64, name: &[u8]) -> Values<'a> {
        for (key, value) in self.plain {
            if key.is(hash, name) {
                return Values::Plain(value);
            }
        }
        for (key, values) in self.lists {
            if key.is(hash, name) {
                return Values::List(values).or_absent();
            }
        }
        if self.unknown.is_empty() && self.source.is_none() {
            return Values::Absent;
        }
        self.values_elsewhere(hash, name)
    }

    #[cold]
    fn values_elsewhere(&self, hash: u64, name: &[u8]) -> Values<'a> {
        let Ok(name) = str::from_utf8(name) else {
            return Values::Absent;
        };
        let key = ContextKey::with_hash(name, hash);
        let values = match self.source {
            _ if self.unknown.contains(&key) => Values::Unknown,
            Some(source) => source.values(&key).bounded(),
            None => Values::Absent,
        };
        match (values, self.assumed) {
            (Values::Unknown, Some(assumed)) => assumed.values(&key).bounded(),
            _ => values,
        }
    }
}

/// A context answers for another one.
impl ContextSource for Context<'_> {
    fn values(&self, key: &ContextKey<'_>) -> Values<'_> {
        self.get(key)
    }
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(self.plain.iter().map(|(key, value)| (key.name(), value)))
            .entries(self.lists.iter().map(|(key, values)| (key.name(), values)))
            .entries(self.unknown.iter().map(|key| (key.name(), Values::Unknown)))
            .finish()
    }
}

/// Why keys and values make no context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContextError {
    /// A key came before, perhaps in other letter case (Q-6).
    DuplicateKey {
        /// Its index; lists are counted after plain values.
        position: usize,
    },
    /// More than [`Context::MAX_KEYS`] keys.
    TooManyKeys,
    /// A name or value longer than [`Context::MAX_TEXT`].
    TooLong,
}

impl fmt::Display for ContextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ContextError::DuplicateKey { position } => {
                write!(
                    f,
                    "the key at index {position} of the context was there before; keys compare without case"
                )
            }
            ContextError::TooManyKeys => {
                write!(f, "the context has more than {} keys", Context::MAX_KEYS)
            }
            ContextError::TooLong => {
                write!(
                    f,
                    "a text of the context has more than {} bytes",
                    Context::MAX_TEXT
                )
            }
        }
    }
}

impl core::error::Error for ContextError {}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;

    const TEAM: ContextKey<'static> = ContextKey::from_static("aws:PrincipalTag/team");
    const TEAM_TOO: ContextKey<'static> = ContextKey::from_static("AWS:PrincipalTag/Team");

    #[test]
    fn refuses_the_same_key_in_other_case() {
        let error = Context::new(&[(TEAM, "a"), (TEAM_TOO, "a")]).expect_err("Q-6");
        assert_eq!(error, ContextError::DuplicateKey { position: 1 });
        assert!(Context::with_lists(&[(TEAM, "a")], &[(TEAM_TOO, &[])]).is_err());
    }

    #[test]
    fn refuses_more_keys_than_it_searches() {
        const PAIRS: &[(ContextKey<'static>, &str)] = &[(TEAM, "a"); Context::MAX_KEYS + 1];
        assert_eq!(Context::new(PAIRS).err(), Some(ContextError::TooManyKeys));
    }

    #[test]
    fn long_keys_that_are_not_ascii_are_told_apart_by_their_hashes() {
        // Without them, this would compare half a million long names.
        let names: std::vec::Vec<std::string::String> = (0..Context::MAX_KEYS)
            .map(|n| std::format!("x:{}{n}", "é".repeat(2000)))
            .collect();
        let pairs: std::vec::Vec<_> = names
            .iter()
            .map(|name| (ContextKey::new(name), ""))
            .collect();
        assert!(Context::new(&pairs).is_ok());
    }

    #[test]
    fn an_empty_list_is_absent() {
        let lists: [(ContextKey<'_>, &[&str]); 1] = [(TEAM, &[])];
        let context = Context::with_lists(&[], &lists).expect("no duplicate");
        assert!(matches!(context.get(&TEAM), Values::Absent));
    }
}
