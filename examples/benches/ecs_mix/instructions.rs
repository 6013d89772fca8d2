//! Instructions per decision, counted by `valgrind`.
//!
//! The program runs itself again under callgrind, which counts only inside of
//! [`counted_pass`] and writes a file of totals after each [`measured_pass`].

use std::hint::black_box;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, process};

use crate::Cell;

/// Says that this is the run under `valgrind`.
pub(crate) const FLAG: &str = "--count-instructions";

/// The instructions of one pass over the cases of each cell.
///
/// # Errors
///
/// Why there are none.
pub(crate) fn measure(n_cells: usize) -> Result<Vec<f64>, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let directory =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("ecs_mix-{}", process::id()));
    fs::create_dir_all(&directory).map_err(|error| error.to_string())?;
    let totals = run_valgrind(&program, &directory).and_then(|()| totals(&directory, n_cells));
    // Nothing depends on it, and the next run takes another one.
    let _ = fs::remove_dir_all(&directory);
    totals
}

/// What the run under `valgrind` does.
pub(crate) fn count(cells: &[Cell<'_>]) {
    for cell in cells {
        // Whatever happens only once happens here.
        black_box(cell.subject.decide(black_box(&cell.group.cases)));
        measured_pass(cell);
    }
}

/// Its end is where the totals are written. A function of its own, because callgrind
/// does not do both at one.
#[inline(never)]
fn measured_pass(cell: &Cell<'_>) {
    counted_pass(cell);
    // Keeps this from becoming the same function.
    black_box(cell);
}

#[inline(never)]
fn counted_pass(cell: &Cell<'_>) {
    black_box(cell.subject.decide(black_box(&cell.group.cases)));
}

fn run_valgrind(program: &Path, directory: &Path) -> Result<(), String> {
    let out_file = directory.join("out");
    let status = Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet"])
        // Mangled or not, the names contain these.
        .args([
            "--toggle-collect=*counted_pass*",
            "--dump-after=*measured_pass*",
        ])
        .arg(format!("--callgrind-out-file={}", out_file.display()))
        .arg(program)
        .arg(FLAG)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("valgrind ended with {status}")),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err("valgrind, which counts the instructions, is not installed \
             (on Debian and Ubuntu: `apt-get install valgrind`)"
                .to_owned())
        }
        Err(error) => Err(format!("valgrind did not run: {error}")),
    }
}

/// The totals of the files, which are numbered from 1.
fn totals(directory: &Path, n_cells: usize) -> Result<Vec<f64>, String> {
    let total = |number: usize| {
        let text = fs::read_to_string(directory.join(format!("out.{number}"))).ok()?;
        let total = text
            .lines()
            .find_map(|line| line.strip_prefix("totals: "))?;
        total.trim().parse::<u32>().ok().map(f64::from)
    };
    (1..=n_cells)
        .map(|number| total(number).ok_or_else(|| format!("valgrind wrote no total {number}")))
        .collect()
}
