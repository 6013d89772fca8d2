//! Tables of the documentation that are made from those of the code.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use policy_compiler::{Code, FindingType, Issue, Level, Severity, read};

use crate::{FAMILIES, document};

/// A file of the documentation.
fn docs(name: &str) -> PathBuf {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs");
    PathBuf::from(folder).join(name)
}

/// Compares what stands between two marks of a file with what should; with `UPDATE=1`, writes it.
pub(crate) fn compare(file: &str, name: &str, expected: &str) {
    let path = docs(file);
    let text = fs::read_to_string(&path).expect("a file of the documentation");
    let (begin, end) = (format!("<!-- begin {name}"), format!("<!-- end {name}"));
    let (before, rest) = text.split_once(&begin).expect("a mark");
    let (head, rest) = rest.split_once("-->\n").expect("the end of a mark");
    let (written, after) = rest.split_once(&end).expect("a mark");
    if env::var_os("UPDATE").is_some() {
        let text = format!("{before}{begin}{head}-->\n{expected}{end}{after}");
        fs::write(&path, text).expect("a file that can be written");
    } else {
        assert!(
            written == expected,
            "`{name}` in docs/{file} is out of date; UPDATE=1 writes it"
        );
    }
}

#[test]
fn lints_are_listed() {
    let levels = levels();
    let mut codes = Code::LINTS.to_vec();
    codes.sort_by_key(|code| code.as_str());
    let mut table = String::from(
        "| lint | AWS's finding type | level | rule | what it says |\n|---|---|---|---|---|\n",
    );
    for code in codes {
        let (says, rule) = description(code);
        let levels = levels.get(&code).expect("a level");
        writeln!(
            table,
            "| `{}` | {} | {} | {rule} | {says} |",
            code.as_str(),
            types(code),
            levels.text
        )
        .expect("memory");
    }
    compare("checks.md", "lints", &table);
}

/// What a code stands for, and the rules that say more.
fn description(code: Code) -> (&'static str, &'static str) {
    let description = code.description().strip_suffix(").");
    let parts = description.and_then(|description| description.rsplit_once(" ("));
    let (says, rules) = parts.expect("a description that ends with rules");
    if let Some(rule) = code.check_rule() {
        assert_eq!(rules, rule, "{code:?}");
    }
    (says, rules)
}

/// How AWS calls what such findings are, or in italics what they count as here.
fn types(code: Code) -> String {
    let mut types: Vec<_> = code
        .issues()
        .iter()
        .map(|issue| issue.finding_type())
        .collect();
    types.sort();
    types.dedup();
    if types.is_empty() {
        return format!("*{}*", counts_as(code));
    }
    let names: Vec<_> = types.iter().map(|one| format!("`{one}`")).collect();
    names.join(", ")
}

/// The type of a code that AWS has no name for (K-1).
pub(crate) fn counts_as(code: Code) -> FindingType {
    let mut types = FindingType::ALL.into_iter();
    let own = types.find(|one| Code::of_type(*one).any(|other| other == code));
    own.unwrap_or(FindingType::Warning)
}

/// Whether one of these findings stops a build where nobody has chosen a level.
pub(crate) fn is_denied<'n>(mut names: impl Iterator<Item = &'n (Code, Option<Issue>)>) -> bool {
    let levels = levels();
    names.any(|(code, _)| levels.get(code).is_some_and(|levels| levels.text == "deny"))
}

/// The levels that a lint has where nobody has chosen one.
struct Levels {
    any: Vec<Level>,
    text: &'static str,
}

/// Lints with a level that depends on more than the code.
const SEVERAL: [(&str, &str); 4] = [
    ("missing_resource", "warn; deny by K-4"),
    ("odd_account_field", "deny"),
    (
        "restrict_access_to_service_principal",
        "deny; warn with a weaker key",
    ),
    ("too_large", "warn; deny in SCPs and RCPs"),
];

fn levels() -> BTreeMap<Code, Levels> {
    let of_language = levels_of_the_language();
    let all = Code::LINTS.iter().map(|code| {
        if let Some((_, text)) = SEVERAL.iter().find(|(name, _)| *name == code.as_str()) {
            let any = vec![Level::Deny, Level::Warn];
            return (*code, Levels { any, text });
        }
        let level = match of_language.get(code.as_str()) {
            Some(level) => *level,
            None => of_check(*code),
        };
        let (any, text) = (vec![level], level.as_str());
        (*code, Levels { any, text })
    });
    all.collect()
}

/// The level of a check, by its type and the exceptions of K-1.
fn of_check(code: Code) -> Level {
    assert!(code.check_rule().is_some(), "{code:?} is not in G-26");
    match code {
        Code::MissingDependentAction | Code::ScpSyntaxErrorActionWildcard => Level::Allow,
        Code::PrivilegeEscalation => Level::Warn,
        _ => match counts_as(code) {
            FindingType::Error | FindingType::SecurityWarning => Level::Deny,
            FindingType::Warning | FindingType::Suggestion => Level::Warn,
        },
    }
}

/// The levels of lints that G-26 lists: those of its table, and those about names.
fn levels_of_the_language() -> BTreeMap<String, Level> {
    let rules = fs::read_to_string(docs("semantics.md")).expect("the rules");
    let (_, rules) = rules.split_once("**G-26").expect("a rule");
    let mut levels = BTreeMap::new();
    let mut level = Level::Deny;
    for row in rules.lines().skip_while(|line| !line.starts_with('|')) {
        let Some(cell) = row.split('|').nth(4) else {
            break;
        };
        if cell.contains("**warning**") {
            level = Level::Warn;
        }
        levels.extend(lints_in(cell).map(|lint| (lint, level)));
    }
    let mut lines = rules.lines();
    let names = lines.find(|line| line.starts_with("With a reference there are"));
    levels.extend(lints_in(names.expect("names")).map(|lint| (lint, Level::Deny)));
    levels
}

fn lints_in(text: &str) -> impl Iterator<Item = String> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted
        .filter(|name| Code::parse(name).is_some_and(Code::is_lint))
        .map(str::to_owned)
}

#[test]
fn findings_have_the_levels_that_are_listed() {
    let levels = levels();
    for case in FAMILIES.iter().copied().flatten() {
        let text = document(case.text);
        for finding in &read(&text, &case.options()).1 {
            if let Severity::Lint(level) = finding.severity() {
                let listed = levels.get(&finding.code()).expect("a lint");
                assert!(listed.any.contains(&level), "{finding:?}");
            }
        }
    }
}
