//! What an evaluation tells whoever wants to know why.
//!
//! Not public API; used by `policy-explain`, whose explanations and residual decisions are
//! recorders of the one evaluation that there is. The recorder that records nothing is
//! `()`, and leaves nothing behind in the compiled code.

use crate::{Condition, Decision, Layer, Place, Statement};

pub use crate::formula::{Verdicts, combine, decide};
pub use crate::principal::MatchKind;
pub use crate::truth::Truth;

/// Listens to an evaluation.
pub trait Recorder<'p> {
    /// Whether everything in force is looked at, also what changes nothing any more.
    const LISTENS: bool;

    /// A condition of the statement that comes next.
    fn condition(&mut self, condition: Condition<'p>, holds: Truth);

    /// A statement.
    fn statement(&mut self, place: Place, statement: Statement<'p>, parts: Parts);

    /// How firmly a set of documents in force allows: those of a layer, or of a level of
    /// SCPs. It comes after their statements.
    fn set(&mut self, layer: Layer, level: usize, allow: Option<MatchKind>);

    /// What all documents in force say together, and the decision that follows.
    fn decided(&mut self, verdicts: &Verdicts, decision: Decision);
}

/// What became of the parts of a statement (§7.1).
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    pub action: bool,
    /// How firmly it names the caller; `None` if it does not.
    pub principal: Option<MatchKind>,
    pub resource: Truth,
    pub conditions: Truth,
}

impl Parts {
    /// Those of a statement about other actions, of which nothing else was asked.
    pub(crate) const NONE: Self = Parts {
        action: false,
        principal: None,
        resource: Truth::No,
        conditions: Truth::No,
    };

    /// Whether the statement applies.
    #[must_use]
    #[inline]
    pub fn applies(&self) -> Truth {
        let named = self.action && self.principal.is_some();
        Truth::from(named).min(self.resource).min(self.conditions)
    }
}

impl Recorder<'_> for () {
    const LISTENS: bool = false;

    #[inline]
    fn condition(&mut self, _: Condition<'_>, _: Truth) {}

    #[inline]
    fn statement(&mut self, _: Place, _: Statement<'_>, _: Parts) {}

    #[inline]
    fn set(&mut self, _: Layer, _: usize, _: Option<MatchKind>) {}

    #[inline]
    fn decided(&mut self, _: &Verdicts, _: Decision) {}
}
