//! What the README of the repository shows is so. Its Rust is a doctest of this package.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

use policy_compiler::read_settings;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("there is a README")
}

/// The fenced blocks in this language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let after = text.split(fence.as_str()).skip(1);
    let block = |rest: &str| rest.split("```").next().map(str::to_owned);
    after.filter_map(block).collect()
}

/// The test command is checked to be what the continuous integration runs; the others
/// are run, and print what is shown.
#[test]
fn commands_work() {
    let mut printed = Vec::new();
    let commands = blocks(&readme(), "sh");
    assert!(commands.len() >= 2, "{commands:?}");
    let ci = fs::read_to_string(root().join(".ci/run")).expect("there is a .ci/run");
    for command in commands.iter().flat_map(|block| block.lines()) {
        if command.starts_with("cargo test") {
            assert!(ci.lines().any(|line| line == command), "{command}");
            continue;
        }
        let output = Command::new("sh")
            .args(["-c", command])
            .current_dir(root())
            .output()
            .expect("there is a shell");
        let (_, code) = command.split_once("# exits with ").unwrap_or(("", "0"));
        let code = code.parse().expect("a number");
        assert_eq!(output.status.code(), Some(code), "{command}\n{output:?}");
        assert!(!output.stdout.is_empty(), "{command}");
        printed.push(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let shown = blocks(&readme(), "text");
    let shown = shown.iter().filter(|block| !block.starts_with("error: "));
    for output in shown.clone() {
        assert!(printed.contains(output), "{output}");
    }
    assert_eq!(shown.count(), 1);
}

#[test]
fn the_settings_are_right() {
    let settings = blocks(&readme(), "toml");
    for text in &settings {
        let (settings, findings) = read_settings(text);
        assert!(settings.is_some(), "{text}\n{findings:?}");
    }
    assert_eq!(settings.len(), 1);
}

/// The error messages are ones that a test of `policy-eval` gets from the compiler.
#[test]
fn the_error_messages_are_real() {
    let messages = root().join("policy-eval/tests/downstream/message/messages.txt");
    let messages = fs::read_to_string(messages).expect("the messages are in the repository");
    let readme = readme();
    let shown = blocks(&readme, "text");
    let errors = shown.iter().filter(|block| block.starts_with("error: "));
    for error in errors.clone() {
        assert!(messages.contains(error.as_str()), "{error}");
    }
    assert_eq!(errors.count(), 4);
}

/// The figures are those of the last run of the benchmark.
#[test]
fn the_figures_are_measured() {
    fn cells(line: &str) -> Vec<&str> {
        let inner = line.trim().trim_matches('|');
        inner.split('|').map(str::trim).collect()
    }
    let results = root().join("bench/RESULTS.md");
    let results = fs::read_to_string(results).expect("the results are in the repository");
    let readme = readme();
    let rows = readme
        .lines()
        .skip_while(|line| !line.starts_with("| decided by"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let mut n_rows = 0;
    for row in rows.map(cells) {
        let mut measured = results.lines().map(cells).filter(|of| of[0] == row[0]);
        // The first table has the whole mix: name, version, ns, ratio, instructions, allocations.
        let measured = measured.next().expect("a row of RESULTS.md");
        assert_eq!(
            row,
            [
                measured[0],
                measured[1],
                measured[2],
                measured[4],
                measured[5]
            ]
        );
        n_rows += 1;
    }
    assert!(n_rows > 5, "{n_rows}");
}
