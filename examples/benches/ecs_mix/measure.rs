//! Times and allocations.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::{Cell, Mode};

/// Nanoseconds per decision of each cell: the median over samples.
///
/// Every round takes one sample of each cell, so that a machine that slows down slows
/// all of them down.
pub(crate) fn times(cells: &[Cell<'_>], mode: Mode) -> Vec<f64> {
    let (n_samples, at_least) = match mode {
        Mode::Full => (101, Duration::from_millis(1)),
        _ => (3, Duration::from_micros(20)),
    };
    let n_passes: Vec<u32> = cells.iter().map(|cell| passes(cell, at_least)).collect();
    let mut samples = vec![Vec::new(); cells.len()];
    for _ in 0..n_samples {
        for ((cell, n_passes), samples) in cells.iter().zip(&n_passes).zip(&mut samples) {
            samples.push(time(cell, *n_passes).as_secs_f64() / f64::from(*n_passes));
        }
    }
    let per_decision =
        |(cell, samples): (&Cell<'_>, Vec<f64>)| median(samples) * 1e9 / length(cell);
    cells.iter().zip(samples).map(per_decision).collect()
}

/// Allocations per decision of each cell.
pub(crate) fn allocations(cells: &[Cell<'_>]) -> Vec<f64> {
    let count = |cell: &Cell<'_>| {
        let info = allocation_counter::measure(|| {
            black_box(cell.subject.decide(&cell.group.cases));
        });
        // Far below what a float can count exactly.
        u32::try_from(info.count_total).map_or(f64::MAX, f64::from) / length(cell)
    };
    cells.iter().map(count).collect()
}

/// The number of cases, to divide by.
pub(crate) fn length(cell: &Cell<'_>) -> f64 {
    u32::try_from(cell.group.cases.len()).map_or(f64::NAN, f64::from)
}

/// How often a cell has to be gone through to take so long.
fn passes(cell: &Cell<'_>, at_least: Duration) -> u32 {
    let mut n_passes = 1;
    while n_passes < 1 << 24 && time(cell, n_passes) < at_least {
        n_passes *= 2;
    }
    n_passes
}

fn time(cell: &Cell<'_>, n_passes: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..n_passes {
        black_box(cell.subject.decide(black_box(&cell.group.cases)));
    }
    start.elapsed()
}

fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied().unwrap_or(f64::NAN)
}
