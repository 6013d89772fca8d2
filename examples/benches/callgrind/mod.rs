//! Instructions, counted by `valgrind`.
//!
//! A benchmark runs itself again under callgrind, with [`FLAG`], and that run calls [`count`].
//! Callgrind counts only inside of [`counted_pass`], and writes a file of totals after each
//! [`measured_pass`].

use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, process};

/// Says that this is the run under `valgrind`.
pub(crate) const FLAG: &str = "--count-instructions";

/// More often than an allocator keeps blocks of one size at hand.
const WARM_UP: usize = 16;

/// The instructions of each pass that the run under `valgrind` counts.
///
/// # Errors
///
/// Why there are none.
pub(crate) fn measure(n_passes: usize) -> Result<Vec<u32>, CountError> {
    let program = env::current_exe().map_err(CountError::failed)?;
    let name = program.file_stem().unwrap_or_default().display();
    let directory =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", process::id()));
    fs::create_dir_all(&directory).map_err(CountError::failed)?;
    let totals = run_valgrind(&program, &directory).and_then(|()| totals(&directory, n_passes));
    // Nothing depends on it, and the next run takes another one.
    let _ = fs::remove_dir_all(&directory);
    totals
}

/// What the run under `valgrind` does.
pub(crate) fn count(passes: impl IntoIterator<Item = impl Fn()>) {
    for pass in passes {
        // Whatever happens only once happens here, and the allocator gets used to what is
        // asked of it: where it looks first depends on what came before.
        for _ in 0..WARM_UP {
            pass();
        }
        measured_pass(&pass);
    }
}

/// Its end is where the totals are written. A function of its own, because callgrind
/// does not do both at one.
#[inline(never)]
fn measured_pass(pass: &dyn Fn()) {
    counted_pass(pass);
    // Keeps this from becoming the same function.
    std::hint::black_box(pass);
}

#[inline(never)]
fn counted_pass(pass: &dyn Fn()) {
    pass();
}

fn run_valgrind(program: &Path, directory: &Path) -> Result<(), CountError> {
    let out_file = directory.join("out");
    let output = Command::new("valgrind")
        // What the shell says is not to change what is counted.
        .env_clear()
        .envs(env::var_os("PATH").map(|path| ("PATH", path)))
        .args(["--tool=callgrind", "--quiet"])
        // Mangled or not, the names contain these.
        .args([
            "--toggle-collect=*counted_pass*",
            "--dump-after=*measured_pass*",
        ])
        .arg(format!("--callgrind-out-file={}", out_file.display()))
        .arg(program)
        .arg(FLAG)
        .stdin(Stdio::null())
        .output();
    match output {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            let message = format!("valgrind ended with {}\n{}", output.status, said.trim());
            Err(CountError::failed(message.trim()))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Err(CountError::NoValgrind),
        Err(error) => Err(CountError::failed(format!("valgrind did not run: {error}"))),
    }
}

/// The totals of the files, which are numbered from 1.
fn totals(directory: &Path, n_passes: usize) -> Result<Vec<u32>, CountError> {
    let total = |number: usize| {
        let text = fs::read_to_string(directory.join(format!("out.{number}"))).ok()?;
        let total = text
            .lines()
            .find_map(|line| line.strip_prefix("totals: "))?;
        total.trim().parse().ok()
    };
    (1..=n_passes)
        .map(|number| {
            let missing = || CountError::failed(format!("valgrind wrote no total {number}"));
            total(number).ok_or_else(missing)
        })
        .collect()
}

/// Why no instructions were counted.
#[derive(Debug)]
pub(crate) enum CountError {
    NoValgrind,
    Failed(String),
}

impl CountError {
    fn failed(reason: impl fmt::Display) -> Self {
        CountError::Failed(reason.to_string())
    }
}

impl fmt::Display for CountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CountError::NoValgrind => f.write_str(
                "valgrind, which counts the instructions, is not installed \
                 (on Debian and Ubuntu: `apt-get install valgrind`)",
            ),
            CountError::Failed(reason) => f.write_str(reason),
        }
    }
}
