//! AWS's services and global keys, each text read when it is first asked for.

use std::sync::OnceLock;

use super::files::SERVICES;
use super::read::{read_embedded, read_global_keys, read_table};
use super::{ConditionKey, Service};

pub use super::files::DATE;

/// The prefixes of AWS's services, sorted.
pub fn prefixes() -> impl Iterator<Item = &'static str> {
    SERVICES.iter().map(|service| service.prefix)
}

/// AWS's service of this prefix, in any letter case.
pub(super) fn service(prefix: &str) -> Option<&'static Service> {
    let prefix = prefix.to_ascii_lowercase();
    let index = SERVICES
        .binary_search_by(|service| service.prefix.cmp(&prefix))
        .ok()?;
    SERVICES.get(index)?.service()
}

/// The condition keys that are no service's, sorted without letter case; nearly all begin
/// with `aws:`.
pub(crate) fn global_keys() -> &'static [ConditionKey] {
    static KEYS: OnceLock<Vec<ConditionKey>> = OnceLock::new();
    KEYS.get_or_init(|| read_global_keys(include_str!("../../reference/global.json")))
}

/// The day on which AWS last documented this action, in any letter case, if it no longer does.
pub(crate) fn retired(action: &str) -> Option<&'static str> {
    RETIRED.get(action)
}

/// The retired names of this service, without prefix, each with its day.
pub(crate) fn retired_names(
    prefix: &str,
) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
    RETIRED.of_service(prefix)
}

/// Whether this action, in any letter case, is newer than the facts about AWS's services.
pub(crate) fn newer(action: &str) -> bool {
    NEWER.get(action).is_some()
}

/// The newer names of this service, without prefix.
pub(crate) fn newer_names(prefix: &str) -> impl Iterator<Item = &'static str> + use<> {
    NEWER.of_service(prefix).map(|(name, _)| name)
}

/// To each action the day on which it was last documented.
static RETIRED: Actions = Actions::new(include_str!("../../reference/retired.json"));

/// To each action its access level.
static NEWER: Actions = Actions::new(include_str!("../../reference/newer.json"));

/// Actions with a word about each, and their text.
struct Actions {
    text: &'static str,
    // INVARIANT: sorted by the first text, the action in lower case.
    rows: OnceLock<Vec<(String, Row)>>,
}

/// An action as it is written, and the word.
type Row = (&'static str, &'static str);

impl Actions {
    const fn new(text: &'static str) -> Self {
        Actions {
            text,
            rows: OnceLock::new(),
        }
    }

    fn get(&self, action: &str) -> Option<&'static str> {
        let action = action.to_ascii_lowercase();
        let rows = self.rows();
        let index = rows.binary_search_by(|(folded, _)| folded.cmp(&action));
        rows.get(index.ok()?).map(|(_, (_, word))| *word)
    }

    fn of_service(&'static self, prefix: &str) -> impl Iterator<Item = Row> + use<> {
        let start = prefix.to_ascii_lowercase() + ":";
        let rows = self.rows();
        let first = rows.partition_point(|(folded, _)| *folded < start);
        rows.iter()
            .skip(first)
            .take_while(move |(folded, _)| folded.starts_with(&start))
            .filter_map(|(_, (action, word))| Some((action.split_once(':')?.1, *word)))
    }

    fn rows(&self) -> &[(String, Row)] {
        self.rows.get_or_init(|| {
            let rows = read_table(self.text).into_iter();
            let mut rows: Vec<_> = rows
                .map(|(action, word)| (action.to_ascii_lowercase(), (action, word)))
                .collect();
            rows.sort_unstable();
            rows
        })
    }
}

/// A service and its text.
pub(super) struct Embedded {
    prefix: &'static str,
    text: &'static str,
    // Without a service if the text has mistakes; a test reads them all.
    service: OnceLock<Option<Service>>,
}

impl Embedded {
    pub(super) const fn new(prefix: &'static str, text: &'static str) -> Self {
        Embedded {
            prefix,
            text,
            service: OnceLock::new(),
        }
    }

    fn service(&self) -> Option<&Service> {
        let service = self.service.get_or_init(|| read_embedded(self.text));
        service.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn global_keys_are_read() {
        let keys = global_keys();
        assert_eq!(keys.len(), 61);
        assert!(keys.is_sorted_by_key(|key| key.key.to_lowercase()));
        let lists = keys.iter().filter(|key| key.is_list);
        assert!(lists.clone().any(|key| key.is("AWS:TagKeys")));
        assert!(!lists.clone().any(|key| key.is("aws:SourceIp")));
    }

    #[test]
    fn retired_and_newer_names_are_found_in_any_case() {
        assert_eq!(RETIRED.rows().len(), 616);
        assert_eq!(NEWER.rows().len(), 315);
        assert_eq!(retired("Account:getchallengequestions"), Some("2025-02-13"));
        assert_eq!(retired("account:ReopenAccount"), None);
        assert!(newer("ACCOUNT:ReopenAccount"));
        assert!(!newer("account"));
    }

    #[test]
    fn names_are_listed_by_service() {
        let names: Vec<_> = retired_names("ACCOUNT").collect();
        assert_eq!(
            names,
            [
                ("GetChallengeQuestions", "2025-02-13"),
                ("PutChallengeQuestions", "2025-02-13"),
            ]
        );
        assert_eq!(newer_names("acm").collect::<Vec<_>>(), ["CreateTimeStamp"]);
        assert_eq!(newer_names("ac").count() + retired_names("").count(), 0);
        // Each row is some service's.
        let prefixes: std::collections::BTreeSet<_> = RETIRED
            .rows()
            .iter()
            .filter_map(|(action, _)| Some(action.split_once(':')?.0))
            .collect();
        let n_names: usize = prefixes.iter().map(|one| retired_names(one).count()).sum();
        assert_eq!(n_names, 616);
    }
}
