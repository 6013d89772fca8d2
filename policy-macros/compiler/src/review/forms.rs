//! Values that what their key holds cannot be (K-6).

use policy_core::operator::{Base, Family};
use policy_core::reference::KeyType;

use super::Review;
use super::asked::{Asked, literal};
use super::types::with_base;
use crate::code::Code;
use crate::document::Operand;
use crate::facts::keys::{holds_kms_key_arn, holds_region};
use crate::facts::regions::{is_region, regions};
use crate::finding::Finding;
use crate::names::index::matches;
use crate::names::overlap::{ArnFormat, Entry};
use crate::span::Spanned;
use crate::suggest::nearest;
use crate::template::{Piece, Template, shown};

/// A key whose values are identifiers of one kind.
struct Identifiers {
    key: &'static str,
    prefix: &'static str,
    code: Code,
    what: &'static str,
}

const IDENTIFIERS: [Identifiers; 2] = [
    Identifiers {
        key: "aws:SourceVpc",
        prefix: "vpc-",
        code: Code::InvalidVpcFormat,
        what: "a VPC",
    },
    Identifiers {
        key: "aws:SourceVpce",
        prefix: "vpce-",
        code: Code::InvalidVpceFormat,
        what: "a VPC endpoint",
    },
];

const KMS_KEY: &str = "arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}";

pub(super) fn check(review: &mut Review<'_>, asked: &[Asked<'_, '_>]) {
    for one in asked {
        if !matches!(one.family(), Family::String | Family::Arn) {
            continue;
        }
        let key = &*one.key.value;
        let is_text = one.family() == Family::String;
        let of_region = is_text && holds_region(key);
        let of_key = holds_kms_key_arn(key);
        let mut identifiers = IDENTIFIERS.iter();
        let identifiers = identifiers.find(|identifiers| is_text && one.is_about(identifiers.key));
        for (operand, template) in one.templates() {
            if let Some(finding) = wildcard(review, one, operand) {
                review.push(finding);
                continue;
            }
            if of_region && !may_be_region(template, ignores_case(one.base())) {
                let finding = no_region(review, one, operand);
                review.push(finding);
            }
            if of_key && !may_be_kms_key(template) {
                review.push(no_kms_key(one, operand));
            }
            review.extend(
                identifiers.and_then(|identifiers| identifiers.finding(one, operand, template)),
            );
        }
    }
}

/// Whether a value has wildcards, and the operator compares them as they are written.
pub(super) fn has_idle_wildcard(review: &Review<'_>, base: Base, text: &str) -> bool {
    if base.family() != Family::String || base.takes_wildcards() {
        return false;
    }
    let mut rest = text;
    // What stands in `${…}` is a variable, or the escape of a wildcard (V-5).
    while let Some((before, behind)) = rest.split_once("${").filter(|_| review.has_variables) {
        if before.contains(['*', '?']) {
            return true;
        }
        rest = behind.split_once('}').map_or("", |(_, after)| after);
    }
    rest.contains(['*', '?'])
}

fn ignores_case(base: Base) -> bool {
    matches!(
        base,
        Base::StringEqualsIgnoreCase | Base::StringNotEqualsIgnoreCase
    )
}

/// A wildcard in a value that is compared as it is written (C-16, C-17).
fn wildcard(
    review: &Review<'_>,
    asked: &Asked<'_, '_>,
    operand: &Spanned<Operand>,
) -> Option<Finding> {
    let operator = asked.operator.value;
    if !has_idle_wildcard(review, operator.base(), &operand.value.text) {
        return None;
    }
    let message = format!(
        "`{operator}` compares `{}` as it is written, wildcards included",
        shown(&operand.value.text)
    );
    let is_arn = asked
        .declared
        .is_some_and(|declared| declared.key_type == KeyType::Arn);
    let like = match (is_arn, operator.is_negated()) {
        (false, false) => Base::StringLike,
        (false, true) => Base::StringNotLike,
        (true, false) => Base::ArnLike,
        (true, true) => Base::ArnNotLike,
    };
    let finding = Finding::check(Code::WildcardWithoutLikeOperator, operand.span, message)
        .with_place(asked.operator.span, "takes no wildcards");
    Some(finding.with_help(format!(
        "write `{}` if any text may stand there; otherwise allow this lint",
        with_base(operator, like)
    )))
}

fn may_be_region(template: &Template, ignores_case: bool) -> bool {
    if let Some(text) = literal(template) {
        return is_region(text) || ignores_case && is_region(&text.to_ascii_lowercase());
    }
    let mut pattern = String::new();
    for piece in &template.pieces {
        match piece {
            // Escaped wildcards are in no region.
            Piece::Text(text) => pattern.push_str(&text.replace(['*', '?'], "\0")),
            Piece::One => pattern.push('?'),
            Piece::Star | Piece::Variable { .. } => pattern.push('*'),
        }
    }
    if ignores_case {
        pattern.make_ascii_lowercase();
    }
    regions().any(|region| matches(&pattern, region))
}

fn no_region(
    review: &mut Review<'_>,
    asked: &Asked<'_, '_>,
    operand: &Spanned<Operand>,
) -> Finding {
    let text = &*operand.value.text;
    let message = format!(
        "`{}` is compared with regions, and `{}` is none",
        shown(&asked.key.value),
        shown(text)
    );
    let suggests = review.names.suggests();
    let near = suggests.then(|| nearest(text, regions())).flatten();
    let finding = Finding::check(Code::InvalidRegion, operand.span, message);
    finding.with_help(match near {
        Some(region) => format!("a similar region exists: `{region}`"),
        None => "write the name of a region, such as `eu-central-1`".to_owned(),
    })
}

/// Whether it is the ARN of a KMS key, or could be. A star of `StringLike` goes on over colons, so
/// that fewer fields may be all.
fn may_be_kms_key(template: &Template) -> bool {
    let fields = template.fields();
    let is_open = |piece: &Piece| matches!(piece, Piece::Star | Piece::Variable { .. });
    let [.., account, _] = fields.as_slice() else {
        return template.pieces.iter().any(is_open);
    };
    if fields.len() < 6 {
        return template.pieces.iter().any(is_open);
    }
    let is_account = match account.as_slice() {
        [] => false,
        [Piece::Text(text)] => text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()),
        _ => true,
    };
    is_account && Entry::new(&fields, true).overlaps(&ArnFormat::new(KMS_KEY), &mut 0)
}

fn no_kms_key(asked: &Asked<'_, '_>, operand: &Spanned<Operand>) -> Finding {
    let message = format!(
        "`{}` holds the ARN of a KMS key, and `{}` is none",
        shown(&asked.key.value),
        shown(&operand.value.text)
    );
    Finding::check(Code::InvalidKmsKeyValue, operand.span, message).with_help(
        "write `arn:aws:kms:region:account:key/id`; neither the id alone nor an alias will do",
    )
}

impl Identifiers {
    fn finding(
        &self,
        asked: &Asked<'_, '_>,
        operand: &Spanned<Operand>,
        template: &Template,
    ) -> Option<Finding> {
        let Identifiers {
            key,
            prefix,
            code,
            what,
        } = *self;
        let text = literal(template)?;
        let folded = text.to_ascii_lowercase();
        let text = if ignores_case(asked.base()) {
            &folded
        } else {
            text
        };
        let is_fine = text.strip_prefix(prefix).is_some_and(|id| {
            matches!(id.len(), 8 | 17) && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        if is_fine {
            return None;
        }
        let message = format!(
            "`{}` is not written as the identifier of {what}",
            shown(text)
        );
        Some(
            Finding::check(code, operand.span, message).with_help(format!(
                "write `{prefix}` and 8 or 17 letters and digits, which is what `{key}` holds"
            )),
        )
    }
}
