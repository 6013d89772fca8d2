//! Truth where some context keys are unknown.

use core::ops::Not;

/// Whether something holds, as far as the known keys tell.
///
/// `and` is [`Ord::min`], `or` is [`Ord::max`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// It does not hold.
    No,
    /// It depends on unknown keys.
    Perhaps,
    /// It holds.
    Yes,
}

impl Truth {
    /// Whether one of them holds; the rest is not looked at once one does.
    #[inline]
    pub(crate) fn any(truths: impl Iterator<Item = Truth>) -> Truth {
        let mut any = Truth::No;
        for truth in truths {
            match truth {
                Truth::Yes => return Truth::Yes,
                Truth::Perhaps => any = Truth::Perhaps,
                Truth::No => {}
            }
        }
        any
    }

    /// Whether all of them hold; the rest is not looked at once one does not.
    #[inline]
    pub(crate) fn all(truths: impl Iterator<Item = Truth>) -> Truth {
        !Truth::any(truths.map(Truth::not))
    }
}

impl From<bool> for Truth {
    #[inline]
    fn from(holds: bool) -> Self {
        if holds { Truth::Yes } else { Truth::No }
    }
}

impl Not for Truth {
    type Output = Truth;

    #[inline]
    fn not(self) -> Truth {
        match self {
            Truth::No => Truth::Yes,
            Truth::Perhaps => Truth::Perhaps,
            Truth::Yes => Truth::No,
        }
    }
}
