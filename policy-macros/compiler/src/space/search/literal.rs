//! Literals of all sorts, and what they look at.

use crate::space::action::{ActionLiteral, Name};
use crate::space::key::{KeyLiteral, KeyValue};
use crate::space::resource::ResourceLiteral;

/// The parts of a request; behind them is one for each key.
pub(super) const ACTION: usize = 0;
pub(super) const RESOURCE: usize = 1;
pub(super) const KEYS: usize = 2;

#[derive(Clone, Copy)]
pub(super) enum Literal<'a> {
    Action(&'a ActionLiteral),
    Resource(&'a ResourceLiteral),
    Key(&'a KeyLiteral),
}

/// What a request has as one of its parts.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Action(Name),
    Resource(String, Vec<u16>),
    Key(KeyValue),
}

impl<'a> Literal<'a> {
    pub(super) fn holds(self, value: &Value) -> bool {
        match (self, value) {
            (Literal::Action(literal), Value::Action(name)) => literal.holds(name),
            (Literal::Resource(literal), Value::Resource(_, units)) => literal.holds(units),
            (Literal::Key(literal), Value::Key(value)) => literal.holds(value),
            // They are about different parts of a request.
            _ => true,
        }
    }

    pub(super) fn action((literal, wanted): (Self, bool)) -> Option<(&'a ActionLiteral, bool)> {
        match literal {
            Literal::Action(literal) => Some((literal, wanted)),
            _ => None,
        }
    }

    pub(super) fn resource((literal, wanted): (Self, bool)) -> Option<(&'a ResourceLiteral, bool)> {
        match literal {
            Literal::Resource(literal) => Some((literal, wanted)),
            _ => None,
        }
    }

    pub(super) fn key((literal, wanted): (Self, bool)) -> Option<(&'a KeyLiteral, bool)> {
        match literal {
            Literal::Key(literal) => Some((literal, wanted)),
            _ => None,
        }
    }
}
