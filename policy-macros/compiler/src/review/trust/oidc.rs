//! Whom of an OIDC provider's users a trust policy lets in (K-12).

use std::collections::{BTreeSet, HashSet};

use policy_core::operator::{Base, Family};

use super::provider::Provider;
use crate::code::Code;
use crate::document::{KeyCondition, OperatorBlock, PrincipalElement, Statement};
use crate::finding::Finding;
use crate::keys::fold;
use crate::review::{Review, conditions, names_values};
use crate::template::{Piece, Template, shown};

/// The provider of GitHub's workflows; behind its host a path may name an enterprise.
const GITHUB: &str = "token.actions.githubusercontent.com";

/// Checks a statement that allows.
pub(super) fn check(review: &mut Review<'_>, statement: &Statement, principal: &PrincipalElement) {
    let mut providers = principal
        .entries()
        .filter_map(|entry| match Provider::of(&entry.value.text)? {
            Provider::Oidc(url) => Some((url, entry)),
            Provider::Saml => None,
        })
        .peekable();
    if providers.peek().is_none() {
        return;
    }
    let keys: BTreeSet<String> = conditions(statement)
        .filter(|(block, _)| names_values(block.operator.value))
        .map(|(_, condition)| fold(&condition.key.value))
        .collect();
    let mut of_github = HashSet::new();
    for (written, entry) in providers {
        let (url, name) = (fold(written), shown(written));
        if url.split('/').next() == Some(GITHUB) {
            if keys.contains(&format!("{url}:sub")) {
                of_github.insert(url);
            } else {
                review.push(
                    Finding::check(
                        Code::MissingGithubRepoConditionKey,
                        entry.span,
                        "this lets the workflows of every repository on GitHub in",
                    )
                    .with_help(format!(
                        "add a condition such as `\"StringEquals\": {{\"{name}:sub\": \"repo:my-organization/my-repository:ref:refs/heads/main\"}}`"
                    )),
                );
            }
        } else if !has_key_of(&keys, &url) {
            review.push(
                Finding::check(
                    Code::MissingConditionKeyForOidcPrincipal,
                    entry.span,
                    format!("this lets everybody in whom `{name}` knows, for whatever application"),
                )
                .with_help(format!(
                    "add a condition on its keys, such as {}",
                    keys_of(&name)
                )),
            );
        }
    }
    if !of_github.is_empty() {
        open_subjects(review, statement, &of_github);
    }
}

/// Whether one of the keys is of this provider; all are in lower case.
fn has_key_of(keys: &BTreeSet<String>, url: &str) -> bool {
    let start = format!("{url}:");
    let mut from_there = keys.range(start.clone()..);
    from_there.next().is_some_and(|key| key.starts_with(&start))
}

/// The keys of a provider that tell its users apart.
fn keys_of(url: &str) -> String {
    match url {
        "www.amazon.com" => "`www.amazon.com:app_id`".to_owned(),
        "graph.facebook.com" => "`graph.facebook.com:app_id`".to_owned(),
        _ => format!("`{url}:aud` and `{url}:sub`"),
    }
}

/// Subjects of GitHub that leave open from which repository or branch a workflow is.
fn open_subjects(review: &mut Review<'_>, statement: &Statement, of_github: &HashSet<String>) {
    let pinned: HashSet<String> = conditions(statement)
        .filter(|(block, condition)| is_pinned(block, condition))
        .map(|(_, condition)| fold(&condition.key.value))
        .collect();
    for (block, condition) in conditions(statement) {
        let operator = block.operator.value.base();
        let has_wildcards = operator.takes_wildcards() && operator.family() == Family::String;
        let key = fold(&condition.key.value);
        let url = key.strip_suffix(":sub");
        let Some(url) = url.filter(|url| of_github.contains(*url)) else {
            continue;
        };
        if !has_wildcards || !names_values(block.operator.value) || pinned.contains(&key) {
            continue;
        }
        let has_branch = pinned.contains(&format!("{url}:ref"));
        for operand in &condition.operands {
            let template = operand.value.template.as_ref();
            let Some(part) = template.and_then(open_part) else {
                continue;
            };
            if has_branch && matches!(part, Part::Branch | Part::Environment) {
                continue;
            }
            let (what, instead) = part.words();
            review.push(
                Finding::check(
                    Code::SpecificGithubRepoAndBranchRecommended,
                    operand.span,
                    format!("`{}` {what}", shown(&operand.value.text)),
                )
                .with_help(format!(
                    "{instead}, such as `repo:my-organization/my-repository:ref:refs/heads/main`"
                )),
            );
        }
    }
}

/// Whether a condition leaves nothing open: what requests have to say is written out.
fn is_pinned(block: &OperatorBlock, condition: &KeyCondition) -> bool {
    let operator = block.operator.value;
    let compares = matches!(
        operator.base(),
        Base::StringEquals | Base::StringEqualsIgnoreCase | Base::StringLike
    );
    let is_open = |piece: &Piece| matches!(piece, Piece::Star | Piece::One);
    let mut operands = condition.operands.iter();
    compares
        && names_values(operator)
        && !condition.operands.is_empty()
        && operands.all(|operand| {
            let template = operand.value.template.as_ref();
            template.is_some_and(|template| !template.pieces.iter().any(is_open))
        })
}

/// A part of `repo:ORGANIZATION/REPOSITORY:BRANCH`, where the last one is `ref:refs/heads/…`,
/// `environment:…`, `pull_request` or the like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Organization,
    Repository,
    Environment,
    Branch,
}

impl Part {
    /// What it means that a wildcard is in this part, and what to write instead.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Part::Organization => (
                "lets workflows of more than one organization in",
                "write the organization, the repository and the branch out",
            ),
            Part::Repository => (
                "lets workflows of more than one repository in",
                "write the repository and the branch out",
            ),
            Part::Environment => (
                "lets workflows of more than one environment in",
                "write the environment out, or the branch",
            ),
            Part::Branch => (
                "lets workflows of more than one branch in",
                "write the branch out",
            ),
        }
    }
}

/// The first part of a subject with a wildcard; nothing of subjects in other forms, which an
/// organization may choose.
fn open_part(template: &Template) -> Option<Part> {
    // No document holds this character (G-1).
    const WILDCARD: char = '\0';
    let mut subject = String::new();
    for piece in &template.pieces {
        match piece {
            Piece::Text(text) => subject.push_str(text),
            Piece::Star | Piece::One => subject.push(WILDCARD),
            Piece::Variable { name, .. } => subject.push_str(name),
        }
    }
    let (before, _) = subject.split_once(WILDCARD)?;
    let Some(rest) = subject.strip_prefix("repo:") else {
        return "repo:".starts_with(before).then_some(Part::Organization);
    };
    let (organization, rest) = rest.split_once('/').unwrap_or((rest, ""));
    let (repository, rest) = rest.split_once(':').unwrap_or((rest, ""));
    Some(if organization.contains(WILDCARD) {
        Part::Organization
    } else if repository.contains(WILDCARD) {
        Part::Repository
    } else if rest.starts_with("environment:") {
        Part::Environment
    } else {
        Part::Branch
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_are_found_in_the_part_they_are_in() {
        for (subject, expected) in [
            ("repo:octo/web:ref:refs/heads/main", None),
            ("repo:octo/web:ref:refs/heads/*", Some(Part::Branch)),
            ("repo:octo/web:environment:*", Some(Part::Environment)),
            ("repo:octo/web:env*", Some(Part::Branch)),
            ("repo:octo/web:*", Some(Part::Branch)),
            ("repo:octo/web*", Some(Part::Repository)),
            ("repo:octo/*:ref:refs/heads/main", Some(Part::Repository)),
            ("repo:octo/*", Some(Part::Repository)),
            ("repo:octo*", Some(Part::Organization)),
            ("repo:*/web:ref:refs/heads/main", Some(Part::Organization)),
            ("repo:*", Some(Part::Organization)),
            ("re*", Some(Part::Organization)),
            ("*", Some(Part::Organization)),
            ("*:ref:refs/heads/main", Some(Part::Organization)),
            ("job_workflow_ref:octo/web/*", None),
        ] {
            let mut template = Template::default();
            for character in subject.chars() {
                template.push(match character {
                    '*' => Piece::Star,
                    other => Piece::Text(other.to_string()),
                });
            }
            assert_eq!(open_part(&template), expected, "{subject}");
        }
    }
}
