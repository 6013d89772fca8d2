//! The space of requests, and whether there is a request that these statements cover and those do
//! not.
//!
//! A request has an action, a resource, a caller, and something or nothing under each condition
//! key; a [`Region`] is what a statement covers, or what a question is about. [`Space::find`]
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
pub(crate) use principal::Caller;
pub(crate) use region::Region;
pub(crate) use witness::Witness;

/// Which requests there are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Space {
    actions: Option<Vec<action::Name>>,
    lists: Lists,
}

/// Under which keys a request may carry a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Lists {
    /// Where AWS says so (Appendix C), and where a set operator says so.
    #[default]
    WhereKnown,
    /// Under every key.
    Everywhere,
}

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

impl Space {
    /// Every request that may be written.
    pub(crate) fn new() -> Self {
        Space::default()
    }

    /// Only requests for one of these actions, each `service:Name`.
    pub(crate) fn with_actions<'a>(mut self, actions: impl Iterator<Item = &'a str>) -> Self {
        self.actions = Some(actions.map(action::Name::new).collect());
        self
    }

    /// Where requests may carry lists.
    pub(crate) fn with_lists(mut self, lists: Lists) -> Self {
        self.lists = lists;
        self
    }

    /// A request that all of `inside` cover and none of `outside` does.
    pub(crate) fn find(
        &self,
        inside: &[&Region],
        outside: &[&Region],
        budget: &mut Budget,
    ) -> Search {
        search::find(self, inside, outside, budget)
    }
}

/// A request that all of `inside` cover and none of `outside` does, in the space of all requests.
pub(crate) fn find(inside: &[&Region], outside: &[&Region], budget: &mut Budget) -> Search {
    Space::new().find(inside, outside, budget)
}
