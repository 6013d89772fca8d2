//! What the managed policies of AWS name wrongly, all of them (data/README.md).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use policy_compiler::{Code, read};

use crate::{action, found, is_about_names, key, options};

const SNAPSHOT: &str = include_str!("data/managed.tsv");

/// A line of the snapshot.
struct Line<'a> {
    policy: &'a str,
    code: Code,
    name: &'a str,
}

fn lines() -> Vec<Line<'static>> {
    let lines = SNAPSHOT.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let fields: Vec<_> = line.split('\t').collect();
            let [policy, _statement, code, name] = fields[..] else {
                panic!("`{line}` has not four fields");
            };
            Line {
                policy,
                code: Code::parse(code).expect("a code"),
                name,
            }
        })
        .collect()
}

/// Compares `data/managed.tsv` with what the documents of the folder that `MANAGED_POLICIES` names
/// make of it; with `UPDATE=1`, writes it.
#[test]
#[ignore = "needs the documents; see data/README.md"]
fn snapshot_is_current() {
    let folder = env::var("MANAGED_POLICIES").expect("`MANAGED_POLICIES` names a folder");
    let current = env::var("MANAGED_INDEX").ok().map(|index| current(&index));
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    files.sort();
    let mut n_policies = 0;
    let mut snapshot = String::new();
    for file in files {
        let name = file.file_stem().and_then(|name| name.to_str());
        let name = name.expect("a name in UTF-8");
        if current
            .as_ref()
            .is_some_and(|current| !current.contains(name))
        {
            continue;
        }
        n_policies += 1;
        let text = fs::read_to_string(&file).expect("a text");
        let (document, findings) = read(&text, &options());
        let document = document.unwrap_or_else(|| panic!("{name} has errors: {findings:?}"));
        for finding in findings.iter().filter(|finding| is_about_names(finding)) {
            let place = finding.span().start;
            let mut statements = document.statements.iter();
            let statement = statements.position(|statement| place < statement.span.end);
            let statement = statement.expect("a statement");
            let code = finding.code().as_str();
            let entry = finding.span().text(&text).trim_matches('"');
            writeln!(snapshot, "{name}\t{statement}\t{code}\t{entry}").expect("memory");
        }
    }
    let head = format!(
        "# What {n_policies} managed policies of AWS name wrongly: policy, statement from 0, code, name.\n\
         # Written by the test `snapshot_is_current`.\n"
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/names/data/managed.tsv");
    let written = head + &snapshot;
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &written).expect("a file that can be written");
    }
    let expected = fs::read_to_string(&path).expect("the snapshot");
    assert!(written == expected, "UPDATE=1 writes the difference");
}

/// The policies that an index lists as neither deprecated nor without document.
fn current(index: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(index).expect("an index");
    let index: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let policies = index["policies"].as_array().expect("an array");
    policies
        .iter()
        .filter(|policy| policy["deprecated"] != true && policy["noDocument"] != true)
        .filter_map(|policy| policy["name"].as_str().map(str::to_owned))
        .collect()
}

#[test]
fn each_name_fires_alone() {
    let mut names = BTreeMap::new();
    for Line { code, name, .. } in lines() {
        let other = names.insert(name, code);
        assert!(
            other.is_none_or(|other| other == code),
            "{name} has two codes"
        );
    }
    for (name, code) in names {
        let text = match code {
            // What goes together depends on the whole statement.
            Code::UnsupportedKey | Code::UnsupportedResource => continue,
            Code::UnknownKey => key(name),
            _ => action(name),
        };
        assert_eq!(found(&text), [(code, format!("\"{name}\""))]);
    }
}

#[test]
fn counts() {
    let lines = lines();
    let of = |code: Code| lines.iter().filter(move |line| line.code == code);
    let has_wildcard = |line: &&Line<'_>| line.name.contains('*');
    let (patterns, names): (Vec<_>, Vec<_>) = of(Code::RetiredName).partition(has_wildcard);
    assert_eq!((names.len(), patterns.len()), (57, 21));
    assert_eq!(of(Code::UnknownAction).count(), 26);
    assert_eq!(of(Code::UnknownService).count(), 10);
    assert_eq!(of(Code::UnmatchedWildcard).count(), 0);
    assert_eq!(of(Code::NewerName).count(), 26);

    let wrong = lines.iter().filter(|line| {
        let codes = [Code::RetiredName, Code::UnknownAction, Code::UnknownService];
        codes.contains(&line.code)
    });
    // 20 policies have unknown or retired names; with the newer ones there are 140 entries.
    assert_eq!(wrong.clone().count(), 114);
    assert_eq!(114 + of(Code::NewerName).count(), 140);
    let wrong: BTreeSet<_> = wrong.map(|line| line.policy).collect();
    assert_eq!(wrong.len(), 20);
    let newer = of(Code::NewerName).map(|line| line.policy);
    let any: BTreeSet<_> = newer.chain(wrong.iter().copied()).collect();
    assert_eq!(any.len(), 22);

    let keys: BTreeSet<_> = of(Code::UnknownKey).map(|line| line.name).collect();
    let expected = [
        "aws:PrincipalOrgMasterAccountId",
        "deepracer:MultiUser",
        "deepracer:UserToken",
        "lakeformation:GlueARN",
    ];
    assert_eq!(keys, BTreeSet::from(expected));
    assert_eq!(of(Code::UnsupportedKey).count(), 0);
    assert_eq!(of(Code::UnsupportedResource).count(), 189);
}
