//! Numbers beside another one that alone counts (K-19).

use policy_core::operator::{Comparison, Family};
use policy_core::value::Decimal;

use super::asked::Asked;
use super::{Review, pointing_at};
use crate::code::Code;
use crate::finding::Finding;
use crate::template::shown;

pub(super) fn check(review: &mut Review<'_>, asked: &[Asked<'_, '_>]) {
    let numbers = asked.iter().filter(|one| one.family() == Family::Numeric);
    review.extend(numbers.filter_map(redundant));
}

/// Of several numbers a value has to be below one: the greatest is all that counts, or the least.
fn redundant(asked: &Asked<'_, '_>) -> Option<Finding> {
    let is_less = match asked.base().comparison() {
        Comparison::Less | Comparison::LessOrEqual => true,
        Comparison::Greater | Comparison::GreaterOrEqual => false,
        _ => return None,
    };
    let operands = asked.operands.iter();
    let numbers = operands.filter_map(|one| Some((one, Decimal::parse_operand(&one.value.text)?)));
    let (counting, _) = numbers.reduce(|best, next| {
        let is_further = if is_less {
            next.1 > best.1
        } else {
            next.1 < best.1
        };
        if is_further { next } else { best }
    })?;
    let mut others = asked
        .operands
        .iter()
        .filter(|one| one.span != counting.span);
    let first = others.next()?;
    let number = shown(&counting.value.text);
    let message = format!(
        "`{}` changes nothing beside `{number}`",
        shown(&first.value.text)
    );
    let finding = Finding::check(Code::RedundantConditionValueNum, first.span, message)
        .with_place(counting.span, "this one alone counts");
    let others: Vec<_> = others.collect();
    let finding = pointing_at(finding, &others, "changes nothing, either");
    Some(finding.with_help(format!(
        "write `{number}` alone; one of the values is enough"
    )))
}
