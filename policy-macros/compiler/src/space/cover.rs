//! Whether entries of a list cover another one, so that it adds nothing.

use super::action::{self, ActionLiteral};
use super::budget::Budget;
use super::region::Bound;
use super::resource::{self, ResourceLiteral};
use crate::document::{ActionPattern, ResourcePattern};

/// Whether every action that `pattern` matches is matched by one of the others; `None` if it
/// would take long to find out.
pub(crate) fn covers_action<'a>(
    pattern: &ActionPattern,
    others: impl Iterator<Item = &'a ActionPattern>,
    budget: &mut Budget,
) -> Option<bool> {
    let pattern = ActionLiteral::new(false, std::iter::once(pattern));
    let others = ActionLiteral::new(false, others);
    let missed = action::find(&[(&pattern, true), (&others, false)], budget);
    missed.ok().map(|missed| missed.is_none())
}

/// Whether every resource that `pattern` matches is matched by one of the others, whatever policy
/// variables stand for; `None` if it would take long to find out.
pub(crate) fn covers_resource<'a>(
    pattern: &ResourcePattern,
    others: impl Iterator<Item = &'a ResourcePattern> + Clone,
    budget: &mut Budget,
) -> Option<bool> {
    // With the same variables at the same places it is the same pattern.
    if others
        .clone()
        .any(|other| other.template == pattern.template)
    {
        return Some(true);
    }
    let templates = std::iter::once(&pattern.template);
    let pattern = ResourceLiteral::new(false, templates, Bound::AtMost, false);
    let templates = others.map(|other| &other.template);
    let others = ResourceLiteral::new(false, templates, Bound::AtLeast, false);
    let missed = resource::find(&[(&pattern, true), (&others, false)], budget);
    missed.ok().map(|missed| missed.is_none())
}
