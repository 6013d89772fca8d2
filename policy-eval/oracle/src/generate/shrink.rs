//! A strategy out of two functions: one that makes a value, one that lists simpler ones.

use std::fmt;

use proptest::arbitrary::any;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::random::Random;

/// Makes values with `make`. `simpler` lists simplifications, the boldest first; each has to be
/// simpler by some measure, so that shrinking ends.
pub(super) struct Generated<T, F> {
    make: F,
    simpler: fn(&T) -> Vec<T>,
}

impl<T, F: Fn(&mut Random) -> T> Generated<T, F> {
    pub(super) fn new(make: F, simpler: fn(&T) -> Vec<T>) -> Self {
        Self { make, simpler }
    }
}

impl<T, F> fmt::Debug for Generated<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Generated").finish_non_exhaustive()
    }
}

impl<T: Clone + fmt::Debug, F: Fn(&mut Random) -> T> Strategy for Generated<T, F> {
    type Tree = Shrinking<T>;
    type Value = T;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let seed = any::<u64>().new_tree(runner)?.current();
        Ok(Shrinking {
            current: (self.make)(&mut Random::new(seed)),
            simpler: self.simpler,
            candidates: None,
            undo: None,
        })
    }
}

/// Tries the simplifications of a value one after the other; starts anew from each that holds.
#[derive(Debug)]
pub(super) struct Shrinking<T> {
    current: T,
    simpler: fn(&T) -> Vec<T>,
    /// What is left to try, the next one last; `None` until asked.
    candidates: Option<Vec<T>>,
    /// What `current` was before the last step.
    undo: Option<T>,
}

impl<T: Clone> Shrinking<T> {
    fn step(&mut self) -> bool {
        let Some(next) = self.candidates.as_mut().and_then(Vec::pop) else {
            return false;
        };
        self.undo = Some(std::mem::replace(&mut self.current, next));
        true
    }
}

impl<T: Clone + fmt::Debug> ValueTree for Shrinking<T> {
    type Value = T;

    fn current(&self) -> T {
        self.current.clone()
    }

    fn simplify(&mut self) -> bool {
        // The last step, if there was one, is kept: its own simplifications come next.
        if self.undo.take().is_some() || self.candidates.is_none() {
            let mut candidates = (self.simpler)(&self.current);
            candidates.reverse();
            self.candidates = Some(candidates);
        }
        self.step()
    }

    fn complicate(&mut self) -> bool {
        let Some(before) = self.undo.take() else {
            return false;
        };
        self.current = before;
        // Goes on with the next candidate; without one, `current` is as before the step.
        self.step();
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::strategy::Strategy;
    use proptest::test_runner::{Config, TestError, TestRunner};

    use super::Generated;

    #[test]
    fn shrinks_to_the_least_value_that_fails() {
        let simpler = |n: &usize| (0..*n).rev().collect();
        let numbers = Generated::new(|random| 40 + random.below(60), simpler);
        let config = Config {
            failure_persistence: None,
            max_shrink_iters: 100_000,
            ..Config::default()
        };
        let pair = (numbers, Generated::new(|random| random.below(9), simpler));
        let result = TestRunner::new(config).run(&pair.prop_map(|pair| pair), |(n, m)| {
            if n >= 17 && n != 23 && m < 9 {
                return Err(proptest::test_runner::TestCaseError::fail("too big"));
            }
            Ok(())
        });
        let Err(TestError::Fail(_, least)) = result else {
            panic!("{result:?}");
        };
        assert_eq!(least, (17, 0));
    }
}
