//! Each rule number that code, tests and texts cite is defined in docs/semantics.md, docs/names.md
//! or docs/checks.md.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn cited_rules_exist() {
    let root = workspace();
    let texts = rule_texts();
    let rules = all_rules(&texts);
    let mut unknown = Vec::new();
    for path in cited_in(&root) {
        let text = read(&path);
        for (index, line) in text.lines().enumerate() {
            for rule in citations(&path, line).filter(|rule| !rules.contains_key(rule)) {
                let path = path.strip_prefix(&root).unwrap_or(&path).display();
                unknown.push(format!("{path}:{}: {rule}", index + 1));
            }
        }
    }
    assert!(
        unknown.is_empty(),
        "rules cited but not defined in {DOCUMENTS:?}:\n{}",
        unknown.join("\n")
    );
}

#[test]
fn rules_are_defined_once() {
    let texts = rule_texts();
    let rules = all_rules(&texts);
    let twice: Vec<_> = rules.iter().filter(|(_, lines)| lines.len() != 1).collect();
    assert!(
        twice.is_empty(),
        "rules defined on several lines: {twice:?}"
    );
    assert!(rules.len() > 200, "only {} rules found", rules.len());
}

#[test]
fn each_document_defines_its_own_letters() {
    let letters = ["GARPCVEQU", "NST", "K"];
    for ((name, text), letters) in rule_texts().iter().zip(letters) {
        for rule in defined_rules(text).keys() {
            assert!(rule.starts_with(|c| letters.contains(c)), "{name}: {rule}");
        }
    }
}

#[test]
fn references_inside_the_rules_exist() {
    let texts = rule_texts();
    let rules = all_rules(&texts);
    for (name, text) in &texts {
        for (index, line) in text.lines().enumerate() {
            for rule in rule_numbers(line) {
                assert!(rules.contains_key(rule), "{name}:{}: {rule}", index + 1);
            }
        }
    }
}

#[test]
fn only_whole_tokens_are_rule_numbers() {
    let found = |line| rule_numbers(line).collect::<Vec<_>>();
    assert_eq!(
        found("see R-7…R-11, V-11/V-12 (G-2). `E-39`"),
        ["R-7", "R-11", "V-11", "V-12", "G-2", "E-39"]
    );
    assert_eq!(found("case G-5.1 is one of G-5"), ["G-5", "G-5"]);
    assert!(found("UTF-8 SHA-256 E-mail U+00FF DT-01 X-G-1.1 1E-5 C-3PO A-1-b O-1").is_empty());
}

/// The documents that define rules.
const DOCUMENTS: [&str; 3] = ["docs/semantics.md", "docs/names.md", "docs/checks.md"];

fn rule_texts() -> Vec<(&'static str, String)> {
    let root = workspace();
    let texts = DOCUMENTS.map(|name| (name, read(&root.join(name))));
    texts.into()
}

/// The rules of all documents, each with the places that define it.
fn all_rules<'t>(texts: &'t [(&str, String)]) -> BTreeMap<&'t str, Vec<String>> {
    let mut rules = BTreeMap::<_, Vec<_>>::new();
    for (name, text) in texts {
        for (rule, lines) in defined_rules(text) {
            let places = lines.iter().map(|line| format!("{name}:{line}"));
            rules.entry(rule).or_default().extend(places);
        }
    }
    rules
}

/// The rule numbers that a line of this file cites.
///
/// Test data cite in their field `rule` only; their documents may say anything.
fn citations<'a>(path: &Path, line: &'a str) -> impl Iterator<Item = &'a str> {
    let is_data = path
        .extension()
        .is_some_and(|ending| ending == "json" || ending == "jsonl");
    let text = if is_data { rule_field(line) } else { line };
    rule_numbers(text)
}

/// The value of the field `rule`, or nothing.
fn rule_field(line: &str) -> &str {
    let Some((_, rest)) = line.split_once("\"rule\"") else {
        return "";
    };
    rest.split('"').nth(1).unwrap_or("")
}

/// The rules of the document, each with the lines that define it.
///
/// A rule is defined where its number begins bold text (`**G-1 …**`, `**V-11/V-12 …**`) or a row
/// of the table of undocumented points (`| U-1 |`).
fn defined_rules(text: &str) -> BTreeMap<&str, Vec<usize>> {
    let mut rules = BTreeMap::<_, Vec<_>>::new();
    for (index, line) in text.lines().enumerate() {
        let row = line
            .strip_prefix("| ")
            .into_iter()
            .filter(|row| row.starts_with("U-"));
        // Of the pieces between `**` every second one is bold.
        let bold = line.split("**").skip(1).step_by(2);
        for head in row
            .chain(bold)
            .filter_map(|text| text.split([' ', '.']).next())
        {
            for rule in rule_numbers(head) {
                rules.entry(rule).or_default().push(index + 1);
            }
        }
    }
    rules
}

/// The whole tokens of the form letter, hyphen, digits.
fn rule_numbers(text: &str) -> impl Iterator<Item = &str> {
    let joins = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    text.split(move |c| !joins(c)).filter(|token| {
        let mut chars = token.chars();
        let letter = chars.next().is_some_and(|c| "GARPCVEQUNSTK".contains(c));
        let digits = chars.as_str().strip_prefix('-').unwrap_or("");
        letter && !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
    })
}

/// The files whose citations are checked.
fn cited_in(root: &Path) -> Vec<PathBuf> {
    let data = root.join("policy-eval/tests/data");
    let mut files = files_below(root);
    files.retain(
        |path| match path.extension().and_then(|ending| ending.to_str()) {
            Some("rs") => true,
            Some("md") => !DOCUMENTS.iter().any(|name| path.ends_with(name)),
            Some("json" | "jsonl") => path.starts_with(&data),
            _ => false,
        },
    );
    assert!(
        files
            .iter()
            .any(|path| path.ends_with("tests/citations.rs")),
        "files are missing"
    );
    // This file speaks of numbers that are none.
    files.retain(|path| !path.ends_with("tests/citations.rs"));
    files
}

/// All files below a folder, sorted, without build output and hidden folders.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
        for entry in entries {
            let entry = entry.expect("an entry of a folder that can be read");
            let name = entry.file_name();
            let kind = entry.file_type().expect("the kind of an entry");
            if kind.is_file() {
                files.push(entry.path());
            } else if kind.is_dir()
                && name != "target"
                && !name.as_encoded_bytes().starts_with(b".")
            {
                folders.push(entry.path());
            }
        }
    }
    files.sort();
    files
}

fn workspace() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package
        .parent()
        .expect("the package lies in the workspace")
        .to_path_buf()
}

fn read(path: &Path) -> String {
    let bytes =
        fs::read(path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
    String::from_utf8_lossy(&bytes).into_owned()
}
