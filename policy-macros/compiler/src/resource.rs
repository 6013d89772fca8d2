//! The form of resources.

use crate::code::Code;
use crate::document::ResourcePattern;
use crate::finding::Finding;
use crate::issue::Issue;
use crate::read::Reader;
use crate::rules::ShortArn;
use crate::span::Span;
use crate::template::{self, Piece, Template, shown};

/// Fields of an ARN: `arn`, partition, service, region, account, resource.
const FIELDS: usize = 6;

const SIX: &str = "an ARN has six: `arn:partition:service:region:account:resource`";

/// Reads an entry of `Resource`, or, if `negated`, of `NotResource`.
pub(crate) fn read(
    reader: &mut Reader<'_>,
    text: &str,
    span: Span,
    negated: bool,
) -> Option<ResourcePattern> {
    let mut template = template::read(reader, text, span, true)?;
    reader.note_variables(&template, text, span);
    if template.pieces != [Piece::Star] {
        check(reader, &mut template, text, span)?;
    }
    if !negated {
        reader.note_resource(&template, span);
    }
    Some(ResourcePattern {
        text: text.to_owned(),
        template,
    })
}

/// Checks everything but `*` alone; pads short ARNs.
fn check(reader: &mut Reader<'_>, template: &mut Template, text: &str, span: Span) -> Option<()> {
    let is_arn =
        matches!(template.pieces.first(), Some(Piece::Text(text)) if text.starts_with("arn:"));
    if !is_arn {
        reader.findings.push(no_arn(template, text, span));
        return None;
    }
    let written = template.fields().len();
    let short = if written < FIELDS {
        Some(check_short(reader, template, text, span)?)
    } else {
        None
    };
    for _ in written..FIELDS {
        template.push(Piece::Text(":".to_owned()));
        template.push(Piece::Star);
    }
    check_fields(reader, template, written, text, span)?;
    reader.findings.extend(short);
    Some(())
}

fn no_arn(template: &Template, text: &str, span: Span) -> Finding {
    let error = |message: String, help: &str| {
        let finding = Finding::error(Code::Resource, "R-1", span, message);
        finding.known_as(Issue::InvalidArnPrefix).with_help(help)
    };
    let text = shown(text);
    if text.is_empty() {
        return error(
            "a resource cannot be empty".to_owned(),
            "write an ARN, or `*` for every resource",
        );
    }
    if let [Piece::Variable { .. }] = template.pieces.as_slice() {
        return error(
            format!("`{text}` hides which resources are meant"),
            "write an ARN, with the variable in the last part",
        );
    }
    if text
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("arn:"))
    {
        return error(
            format!("`{text}` does not begin with `arn:` in lower case"),
            "write `arn:`; ARNs compare with case",
        );
    }
    error(
        format!("`{text}` is no ARN"),
        "write an ARN, such as `arn:aws:s3:::my-bucket/*`, or `*` for every resource",
    )
}

/// Whether an ARN with missing fields may be padded with `*`; then there is a lint about it.
fn check_short(
    reader: &mut Reader<'_>,
    template: &Template,
    text: &str,
    span: Span,
) -> Option<Finding> {
    let fields = template.fields();
    let text = shown(text);
    let count = match fields.len() {
        1 => "1 field".to_owned(),
        count => format!("{count} fields"),
    };
    let error = |message: String, help: String| {
        let finding = Finding::error(Code::Resource, "R-14", span, message);
        finding.known_as(Issue::MissingArnField).with_help(help)
    };
    if template.has_variables() {
        reader.findings.push(error(
            format!("`{text}` has {count} and a policy variable, and so matches nothing"),
            SIX.to_owned(),
        ));
        return None;
    }
    let padded = format!("{text}{}", ":*".repeat(FIELDS - fields.len()));
    let ends_in_star = template.pieces.last() == Some(&Piece::Star);
    let may_pad = match reader.rules.short_arn {
        ShortArn::Padded => true,
        ShortArn::PaddedAfterStar => ends_in_star,
        ShortArn::Refused => false,
    };
    if !may_pad {
        reader.findings.push(error(
            format!(
                "`{text}` has only {count}, which {} cannot have",
                reader.rules.name
            ),
            SIX.to_owned(),
        ));
        return None;
    }
    Some(
        Finding::deny_lint(
            Code::ShortArn,
            "R-14",
            span,
            format!("`{text}` has only {count} of an ARN and is read as `{padded}`"),
        )
        .with_help("write all six fields: `arn:partition:service:region:account:resource`"),
    )
}

fn check_fields(
    reader: &mut Reader<'_>,
    template: &Template,
    written: usize,
    text: &str,
    span: Span,
) -> Option<()> {
    let fields = template.fields();
    let text = shown(text);
    let [_, partition, service, _, account, _] = fields.as_slice() else {
        return None;
    };
    check_partition(reader, partition, &text, span)?;
    if service.is_empty() {
        reader.findings.push(
            Finding::error(
                Code::Resource,
                "R-1",
                span,
                format!("`{text}` names no service"),
            )
            .known_as(Issue::InvalidService)
            .with_help(
                "write the service after the second colon, such as `arn:aws:s3:::my-bucket`",
            ),
        );
        return None;
    }
    if is_wild(service) {
        check_wild_service(reader, written, &text, span)?;
    }
    if let Some(account) = literal(account)
        && !is_account(&account)
    {
        reader.findings.push(
            Finding::warning(
                Code::OddAccountField,
                "R-10",
                span,
                format!("the account field of `{text}` is `{}`, which is no account", shown(&account)),
            )
            .at_level(reader.level_of_aws_error())
            .with_help("the fields are `arn:partition:service:region:account:resource`; a `*` does not reach over a colon before the fifth"),
        );
    }
    Some(())
}

fn check_partition(
    reader: &mut Reader<'_>,
    partition: &[Piece],
    text: &str,
    span: Span,
) -> Option<()> {
    if is_wild(partition) {
        reader.findings.push(
            Finding::warning(
                Code::WildcardPartition,
                "R-13",
                span,
                format!("the partition of `{text}` holds a wildcard"),
            )
            .with_help("write `aws`, `aws-cn` or `aws-us-gov`"),
        );
        return Some(());
    }
    match literal(partition) {
        Some(name) if name != "aws" && !name.starts_with("aws-") => {
            let message = if name.is_empty() {
                format!("`{text}` names no partition")
            } else {
                format!("`{}` is no partition", shown(&name))
            };
            reader.findings.push(
                Finding::error(Code::Resource, "R-13", span, message)
                    .known_as(Issue::InvalidPartition)
                    .with_help("write `aws`, `aws-cn` or `aws-us-gov` after `arn:`"),
            );
            None
        }
        _ => Some(()),
    }
}

fn check_wild_service(
    reader: &mut Reader<'_>,
    written: usize,
    text: &str,
    span: Span,
) -> Option<()> {
    if !reader.rules.wildcard_service {
        let finding = if written < 3 {
            let message = format!("`{text}` names no service");
            Finding::error(Code::Resource, "R-14", span, message)
                .known_as(Issue::MissingArnField)
                .with_help("write `*` for every resource, or one entry for each service")
        } else {
            let message = format!("the service of `{text}` holds a wildcard");
            Finding::error(Code::Resource, "R-24", span, message)
                .known_as(Issue::WildcardInServiceName)
                .with_help("write one entry for each service, or `*` for every resource")
        };
        reader.findings.push(finding);
        return None;
    }
    let message = format!("the service of `{text}` holds a wildcard");
    reader.findings.push(
        Finding::warning(Code::WildcardService, "R-24", span, message)
            .with_help("write one entry for each service"),
    );
    Some(())
}

fn is_wild(field: &[Piece]) -> bool {
    field
        .iter()
        .any(|piece| matches!(piece, Piece::Star | Piece::One))
}

/// The text of a field without wildcards and variables.
pub(crate) fn literal(field: &[Piece]) -> Option<String> {
    field
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => Some(text.as_str()),
            Piece::Star | Piece::One | Piece::Variable { .. } => None,
        })
        .collect()
}

fn is_account(text: &str) -> bool {
    matches!(text, "" | "aws")
        || (text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()))
}
