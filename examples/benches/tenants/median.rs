//! Times that a busy machine does not spoil.

use std::time::Instant;

/// The middle one.
pub(crate) fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Seconds that a run takes: the middle one of so many.
pub(crate) fn seconds(n_runs: u32, mut run: impl FnMut()) -> f64 {
    let sample = |_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    median((0..n_runs).map(sample).collect())
}

/// A number to divide by. None here is too large for it.
pub(crate) fn float(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::NAN, f64::from)
}
