//! Conditions that say whom to trust, and trust more than that (K-9).

use policy_core::operator::Family;

use super::asked::Asked;
use super::{Review, allows};
use crate::code::Code;
use crate::document::{Operand, PrincipalKind, Statement};
use crate::facts::keys::{is_caller_controlled, is_sensitive};
use crate::finding::Finding;
use crate::span::Spanned;
use crate::template::{Piece, Template, shown};

/// Who calls: the id of a role and the name of a session, or the id of a user.
const USER_ID: &str = "aws:userid";

pub(super) fn check(review: &mut Review<'_>, statement: &Statement, asked: &[Asked<'_, '_>]) {
    for one in asked {
        if !matches!(one.family(), Family::String | Family::Arn) {
            continue;
        }
        let sensitive = is_sensitive(&one.key.value);
        if sensitive || one.is_about(USER_ID) {
            for (operand, template) in one.templates() {
                let open = open_pieces(template, sensitive);
                let findings = open.into_iter().map(|open| open.finding(one, operand));
                review.extend(findings);
            }
        }
    }
    untrustworthy(review, statement, asked);
}

/// What stands for more than one value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Wildcard,
    Variable,
}

impl Open {
    fn of(piece: &Piece) -> Option<Self> {
        match piece {
            Piece::Star | Piece::One => Some(Open::Wildcard),
            Piece::Variable { .. } => Some(Open::Variable),
            Piece::Text(_) => None,
        }
    }

    fn finding(self, asked: &Asked<'_, '_>, operand: &Spanned<Operand>) -> Finding {
        let (code, what) = match self {
            Open::Wildcard => (Code::WildcardUsageTooPermissive, "wildcard"),
            Open::Variable => (Code::VariableUsageTooPermissive, "policy variable"),
        };
        let message = format!(
            "`{}` says whom to trust, and the {what} in `{}` leaves that open",
            shown(&asked.key.value),
            shown(&operand.value.text)
        );
        let help = if asked.is_about(USER_ID) {
            "write the id of the role or user before the colon; only the name of the session may be open"
        } else {
            "write the values out, each in full"
        };
        Finding::check(code, operand.span, message).with_help(help)
    }
}

/// What leaves open whom a value of such a key trusts, each kind once.
fn open_pieces(template: &Template, sensitive: bool) -> Vec<Open> {
    let pieces = template.pieces.as_slice();
    let critical = if sensitive {
        pieces
    } else {
        let is_colon = |piece: &Piece| matches!(piece, Piece::Text(text) if text.contains(':'));
        match pieces.iter().position(is_colon) {
            // Alone before the colon it says that the role does not matter.
            Some(1) if colon_first(pieces) => &[],
            Some(at) => pieces.get(..at).unwrap_or_default(),
            None => pieces,
        }
    };
    let is_set_by_aws = |piece: &&Piece| match piece {
        Piece::Variable { name, default } => default.is_none() && is_sensitive(name),
        _ => false,
    };
    let open: Vec<_> = critical
        .iter()
        .filter(|piece| !(sensitive && is_set_by_aws(piece)))
        .filter_map(Open::of)
        .collect();
    let kinds = [Open::Wildcard, Open::Variable].into_iter();
    kinds.filter(|kind| open.contains(kind)).collect()
}

fn colon_first(pieces: &[Piece]) -> bool {
    matches!(pieces.get(1), Some(Piece::Text(text)) if text.starts_with(':'))
}

/// Keys that callers fill as they like, where nothing else limits. A negated operator that denies
/// lets everybody through who fills the key well, whatever stands beside it.
fn untrustworthy(review: &mut Review<'_>, statement: &Statement, asked: &[Asked<'_, '_>]) {
    let is_free = |one: &&Asked<'_, '_>| is_caller_controlled(&one.key.value);
    let allows = allows(statement);
    if !asked.iter().any(|one| is_free(&one)) || is_for_services(statement) {
        return;
    }
    if allows && !asked.iter().all(|one| is_free(&one)) {
        return;
    }
    for one in asked.iter().filter(is_free) {
        if allows || one.operator.value.is_negated() {
            review.push(caller_controlled(one));
        }
    }
}

fn caller_controlled(asked: &Asked<'_, '_>) -> Finding {
    let message = format!(
        "callers write what they like into `{}`, and nothing else limits this",
        shown(&asked.key.value)
    );
    Finding::check(Code::UntrustworthyConditionKey, asked.key.span, message).with_help(
        "limit by what AWS itself says of a request, such as `aws:PrincipalOrgID` or `aws:SourceIp`",
    )
}

/// Whether only services are let in: it is they who fill the key.
fn is_for_services(statement: &Statement) -> bool {
    let principal = statement.principal.as_ref().filter(|of| !of.negated);
    principal.is_some_and(|principal| {
        let mut entries = principal.entries().peekable();
        entries.peek().is_some() && entries.all(|entry| entry.value.kind == PrincipalKind::Service)
    })
}
