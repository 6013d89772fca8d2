//! Set operators on keys that have one value (K-7).

use policy_core::operator::{Operator, SetOperator};

use super::Review;
use super::asked::Asked;
use crate::code::Code;
use crate::finding::Finding;
use crate::keys::may_be_list;
use crate::template::shown;

pub(super) fn check(review: &mut Review<'_>, asked: &[Asked<'_, '_>]) {
    for one in asked.iter().filter(|one| !one.is_about_presence()) {
        let Some(set) = one.operator.value.set() else {
            continue;
        };
        let finding = if is_audience(&one.key.value) {
            audience(one, set)
        } else if set == SetOperator::ForAllValues && has_one_value(one) {
            single_value(one)
        } else {
            continue;
        };
        // These say the same, and what to write instead.
        review.retract(one.key.span, Code::ForAllValuesAllow);
        review.push(finding);
    }
}

/// Whether it is the audience of a token, `aud` behind the name of an identity provider, or that of
/// a SAML assertion.
fn is_audience(key: &str) -> bool {
    let claim = key.rsplit_once(':');
    claim.is_some_and(|(provider, claim)| {
        let is_provider = provider.contains('.') || provider.eq_ignore_ascii_case("saml");
        is_provider && claim.eq_ignore_ascii_case("aud")
    })
}

fn has_one_value(asked: &Asked<'_, '_>) -> bool {
    asked.declared.is_some_and(|declared| !declared.is_list) && !may_be_list(&asked.key.value)
}

fn audience(asked: &Asked<'_, '_>, set: SetOperator) -> Finding {
    let key = shown(&asked.key.value);
    let (code, message) = match set {
        SetOperator::ForAnyValue => (
            Code::ForanyvalueWithAudienceClaimType,
            format!("`{key}` is one value, and `ForAnyValue` is for lists"),
        ),
        SetOperator::ForAllValues => (
            Code::ConfirmAudienceClaimType,
            format!("`{key}` is one value, and `ForAllValues` is true without it"),
        ),
    };
    finding(asked, code, message)
}

fn single_value(asked: &Asked<'_, '_>) -> Finding {
    let message = format!(
        "`{}` has one value at most, and `ForAllValues` is true without it",
        shown(&asked.key.value)
    );
    finding(asked, Code::ForallvaluesWithSingleValuedKey, message)
}

fn finding(asked: &Asked<'_, '_>, code: Code, message: String) -> Finding {
    let operator = asked.operator.value;
    let plain = Operator::new(operator.base(), None, operator.if_exists()).unwrap_or(operator);
    Finding::check(code, asked.key.span, message)
        .with_label("one value")
        .with_place(asked.operator.span, "for lists")
        .with_help(format!("write `{plain}`"))
}
