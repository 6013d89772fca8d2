//! The space of requests, and whether there is a request that these statements cover and those do
//! not.
//!
//! A request has an action, a resource, a caller, and something or nothing under each condition
//! key; a [`Region`] is what a statement covers, or what a question is about. [`find`]
//! answers exactly as the evaluator decides, for all requests at once. Parts of requests are
//! independent here, so that a request may be found which AWS never sends: one whose resource is
//! none of the action, for instance. If nothing is found, there is nothing.
//!
//! Policy variables are read from two sides: [`Region::at_most`] is for statements that the request
//! is to be inside of, [`Region::at_least`] for those that it is to be outside of. Then finding
//! nothing is right whatever they stand for.

mod action;
mod budget;
mod cover;
mod glob;
mod key;
mod meaning;
mod points;
mod principal;
mod product;
mod region;
mod resource;
mod search;
mod test;
#[cfg(test)]
mod tests;
mod text;
mod witness;

pub(crate) use budget::Budget;
pub(crate) use cover::{covers_action, covers_resource};
pub(crate) use key::KeyValue;
pub(crate) use meaning::{KeyMeaning, meaning};
pub(crate) use region::{Bound, Region};
pub(crate) use witness::Witness;

use crate::keys;

/// The outcome of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Search {
    /// There is this request.
    Found(Box<Witness>),
    /// There is none.
    Nothing,
    /// The budget was not enough to find out.
    TooHard,
}

/// A request that all of `inside` cover and none of `outside` does. It carries lists under the keys
/// that AWS has lists of (Appendix C), and under those that a set operator is about.
pub(crate) fn find(inside: &[&Region], outside: &[&Region], budget: &mut Budget) -> Search {
    search::find(inside, outside, keys::may_be_list, budget)
}
