//! The figures, as Markdown.

use crate::long::Long;
use crate::median::float;
use crate::meter::{Cost, Figures};
use crate::set::Row;

pub(crate) fn print(rows: &[Row], long: &[Long], figures: &Figures) {
    print_sets(rows, figures);
    let last =
        |index: usize, row: &Row| rows.get(index + 1).is_none_or(|next| next.load != row.load);
    for (index, row) in rows.iter().enumerate() {
        if last(index, row) {
            print_requests(row, figures);
        }
    }
    print_long(long, figures);
    println!(
        "Costs are instructions, and nanoseconds in brackets, without the loop over the requests."
    );
    if let Some(reason) = figures.missing() {
        println!("No instructions: {reason}.");
    }
    println!();
}

fn print_sets(rows: &[Row], figures: &Figures) {
    println!(
        "| policies | compile, ms | held, KB | per byte of JSON | together | one by one | ratio \
         | `allowing`, each | `mentioning`, each |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for row in rows {
        let together = figures.cost(row.together);
        let one_by_one = row.one_by_one.map(|place| figures.cost(place));
        println!(
            "| {} {} | {:.1} | {:.0} | {:.2} | {} | {} | {} | {} | {} |",
            row.count,
            row.load,
            row.compile_seconds * 1e3,
            row.held_bytes / 1e3,
            row.held_bytes / float(row.json_bytes),
            cost(together),
            one_by_one.map_or_else(|| "–".to_owned(), cost),
            one_by_one.map_or_else(
                || "–".to_owned(),
                |one_by_one| format!("{:.1}", ratio(one_by_one, together))
            ),
            cost(figures.cost(row.allowing)),
            cost(figures.cost(row.mentioning)),
        );
    }
    println!();
}

fn print_requests(row: &Row, figures: &Figures) {
    println!("{} {}, together:", row.count, row.load);
    println!();
    println!("| request | action | about the action | allow | decision | cost |");
    println!("|---|---|---:|---:|---|---:|");
    for of in &row.requests {
        println!(
            "| {}{} | `{}` | {} | {} | {} | {} |",
            of.ask.about,
            if of.is_beside {
                " (not in the mix)"
            } else {
                ""
            },
            of.ask.action,
            of.n_mentioning,
            of.n_allowing,
            of.decision,
            cost(figures.cost(of.cost)),
        );
    }
    println!();
}

fn print_long(long: &[Long], figures: &Figures) {
    println!("| one policy | actions in it | a decision | ratio |");
    println!("|---|---:|---:|---:|");
    let usual = long.first().map(|usual| figures.cost(usual.cost));
    for of in long {
        let this = figures.cost(of.cost);
        let ratio = usual.map_or(f64::NAN, |usual| ratio(this, usual));
        println!(
            "| {} | {} | {} | {ratio:.2} |",
            of.name,
            of.n_entries,
            cost(this)
        );
    }
    println!();
}

/// Of the instructions, if they were counted.
fn ratio(one: Cost, other: Cost) -> f64 {
    let of_instructions = one.instructions.zip(other.instructions);
    let (one, other) = of_instructions.unwrap_or((one.nanoseconds, other.nanoseconds));
    one / other
}

fn cost(cost: Cost) -> String {
    let nanoseconds = match cost.nanoseconds {
        few if few < 99.95 => format!("{few:.1}"),
        many => format!("{many:.0}"),
    };
    match cost.instructions {
        Some(instructions) => format!("{instructions:.0} ({nanoseconds})"),
        None => format!("({nanoseconds})"),
    }
}
