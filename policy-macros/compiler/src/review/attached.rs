//! What policies of a type, or on a type of resource, can be about (K-4).

use policy_core::PolicyType;

use super::Review;
use crate::code::Code;
use crate::document::{ActionForm, ActionPattern, Statement};
use crate::facts::policy_resource_type::PolicyResourceType;
use crate::finding::Finding;
use crate::names::action_set::ActionSet;
use crate::names::list;
use crate::span::Spanned;
use crate::template::{Piece, shown};

/// Names that are unknown belong to no resource, and need no second finding.
const UNKNOWN: [Code; 5] = [
    Code::UnknownService,
    Code::UnknownAction,
    Code::UnmatchedWildcard,
    Code::RetiredName,
    Code::NewerName,
];

pub(super) fn check(review: &mut Review<'_>, statement: &Statement) {
    if review.policy_type == PolicyType::Scp {
        let entries = statement.action.entries.iter();
        entries
            .filter_map(wildcard_inside)
            .for_each(|finding| review.push(finding));
    }
    if let Some(resource) = review.attached_to {
        check_actions(review, statement, resource);
        check_resources(review, statement, resource);
    }
}

/// AWS once took wildcards at the end of an action only.
fn wildcard_inside(entry: &Spanned<ActionPattern>) -> Option<Finding> {
    let ActionForm::Named { name, .. } = &entry.value.form else {
        return None;
    };
    let wildcard = name.find(['*', '?'])?;
    if wildcard + 1 == name.len() {
        return None;
    }
    let message = format!(
        "`{}` has a wildcard before its end, which service control policies could not have until September 2025",
        shown(&entry.value.text)
    );
    let finding = Finding::check(Code::ScpSyntaxErrorActionWildcard, entry.span, message);
    Some(finding.with_help("end the action with the wildcard, or write the names out"))
}

/// Says which actions no policy on such a resource allows or denies.
fn check_actions(review: &mut Review<'_>, statement: &Statement, resource: &PolicyResourceType) {
    if statement.action.negated {
        return;
    }
    let index = review.service(resource.service);
    let governed: ActionSet = index
        .iter()
        .flat_map(|index| index.service.actions().iter().enumerate())
        .filter(|(_, action)| resource.governs(action))
        .map(|(place, _)| place)
        .collect();
    for entry in &statement.action.entries {
        let ActionForm::Named { service, name } = &entry.value.form else {
            continue;
        };
        let is_governed = service.eq_ignore_ascii_case(resource.service)
            && index.as_ref().is_none_or(|index| {
                let actions = index.matching(name);
                actions.is_empty() || actions.has_any_of(&governed)
            });
        if is_governed || review.is_reported(entry.span, &UNKNOWN) {
            continue;
        }
        let message = format!(
            "a policy on `{}` cannot be about `{}`",
            resource.name,
            shown(&entry.value.text)
        );
        let types = &resource.resource_types;
        let help = format!(
            "it is about actions of `{}` whose resource is {}",
            resource.service,
            list(types.iter(), types.len())
        );
        review.push(
            Finding::check(Code::UnsupportedActionInPolicy, entry.span, message).with_help(help),
        );
    }
}

/// Says which entries name none of the resources that such a policy is about.
fn check_resources(review: &mut Review<'_>, statement: &Statement, resource: &PolicyResourceType) {
    let reference = review.names.reference;
    for entry in statement.resource.iter().flat_map(|of| &of.entries) {
        let template = &entry.value.template;
        // A field that is wrong makes it another resource as well.
        if template.pieces == [Piece::Star]
            || review.is_faulty(entry.span)
            || review.is_reported(entry.span, &[Code::ShortArn, Code::OddAccountField])
        {
            continue;
        }
        let mut formats = resource.arn_formats(reference).peekable();
        if formats.peek().is_none() || review.names.fits_one_of(&template.fields(), formats) {
            continue;
        }
        let message = format!(
            "a policy on `{}` cannot be about `{}`",
            resource.name,
            shown(&entry.value.text)
        );
        let formats: Vec<_> = resource.arn_formats(reference).collect();
        let help = format!("it is about {}", list(formats.iter(), formats.len()));
        let code = Code::UnsupportedResourceArnInPolicy;
        review.push(Finding::check(code, entry.span, message).with_help(help));
    }
}
