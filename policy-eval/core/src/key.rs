//! Names of context keys (C-6, C-14).

use core::fmt;

use crate::form::Slice;
use crate::{fold, search};

/// The name of a condition context key, such as `iam:PassedToService`.
///
/// Names compare without case, the tag key after the slash included (C-6). Like
/// an action, a key carries its hash, so that a constant is found without hashing.
///
/// ```
/// use policy_core::ContextKey;
///
/// const TEAM: ContextKey<'static> = ContextKey::from_static("aws:PrincipalTag/team");
///
/// assert_eq!(TEAM, ContextKey::new("AWS:principaltag/TEAM"));
/// ```
#[derive(Clone, Copy)]
pub struct ContextKey<'a> {
    name: &'a str,
    // INVARIANT: `ContextKey::hash_name(name)`.
    hash: u64,
}

const NO_PREFIX: &str = "a context key has the form `prefix:name`";

impl ContextKey<'static> {
    /// A key known when the program is written.
    ///
    /// # Panics
    ///
    /// If `name` has not the form `prefix:name`, or is not ASCII, which constants cannot
    /// fold; in a constant that is a compile error.
    #[must_use]
    #[track_caller]
    #[expect(clippy::panic, reason = "documented; `new` takes any text")]
    pub const fn from_static(name: &'static str) -> Self {
        let mut rest = name.as_bytes();
        while let Some((byte, after)) = rest.split_first() {
            if *byte == b':' {
                let has_prefix = rest.len() < name.len();
                assert!(has_prefix && !after.is_empty(), "{}", NO_PREFIX);
                assert!(
                    name.is_ascii(),
                    "a context key in a constant has to be ASCII"
                );
                return ContextKey {
                    name,
                    hash: hash_ascii(name),
                };
            }
            rest = after;
        }
        panic!("{}", NO_PREFIX);
    }
}

impl<'a> ContextKey<'a> {
    /// A key whose name comes from outside. Any text will do: a name that no policy
    /// could ask for does no harm.
    #[must_use]
    pub fn new(name: &'a str) -> Self {
        ContextKey {
            name,
            hash: Self::hash_name(name),
        }
    }

    /// The hash that a key of this name carries: that of the folded name.
    pub(crate) fn hash_name(name: &str) -> u64 {
        if name.is_ascii() {
            return hash_ascii(name);
        }
        let mut hasher = KeyHasher::START;
        for c in name.chars().flat_map(char::to_lowercase) {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                hasher = hasher.push(byte);
            }
        }
        hasher.finish()
    }

    /// A name whose hash is known. Not public API; used by the macros.
    ///
    /// The hash has to be that of [`hash`](Self::hash), which is not checked. A wrong one makes a
    /// key that conditions do not see: to them the request does not carry it, and what that
    /// means is up to the operator, in a statement that denies as well.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_hash(name: &'a str, hash: u64) -> Self {
        ContextKey { name, hash }
    }

    /// The hash of the name. Not public API; used by the macros.
    #[doc(hidden)]
    #[must_use]
    pub const fn hash(&self) -> u64 {
        self.hash
    }

    /// The name as written.
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// Whether this is the key with the given name and the given hash of that name.
    #[inline]
    pub(crate) fn is(&self, hash: u64, name: &[u8]) -> bool {
        self.hash == hash
            && (fold::equal_ascii(self.name.as_bytes(), name) || self.is_unicode(name))
    }

    /// Whether this is the name, letter for letter.
    #[inline]
    pub(crate) fn is_spelled(&self, name: Slice, text: &str) -> bool {
        name.len as usize == self.name.len()
            && name
                .get_bytes(text)
                .is_some_and(|name| search::same(self.name.as_bytes(), name))
    }

    #[cold]
    fn is_unicode(&self, name: &[u8]) -> bool {
        str::from_utf8(name).is_ok_and(|name| fold::equal_unicode(self.name, name))
    }
}

const fn hash_ascii(name: &str) -> u64 {
    let mut hasher = KeyHasher::START;
    let mut rest = name.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        hasher = hasher.push(byte.to_ascii_lowercase());
        rest = after;
    }
    hasher.finish()
}

/// Hashes a name byte by byte, since folding may change its length.
struct KeyHasher {
    hash: u64,
    word: u64,
    len: u64,
}

impl KeyHasher {
    const START: Self = KeyHasher {
        hash: fold::START,
        word: 0,
        len: 0,
    };

    const fn push(mut self, byte: u8) -> Self {
        self.word |= (byte as u64) << (8 * (self.len % 8));
        self.len += 1;
        if self.len.is_multiple_of(8) {
            self.hash = fold::mix(self.hash, self.word);
            self.word = 0;
        }
        self
    }

    const fn finish(self) -> u64 {
        fold::mix(fold::mix(self.hash, self.word), self.len)
    }
}

impl PartialEq for ContextKey<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.is(other.hash, other.name.as_bytes())
    }
}

impl Eq for ContextKey<'_> {}

impl fmt::Display for ContextKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name)
    }
}

impl fmt::Debug for ContextKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContextKey({})", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compare_without_case() {
        let key = ContextKey::new;
        assert_eq!(key("aws:PrincipalTag/Team"), key("AWS:principaltag/TEAM"));
        assert_ne!(key("aws:PrincipalTag/Team"), key("aws:PrincipalTag/Teams"));
        assert_eq!(key("x:\u{212a}"), key("X:k"));
        assert_ne!(key("x:[a"), key("x:{a"));
    }

    #[test]
    #[should_panic(expected = "a context key has the form `prefix:name`")]
    fn a_constant_key_has_a_prefix() {
        let _ = ContextKey::from_static("team");
    }

    #[test]
    #[should_panic(expected = "a context key has the form `prefix:name`")]
    fn a_constant_key_has_a_name() {
        let _ = ContextKey::from_static("aws:");
    }
}
