//! The figures, as text.

use crate::Cell;
use crate::measure::length;

/// Prints a table: for each group the harness alone, then each subject.
///
/// Times include the harness. Instructions do not, and are per pass when they come.
pub(crate) fn print(
    cells: &[Cell<'_>],
    times: &[f64],
    instructions: Result<&[u32], &String>,
    allocations: &[f64],
) {
    println!(
        "{:<24} {:<22} {:>10} {:>8} {:>13} {:>12}",
        "subject", "requests", "ns", "ratio", "instructions", "allocations",
    );
    let mut harness = (0.0, None);
    let mut first = None;
    let figures = cells.iter().zip(times).zip(allocations).enumerate();
    for (index, ((cell, time), allocations)) in figures {
        let per_pass = instructions.ok().and_then(|counts| counts.get(index));
        let count = per_pass.map(|count| f64::from(*count) / length(cell));
        let is_new_group = index
            .checked_sub(1)
            .and_then(|before| cells.get(before))
            .is_none_or(|before| before.group.name != cell.group.name);
        let (ratio, net) = if is_new_group {
            println!();
            harness = (*time, count);
            first = None;
            (None, count)
        } else {
            let first = *first.get_or_insert(*time);
            let net = count.zip(harness.1).map(|(count, harness)| count - harness);
            (Some(time / first), net)
        };
        println!(
            "{:<24} {:<22} {time:>10.1} {:>8} {:>13} {allocations:>12.1}",
            cell.subject.name,
            cell.group.name,
            ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.1}")),
            net.map_or_else(|| "-".to_owned(), |net| format!("{net:.0}")),
        );
    }
    println!();
    println!(
        "All figures are per decision. Times are medians and include the harness, a loop over"
    );
    println!("the requests; instructions do not include it. The ratio is that of the times.");
    if let Err(reason) = instructions {
        println!("No instructions: {reason}.");
    }
}
