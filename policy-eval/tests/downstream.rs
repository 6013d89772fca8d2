//! Small crates that use `policy-eval` as people do: each directory of `downstream/` is one.
//!
//! They are copied below the target directory, so that nothing is written beside the
//! sources, and share what they build. `Cargo.lock` is that of this workspace: no network
//! is needed. Most have a policy that the compiler warns of, `tasks.json` with an empty `Sid`, since
//! a warning has to stand wherever a policy does.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "downstream/cargo.rs"]
mod cargo;

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Once;

use cargo::{fails, succeeds, warns};

#[test]
fn the_dependency_may_be_renamed() {
    run("renamed");
}

#[test]
fn nothing_of_the_prelude_is_needed() {
    run("no-implicit-prelude");
}

#[test]
fn the_standard_library_is_not_needed() {
    assert_warned_once("no-std");
}

/// Warnings are errors in that crate, and what its policies are warned of is not.
#[test]
fn expansions_are_quiet_under_every_lint() {
    let has_clippy = cargo_in("strict")
        .args(["clippy", "--version"])
        .output()
        .is_ok_and(|output| output.status.success());
    let check = if has_clippy { "clippy" } else { "check" };
    let messages = warns(cargo_in("strict").args([check, "--quiet"]));
    let mut warnings = messages.lines().filter(|line| line.starts_with("warning"));
    assert!(
        warnings.all(|line| line.ends_with("EMPTY_SID_VALUE`: the `Sid` is empty")),
        "{messages}"
    );
    assert!(!messages.is_empty());
}

#[test]
fn the_macros_stand_wherever_an_expression_does() {
    run("every-place");
}

#[test]
fn older_editions_will_do() {
    run("edition-2018");
    run("edition-2021");
}

#[test]
fn another_crate_may_give_them_another_name() {
    run("house-program");
}

#[test]
fn examples_in_documentation_find_their_files() {
    succeeds(cargo_in("doctest-2021").arg("test"));
    succeeds(cargo_in("doctest-2024").arg("test"));
}

#[test]
fn settings_hold_for_every_macro() {
    run("settings");
}

/// The tests of `ui.rs` cannot see lines and columns of the documents.
#[test]
fn messages_say_the_exact_place() {
    let mut cargo = cargo_in("message");
    cargo::write_if_new(
        &cargo::scratch().join("downstream").join(WITHDRAWN),
        include_str!(
            "../../policy-catalog/policies/managed/AmazonEC2ContainerServiceFullAccess.json"
        ),
    );
    let messages = fails(cargo.args(["check", "--quiet"]));
    assert_is_in(&messages, "message/messages.txt");
}

/// Warnings are errors in that crate, too.
#[test]
fn warnings_are_shown_and_stop_nothing() {
    let messages = warns(cargo_in("warnings").args(["check", "--quiet"]));
    assert_is_in(&messages, "warnings/messages.txt");
    let by_flag = ["rustc", "--quiet", "--", "-Dwarnings"];
    assert_eq!(warns(cargo_in("warnings").args(by_flag)), messages);
    let denied = ["check", "--quiet", "--features", "denied"];
    let messages = fails(cargo_in("warnings").args(denied));
    let errors = messages.split("\n\n");
    let errors: Vec<_> = errors.filter(|text| text.starts_with("error")).collect();
    assert_is_in(&errors.join("\n\n"), "warnings/denied.txt");
}

/// Cargo builds the crates of a registry so.
#[test]
fn dependencies_do_not_warn() {
    let mut cargo = cargo_in("warnings");
    let messages = warns(cargo.args(["rustc", "--quiet", "--", "--cap-lints=allow"]));
    assert_eq!(messages, "");
}

/// A crate that lets nobody choose a level is built all the same.
#[test]
fn crates_that_forbid_warnings_are_warned() {
    let mut cargo = cargo_in("warnings");
    let messages = warns(cargo.args(["rustc", "--quiet", "--", "-Fwarnings"]));
    assert!(messages.contains("EMPTY_SID_VALUE"), "{messages}");
}

/// One message for each mistake, however many macros read the file. `ui.rs` has no crate with
/// settings.
#[test]
fn mistakes_of_settings_are_said_once() {
    let mut cargo = cargo_in("broken-settings");
    cargo.args(["check", "--quiet"]);
    let settings = cargo::scratch().join("downstream/broken-settings/policy.toml");
    for name in ["mistakes", "services", "syntax"] {
        let original = directory().join(format!("broken-settings/settings/{name}.toml"));
        let text = fs::read_to_string(original).expect("the file is there");
        cargo::write_if_new(&settings, &text);
        let messages = fails(&mut cargo);
        assert_is_in(&messages, &format!("broken-settings/settings/{name}.txt"));
    }
    let mut is_said_once = |message: &str| {
        let messages = fails(&mut cargo);
        assert_eq!(messages.matches("error: `").count(), 1, "{messages}");
        assert!(messages.contains(message), "{messages}");
    };
    fs::write(&settings, b"services = [] # \xff").expect("the file can be written");
    is_said_once("error: `policy.toml` is not UTF-8");
    fs::remove_file(&settings).expect("the file can be removed");
    fs::create_dir(&settings).expect("the directory can be made");
    is_said_once("error: `policy.toml` is a directory; write the path of a file");
    fs::remove_dir(&settings).expect("the directory can be removed");
    // It is there, so that its crate does not count as one without settings.
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere.toml", &settings).expect("the link can be made");
        is_said_once("error: `policy.toml` is a link to a file that does not exist");
        fs::remove_file(&settings).expect("the link can be removed");
    }
}

/// What a `const fn` refuses. The compiler adds lines of its own sources where they are
/// installed, so these are not in `ui/`.
#[test]
fn constants_are_checked() {
    let messages = fails(cargo_in("constants").args(["check", "--quiet"]));
    for (message, line) in [
        (
            "a request asks for one action; wildcards belong into policies",
            5,
        ),
        ("a context key has the form `prefix:name`", 6),
        ("an account number has twelve digits", 7),
        ("the context has a key twice; keys compare without case", 10),
        ("`ROBOT` allows `ecs:RunTask`, whatever the request", 22),
        (
            "`ROBOT` denies `ecs:DeleteCluster`, whatever the request",
            23,
        ),
        (
            "`ROBOT` does not deny `iam:PassRole`, whatever the request",
            24,
        ),
        (
            "whether `ROBOT` allows `s3:GetObject` depends on the request; to ask about one, name the file of the policy instead, or write the document in place",
            25,
        ),
    ] {
        let error = format!("error[E0080]: evaluation panicked: {message}\n");
        let (_, rest) = messages.split_once(&error).expect(&messages);
        let place = format!("--> src/main.rs:{line}:");
        assert!(rest.trim_start().starts_with(&place), "{rest}");
    }
    assert!(messages.contains("due to 8 previous errors"), "{messages}");
}

/// Files that are too large to lie about here.
#[test]
fn limits_are_said_once() {
    let mut cargo = cargo_in("limits");
    let directory = cargo::scratch().join("downstream/limits/src");
    let unnamed: Vec<_> = (0..150).map(|n| format!("\"Action{n}\"")).collect();
    let statement = |actions: &str| format!(r#"{{"Effect": "Allow", "Resource": "*", {actions}}}"#);
    let unnamed = vec![statement(&format!("\"Action\": [{}]", unnamed.join(", ")))];
    let apart: Vec<_> = (0..2_100)
        .map(|n| statement(&format!("\"NotAction\": \"s{n}:A\"")))
        .collect();
    for (name, statements) in [("mistakes", unnamed), ("work", apart)] {
        let document = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#,
            statements.join(", ")
        );
        cargo::write_if_new(&directory.join(name).with_extension("json"), &document);
    }
    cargo::write_if_new(
        &directory.join("bytes.json"),
        &" ".repeat(policy_compiler::MAX_BYTES + 1),
    );
    let messages = fails(cargo.args(["check", "--quiet"]));
    assert_eq!(messages.matches("names no service").count(), 100);
    for message in [
        "error: 50 more mistakes in `src/mistakes.json`\n --> src/main.rs:3:",
        "error: the policy has too many services and statements to work out what each action means",
        "error: `src/bytes.json` has 1048577 bytes; a policy of more than 1048576 is not read",
        "due to 103 previous errors",
    ] {
        assert!(messages.contains(message), "{messages}");
    }
}

/// Checks that a file of `downstream/` has these messages, or writes them down.
#[track_caller]
fn assert_is_in(messages: &str, file: &str) {
    let file = directory().join(file);
    if std::env::var_os("TRYBUILD").is_some_and(|value| value == "overwrite") {
        fs::write(file, messages).expect("the file can be written");
        return;
    }
    let expected = fs::read_to_string(file).expect("the file is there");
    assert!(messages == expected, "{messages}");
}

/// Runs a crate whose policies are warned of.
fn run(name: &str) {
    assert_warned_once(name);
    succeeds(cargo_in(name).arg("run"));
}

/// Builds a crate twice: each warning is shown once, and again where there is nothing to compile.
fn assert_warned_once(name: &str) {
    let build = || warns(cargo_in(name).args(["build", "--quiet"]));
    let messages = build();
    let mut seen = HashSet::new();
    for warning in messages.trim_end().split("\n\n") {
        assert!(
            warning.starts_with("warning: use of deprecated constant `"),
            "{messages}"
        );
        assert!(seen.insert(warning), "{warning}");
    }
    assert_eq!(build(), messages);
}

fn cargo_in(name: &str) -> Command {
    static COPY: Once = Once::new();
    let copy = cargo::scratch().join("downstream");
    COPY.call_once(|| mirror(directory(), &copy));
    cargo::cargo_in(&copy.join(name))
}

fn directory() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/downstream"))
}

/// The policy of AWS that one of the messages is about.
const WITHDRAWN: &str = "message/policies/AmazonEC2ContainerServiceFullAccess.json";

/// Whether a test writes it, perhaps this very moment.
fn is_generated(path: &Path) -> bool {
    let directory = path.parent();
    directory.is_some_and(|directory| directory.ends_with("limits/src"))
        || path.ends_with(WITHDRAWN)
}

/// Makes `copy` what `original` is, and touches nothing that is so already.
fn mirror(original: &Path, copy: &Path) {
    fs::create_dir_all(copy).expect("the copy can be written");
    for name in names(copy) {
        let path = copy.join(&name);
        if original.join(&name).exists() || name == "Cargo.lock" || is_generated(&path) {
            continue;
        }
        if path.is_dir() {
            fs::remove_dir_all(path).expect("a stale directory can be removed");
        } else {
            fs::remove_file(path).expect("a stale file can be removed");
        }
    }
    for name in names(original) {
        let (from, to) = (original.join(&name), copy.join(&name));
        if from.is_dir() {
            mirror(&from, &to);
            continue;
        }
        let mut text = fs::read_to_string(from).expect("the sources are text");
        if name == "Cargo.toml" {
            let path = format!("path = '{}'", env!("CARGO_MANIFEST_DIR"));
            text = text.replace(r#"path = "../../..""#, &path);
        }
        cargo::write_if_new(&to, &text);
    }
}

fn names(directory: &Path) -> Vec<OsString> {
    let entries = fs::read_dir(directory).expect("the directory can be read");
    entries
        .map(|entry| entry.expect("an entry").file_name())
        .collect()
}
