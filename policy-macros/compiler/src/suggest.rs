//! The name that somebody probably meant.

use std::sync::LazyLock;

use policy_core::operator::{Base, Operator, SetOperator};

/// Longer words are not compared: no name of the language is nearly as long.
pub(crate) const MAX_LENGTH: usize = 64;

/// The candidate nearest to `word`: the same but for case, or a few slips away.
///
/// ```
/// use policy_compiler::nearest;
///
/// assert_eq!(nearest("Actoin", ["Action", "NotAction"]), Some("Action"));
/// assert_eq!(nearest("Colour", ["Action", "NotAction"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    within(word, candidates, usize::MAX)
}

/// The operators without prefixes, made only once.
static OPERATORS: LazyLock<Vec<String>> = LazyLock::new(|| {
    Operator::all()
        .filter(|operator| operator.set().is_none())
        .map(|operator| operator.to_string())
        .collect()
});

/// The operator that was probably meant, with prefix and suffix (C-13).
pub(crate) fn operator(word: &str) -> Option<String> {
    let (prefix, rest) = match word.split_once(':') {
        Some((prefix, rest)) => (Some(prefix), rest),
        None => (None, word),
    };
    let prefix = match prefix {
        Some(prefix) => format!("{}:", set_operator(prefix)?),
        None => String::new(),
    };
    // Never one of the opposite meaning.
    let is_negated = |name: &str| name.to_ascii_lowercase().contains("not");
    let fitting = OPERATORS
        .iter()
        .map(String::as_str)
        .filter(|name| is_negated(name) == is_negated(rest));
    let name = moved_not(rest).or_else(|| nearest(rest, fitting).map(str::to_owned))?;
    Some(prefix + &name)
}

/// The service that was probably meant. Of three letters one is not a slip but another service.
pub(crate) fn service<'a>(word: &str, services: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    within(
        word,
        services.filter(|service| word.len().max(service.len()) > 3),
        2,
    )
}

/// `ForAllValues` or `ForAnyValue`; they mean different things, so only small slips count.
pub(crate) fn set_operator(word: &str) -> Option<&'static str> {
    within(word, SetOperator::ALL.map(SetOperator::as_str), 2)
}

/// `NotStringEquals` is `StringNotEquals`.
fn moved_not(word: &str) -> Option<String> {
    let wanted = word.strip_prefix("Not")?;
    Base::ALL
        .iter()
        .map(|base| base.as_str())
        .find(|name| name.contains("Not") && name.replacen("Not", "", 1) == wanted)
        .map(str::to_owned)
}

fn within<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    limit: usize,
) -> Option<&'a str> {
    if word.len() > MAX_LENGTH {
        return None;
    }
    let folded = word.to_lowercase();
    let length = folded.chars().count();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            // Lengths first: comparing texts takes far longer.
            let candidate_length = candidate.chars().count();
            let limit = limit.min(third(length.max(candidate_length)));
            if length.abs_diff(candidate_length) > limit {
                return None;
            }
            let distance = strsim::osa_distance(&folded, &candidate.to_lowercase());
            (distance <= limit).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many slips there may be in a word of so many characters.
pub(crate) fn third(length: usize) -> usize {
    (length / 3).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_suggested_part_by_part() {
        for (written, meant) in [
            ("StringEqual", Some("StringEquals")),
            ("stringequals", Some("StringEquals")),
            ("StringEqualsIfExist", Some("StringEqualsIfExists")),
            ("ForAnyValues:StringLike", Some("ForAnyValue:StringLike")),
            (
                "ForAllValue:StringNotLke",
                Some("ForAllValues:StringNotLike"),
            ),
            ("NotStringEquals", Some("StringNotEquals")),
            ("NotArnLike", Some("ArnNotLike")),
            ("IPAddress", Some("IpAddress")),
            ("ForSomeValues:StringEquals", None),
            ("StringMatches", None),
            ("NotBool", None),
            ("NotDateEqual", None),
        ] {
            assert_eq!(operator(written).as_deref(), meant, "{written}");
        }
    }
}
