//! Documents that are pointed into again and again.

use policy_compiler::{Node, Source, Span, json_tree};

use crate::path::{PathElement, path_of};
use crate::position::Positions;
use crate::report::{Report, Reported};

/// A document, made ready for questions about its places.
pub(crate) struct Place<'r> {
    pub(crate) source: Source<'r>,
    pub(crate) positions: Positions<'r>,
    /// Nothing, if it is not JSON.
    tree: Option<Node>,
}

impl Report {
    /// The documents that all of these findings count from.
    pub(crate) fn places_of(&self, group: &[Reported]) -> Vec<Place<'_>> {
        let first = group.first();
        let sources = first.map_or_else(Vec::new, |one| self.sources_of(one));
        let places = sources.into_iter().map(|source| Place {
            source,
            positions: Positions::new(source.text),
            tree: json_tree(source.text),
        });
        places.collect()
    }
}

impl Place<'_> {
    pub(crate) fn path_of(&self, span: Span) -> Vec<PathElement> {
        let tree = self.tree.as_ref();
        tree.map_or_else(Vec::new, |root| path_of(self.source.text, root, span))
    }
}
