//! Elements that say nothing (K-18).

use super::Review;
use crate::code::Code;
use crate::document::Statement;
use crate::finding::Finding;

pub(super) fn check(review: &mut Review<'_>, statement: &Statement) {
    if let Some(sid) = statement.sid.as_ref().filter(|sid| sid.value.is_empty()) {
        review.push(
            Finding::check(Code::EmptySidValue, sid.span, "the `Sid` is empty")
                .with_help("name the statement, or leave `Sid` out"),
        );
    }
    let Some(condition) = &statement.condition else {
        return;
    };
    if condition.blocks.is_empty() {
        review.push(
            Finding::check(
                Code::EmptyObjectCondition,
                condition.span,
                "the condition is empty, and so is true",
            )
            .with_help("write what has to hold, or leave `Condition` out"),
        );
    }
    for block in condition
        .blocks
        .iter()
        .filter(|block| block.keys.is_empty())
    {
        let operator = block.operator.value;
        review.push(
            Finding::check(
                Code::EmptyObjectCondition,
                block.operator.span,
                format!("`{operator}` is asked about no key, and so is true"),
            )
            .with_help("write the keys that have to satisfy it, or leave the operator out"),
        );
    }
}
