//! What the conditions of a statement ask about, with what is known about each key.

use policy_core::operator::{Base, Family, Operator};

use super::{Review, conditions};
use crate::document::{List, Operand, Statement};
use crate::keys::fold;
use crate::names::services;
use crate::reference::ConditionKey;
use crate::span::Spanned;
use crate::template::{Piece, Template};

/// A key under an operator, with its operands.
#[derive(Clone, Copy)]
pub(super) struct Asked<'s, 'r> {
    pub(super) operator: &'s Spanned<Operator>,
    pub(super) key: &'s Spanned<String>,
    pub(super) operands: &'s List<Spanned<Operand>>,
    /// The key as AWS or a service declares it; nothing if none does.
    pub(super) declared: Option<&'r ConditionKey>,
}

impl<'r> Review<'r> {
    /// What the conditions of a statement ask about, in the order of the text.
    pub(super) fn asked<'s>(&mut self, statement: &'s Statement) -> Vec<Asked<'s, 'r>> {
        if statement.condition.is_none() {
            return Vec::new();
        }
        let forms = statement
            .action
            .entries
            .iter()
            .map(|entry| &entry.value.form);
        let services = services(forms);
        conditions(statement)
            .map(|(block, condition)| Asked {
                operator: &block.operator,
                key: &condition.key,
                operands: &condition.operands,
                declared: self.names.key_of(&fold(&condition.key.value), &services),
            })
            .collect()
    }
}

impl<'s> Asked<'s, '_> {
    pub(super) fn base(&self) -> Base {
        self.operator.value.base()
    }

    pub(super) fn family(&self) -> Family {
        self.base().family()
    }

    /// Whether it asks about this key.
    pub(super) fn is_about(&self, key: &str) -> bool {
        self.key.value.eq_ignore_ascii_case(key)
    }

    /// Whether it only asks if the key is there.
    pub(super) fn is_about_presence(&self) -> bool {
        self.base() == Base::Null
    }

    /// The operands that are texts or ARNs, with their pieces.
    pub(super) fn templates(&self) -> impl Iterator<Item = (&'s Spanned<Operand>, &'s Template)> {
        let operands = self.operands.iter();
        operands.filter_map(|operand| Some((operand, operand.value.template.as_ref()?)))
    }
}

/// The text of a template, if it has neither wildcards nor variables.
pub(super) fn literal(template: &Template) -> Option<&str> {
    match template.pieces.as_slice() {
        [] => Some(""),
        [Piece::Text(text)] => Some(text),
        _ => None,
    }
}
