//! A guard: the instructions of the paths that decisions take, compared with recorded ones.
//!
//!     cargo bench -p policy-examples --bench guard                         # some seconds
//!     cargo bench -p policy-examples --bench guard -- --record "reason"    # what it takes now is meant
//!     cargo bench -p policy-examples --bench guard -- --smoke              # answers only
//!
//! The run fails if an answer is wrong, or if a path takes more than 3 % more instructions than
//! `recorded.tsv` says. That file holds what was recorded, for each toolchain, and why: with
//! another toolchain, or without `valgrind`, the guard compares nothing, says so, and succeeds.

#[path = "../callgrind/mod.rs"]
mod callgrind;
mod compare;
mod paths;
mod policies;
mod recorded;
mod toolchain;

use std::hint::black_box;
use std::process::ExitCode;
use std::{env, thread};

use crate::callgrind::CountError;
use crate::paths::Path;
use crate::recorded::Recorded;

/// What a run is for.
#[derive(Debug)]
enum Mode {
    /// `cargo bench`.
    Compare,
    /// `--record`, with the reason.
    Record(String),
    /// `cargo test --benches`, or `--smoke`: answers, and whether the records can be read.
    Smoke,
    /// This program again, under `valgrind`.
    Count,
}

fn main() -> ExitCode {
    match Mode::of_this_run().and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

impl Mode {
    fn of_this_run() -> Result<Self, String> {
        let arguments: Vec<String> = env::args().skip(1).collect();
        let is_given = |flag: &str| arguments.iter().any(|argument| argument == flag);
        if is_given(callgrind::FLAG) {
            return Ok(Mode::Count);
        }
        // Cargo says `--bench` when it benches, and not when it tests.
        if !is_given("--bench") || is_given("--smoke") || is_given("--test") {
            return Ok(Mode::Smoke);
        }
        let mut after = arguments
            .iter()
            .skip_while(|argument| *argument != "--record");
        if after.next().is_none() {
            return Ok(Mode::Compare);
        }
        let is_reason = |text: &&String| {
            !text.starts_with("--") && !text.trim().is_empty() && !text.contains(char::is_control)
        };
        after
            .next()
            .filter(is_reason)
            .map(|reason| Mode::Record(reason.trim().to_owned()))
            .ok_or_else(|| {
                "`--record` needs the reason, on one line: `--record \"look-ups hash once\"`"
                    .to_owned()
            })
    }
}

fn run(mode: Mode) -> Result<(), String> {
    let paths = paths::all()?;
    if let Mode::Count = mode {
        count(&paths);
        return Ok(());
    }
    check_answers(&paths)?;
    let mut recorded = Recorded::read()?;
    if let Mode::Smoke = mode {
        println!("all paths answer as they should");
        return Ok(());
    }
    let toolchain = toolchain::of_this_build()?;
    let now = match callgrind::measure(paths.len()) {
        Ok(counts) => net(&paths, &counts),
        Err(CountError::NoValgrind) if matches!(mode, Mode::Compare) => {
            println!("Nothing is guarded: {}.", CountError::NoValgrind);
            return Ok(());
        }
        Err(error) => return Err(error.to_string()),
    };
    let comparisons = compare::all(&recorded.of(&toolchain), &now);
    if let Mode::Record(reason) = mode {
        recorded.replace(&toolchain, &now, &reason, &comparisons)?;
        return recorded.write();
    }
    compare::print(&comparisons);
    if recorded.of(&toolchain).is_empty() {
        println!("Nothing is recorded for {toolchain}, so nothing is compared.");
        return Ok(());
    }
    compare::verdict(&comparisons)
}

/// Counts in a thread of its own, whose stack and heap are new. Those of the main thread lie and
/// look otherwise in each run, by the environment and the seeds of hash maps, and what is copied
/// or allocated there is then counted otherwise.
fn count(paths: &[Path]) {
    let passes = paths.iter().map(|path| {
        || {
            let _ = black_box(path.walk());
        }
    });
    thread::scope(|scope| {
        scope.spawn(|| callgrind::count(passes));
    });
}

fn check_answers(paths: &[Path]) -> Result<(), String> {
    let wrong: Vec<String> = paths
        .iter()
        .filter_map(|path| {
            let (name, expected, answer) = (path.name, path.expected, path.walk());
            (answer != expected)
                .then(|| format!("\n  {name}: expected {expected:?}, got {answer:?}"))
        })
        .collect();
    if wrong.is_empty() {
        return Ok(());
    }
    Err(format!("wrong answers{}", wrong.concat()))
}

/// The counts without that of the first path, which does nothing.
fn net(paths: &[Path], counts: &[u32]) -> Vec<(String, u32)> {
    let harness = counts.first().copied().unwrap_or_default();
    paths
        .iter()
        .zip(counts)
        .skip(1)
        .map(|(path, count)| (path.name.to_owned(), count.saturating_sub(harness)))
        .collect()
}
