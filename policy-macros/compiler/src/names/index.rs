//! A service made ready for questions about many statements.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use policy_core::reference::AccessLevel;

use super::overlap::ArnFormat;
use super::similar::Comparable;
use crate::reference::{ConditionKey, Service, fits_key};

/// A service, with the answers to what was asked before.
pub(crate) struct Index<'r> {
    pub(crate) service: &'r Service,
    /// The names of the actions in lower case, in the order of the service, which is sorted.
    names: Vec<String>,
    matched: RefCell<HashMap<String, Rc<ActionSet>>>,
    declared: OnceCell<KeyIndex<'r>>,
    supported: RefCell<HashMap<String, Rc<ActionSet>>>,
    pub(super) comparable: OnceCell<Vec<Comparable<'r>>>,
    tagging: OnceCell<ActionSet>,
    types: OnceCell<Vec<TypeIndex<'r>>>,
}

/// Condition keys by the prefix in lower case; without one if there is a placeholder in it.
type ByPrefix<T> = HashMap<String, Vec<T>>;

/// Condition keys, to be found by what policies write.
pub(crate) struct KeyIndex<'r> {
    /// Those without placeholders, in lower case.
    exact: HashMap<String, &'r ConditionKey>,
    open: ByPrefix<&'r ConditionKey>,
}

/// A resource type: what its ARNs look like, and which actions take it.
pub(crate) struct TypeIndex<'r> {
    pub(crate) usual_format: &'r str,
    pub(crate) formats: Vec<ArnFormat>,
    pub(crate) actions: ActionSet,
}

/// Some actions of one service, by their place in its list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ActionSet {
    words: Vec<u64>,
}

impl<'r> Index<'r> {
    pub(crate) fn new(service: &'r Service) -> Self {
        let actions = service.actions().iter();
        Index {
            service,
            names: actions
                .map(|action| action.name.to_ascii_lowercase())
                .collect(),
            matched: RefCell::default(),
            declared: OnceCell::new(),
            supported: RefCell::default(),
            comparable: OnceCell::new(),
            tagging: OnceCell::new(),
            types: OnceCell::new(),
        }
    }

    /// The actions that a name with or without wildcards matches.
    pub(crate) fn matching(&self, pattern: &str) -> Rc<ActionSet> {
        let pattern = pattern.to_ascii_lowercase();
        if let Some(known) = self.matched.borrow().get(&pattern) {
            return Rc::clone(known);
        }
        let literal = pattern.split(['*', '?']).next().unwrap_or_default();
        // Most names are told from the pattern by its longest piece.
        let pieces = pattern.split(['*', '?']);
        let longest = pieces.max_by_key(|piece| piece.len()).unwrap_or_default();
        let start = self.names.partition_point(|name| name.as_str() < literal);
        let from_there = self.names.iter().enumerate().skip(start);
        let set = from_there
            .take_while(|(_, name)| name.starts_with(literal))
            .filter(|(_, name)| name.contains(longest) && matches(&pattern, name))
            .map(|(index, _)| index)
            .collect();
        let set = Rc::new(set);
        self.matched.borrow_mut().insert(pattern, Rc::clone(&set));
        set
    }

    /// The key of the service that a key, given in lower case, is.
    pub(crate) fn key_of(&self, key: &str) -> Option<&'r ConditionKey> {
        let declared = self.declared.get_or_init(|| {
            let keys = self.service.condition_keys();
            KeyIndex::new(keys)
        });
        declared.key_of(key)
    }

    /// Whether some of the actions support a key, given in lower case: by themselves, or through
    /// one of their resource types.
    pub(crate) fn supports(&self, key: &str, actions: &ActionSet) -> bool {
        self.fitting(key).has_any_of(actions)
    }

    /// The actions that support a key, given in lower case.
    pub(crate) fn supporting(&self, key: &str) -> Rc<ActionSet> {
        self.fitting(key)
    }

    /// The actions that list one of the keys which a key fits: several may have it, such as
    /// `ssm:resourceTag/${TagKey}` and `ssm:resourceTag/aws:ssmmessages:session-id`.
    fn fitting(&self, key: &str) -> Rc<ActionSet> {
        if let Some(known) = self.supported.borrow().get(key) {
            return Rc::clone(known);
        }
        let fits = |listed: &String| fits_key(listed, key);
        let actions = self.service.actions().iter().enumerate();
        let listing = actions.filter(|(_, action)| action.condition_keys.iter().any(fits));
        let mut set: ActionSet = listing.map(|(index, _)| index).collect();
        for (resource, one) in self.service.resource_types().iter().zip(self.types()) {
            if resource.condition_keys.iter().any(fits) {
                set.extend(&one.actions);
            }
        }
        let set = Rc::new(set);
        let mut supported = self.supported.borrow_mut();
        supported.insert(key.to_owned(), Rc::clone(&set));
        set
    }

    /// The resource types.
    pub(crate) fn types(&self) -> &[TypeIndex<'r>] {
        self.types.get_or_init(|| {
            let types = self.service.resource_types();
            let mut actions = vec![ActionSet::default(); types.len()];
            for (index, action) in self.service.actions().iter().enumerate() {
                for listed in &action.resource_types {
                    let name = listed.name.to_ascii_lowercase();
                    let place =
                        types.binary_search_by(|one| one.name.to_ascii_lowercase().cmp(&name));
                    if let Some(set) = place.ok().and_then(|place| actions.get_mut(place)) {
                        set.insert(index);
                    }
                }
            }
            let with_actions = types.iter().zip(actions);
            with_actions
                .map(|(resource, actions)| TypeIndex {
                    usual_format: resource.arn_formats.first().map_or("", String::as_str),
                    formats: resource
                        .arn_formats
                        .iter()
                        .map(|arn| ArnFormat::new(arn))
                        .collect(),
                    actions,
                })
                .collect()
        })
    }

    /// Whether some of the actions do nothing but tag.
    pub(crate) fn tags(&self, set: &ActionSet) -> bool {
        set.has_any_of(self.tagging())
    }

    /// The actions that do nothing but tag.
    pub(crate) fn tagging(&self) -> &ActionSet {
        self.tagging.get_or_init(|| {
            let actions = self.service.actions().iter().enumerate();
            let tag = actions.filter(|(_, action)| action.access_level == AccessLevel::Tagging);
            tag.map(|(index, _)| index).collect()
        })
    }

    /// The full names of some actions.
    pub(crate) fn full_names<'s>(
        &'s self,
        set: &'s ActionSet,
    ) -> impl Iterator<Item = String> + 's {
        let actions = self.service.actions().iter().enumerate();
        actions
            .filter(|(index, _)| set.contains(*index))
            .map(|(_, action)| format!("{}:{}", self.service.prefix, action.name))
    }
}

impl<'r> KeyIndex<'r> {
    pub(crate) fn new(keys: &'r [ConditionKey]) -> Self {
        let mut exact = HashMap::new();
        let mut open = ByPrefix::new();
        for one in keys {
            if one.key.contains("${") || one.key.ends_with('/') {
                let of_prefix: &mut Vec<_> = open.entry(prefix(&one.key)).or_default();
                of_prefix.push(one);
            } else {
                exact.insert(one.key.to_ascii_lowercase(), one);
            }
        }
        KeyIndex { exact, open }
    }

    /// What a key, given in lower case, is. Of several that it fits, such as
    /// `ssm:resourceTag/${TagKey}` and `ssm:resourceTag/aws:ssmmessages:session-id`, it is the one
    /// that says most.
    pub(crate) fn key_of(&self, key: &str) -> Option<&'r ConditionKey> {
        let literal = |one: &&&ConditionKey| one.key.split("${").next().map_or(0, str::len);
        let exact = self.exact.get(key).copied();
        exact.or_else(|| {
            let fitting = of_prefix(&self.open, key).filter(|one| fits_key(&one.key, key));
            fitting.max_by_key(literal).copied()
        })
    }
}

impl ActionSet {
    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub(crate) fn len(&self) -> usize {
        let ones = self.words.iter().map(|word| word.count_ones() as usize);
        ones.sum()
    }

    pub(crate) fn extend(&mut self, other: &ActionSet) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    pub(crate) fn has_any_of(&self, other: &ActionSet) -> bool {
        let mut pairs = self.words.iter().zip(&other.words);
        pairs.any(|(word, other)| word & other != 0)
    }

    fn contains(&self, index: usize) -> bool {
        let word = self.words.get(index / 64);
        word.is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    fn insert(&mut self, index: usize) {
        let place = index / 64;
        if self.words.len() <= place {
            self.words.resize(place + 1, 0);
        }
        if let Some(word) = self.words.get_mut(place) {
            *word |= 1 << (index % 64);
        }
    }
}

impl FromIterator<usize> for ActionSet {
    fn from_iter<T: IntoIterator<Item = usize>>(indices: T) -> Self {
        let mut set = ActionSet::default();
        for index in indices {
            set.insert(index);
        }
        set
    }
}

/// What keys like this one are found by.
fn prefix(key: &str) -> String {
    let prefix = key.split(':').next().unwrap_or_default();
    if prefix.contains("${") {
        return String::new();
    }
    prefix.to_ascii_lowercase()
}

/// The keys that a key, in lower case, may fit.
fn of_prefix<'m, T>(keys: &'m ByPrefix<T>, key: &str) -> impl Iterator<Item = &'m T> + use<'m, T> {
    let prefix = key.split(':').next().unwrap_or_default();
    let of_prefix = keys.get(prefix).into_iter().flatten();
    of_prefix.chain(keys.get("").into_iter().flatten())
}

/// Whether a pattern with `*` and `?` matches the whole of a name; both in lower case.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let (mut pattern, mut name) = (pattern.as_bytes(), name.as_bytes());
    // Most names are told from the pattern by their last character.
    let is_wild = |last: &u8| matches!(last, b'*' | b'?');
    let last = pattern.last().filter(|last| !is_wild(last));
    if last.is_some() && last != name.last() {
        return false;
    }
    // What to go back to: behind the last star, and one character further.
    let mut retry = None;
    loop {
        match (pattern.split_first(), name.split_first()) {
            (Some((b'*', rest)), _) => {
                retry = Some((rest, name));
                pattern = rest;
            }
            (Some((wanted, rest)), Some((found, others))) if *wanted == b'?' || wanted == found => {
                (pattern, name) = (rest, others);
            }
            (None, None) => return true,
            _ => {
                let Some((rest, [_, others @ ..])) = retry else {
                    return false;
                };
                retry = Some((rest, others));
                (pattern, name) = (rest, others);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_in_decisions() {
        for (pattern, name, expected) in [
            ("run*", "runtask", true),
            ("run?ask", "runtask", true),
            ("*task*", "runtask", true),
            ("*a*k", "runtask", true),
            ("runtask?", "runtask", false),
            ("*", "", true),
            ("", "", true),
            ("a*b*c", "axbxbxc", true),
            ("a*b*d", "axbxbxc", false),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn keys_are_what_says_most_of_them() {
        let key = |key: &str| ConditionKey {
            key: key.to_owned(),
            key_type: policy_core::reference::KeyType::String,
            is_list: false,
        };
        let keys = [
            "x:Tag/${TagKey}",
            "x:Tag/plan/${Key}",
            "x:Tag/plan/A",
            "${P}:aud",
            "x:T/",
        ]
        .map(key);
        let index = KeyIndex::new(&keys);
        for (written, expected) in [
            ("x:tag/team", Some("x:Tag/${TagKey}")),
            ("x:tag/plan/b", Some("x:Tag/plan/${Key}")),
            ("x:tag/plan/a", Some("x:Tag/plan/A")),
            ("x:tag", None),
            ("x:t/team", Some("x:T/")),
            ("x:t/", None),
            ("y:aud", Some("${P}:aud")),
        ] {
            let found = index.key_of(written).map(|one| &*one.key);
            assert_eq!(found, expected, "{written}");
        }
    }

    #[test]
    fn sets_grow() {
        let mut set: ActionSet = [1, 70].into_iter().collect();
        assert!(set.contains(70) && !set.contains(2) && !set.is_empty());
        set.extend(&[200].into_iter().collect());
        assert!(set.contains(200) && set.has_any_of(&[200].into_iter().collect()));
        assert!(!set.has_any_of(&[3].into_iter().collect()));
        assert!(ActionSet::default().is_empty());
    }
}
