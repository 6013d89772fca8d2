//! Choices.

/// A source of choices: `SplitMix64`, because drawing a whole document from one seed costs
/// proptest one value instead of hundreds.
#[derive(Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `n`.
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        let wide = u128::from(z) * u128::try_from(n).unwrap();
        usize::try_from(wide >> 64).unwrap()
    }

    /// True so many times out of a hundred.
    pub(super) fn percent(&mut self, n: usize) -> bool {
        self.below(100) < n
    }

    /// One of a list.
    pub(super) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// A small count: usually the least, rarely the most.
    pub(super) fn few(&mut self, least: usize, most: usize) -> usize {
        let mut n = least;
        while n < most && self.percent(40) {
            n += 1;
        }
        n
    }
}
