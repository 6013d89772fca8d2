//! Rows with many statements, by what their resources begin with.
//!
//! Policies that are compiled together are often about resources of their own. So the
//! statements of a long row hang in a tree: a branch has those with a resource that begins,
//! up to its first wildcard or variable, with the text of the branch, and the branches whose
//! texts go on from there. The statements that may be about a resource are on one path from
//! the root.

use core::cmp::Ordering;

use crate::form::{Branch, Candidate, Row, Slice, Tables};

/// The statements of a row that may be about a resource, in several lists. A statement with
/// several resources may be in several of them.
#[derive(Clone)]
pub(crate) struct Path<'p> {
    tables: &'p Tables<'p>,
    branches: &'p [Branch],
    /// The last branch on the path.
    last: Option<usize>,
    /// Those of a row without branches, in their place.
    all: Option<ByEffect<'p>>,
}

/// Statements by their effects, both in order.
#[derive(Clone, Copy, Default)]
pub(crate) struct ByEffect<'p> {
    pub(crate) denying: &'p [Candidate],
    pub(crate) allowing: &'p [Candidate],
}

impl<'p> ByEffect<'p> {
    #[inline]
    fn of(tables: &'p Tables<'p>, candidates: Slice, n_denying: u32) -> Self {
        let candidates = candidates.of(tables.candidates);
        let split = candidates.split_at_checked(n_denying as usize);
        let (denying, allowing) = split.unwrap_or_default();
        ByEffect { denying, allowing }
    }
}

impl Row {
    #[inline]
    pub(crate) fn by_effect<'p>(&self, tables: &'p Tables<'p>) -> ByEffect<'p> {
        ByEffect::of(tables, self.candidates, self.n_denying)
    }

    pub(crate) fn path<'p>(&self, tables: &'p Tables<'p>, resource: &str) -> Path<'p> {
        let branches = self.branches.of(tables.branches);
        let last = last(tables, branches, resource.as_bytes());
        Path {
            tables,
            branches,
            last,
            all: last.is_none().then(|| self.by_effect(tables)),
        }
    }
}

/// The index of the longest branch that the resource begins with.
fn last(tables: &Tables<'_>, branches: &[Branch], resource: &[u8]) -> Option<usize> {
    let is_before =
        |branch: &Branch| branch.text.of_bytes(tables.text).cmp(resource) != Ordering::Greater;
    let mut index = branches.partition_point(is_before).checked_sub(1)?;
    let text = branches.get(index)?.text.of_bytes(tables.text);
    // Every branch that the resource begins with is on the path to this one.
    let n_same = n_same(text, resource);
    loop {
        let branch = branches.get(index)?;
        if branch.text.len as usize <= n_same {
            return Some(index);
        }
        index = branch.above(index)?;
    }
}

impl Branch {
    /// The index of the parent, which comes before it; the root has none.
    fn above(&self, index: usize) -> Option<usize> {
        let parent = self.parent as usize;
        (parent < index).then_some(parent)
    }
}

/// How many bytes at the beginning are the same.
fn n_same(a: &[u8], b: &[u8]) -> usize {
    let words = a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0);
    let n_same = 8 * words.take_while(|(a, b)| a == b).count();
    let rest = a.iter().zip(b).skip(n_same);
    n_same + rest.take_while(|(a, b)| a == b).count()
}

impl<'p> Iterator for Path<'p> {
    type Item = ByEffect<'p>;

    fn next(&mut self) -> Option<ByEffect<'p>> {
        let Some(index) = self.last else {
            return self.all.take();
        };
        let branch = self.branches.get(index)?;
        self.last = branch.above(index);
        Some(ByEffect::of(
            self.tables,
            branch.candidates,
            branch.n_denying,
        ))
    }
}
