//! ARNs that name what there is not, field by field (K-3).

use std::ops::Range;

use super::Review;
use crate::characters::parts_of_string;
use crate::code::Code;
use crate::document::{ResourcePattern, Statement};
use crate::facts::regions::{is_partition, is_region, partitions, regions};
use crate::finding::Finding;
use crate::names::arns::Shapes;
use crate::names::list;
use crate::names::overlap::Filling;
use crate::resource::literal;
use crate::span::{Span, Spanned};
use crate::suggest::nearest;
use crate::template::{Piece, shown};

const PARTITION: usize = 1;
const SERVICE: usize = 2;
const REGION: usize = 3;
const ACCOUNT: usize = 4;

pub(super) fn check(review: &mut Review<'_>, statement: &Statement) {
    let entries = statement.resource.iter().flat_map(|of| &of.entries);
    for entry in entries.filter(|entry| entry.value.template.pieces != [Piece::Star]) {
        let arn = Arn::new(entry, review.has_variables);
        arn.check_partition(review);
        arn.check_service(review);
    }
}

/// An entry of `Resource` or `NotResource` that is more than a star.
struct Arn<'e> {
    entry: &'e Spanned<ResourcePattern>,
    /// Six of them.
    fields: Vec<Vec<Piece>>,
    /// Where the fields are in the text of the entry; fewer if there are fewer.
    ranges: Vec<Range<usize>>,
}

impl<'e> Arn<'e> {
    fn new(entry: &'e Spanned<ResourcePattern>, has_variables: bool) -> Self {
        Arn {
            entry,
            fields: entry.value.template.fields(),
            ranges: field_ranges(&entry.value.text, has_variables),
        }
    }

    /// What is written in a field that has neither wildcards nor policy variables.
    fn literal(&self, field: usize) -> Option<String> {
        literal(self.fields.get(field)?)
    }

    fn check_partition(&self, review: &mut Review<'_>) {
        let Some(partition) = self.literal(PARTITION).filter(|name| !is_partition(name)) else {
            return;
        };
        let message = format!("there is no partition `{}`", shown(&partition));
        let help = match nearest(&partition, partitions()) {
            Some(meant) => format!("a similar partition exists: `{meant}`"),
            None => "write `aws`, `aws-cn` or `aws-us-gov`".to_owned(),
        };
        self.push(review, Code::InvalidPartition, PARTITION, message, help);
    }

    fn check_service(&self, review: &mut Review<'_>) {
        let Some(service) = self.literal(SERVICE) else {
            self.check_region(review);
            return;
        };
        let folded = service.to_ascii_lowercase();
        if !review.names.is_service_of_arns(&folded) {
            let message = format!("there is no service `{}`", shown(&service));
            let help = match review.names.service_of_arns_meant(&folded) {
                Some(meant) => format!("a similar service exists: `{meant}`"),
                None => "write the service that the resource is of, such as `s3`".to_owned(),
            };
            self.push(review, Code::InvalidService, SERVICE, message, help);
        } else if service != folded {
            let message = format!("`{service}` is no service: ARNs compare with case");
            let help = format!("write `{folded}`");
            self.push(review, Code::InvalidArnServiceCase, SERVICE, message, help);
        } else if !review.is_reported(self.entry.span, &[Code::ShortArn])
            && let Some(shapes) = review.names.shapes(&service, &self.fields)
        {
            self.check_shape(review, &service, &shapes);
            return;
        }
        self.check_region(review);
    }

    /// Compares an entry with the ARNs of its service.
    fn check_shape(&self, review: &mut Review<'_>, service: &str, shapes: &Shapes<'_>) {
        // An account that is none is a field in the wrong place, and with it the resource.
        let is_shifted = review.is_reported(self.entry.span, &[Code::OddAccountField]);
        let Some(example) = shapes.example else {
            if !is_shifted {
                self.no_resource(review, service);
            }
            self.check_region(review);
            return;
        };
        let region = self.differs(REGION, shapes.region);
        let account = self
            .differs(ACCOUNT, shapes.account)
            .filter(|_| !is_shifted);
        for (code, field, name, one) in [
            (region, REGION, "region", "a region"),
            (account, ACCOUNT, "account", "an account"),
        ] {
            let Some(code) = code else { continue };
            let is_missing = matches!(code, Code::MissingArnRegion | Code::MissingArnAccount);
            let (message, help) = if is_missing {
                (
                    format!(
                        "the ARNs of such resources of `{service}` have {one}, and this one has none"
                    ),
                    format!("write it, or `*` for every one, as in `{example}`"),
                )
            } else {
                (
                    format!("the ARNs of such resources of `{service}` have no {name}"),
                    format!("leave the field empty, as in `{example}`"),
                )
            };
            self.push(review, code, field, message, help);
        }
        if region != Some(Code::ArnRegionNotAllowed) {
            self.check_region(review);
        }
        if !shapes.is_fit && region.is_none() && account.is_none() && !is_shifted {
            self.no_resource(review, service);
        }
    }

    /// What is wrong with a field that is empty or written out.
    fn differs(&self, field: usize, filling: Filling) -> Option<Code> {
        let [missing, not_allowed] = match field {
            REGION => [Code::MissingArnRegion, Code::ArnRegionNotAllowed],
            _ => [Code::MissingArnAccount, Code::ArnAccountNotAllowed],
        };
        let (code, is_fine) = if self.literal(field)?.is_empty() {
            (missing, filling.may_be_empty)
        } else {
            (not_allowed, filling.may_be_filled)
        };
        (!is_fine).then_some(code)
    }

    fn check_region(&self, review: &mut Review<'_>) {
        let Some(region) = self.literal(REGION) else {
            return;
        };
        if region.is_empty() || is_region(&region) {
            return;
        }
        let message = format!("there is no region `{}`", shown(&region));
        let help = match nearest(&region, regions()) {
            Some(meant) => format!("a similar region exists: `{meant}`"),
            None => "write the name of a region, such as `eu-central-1`, or `*` for every one"
                .to_owned(),
        };
        self.push(review, Code::InvalidArnRegion, REGION, message, help);
    }

    fn no_resource(&self, review: &mut Review<'_>, service: &str) {
        let span = self.entry.span;
        if review.is_reported(span, &[Code::UnsupportedResource]) {
            return;
        }
        let formats = review.names.formats_of(service, &self.fields);
        let message = format!("`{service}` has no resources with such an ARN");
        let help = format!("its resources are {}", list(formats.iter(), formats.len()));
        review.faulty.insert(span);
        review.push(Finding::check(Code::InvalidArnResource, span, message).with_help(help));
    }

    /// Reports what is wrong with a field. It is why the entry fits none of the statement's
    /// actions, so that need not be said as well.
    fn push(
        &self,
        review: &mut Review<'_>,
        code: Code,
        field: usize,
        message: String,
        help: String,
    ) {
        review.retract(self.entry.span, Code::UnsupportedResource);
        review.faulty.insert(self.entry.span);
        let span = self.place(review.text, field);
        review.push(Finding::check(code, span, message).with_help(help));
    }

    /// Where a field is; of an empty one, its colons.
    fn place(&self, text: &str, field: usize) -> Span {
        let Some(range) = self.ranges.get(field).cloned() else {
            return self.entry.span;
        };
        let range = if range.is_empty() {
            range.start.saturating_sub(1)..range.end + 1
        } else {
            range
        };
        let places = parts_of_string(text, self.entry.span, &[range]);
        places.first().copied().unwrap_or(self.entry.span)
    }
}

/// Where the fields of an ARN are in its text; a colon inside a policy variable divides nothing.
fn field_ranges(text: &str, has_variables: bool) -> Vec<Range<usize>> {
    const FIELDS: usize = 6;
    let mut ranges = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(rest) = text.get(at..)
        && let Some(character) = rest.chars().next()
        && ranges.len() + 1 < FIELDS
    {
        let mut length = character.len_utf8();
        if has_variables && rest.starts_with("${") {
            length = rest.find('}').map_or(rest.len(), |end| end + 1);
        } else if character == ':' {
            ranges.push(start..at);
            start = at + 1;
        }
        at += length;
    }
    ranges.push(start..text.len());
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_hide_their_colons() {
        let text = "arn:aws:s3::${aws:x}:b:c";
        let fields = |has_variables| {
            let ranges = field_ranges(text, has_variables).into_iter();
            ranges.map(|range| &text[range]).collect::<Vec<_>>()
        };
        assert_eq!(fields(true), ["arn", "aws", "s3", "", "${aws:x}", "b:c"]);
        assert_eq!(fields(false), ["arn", "aws", "s3", "", "${aws", "x}:b:c"]);
        assert_eq!(field_ranges("arn:aws", true), [0..3, 4..7]);
    }
}
