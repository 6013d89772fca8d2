//! ARNs that the actions of a statement take (N-8).

use super::action_set::ActionSet;
use super::derived::TypeIndex;
use super::index::Index;
use super::keys::list;
use super::overlap::{ArnFormat, Entry};
use super::{Meant, Names, Subject};
use crate::code::Code;
use crate::finding::{Finding, Findings};
use crate::issue::Issue;
use crate::span::{Span, Spanned};
use crate::template::{Piece, Template};

/// What comparing the resources of one document may cost; what goes beyond is not checked.
pub(super) const MOST_STEPS: usize = 50_000_000;

/// What finding out about letter case may cost for one entry.
const MOST_STEPS_FOR_CASE: usize = 200_000;

/// A service whose actions are the methods of HTTP: the reference does not list every path of
/// each.
pub(super) const HTTP: &str = "apigateway";

/// Services and what their actions take beside the formats of the reference: AWS documents
/// these elsewhere, or asks for them.
pub(super) const FURTHER_FORMATS: [(&str, &str); 5] = [
    (
        "cloudformation",
        "arn:${Partition}:cloudformation:${Region}:${Account}:transform/${Name}",
    ),
    (
        "codeconnections",
        "arn:${Partition}:codestar-connections:${Region}:${Account}:${Resource}",
    ),
    (
        "codestar-connections",
        "arn:${Partition}:codeconnections:${Region}:${Account}:${Resource}",
    ),
    (
        "logs",
        "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroup}",
    ),
    (
        "ssmmessages",
        "arn:${Partition}:ssm:${Region}:${Account}:session/${SessionId}",
    ),
];

impl Names<'_> {
    /// Checks that each entry of `Resource` fits a resource type of some action.
    pub(super) fn resources(
        &mut self,
        resources: &[Spanned<Template>],
        meant: &Meant<'_>,
        findings: &mut Findings,
    ) {
        let is_star = |template: &Template| template.pieces == [Piece::Star];
        let mut arns = resources
            .iter()
            .filter(|resource| !is_star(&resource.value))
            .peekable();
        if meant.is_empty() || arns.peek().is_none() {
            return;
        }
        let fitting = meant.values().flat_map(|(index, actions)| {
            let types = index.types().iter();
            types.filter(|one| is_fine(index, actions, one))
        });
        let further: Vec<_> = FURTHER_FORMATS
            .iter()
            .filter(|(service, _)| meant.contains_key(*service))
            .map(|(_, format)| ArnFormat::new(format))
            .collect();
        let formats: Vec<_> = fitting
            .flat_map(|one| &one.formats)
            .chain(&further)
            .collect();
        for arn in arns {
            let fields = arn.value.fields();
            let is_whole = is_whole_service(&fields, |service| meant.contains_key(service));
            if is_whole || self.fits(&fields, &formats) {
                continue;
            }
            let listed = meant.values().flat_map(|(index, actions)| {
                let types = index.types().iter();
                types.filter(|one| one.actions.has_any_of(actions))
            });
            let in_case = self.suggests().then(|| {
                let listed = listed.clone();
                self.differing_in_case(&fields, listed)
            });
            let finding = unsupported(self.subject, arn.span, &fields, listed, in_case.flatten());
            let is_of_no_type = self.is_of_no_type(&fields);
            findings.push(finding.known_as(is_of_no_type.then_some(Issue::InvalidArnResource)));
        }
    }

    /// Whether the service that an entry names has no resource type like it, wherever that is.
    fn is_of_no_type(&mut self, fields: &[Vec<Piece>]) -> bool {
        let Some([Piece::Text(prefix)]) = fields.get(2).map(Vec::as_slice) else {
            return false;
        };
        let Some(index) = self.service(prefix) else {
            return false;
        };
        // Without regard to region and account, which AWS has other names for.
        let mut fields = fields.to_vec();
        for field in fields.iter_mut().skip(3).take(2) {
            *field = vec![Piece::Star];
        }
        let entry = Entry::new(&fields, self.wide_stars);
        let mut formats = index.types().iter().flat_map(|one| &one.formats);
        index.service.prefix == *prefix
            && prefix != HTTP
            && !formats.any(|format| {
                self.n_steps_of_types > MOST_STEPS
                    || entry.overlaps(format, &mut self.n_steps_of_types)
            })
    }

    fn fits(&mut self, fields: &[Vec<Piece>], formats: &[&ArnFormat]) -> bool {
        let entry = Entry::new(fields, self.wide_stars);
        formats
            .iter()
            .any(|format| self.n_steps > MOST_STEPS || entry.overlaps(format, &mut self.n_steps))
    }

    /// The format that an entry fits but for letter case.
    fn differing_in_case<'t>(
        &self,
        fields: &[Vec<Piece>],
        mut types: impl Iterator<Item = &'t TypeIndex>,
    ) -> Option<&'t str> {
        let entry = Entry::new(fields, self.wide_stars).folded();
        let mut n_steps = 0;
        let fits = |one: &&TypeIndex| {
            let mut formats = one.formats.iter();
            formats.any(|format| {
                n_steps < MOST_STEPS_FOR_CASE && entry.overlaps(&format.folded(), &mut n_steps)
            })
        };
        types.find(fits).map(|one| one.usual_format.as_str())
    }
}

/// Whether nothing is to be said against a resource type beside these actions of its service.
fn is_fine(index: &Index<'_>, actions: &ActionSet, one: &TypeIndex) -> bool {
    // The reference lists some types under no action, and for actions that tag only some types.
    one.actions.has_any_of(actions)
        || one.actions.is_empty()
        || index.service.prefix == HTTP
        || index.tags(actions)
}

/// Whether an entry stands for all that one of the services has; actions that take no resource
/// are asked about `arn:aws:s3:::*` and the like.
pub(super) fn is_whole_service(fields: &[Vec<Piece>], is_meant: impl Fn(&str) -> bool) -> bool {
    let [_, _, service, _, _, resource] = fields else {
        return false;
    };
    resource == &[Piece::Star]
        && match service.as_slice() {
            [Piece::Text(name)] => is_meant(name),
            _ => true,
        }
}

/// `in_case` is the format that an entry fits but for letter case.
fn unsupported<'t>(
    subject: Subject,
    span: Span,
    fields: &[Vec<Piece>],
    types: impl Iterator<Item = &'t TypeIndex>,
    in_case: Option<&str>,
) -> Finding {
    let mut formats: Vec<_> = types.map(|one| one.usual_format.as_str()).collect();
    // Those of the service that the entry names say more about it than the others.
    if let Some([Piece::Text(service)]) = fields.get(2).map(Vec::as_slice) {
        let is_near = |format: &&str| {
            let other = format.split(':').nth(2);
            other.is_some_and(|other| other.eq_ignore_ascii_case(service))
        };
        if formats.iter().any(is_near) {
            formats.retain(is_near);
        }
    }
    sort_by_likeness(&mut formats, fields);
    let (nothing, unsupported, instead) = match subject {
        Subject::Statement => (
            "the actions of this statement take no resource but `*`",
            "no action of this statement takes such a resource",
            "actions that work on such a resource",
        ),
        Subject::Request => (
            "this action takes no resource but `*`",
            "this action takes no such resource",
            "an action that works on such a resource",
        ),
    };
    let takes = || list(formats.iter(), formats.len());
    let (message, help) = match in_case {
        _ if formats.is_empty() => (nothing, format!("write `*`, or {instead}")),
        Some(format) => (
            unsupported,
            format!("letter case counts in ARNs: write it as in `{format}`"),
        ),
        None => (
            unsupported,
            match subject {
                Subject::Statement => format!("they take {}", takes()),
                Subject::Request => format!("it takes {}", takes()),
            },
        ),
    };
    Finding::deny_lint(Code::UnsupportedResource, "N-8", span, message).with_help(help)
}

/// Puts the formats first whose resource begins like that of an entry.
pub(super) fn sort_by_likeness(formats: &mut [&str], fields: &[Vec<Piece>]) {
    if let Some([Piece::Text(resource), ..]) = fields.get(5).map(Vec::as_slice) {
        let word = first_word(resource);
        formats.sort_by_key(|format| {
            let other = format.splitn(6, ':').nth(5).map(first_word);
            !other.is_some_and(|other| other.eq_ignore_ascii_case(word))
        });
    }
}

/// What a resource begins with, such as `task-definition`.
fn first_word(resource: &str) -> &str {
    let end = resource.find([':', '/', '$', '*']);
    resource
        .get(..end.unwrap_or(resource.len()))
        .unwrap_or_default()
}
