//! Condition keys: how they are spelled, how they compare, which may be lists (C-6, C-14).

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::issue::Issue;

/// Why a text is no condition key, and what to write.
pub(crate) struct KeyMistake {
    /// What AWS calls it.
    pub(crate) issue: Issue,
    pub(crate) message: &'static str,
    pub(crate) help: String,
}

/// Checks the spelling of a condition key (C-14).
pub(crate) fn check(key: &str) -> Result<(), KeyMistake> {
    const FORM: &str = "a key is written `prefix:name`, such as `aws:SourceIp`";
    let mistake = |message, help: &str| {
        Err(KeyMistake {
            issue: Issue::InvalidConditionKeyFormat,
            message,
            help: help.to_owned(),
        })
    };
    if key.contains(['*', '?']) {
        return mistake(
            "a condition key cannot hold wildcards",
            "wildcards belong into the values, under `StringLike` or `ArnLike`",
        );
    }
    if key.contains(['$', '{', '}']) {
        return Err(KeyMistake {
            issue: if key.contains("${") {
                Issue::VariableUnsupportedInElement
            } else {
                Issue::InvalidConditionKeyFormat
            },
            message: "a condition key cannot hold policy variables",
            help: "variables belong into the values".to_owned(),
        });
    }
    let Some((prefix, rest)) = key.split_once(':') else {
        return Err(KeyMistake {
            issue: Issue::InvalidConditionKeyFormat,
            message: "a condition key begins with the prefix of its service and a colon",
            help: match suggestion(key) {
                Some(name) => format!("write `{name}`"),
                None => FORM.to_owned(),
            },
        });
    };
    if !is_prefix(prefix) {
        return mistake(
            "the prefix of a condition key is made of letters, digits, `-` and `.`",
            FORM,
        );
    }
    if rest.is_empty() {
        return mistake("the name after the prefix is missing", FORM);
    }
    if rest.starts_with('/') || rest.starts_with(char::is_whitespace) {
        return mistake(
            "the name of a condition key follows the colon directly",
            FORM,
        );
    }
    let name = rest.split_once('/').map_or(rest, |(name, _)| name);
    if name.contains(char::is_whitespace) {
        return mistake(
            "a condition key holds blanks only inside a tag key, after the `/`",
            "remove the blank",
        );
    }
    if is_tag_key_family(prefix, name) && rest.len() <= name.len() + 1 {
        return Err(KeyMistake {
            issue: Issue::MissingTagKeyInCondition,
            message: "the tag key is missing",
            help: format!("write `{prefix}:{name}/` and the key of the tag"),
        });
    }
    Ok(())
}

/// Keys compare character by character in lower case, without locale (C-6).
pub(crate) fn fold(key: &str) -> String {
    if key.is_ascii() {
        return key.to_ascii_lowercase();
    }
    key.chars().flat_map(char::to_lowercase).collect()
}

/// Whether a request may carry a list under this key (Appendix C).
pub(crate) fn may_be_list(key: &str) -> bool {
    let key = fold(key);
    KEYS.exact.contains(&key)
        || KEYS
            .prefixes
            .iter()
            .any(|prefix| key.len() > prefix.len() && key.starts_with(prefix))
}

fn is_prefix(prefix: &str) -> bool {
    prefix.starts_with(|first: char| first.is_ascii_alphanumeric())
        && prefix
            .chars()
            .all(|other| other.is_ascii_alphanumeric() || matches!(other, '.' | '-'))
}

fn is_tag_key_family(prefix: &str, name: &str) -> bool {
    prefix.eq_ignore_ascii_case("aws")
        && ["ResourceTag", "RequestTag", "PrincipalTag"]
            .iter()
            .any(|family| name.eq_ignore_ascii_case(family))
}

/// The global key whose name was written without its prefix.
pub(crate) fn suggestion(name: &str) -> Option<&'static str> {
    const OFTEN_MEANT: [&str; 12] = [
        "aws:username",
        "aws:userid",
        "aws:SourceIp",
        "aws:SourceArn",
        "aws:SourceAccount",
        "aws:SourceVpc",
        "aws:SourceVpce",
        "aws:PrincipalArn",
        "aws:PrincipalAccount",
        "aws:SecureTransport",
        "aws:RequestedRegion",
        "aws:CurrentTime",
    ];
    OFTEN_MEANT.into_iter().find(|key| {
        key.split_once(':')
            .is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(name))
    })
}

struct Keys {
    exact: HashSet<String>,
    /// Of the keys that end in a placeholder such as `${TagKey}`.
    prefixes: Vec<String>,
}

static KEYS: LazyLock<Keys> = LazyLock::new(|| {
    let mut keys = Keys {
        exact: HashSet::new(),
        prefixes: Vec::new(),
    };
    let lines = include_str!("../data/multi_valued_keys.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let key = fold(line.split('\t').next().unwrap_or_default());
        match key.split_once("${") {
            Some((prefix, _)) => keys.prefixes.push(prefix.to_owned()),
            None => {
                keys.exact.insert(key);
            }
        }
    }
    keys
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_key() {
        assert_eq!(KEYS.exact.len() + KEYS.prefixes.len(), 213);
        assert!(KEYS.exact.iter().all(|key| check(key).is_ok()));
    }

    #[test]
    fn lists_are_known_without_case_and_behind_placeholders() {
        assert!(may_be_list("AWS:tagkeys"));
        assert!(may_be_list("events:Metadata/Any Key"));
        assert!(!may_be_list("events:Metadata/"));
        assert!(!may_be_list("aws:username"));
    }
}
