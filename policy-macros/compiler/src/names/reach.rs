//! Which actions some resources go with, as exactly as N-8 says it.

use super::Names;
use super::action_set::ActionSet;
use super::index::Index;
use super::overlap::{ArnFormat, Entry};
use super::resources::{FURTHER_FORMATS, HTTP, MOST_STEPS, is_whole_service};
use crate::template::Piece;

/// The actions of one service that go with some resources.
#[derive(Debug)]
pub(crate) enum Reached {
    All,
    Some(ActionSet),
}

impl Reached {
    pub(crate) fn has_any_of(&self, actions: &ActionSet) -> bool {
        match self {
            Reached::All => true,
            Reached::Some(reached) => reached.has_any_of(actions),
        }
    }
}

impl Names<'_> {
    /// The actions of a service that take some of these ARNs, with the exceptions of N-8.
    pub(crate) fn reached(&mut self, index: &Index<'_>, arns: &[Vec<Vec<Piece>>]) -> Reached {
        let prefix = &index.service.prefix;
        if prefix == HTTP
            || arns
                .iter()
                .any(|arn| is_whole_service(arn, |service| service == prefix))
        {
            return Reached::All;
        }
        let entries: Vec<_> = arns
            .iter()
            .map(|arn| Entry::new(arn, self.wide_stars))
            .collect();
        let mut further = FURTHER_FORMATS.iter().filter(|(of, _)| of == prefix);
        if further.any(|(_, format)| self.is_reached(&ArnFormat::new(format), &entries)) {
            return Reached::All;
        }
        let mut reached = ActionSet::default();
        for one in index.types() {
            let mut formats = one.formats.iter();
            if !formats.any(|format| self.is_reached(format, &entries)) {
                continue;
            }
            if one.actions.is_empty() {
                return Reached::All;
            }
            reached.extend(&one.actions);
            reached.extend(index.tagging());
        }
        Reached::Some(reached)
    }

    /// What takes too long to find out counts as reached.
    fn is_reached(&mut self, format: &ArnFormat, entries: &[Entry]) -> bool {
        entries
            .iter()
            .any(|entry| self.n_steps > MOST_STEPS || entry.overlaps(format, &mut self.n_steps))
    }
}
