//! What the figures depend on.

use std::fs;
use std::thread;

/// The compiler that built this program.
pub(crate) const COMPILER: &str = env!("RUSTC_VERSION");

/// As in `AMD EPYC 7R13, 2 cores`.
pub(crate) fn processor() -> String {
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown processor", |(_, model)| model);
    let cores = thread::available_parallelism().map_or(0, usize::from);
    format!("{model}, {cores} cores")
}

/// Today, in UTC.
pub(crate) fn date() -> String {
    chrono::Utc::now().date_naive().to_string()
}

/// How long the program has had a core, and how long it has waited for one, where Linux says it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Share {
    ran: f64,
    waited: f64,
}

impl Share {
    /// Until now.
    pub(crate) fn so_far() -> Self {
        let text = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
        let mut numbers = text.split(' ').filter_map(|number| number.parse().ok());
        match (numbers.next(), numbers.next()) {
            (Some(ran), Some(waited)) => Share { ran, waited },
            _ => Share::default(),
        }
    }

    /// How much of the time since then it has waited: 0 to 1.
    pub(crate) fn waited_since(self, then: Self) -> f64 {
        let (ran, waited) = (self.ran - then.ran, self.waited - then.waited);
        waited / (ran + waited)
    }
}

/// The version of a package in the lock file.
pub(crate) fn version(package: &str) -> &'static str {
    let name = format!("name = \"{package}\"");
    let mut lines = include_str!("../Cargo.lock").lines();
    lines
        .find(|line| *line == name)
        .and_then(|_| {
            lines
                .next()?
                .strip_prefix("version = \"")?
                .strip_suffix('"')
        })
        .unwrap_or("?")
}
