//! Mistakes as users make them, and what the compiler says: one file of `ui/` for each.
//!
//! `TRYBUILD=overwrite` writes the messages down anew; read the difference. Lines and
//! columns of the documents are left out of them; `downstream/message` has some.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;

use policy_compiler::Code;

#[test]
fn every_mistake_has_its_message() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}

/// Each code that can stop a build has a mistake here.
#[test]
fn every_code_is_made() {
    let ui = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ui");
    // Mistakes of `policy.toml` need a crate of their own; `downstream.rs` builds it.
    let settings = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/downstream/broken-settings/settings"
    );
    let messages = messages(ui, "stderr") + &messages(settings, "txt");
    let missing: BTreeSet<_> = Code::ALL
        .iter()
        .filter(|code| !WARNINGS.contains(code) && code.check_rule().is_none())
        .map(|code| code.as_str())
        .filter(|code| !messages.contains(&format!("= note: code `{code}`, rule ")))
        .collect();
    assert_eq!(missing, BTreeSet::new());
}

/// What stops nothing unless somebody says so (G-26). The checks have their tests in
/// `policy-compiler`.
const WARNINGS: [Code; 9] = [
    Code::VersionAbsent,
    Code::MissingResource,
    Code::TooLarge,
    Code::OpenTrust,
    Code::WildcardPartition,
    Code::WildcardService,
    Code::OddAccountField,
    Code::IfExistsWithoutEffect,
    Code::ForAllValuesAllow,
];

/// What the files of a directory with this extension say.
fn messages(directory: &str, extension: &str) -> String {
    let entries = fs::read_dir(directory).expect("the directory is there");
    entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension() == Some(extension.as_ref()))
        .map(|path| fs::read_to_string(path).expect("messages are text"))
        .collect()
}
