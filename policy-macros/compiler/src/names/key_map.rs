//! Condition keys with and without placeholders, to be found by what policies write.

use std::collections::{BTreeMap, HashMap};

use crate::reference::fits_key;

/// To condition keys what there is to say about each.
pub(crate) struct KeyMap<T> {
    /// Of the keys without placeholders, in lower case.
    exact: HashMap<String, T>,
    /// Of the others, by the prefix in lower case; without one if there is a placeholder in it.
    open: HashMap<String, BTreeMap<String, T>>,
}

impl<T> KeyMap<T> {
    pub(crate) fn new() -> Self {
        KeyMap {
            exact: HashMap::new(),
            open: HashMap::new(),
        }
    }

    /// Changes what there is to say about a key.
    pub(crate) fn update(&mut self, key: &str, update: impl FnOnce(&mut T))
    where
        T: Default,
    {
        if !is_open(key) {
            return update(self.exact.entry(key.to_ascii_lowercase()).or_default());
        }
        let of_prefix = self.open.entry(prefix(key)).or_default();
        update(of_prefix.entry(key.to_owned()).or_default());
    }

    /// What is said of all keys that a key, given in lower case, fits.
    pub(crate) fn fitting(&self, key: &str) -> impl Iterator<Item = &T> {
        let open = self.open_fitting(key).map(|(_, value)| value);
        self.exact.get(key).into_iter().chain(open)
    }

    /// What is said of the one that says most of a key, given in lower case. Of several that it
    /// fits, such as `ssm:resourceTag/${TagKey}` and `ssm:resourceTag/aws:ssmmessages:session-id`,
    /// it is the longest before its placeholder.
    pub(crate) fn most_specific(&self, key: &str) -> Option<&T> {
        let literal = |(one, _): &(&str, &T)| one.split("${").next().map_or(0, str::len);
        self.exact.get(key).or_else(|| {
            let open = self.open_fitting(key).max_by_key(literal);
            open.map(|(_, value)| value)
        })
    }

    fn open_fitting(&self, key: &str) -> impl Iterator<Item = (&str, &T)> {
        let prefix = key.split(':').next().unwrap_or_default();
        let of_prefix = [self.open.get(prefix), self.open.get("")];
        let of_prefix = of_prefix.into_iter().flatten().flatten();
        of_prefix
            .filter(move |(one, _)| fits_key(one, key))
            .map(|(one, value)| (one.as_str(), value))
    }
}

/// Whether more than one key fits it.
fn is_open(key: &str) -> bool {
    key.contains("${") || key.ends_with('/')
}

/// What keys like this one are found by.
fn prefix(key: &str) -> String {
    let prefix = key.split(':').next().unwrap_or_default();
    if prefix.contains("${") {
        return String::new();
    }
    prefix.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_what_says_most_of_them() {
        let mut map = KeyMap::new();
        let keys = [
            "x:Tag/${TagKey}",
            "x:Tag/plan/${Key}",
            "x:Tag/plan/A",
            "${P}:aud",
            "x:T/",
        ];
        for key in keys {
            map.update(key, |value| *value = key);
        }
        for (written, expected) in [
            ("x:tag/team", Some("x:Tag/${TagKey}")),
            ("x:tag/plan/b", Some("x:Tag/plan/${Key}")),
            ("x:tag/plan/a", Some("x:Tag/plan/A")),
            ("x:tag", None),
            ("x:t/team", Some("x:T/")),
            ("x:t/", None),
            ("y:aud", Some("${P}:aud")),
        ] {
            assert_eq!(map.most_specific(written).copied(), expected, "{written}");
        }
        let mut all: Vec<_> = map.fitting("x:tag/plan/a").copied().collect();
        all.sort_unstable();
        assert_eq!(
            all,
            ["x:Tag/${TagKey}", "x:Tag/plan/${Key}", "x:Tag/plan/A"]
        );
    }

    #[test]
    fn a_key_is_there_once() {
        let mut map: KeyMap<u32> = KeyMap::new();
        for key in ["x:a", "X:A", "x:t/", "x:t/"] {
            map.update(key, |count| *count += 1);
        }
        let found = |key: &str| map.fitting(key).copied().collect::<Vec<_>>();
        assert_eq!(found("x:a"), [2]);
        assert_eq!(found("x:t/b"), [2]);
        assert_eq!(found("x:b"), [0; 0]);
    }
}
