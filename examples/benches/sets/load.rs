//! Policies of one kind, and what they are asked.

use policy_eval::Decision;

/// Policies of which so many are taken.
#[derive(Debug)]
pub(crate) struct Load {
    pub(crate) name: &'static str,
    pub(crate) policies: Vec<Named>,
    pub(crate) counts: Vec<usize>,
    /// What so many of them are asked.
    pub(crate) questions: fn(usize) -> Questions,
}

/// A document and what it is called.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) document: String,
}

/// Requests with a common context.
#[derive(Debug)]
pub(crate) struct Questions {
    /// The tag `tenant` of the caller.
    pub(crate) tenant: String,
    /// The costs of these are averaged.
    pub(crate) mix: Vec<Ask>,
    /// These stand alone.
    pub(crate) beside: Vec<Ask>,
}

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) about: &'static str,
    pub(crate) action: &'static str,
    pub(crate) resource: String,
    /// If it is known without deciding.
    pub(crate) expected: Option<Decision>,
}
