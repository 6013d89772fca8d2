//! How much work a question may cost.

/// What a question may cost, so that none runs for long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    steps: usize,
    states_per_call: usize,
}

/// The budget was not enough to find out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooHard;

impl Budget {
    /// More states are not looked at for one text.
    const STATES_PER_CALL: usize = 50_000;

    /// So many steps for all questions that share the budget; a step is about 100 nanoseconds.
    pub(crate) const fn new(steps: usize) -> Self {
        Budget {
            steps,
            states_per_call: Budget::STATES_PER_CALL,
        }
    }

    /// Whether nothing is left.
    pub(crate) const fn is_spent(&self) -> bool {
        self.steps == 0
    }

    /// How many steps are left.
    pub(crate) const fn left(&self) -> usize {
        self.steps
    }

    pub(super) const fn states_per_call(&self) -> usize {
        self.states_per_call
    }

    /// Takes so many steps off.
    pub(super) const fn spend(&mut self, steps: usize) -> Result<(), TooHard> {
        if let Some(rest) = self.steps.checked_sub(steps) {
            self.steps = rest;
            Ok(())
        } else {
            self.steps = 0;
            Err(TooHard)
        }
    }
}

/// Enough for hundreds of questions about policies of the size that AWS accepts.
impl Default for Budget {
    fn default() -> Self {
        Budget::new(10_000_000)
    }
}
