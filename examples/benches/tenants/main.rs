//! Ten thousand tenants bring policies: time to load them, bytes to hold them, time to decide
//! with them while they may change.
//!
//!     cargo bench --bench tenants              # about half a minute
//!     cargo bench --bench tenants -- --smoke   # a second
//!
//! The run fails if an answer is wrong, and if a decision allocates.

mod cases;
mod deciding;
mod documents;
mod loading;
mod median;

use std::env;
use std::process::ExitCode;

use policy_eval::PolicyType;
use policy_eval::dynamic::{LivePolicySet, Options};

use crate::documents::Tenant;

/// How much a run does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// `cargo bench`.
    Full,
    /// `cargo test --benches`, or `--smoke`: answers and allocations, rough times.
    Smoke,
}

fn main() -> ExitCode {
    match run(Mode::of_this_run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

impl Mode {
    fn of_this_run() -> Self {
        let is_given = |flag: &str| env::args().any(|argument| argument == flag);
        // Cargo says `--bench` when it benches, and not when it tests.
        if is_given("--bench") && !is_given("--smoke") && !is_given("--test") {
            Mode::Full
        } else {
            Mode::Smoke
        }
    }

    const fn n_tenants(self) -> u32 {
        match self {
            Mode::Full => 10_000,
            Mode::Smoke => 200,
        }
    }
}

fn run(mode: Mode) -> Result<(), String> {
    let tenants: Vec<Tenant> = (0..mode.n_tenants()).map(Tenant::new).collect();
    let options = Options::new(PolicyType::Identity);
    let policies = loading::measure(&tenants, &options, mode).map_err(|error| error.to_string())?;
    let live = LivePolicySet::new(policies);
    deciding::measure(&tenants, &live, mode)
}
