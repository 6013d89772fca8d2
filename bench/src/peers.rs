//! What people would use instead, one module each.

pub(crate) mod casbin;
pub(crate) mod cedar;
pub(crate) mod fakecloud;
pub(crate) mod iam_rs;
pub(crate) mod rego;

use std::fmt::Display;

use crate::case::Case;

/// A case, with the place of what a peer has prepared for it.
#[derive(Debug)]
pub(crate) struct Question<'a> {
    pub(crate) index: usize,
    pub(crate) case: &'a Case<'a>,
}

/// A peer's error as text.
fn text(error: impl Display) -> String {
    error.to_string()
}
