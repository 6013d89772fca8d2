//! Thirty-two requests against `AmazonECS_FullAccess`: our policies, and what people would
//! use instead, in the same run.
//!
//!     cargo run --release --manifest-path bench/Cargo.toml               # about a minute
//!     cargo run --release --manifest-path bench/Cargo.toml -- --smoke    # answers only
//!     cargo run --release --manifest-path bench/Cargo.toml -- --node     # also asks Node
//!
//! The run fails if an answer is wrong. It ends with tables, printed and written into
//! `bench/RESULTS.md`.

#[path = "../../examples/benches/callgrind/mod.rs"]
mod callgrind;
#[expect(
    dead_code,
    reason = "the answers of all seven policies are not asked for here"
)]
#[path = "../../examples/benches/ecs_mix/case.rs"]
mod case;
mod document;
mod machine;
#[path = "../../examples/benches/ecs_mix/measure.rs"]
mod measure;
mod node;
mod peers;
mod report;
#[path = "../../examples/benches/ecs_mix/requests.rs"]
mod requests;
#[path = "../../examples/benches/ecs_mix/rivals.rs"]
mod rivals;
mod subject;

use std::env;
use std::hint::black_box;
use std::process::ExitCode;

use crate::machine::Share;
use crate::node::Node;
use crate::peers::Question;
use crate::report::Figures;
use crate::requests::Class;
use crate::subject::{Prepared, Subject};

/// What a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Answers, then all figures.
    Full,
    /// `--smoke`: answers only.
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

/// Questions that are measured together.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    pub(crate) name: &'static str,
    pub(crate) cases: Vec<&'a Question<'a>>,
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
        if is_given(callgrind::FLAG) {
            Mode::Count
        } else if is_given("--smoke") {
            Mode::Smoke
        } else {
            Mode::Full
        }
    }
}

fn is_given(flag: &str) -> bool {
    env::args().any(|argument| argument == flag)
}

fn run(mode: Mode) -> Result<(), String> {
    case::check_rows()?;
    let contexts = case::contexts()?;
    let cases = case::cases(&contexts);
    let questions: Vec<Question<'_>> = cases
        .iter()
        .enumerate()
        .map(|(index, case)| Question { index, case })
        .collect();
    let prepared = Prepared::new(&questions)?;
    let subjects = prepared.subjects();

    if mode != Mode::Count {
        check_answers(&subjects, &questions)?;
        println!("{} subjects gave the right answers.", subjects.len() - 1);
    }
    let node = if is_given("--node") {
        Node::ask(mode)?
    } else {
        None
    };
    if let Some(node) = &node {
        println!("{} gave them too.", node.package);
    }
    if mode == Mode::Smoke {
        return Ok(());
    }

    let groups = groups(&questions);
    // INVARIANT: each group has a cell for each subject, in order; `report.rs` relies on it.
    let cells: Vec<Cell<'_>> = groups
        .iter()
        .flat_map(|group| subjects.iter().map(move |subject| Cell { subject, group }))
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
    let allocations = measure::allocations(&cells);
    let before = Share::so_far();
    let times = measure::times(&cells, mode);
    let figures = Figures {
        subjects: &subjects,
        groups: &groups,
        times,
        waited: Share::so_far().waited_since(before),
        allocations,
        instructions: callgrind::measure(cells.len())
            .map(|counts| counts.into_iter().map(f64::from).collect())
            .map_err(|error| error.to_string()),
        node,
    };
    report::publish(&figures)
}

/// The first two are those of the main table.
fn groups<'a>(questions: &'a [Question<'a>]) -> Vec<Group<'a>> {
    let group = |name, class| {
        let cases = questions
            .iter()
            .filter(|question| question.case.class == class);
        Group {
            name,
            cases: cases.collect(),
        }
    };
    vec![
        Group {
            name: "all 32",
            cases: questions.iter().collect(),
        },
        group("unconditional", Class::Unconditional),
        group("wildcard", Class::Wildcard),
        group("miss", Class::Miss),
        group("resource or condition", Class::Tested),
    ]
}

/// The harness alone has no answers.
fn check_answers(subjects: &[Subject<'_>], questions: &[Question<'_>]) -> Result<(), String> {
    let mut differences = Vec::new();
    for subject in subjects.iter().skip(1) {
        for question in questions {
            let case = question.case;
            let allowed = subject.decide(&[question]) == 1;
            if allowed != case.full_access {
                differences.push(format!(
                    "\n  {:<32} {:<8} {:<48} expected {}, got {allowed}",
                    subject.name, case.id, case.action, case.full_access,
                ));
            }
        }
    }
    if differences.is_empty() {
        return Ok(());
    }
    Err(format!("wrong answers{}", differences.concat()))
}
