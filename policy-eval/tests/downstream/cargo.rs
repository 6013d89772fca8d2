//! Runs cargo on small crates, without network and without a trace in the sources.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Below the target directory of this workspace.
pub(crate) fn scratch() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

/// Cargo in a directory whose crate needs `policy-eval`. All of them share what they build.
pub(crate) fn cargo_in(directory: &Path) -> Command {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let lock = fs::read_to_string(workspace.join("Cargo.lock")).expect("the workspace is locked");
    let own_lock = directory.join("Cargo.lock");
    if !own_lock.exists() {
        fs::write(own_lock, lock).expect("the directory can be written");
    }
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .current_dir(directory)
        .env("CARGO_TARGET_DIR", scratch().join("shared-target"))
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_TEST_DEBUG", "0");
    cargo
}

/// Writes a file, unless that is what it says.
pub(crate) fn write_if_new(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory).expect("the directory can be made");
    }
    fs::write(path, text).expect("the file can be written");
}

/// What a command prints, if it succeeds.
#[track_caller]
pub(crate) fn succeeds(command: &mut Command) -> String {
    let output = output(command);
    let [stdout, stderr] = [&output.stdout, &output.stderr].map(|bytes| text(bytes));
    assert!(output.status.success(), "{command:?}\n{stdout}{stderr}");
    stdout
}

/// What a command prints beside its output, if it succeeds.
#[track_caller]
pub(crate) fn warns(command: &mut Command) -> String {
    let output = output(command);
    let stderr = text(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{stderr}");
    stderr
}

/// What a command prints as errors, if it fails.
#[track_caller]
pub(crate) fn fails(command: &mut Command) -> String {
    let output = output(command);
    let [stdout, stderr] = [&output.stdout, &output.stderr].map(|bytes| text(bytes));
    assert!(!output.status.success(), "{command:?}\n{stdout}{stderr}");
    stderr
}

#[track_caller]
fn output(command: &mut Command) -> Output {
    command.output().expect("cargo runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
