//! The statements of a row, by what their resources begin with.

use std::collections::{BTreeMap, HashMap};

use policy_core::form::Candidate;

use super::InEffect;
use crate::document::Statement;
use crate::lower::index;
use crate::template::Piece;

/// Rows with fewer candidates are gone through from end to end.
const FEW: usize = 8;

/// What the resources of each statement begin with, up to the first wildcard or variable.
pub(super) struct Beginnings<'d> {
    // By statement.
    texts: HashMap<u32, Vec<&'d str>>,
}

impl<'d> Beginnings<'d> {
    pub(super) fn of(in_effect: &InEffect<'d>) -> Self {
        let texts = in_effect
            .iter()
            .map(|(index, statement)| (*index, beginnings(statement)));
        Beginnings {
            texts: texts.collect(),
        }
    }

    /// How many entries the branches of these candidates have.
    pub(super) fn n_entries<'c>(&self, candidates: impl Iterator<Item = &'c Candidate>) -> usize {
        candidates.map(|of| self.of_candidate(of).len()).sum()
    }

    fn of_candidate(&self, candidate: &Candidate) -> &[&'d str] {
        match self.texts.get(&candidate.statement) {
            Some(texts) => texts,
            None => &[""],
        }
    }
}

/// A statement is only about resources that begin with one of these.
fn beginnings(statement: &Statement) -> Vec<&str> {
    let Some(resource) = statement
        .resource
        .as_ref()
        .filter(|element| !element.negated)
    else {
        return vec![""];
    };
    let templates = resource.entries.iter().map(|entry| &entry.value.template);
    let beginnings = templates.map(|template| match template.pieces.first() {
        Some(Piece::Text(text)) => text.as_str(),
        _ => "",
    });
    let mut beginnings: Vec<&str> = beginnings.collect();
    beginnings.sort_unstable();
    beginnings.dedup();
    if beginnings.first() == Some(&"") {
        beginnings.truncate(1);
    }
    beginnings
}

/// Candidates with a resource that begins with a text.
#[derive(Default)]
pub(super) struct Twig<'d> {
    pub(super) text: &'d str,
    /// The index of the longest other one that the text begins with.
    pub(super) parent: u32,
    pub(super) denying: Vec<Candidate>,
    pub(super) allowing: Vec<Candidate>,
}

/// The candidates by what their resources begin with, the root first; none if that would
/// not pay.
pub(super) fn branches<'d>(
    beginnings: &Beginnings<'d>,
    denying: &[Candidate],
    allowing: &[Candidate],
) -> Vec<Twig<'d>> {
    let candidates = || denying.iter().chain(allowing);
    let n_at_root = candidates()
        .filter(|of| beginnings.of_candidate(of) == [""])
        .count();
    let n_candidates = denying.len() + allowing.len();
    if n_candidates < FEW || 2 * n_at_root > n_candidates {
        return Vec::new();
    }
    let mut by_text: BTreeMap<&'d str, Twig<'d>> = BTreeMap::new();
    by_text.entry("").or_default();
    for candidate in denying {
        for text in beginnings.of_candidate(candidate) {
            by_text.entry(text).or_default().denying.push(*candidate);
        }
    }
    for candidate in allowing {
        for text in beginnings.of_candidate(candidate) {
            by_text.entry(text).or_default().allowing.push(*candidate);
        }
    }
    let mut twigs: Vec<Twig<'d>> = Vec::new();
    // The texts that the last one begins with, and itself.
    let mut path: Vec<(u32, &str)> = Vec::new();
    for (text, twig) in by_text {
        while path
            .pop_if(|(_, before)| !text.starts_with(*before))
            .is_some()
        {}
        let parent = path.last().map_or(0, |(parent, _)| *parent);
        path.push((index(twigs.len()), text));
        twigs.push(Twig {
            text,
            parent,
            ..twig
        });
    }
    twigs
}
