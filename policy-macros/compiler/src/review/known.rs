//! What the actions of a statement are by the reference.

use std::rc::Rc;

use super::Review;
use crate::document::{ActionForm, ActionPattern, Statement};
use crate::names::action_set::ActionSet;
use crate::names::index::Index;
use crate::span::Spanned;

/// An entry of `Action` whose service has such actions.
pub(super) struct Known<'s, 'r> {
    pub(super) entry: &'s Spanned<ActionPattern>,
    pub(super) index: Rc<Index<'r>>,
    pub(super) actions: Rc<ActionSet>,
    /// Whether it is the name of one action.
    pub(super) is_name: bool,
}

/// All entries of `Action`; nothing where N-7 says nothing: with `NotAction`, `*`, and entries that
/// are not known.
pub(super) fn all_known<'s, 'r>(
    review: &mut Review<'r>,
    statement: &'s Statement,
) -> Option<Vec<Known<'s, 'r>>> {
    if statement.action.negated {
        return None;
    }
    let entries = statement.action.entries.iter();
    entries.map(|entry| known(review, entry)).collect()
}

/// What an entry is, if the reference has it and it is not `*`.
pub(super) fn known<'s, 'r>(
    review: &mut Review<'r>,
    entry: &'s Spanned<ActionPattern>,
) -> Option<Known<'s, 'r>> {
    let ActionForm::Named { service, name } = &entry.value.form else {
        return None;
    };
    let index = review.service(service)?;
    let actions = index.matching(name);
    (!actions.is_empty()).then(|| Known {
        entry,
        index,
        actions,
        is_name: !name.contains(['*', '?']),
    })
}
