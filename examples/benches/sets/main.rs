//! What a decision costs when many policies decide together, and when they decide one after
//! another.
//!
//!     cargo bench --bench sets                              # a quarter of an hour
//!     cargo bench --bench sets -- --svg $PWD/bench/sets.svg # draws the times, too
//!     cargo bench --bench sets -- --smoke                   # some seconds
//!
//! The run fails if an answer is wrong. The documents of AWS are not part of the project: with
//! `MANAGED_POLICIES=<folder>` they are measured, too (README.md). It prints Markdown.

#[path = "../callgrind/mod.rs"]
mod callgrind;
mod load;
mod long;
mod managed;
#[path = "../tenants/median.rs"]
mod median;
mod meter;
mod plot;
mod set;
mod table;
mod tenants;

use std::process::ExitCode;
use std::{env, fs};

use crate::managed::Managed;
use crate::meter::Meter;

/// What a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// `cargo bench`.
    Full,
    /// `cargo test --benches`, or `--smoke`: answers, rough times.
    Smoke,
    /// This program again, under `valgrind`.
    Count,
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
    let svg = env::args()
        .skip_while(|argument| argument != "--svg")
        .nth(1);
    let managed = Managed::read(mode)?;
    let mut loads = vec![tenants::load(mode)];
    loads.extend(managed.as_ref().map(|managed| managed.load(mode)));

    let mut meter = Meter::new(mode);
    let mut rows = Vec::new();
    for load in &loads {
        for count in &load.counts {
            rows.push(set::measure(load, *count, &mut meter)?);
        }
    }
    let long = long::measure(managed.as_ref(), &mut meter)?;
    if mode == Mode::Count {
        return Ok(());
    }
    let figures = meter.finish(managed.as_ref())?;
    table::print(&rows, &long, &figures);
    match &managed {
        Some(managed) => println!("{managed}"),
        None => println!(
            "`MANAGED_POLICIES` names no folder, so only generated policies were measured."
        ),
    }
    match svg {
        Some(path) => fs::write(&path, plot::svg(&rows, &figures))
            .map_err(|error| format!("`{path}` cannot be written: {error}")),
        None => Ok(()),
    }
}
