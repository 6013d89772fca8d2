//! How large AWS lets a document be (G-24, G-25).

use policy_core::PolicyType;

use crate::code::Code;
use crate::finding::{Finding, Findings};
use crate::input::string_end;
use crate::issue::{FindingType, Issue};
use crate::level::Level;
use crate::options::Options;
use crate::rules::{Rules, SizeUnit};
use crate::span::Span;

/// Warns of a document that is larger than its type, or the caller, allows.
pub(crate) fn check(text: &str, options: &Options, rules: &Rules, findings: &mut Findings) {
    let attached_to = options.attached_to();
    let of_resource = attached_to.and_then(|resource| resource.max_bytes);
    let limit = options.custom_size_limit().or(of_resource);
    let Some(limit) = limit.or(rules.size.limit) else {
        return;
    };
    let (size, unit) = match rules.size.unit {
        SizeUnit::AllCharacters => (text.chars().count(), "characters"),
        SizeUnit::Characters => (
            significant(text).map(|part| part.chars().count()).sum(),
            "characters without white space",
        ),
        SizeUnit::Bytes => (
            significant(text).map(str::len).sum(),
            "bytes without white space",
        ),
    };
    if size > limit {
        let start = text.find('{').unwrap_or_default();
        let issue = issue(rules.policy_type);
        // What AWS refuses is denied where documents are reviewed (K-1).
        let is_error = issue.is_some_and(|issue| issue.finding_type() == FindingType::Error);
        let level = if is_error && options.checked_against().is_some() {
            Level::Deny
        } else {
            Level::Warn
        };
        findings.push(
            Finding::warning(
                Code::TooLarge,
                "G-24",
                Span::new(start, start).head(),
                format!(
                    "the document has {size} {unit}; the limit is {limit} for {}",
                    rules.name_with(attached_to)
                ),
            )
            .known_as(issue)
            .at_level(level)
            .with_help(match rules.size.unit {
                SizeUnit::AllCharacters => {
                    "leave out white space, which counts, or shorten lists with wildcards"
                }
                _ => "split it into several policies, or shorten lists with wildcards",
            }),
        );
    }
}

/// What AWS calls it; it does not look at the sizes of session policies.
fn issue(policy_type: PolicyType) -> Option<Issue> {
    match policy_type {
        PolicyType::Identity | PolicyType::Boundary => {
            Some(Issue::PolicySizeExceedsIdentityPolicyQuota)
        }
        PolicyType::Resource | PolicyType::Vpce => {
            Some(Issue::PolicySizeExceedsResourcePolicyQuota)
        }
        PolicyType::Trust => Some(Issue::PolicySizeExceedsRoleTrustPolicyQuota),
        PolicyType::Scp => Some(Issue::PolicySizeExceedsScpQuota),
        PolicyType::Rcp => Some(Issue::PolicySizeExceedsRcpQuota),
        _ => None,
    }
}

/// The text without white space outside strings (G-25).
fn significant(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?.trim_start_matches([' ', '\t', '\r', '\n']);
        let start = text.len() - rest.len();
        let length = if rest.starts_with('"') {
            string_end(text, start) - start
        } else {
            rest.find([' ', '\t', '\r', '\n', '"'])
                .unwrap_or(rest.len())
        };
        at = start + length;
        (length > 0).then(|| rest.get(..length).unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_counts_inside_strings_only() {
        let count = |text| significant(text).map(str::len).sum::<usize>();
        assert_eq!(count(r#"{"Sid": "a b"}"#), 13);
        assert_eq!(count(" {\r\n\t\"a\\\" b\" : [ 1 , 2 ] } "), 15);
        assert_eq!(count(""), 0);
    }
}
