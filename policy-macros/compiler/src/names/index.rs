//! A service made ready for questions about many statements.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use super::action_set::ActionSet;
use super::derived::TypeIndex;
use super::similar::Comparable;
use crate::reference::{ConditionKey, Service};

/// A service, with the answers to what was asked before.
pub(crate) struct Index<'r> {
    pub(crate) service: &'r Service,
    matched: RefCell<HashMap<String, Rc<ActionSet>>>,
    supported: RefCell<HashMap<String, Rc<ActionSet>>>,
    pub(super) comparable: OnceCell<Vec<Comparable<'r>>>,
}

impl<'r> Index<'r> {
    pub(crate) fn new(service: &'r Service) -> Self {
        Index {
            service,
            matched: RefCell::default(),
            supported: RefCell::default(),
            comparable: OnceCell::new(),
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
        let names = self.service.folded_names();
        let start = names.partition_point(|name| name.as_str() < literal);
        let from_there = names.iter().enumerate().skip(start);
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
        let keys = self.service.condition_keys();
        keys.get(*self.service.key_places().most_specific(key)?)
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
        let mut set = ActionSet::default();
        for listing in self.service.listing().fitting(key) {
            set.extend(listing);
        }
        let set = Rc::new(set);
        let mut supported = self.supported.borrow_mut();
        supported.insert(key.to_owned(), Rc::clone(&set));
        set
    }

    /// The resource types.
    pub(crate) fn types(&self) -> &'r [TypeIndex] {
        self.service.types()
    }

    /// Whether some of the actions do nothing but tag.
    pub(crate) fn tags(&self, set: &ActionSet) -> bool {
        set.has_any_of(self.tagging())
    }

    /// The actions that do nothing but tag.
    pub(crate) fn tagging(&self) -> &'r ActionSet {
        self.service.tagging()
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

/// Whether a pattern with `*` and `?` matches the whole of a name; both in lower case.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    // Most names are told from the pattern by their last character.
    let last = pattern.bytes().last().filter(|last| !is_wild(*last));
    if last.is_some() && last != name.bytes().last() {
        return false;
    }
    matches_by(pattern.as_bytes(), name.as_bytes(), |one, other| {
        one == other
    })
}

/// The same for patterns and names in any letter case.
pub(crate) fn matches_in_any_case(pattern: &str, name: &str) -> bool {
    matches_by(pattern.as_bytes(), name.as_bytes(), |one, other| {
        one.eq_ignore_ascii_case(&other)
    })
}

fn matches_by(
    mut pattern: &[u8],
    mut name: &[u8],
    is_same: impl Fn(u8, u8) -> bool + Copy,
) -> bool {
    // What to go back to: behind the last star, and one character further.
    let mut retry = None;
    loop {
        match (pattern.split_first(), name.split_first()) {
            (Some((b'*', rest)), _) => {
                retry = Some((rest, name));
                pattern = rest;
            }
            (Some((wanted, rest)), Some((found, others)))
                if *wanted == b'?' || is_same(*wanted, *found) =>
            {
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

const fn is_wild(character: u8) -> bool {
    matches!(character, b'*' | b'?')
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
            let pattern = pattern.to_ascii_uppercase();
            assert_eq!(
                matches_in_any_case(&pattern, name),
                expected,
                "{pattern} {name}"
            );
        }
    }
}
