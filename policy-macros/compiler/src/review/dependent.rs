//! Actions that need others (K-20).

use std::collections::HashMap;

use policy_core::PolicyType;

use super::cover::covering;
use super::{Review, allows, joined};
use crate::code::Code;
use crate::document::{ActionForm, Statement};
use crate::finding::Finding;

/// Reports each action that is allowed by name while the document allows no request for another
/// action that it needs.
pub(super) fn check(review: &mut Review<'_>, statements: &[&Statement]) {
    if review.policy_type != PolicyType::Identity {
        return;
    }
    let allowing = statements.iter().filter(|statement| allows(statement));
    let mut known: HashMap<&str, bool> = HashMap::new();
    for statement in allowing.clone().filter(|one| !one.action.negated) {
        for entry in &statement.action.entries {
            let ActionForm::Named { service, name } = &entry.value.form else {
                continue;
            };
            let Some(index) = review.service(service) else {
                continue;
            };
            let Some(action) = index.service.action(name) else {
                continue;
            };
            let missing = action.dependent_actions.iter();
            let missing: Vec<_> = missing
                .filter(|dependent| {
                    !*known.entry(dependent).or_insert_with(|| {
                        let mut allowing = allowing.clone();
                        allowing.any(|statement| covering(statement, dependent).is_some())
                    })
                })
                .map(|dependent| format!("`{dependent}`"))
                .collect();
            if missing.is_empty() {
                continue;
            }
            let message = format!(
                "`{}` needs {}, which nothing here allows",
                entry.value.text,
                joined(&missing, "and")
            );
            review.push(
                Finding::check(Code::MissingDependentAction, entry.span, message)
                    .with_help("allow it here, unless another policy of the same identity does"),
            );
        }
    }
}
