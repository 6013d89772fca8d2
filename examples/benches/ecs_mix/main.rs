//! Thirty-two requests against `AmazonECS_FullAccess`: our policies, compiled, and
//! evaluators written by hand, in the same run.
//!
//!     cargo bench --bench ecs_mix              # about half a minute
//!     cargo bench --bench ecs_mix -- --smoke   # a few seconds
//!
//! The run fails if an answer is wrong, and if one of our policies allocates. It ends
//! with one table: times, instructions (where `valgrind` is installed) and allocations
//! per decision.

#[path = "../callgrind/mod.rs"]
mod callgrind;
mod case;
mod measure;
mod requests;
mod rivals;
mod subject;
mod table;

use std::env;
use std::hint::black_box;
use std::process::ExitCode;

use crate::case::Case;
use crate::requests::Class;
use crate::subject::{Loaded, Subject};

/// What a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// `cargo bench`.
    Full,
    /// `cargo test --benches`, or `--smoke`: answers and allocations, rough times.
    Smoke,
    /// This program again, under `valgrind`.
    Count,
}

/// One figure of each kind is measured for each subject and group.
#[derive(Clone, Copy)]
pub(crate) struct Cell<'a> {
    pub(crate) subject: &'a Subject<'a>,
    pub(crate) group: &'a Group<'a>,
}

/// Cases that are measured together.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    pub(crate) name: &'static str,
    pub(crate) cases: Vec<&'a Case<'a>>,
}

fn main() -> ExitCode {
    match run(Mode::of_this_run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

impl Mode {
    fn of_this_run() -> Self {
        let is_given = |flag: &str| env::args().any(|argument| argument == flag);
        if is_given(callgrind::FLAG) {
            return Mode::Count;
        }
        // Cargo says `--bench` when it benches, and not when it tests.
        if is_given("--bench") && !is_given("--smoke") && !is_given("--test") {
            Mode::Full
        } else {
            Mode::Smoke
        }
    }
}

fn run(mode: Mode) -> Result<(), String> {
    case::check_rows()?;
    let contexts = case::contexts()?;
    let cases = case::cases(&contexts);
    let groups = groups(&cases);
    let loaded = Loaded::new()?;
    let nobody = Loaded::nobody();
    let subjects = loaded.subjects();

    // INVARIANT: each group begins with the harness alone; `table.rs` relies on it.
    let cells: Vec<Cell<'_>> = groups
        .iter()
        .flat_map(|group| {
            let subjects = [&nobody].into_iter().chain(&subjects);
            subjects.map(move |subject| Cell { subject, group })
        })
        .collect();
    if mode == Mode::Count {
        let passes = cells.iter().map(|cell| {
            || {
                black_box(cell.subject.decide(black_box(&cell.group.cases)));
            }
        });
        callgrind::count(passes);
        return Ok(());
    }
    check_answers(&subjects, &cases)?;
    let allocations = measure::allocations(&cells);
    let times = measure::times(&cells, mode);
    let instructions = match mode {
        Mode::Full => callgrind::measure(cells.len()).map_err(|error| error.to_string()),
        _ => Err("instructions are not counted in this mode".to_owned()),
    };
    table::print(&cells, &times, instructions.as_deref(), &allocations);
    check_allocations(&cells, &allocations)
}

fn groups<'a>(cases: &'a [Case<'a>]) -> Vec<Group<'a>> {
    let group = |name, class| Group {
        name,
        cases: cases.iter().filter(|case| case.class == class).collect(),
    };
    vec![
        group("unconditional", Class::Unconditional),
        group("wildcard", Class::Wildcard),
        group("miss", Class::Miss),
        group("resource or condition", Class::Tested),
        Group {
            name: "all 32",
            cases: cases.iter().collect(),
        },
    ]
}

fn check_answers(subjects: &[Subject<'_>], cases: &[Case<'_>]) -> Result<(), String> {
    let mut differences = Vec::new();
    for subject in subjects {
        for case in cases {
            let expected = (subject.expected)(case);
            let allowed = subject.decide(&[case]) == 1;
            if allowed != expected {
                differences.push(format!(
                    "\n  {:<24} {:<8} {:<48} expected {expected}, got {allowed}",
                    subject.name, case.id, case.action,
                ));
            }
        }
    }
    if differences.is_empty() {
        return Ok(());
    }
    Err(format!("wrong answers{}", differences.concat()))
}

fn check_allocations(cells: &[Cell<'_>], allocations: &[f64]) -> Result<(), String> {
    let mut of_ours = cells
        .iter()
        .zip(allocations)
        .filter(|(cell, _)| cell.subject.is_ours);
    match of_ours.find(|(_, allocations)| **allocations > 0.0) {
        Some((Cell { subject, group }, _)) => {
            let (subject, group) = (subject.name, group.name);
            Err(format!("`{subject}` allocates while deciding `{group}`"))
        }
        None => Ok(()),
    }
}
