//! The figures, as tables.

use std::fs;
use std::io::ErrorKind;

use crate::Group;
use crate::machine::{COMPILER, date, processor, version};
use crate::node::Node;
use crate::subject::Subject;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/RESULTS.md");
const BEGIN: &str = "<!-- begin: written by policy-bench -->\n";
const END: &str = "<!-- end: written by policy-bench -->\n";

/// The columns of one group.
const COLUMNS: [&str; 4] = ["ns", "ratio", "instructions", "allocations"];

/// Group after group, a figure for each subject, the harness alone first.
pub(crate) struct Figures<'a> {
    pub(crate) subjects: &'a [Subject<'a>],
    pub(crate) groups: &'a [Group<'a>],
    pub(crate) times: Vec<f64>,
    /// How much of the time the program waited for a core while times were measured: 0 to 1.
    pub(crate) waited: f64,
    pub(crate) allocations: Vec<f64>,
    /// Per pass; or why there are none.
    pub(crate) instructions: Result<Vec<f64>, String>,
    pub(crate) node: Option<Node>,
}

/// Prints the tables, and writes them into the file, in place of those of the last run.
///
/// # Errors
///
/// If the file cannot be read or written, or has lost one of the two marks.
pub(crate) fn publish(figures: &Figures<'_>) -> Result<(), String> {
    let report = report(figures);
    println!("\n{report}");
    let text = match fs::read_to_string(FILE) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            format!("# Results\n\n{BEGIN}{END}")
        }
        Err(error) => return Err(format!("{FILE}: {error}")),
    };
    let parts = text
        .split_once(BEGIN)
        .and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let Some((before, after)) = parts else {
        return Err(format!("{FILE} needs the lines `{BEGIN}` and `{END}`").replace('\n', ""));
    };
    fs::write(FILE, format!("{before}{BEGIN}\n{report}\n{END}{after}"))
        .map_err(|error| format!("{FILE}: {error}"))
}

fn report(figures: &Figures<'_>) -> String {
    let mut lines = vec![
        format!("{}; {COMPILER}; {}.", processor(), date()),
        String::new(),
        "Everything is per decision. Times are medians and include the harness, a loop over the"
            .to_owned(),
        "requests; instructions do not include it. The ratio is that of the times, to the first \
         row."
            .to_owned(),
    ];
    if figures.waited > 0.05 {
        lines.push(format!(
            "While times were measured, this program waited for a core {:.0} % of the time: slow\n\
             rows may come out too high.",
            figures.waited * 100.0
        ));
    }
    if let Err(reason) = &figures.instructions {
        lines.push(format!("No instructions: {reason}."));
    }
    if figures.node.is_none() {
        lines.push(
            "Without @cloud-copilot/iam-simulate; `--node` asks it, where Node is installed."
                .to_owned(),
        );
    }
    let (main, rest) = figures.groups.split_at(2);
    for groups in [main].into_iter().chain(rest.chunks(1)) {
        let names: Vec<&str> = groups.iter().map(|group| group.name).collect();
        lines.push(String::new());
        lines.push(format!("## {}", capitalized(&names.join(", and "))));
        lines.push(String::new());
        lines.extend(table(figures, groups));
    }
    lines.push(String::new());
    lines.push(format!(
        "The harness alone takes {:.1} ns.",
        figures.times.first().unwrap_or(&f64::NAN)
    ));
    lines.join("\n") + "\n"
}

fn table(figures: &Figures<'_>, groups: &[Group<'_>]) -> Vec<String> {
    let mut header = vec!["decided by".to_owned(), "version".to_owned()];
    for group in groups {
        header.extend(COLUMNS.map(|column| match groups.len() {
            1 => column.to_owned(),
            _ => format!("{}: {column}", group.name),
        }));
    }
    let mut rows = vec![header];
    for (index, subject) in figures.subjects.iter().enumerate().skip(1) {
        let version = subject.package.map_or("", version);
        let mut row = vec![subject.name.to_owned(), version.to_owned()];
        row.extend(groups.iter().flat_map(|group| figures.cells(group, index)));
        rows.push(row);
    }
    if let Some(node) = &figures.node {
        let mut row = vec![node.package.clone(), node.version.clone()];
        let of_node = |group| figures.cells_of_node(group, node);
        row.extend(groups.iter().flat_map(of_node));
        rows.push(row);
    }
    aligned(&rows)
}

/// Markdown that is also read as it is: texts to the left, figures to the right.
fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let n_columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..n_columns)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells = row.iter().zip(&widths).enumerate();
            let cells = cells.map(|(column, (cell, width))| match column {
                0 | 1 => format!(" {cell:<width$} |"),
                _ => format!(" {cell:>width$} |"),
            });
            format!("|{}", cells.collect::<String>())
        })
        .collect();
    let rules = widths.iter().enumerate().map(|(column, width)| {
        let rule = "-".repeat(width + 1);
        format!("{rule}{}|", if column < 2 { "-" } else { ":" })
    });
    lines.insert(1, format!("|{}", rules.collect::<String>()));
    lines
}

impl Figures<'_> {
    /// The cells of a subject, in the order of [`COLUMNS`].
    fn cells(&self, group: &Group<'_>, subject: usize) -> [String; 4] {
        let time = self.of(&self.times, group, subject);
        let instructions = self.instructions.as_ref().ok().map(|counts| {
            let gross = self.of(counts, group, subject);
            (gross - self.of(counts, group, 0)) / length(group)
        });
        [
            number(time),
            number(time / self.of(&self.times, group, 1)),
            instructions.map_or_else(nothing, |count| format!("{count:.0}")),
            number(self.of(&self.allocations, group, subject)),
        ]
    }

    fn cells_of_node(&self, group: &Group<'_>, node: &Node) -> [String; 4] {
        let time = node.time(group.name).unwrap_or(f64::NAN);
        let ratio = time / self.of(&self.times, group, 1);
        [number(time), number(ratio), nothing(), nothing()]
    }

    fn of(&self, figures: &[f64], group: &Group<'_>, subject: usize) -> f64 {
        let names = self.groups.iter().map(|group| group.name);
        let before = names.take_while(|name| *name != group.name).count();
        let index = before * self.subjects.len() + subject;
        figures.get(index).copied().unwrap_or(f64::NAN)
    }
}

/// The number of requests, to divide by.
fn length(group: &Group<'_>) -> f64 {
    u32::try_from(group.cases.len()).map_or(f64::NAN, f64::from)
}

/// Small ones with a decimal.
fn number(number: f64) -> String {
    if number == 0.0 {
        "0".to_owned()
    } else if number < 100.0 {
        format!("{number:.1}")
    } else {
        format!("{number:.0}")
    }
}

fn nothing() -> String {
    "–".to_owned()
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}
