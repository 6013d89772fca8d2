//! What is found in the managed policies of AWS, all of them (data/README.md).

mod named;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use policy_compiler::{Code, Finding, Findings, Issue, read};
use policy_core::PolicyType::Identity;

use crate::{options, tables};

const SNAPSHOT: &str = include_str!("data/managed.tsv");

/// How findings are called: here, and by AWS, if it has a name.
type Name = (Code, Option<Issue>);

/// What the snapshot says.
struct Snapshot {
    /// How many policies there are, without findings, too.
    n_current: usize,
    /// The day on which AWS last changed one of them.
    newest: &'static str,
    current: Vec<Policy>,
    withdrawn: Vec<Policy>,
}

/// A policy, and how often what is found in it.
struct Policy {
    name: &'static str,
    found: BTreeMap<Name, usize>,
}

impl Policy {
    fn has(&self, issue: Issue) -> bool {
        self.found.keys().any(|(_, of)| *of == Some(issue))
    }
}

fn snapshot() -> Snapshot {
    let head = |name: &str| {
        let start = format!("# {name}: ");
        let mut lines = SNAPSHOT.lines();
        let value = lines.find_map(|line| line.strip_prefix(start.as_str()));
        value.expect("a line of the head")
    };
    let policies = |state: &str| {
        let lines = SNAPSHOT.lines().filter(|line| !line.starts_with('#'));
        let rows = lines.map(|line| {
            let mut fields = line.splitn(3, '\t');
            [(); 3].map(|()| fields.next().expect("three fields"))
        });
        let rows = rows.filter(|[_, of, _]| *of == state);
        rows.map(|[name, _, found]| Policy {
            name,
            found: found.split(' ').map(entry).collect(),
        })
        .collect()
    };
    Snapshot {
        n_current: head("current").parse().expect("a number"),
        newest: head("newest"),
        current: policies("current"),
        withdrawn: policies("withdrawn"),
    }
}

/// `code`, `code/ISSUE` where AWS has several names for it, and `*N` where there are several.
fn entry(text: &str) -> (Name, usize) {
    let (text, count) = text.split_once('*').unwrap_or((text, "1"));
    let (code, issue) = text.split_once('/').unwrap_or((text, ""));
    let code = Code::parse(code).expect("a code");
    let issue = Issue::parse(issue).or(code.issue());
    ((code, issue), count.parse().expect("a number"))
}

fn written(findings: &Findings) -> String {
    let mut counts = BTreeMap::<_, usize>::new();
    for finding in findings {
        *counts.entry(called(finding)).or_default() += 1;
    }
    let entries = counts.iter().map(|(name, count)| match count {
        1 => name.clone(),
        _ => format!("{name}*{count}"),
    });
    entries.collect::<Vec<_>>().join(" ")
}

fn called(finding: &Finding) -> String {
    let code = finding.code();
    match finding.issue().filter(|_| code.issue() != finding.issue()) {
        Some(issue) => format!("{}/{}", code.as_str(), issue.as_str()),
        None => code.as_str().to_owned(),
    }
}

/// Compares `data/managed.tsv` with what is found in the documents of the folder that
/// `MANAGED_POLICIES` names, of the policies that `MANAGED_INDEX` lists; with `UPDATE=1`, writes it.
/// Prints how long it takes.
#[test]
#[ignore = "needs the documents; see data/README.md"]
fn managed_snapshot_is_current() {
    let folder = env::var("MANAGED_POLICIES").expect("`MANAGED_POLICIES` names a folder");
    let index = env::var("MANAGED_INDEX").expect("`MANAGED_INDEX` names a file");
    let index = fs::read_to_string(index).expect("an index");
    let index: serde_json::Value = serde_json::from_str(&index).expect("JSON");
    let mut listed = index["policies"].as_array().expect("an array").clone();
    listed.sort_by_key(|policy| policy["name"].to_string());

    let options = options(Identity);
    let mut times = Vec::new();
    let (mut n_withdrawn, mut newest) = (0, "");
    let mut rows = String::new();
    for policy in &listed {
        let name = policy["name"].as_str().expect("a name");
        if policy["noDocument"] == true {
            continue;
        }
        let path = Path::new(&folder).join(format!("{name}.json"));
        let text = fs::read_to_string(path).expect("a document");
        let start = Instant::now();
        let (_, findings) = read(&text, &options);
        let time = start.elapsed();
        assert!(!findings.has_errors(), "{name}: {findings:?}");
        let state = if policy["deprecated"] == true {
            n_withdrawn += 1;
            "withdrawn"
        } else {
            times.push((time, name));
            newest = newest.max(policy["updateDate"].as_str().expect("a date"));
            "current"
        };
        if !findings.is_empty() {
            writeln!(rows, "{name}\t{state}\t{}", written(&findings)).expect("memory");
        }
    }
    print_times(&mut times);
    let n_current = times.len();
    let newest = newest.get(..10).expect("a day");
    let head = format!(
        "# What is found in the managed policies of AWS: policy, state, findings.\n\
         # Written by the test `managed_snapshot_is_current`.\n\
         # current: {n_current}\n# withdrawn: {n_withdrawn}\n# newest: {newest}\n"
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks/data/managed.tsv");
    let written = head + &rows;
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &written).expect("a file that can be written");
    }
    let expected = fs::read_to_string(&path).expect("the snapshot");
    assert!(written == expected, "UPDATE=1 writes the difference");
}

fn print_times(times: &mut [(Duration, &str)]) {
    times.sort();
    let at = |part: usize| times.get(times.len() * part / 100).expect("a time").0;
    let (slowest, name) = times.last().expect("a time");
    let total: Duration = times.iter().map(|(time, _)| *time).sum();
    println!(
        "{} policies: {total:.2?} in all; median {:.2?}, 99 of 100 within {:.2?}, slowest {slowest:.2?} ({name})",
        times.len(),
        at(50),
        at(99),
    );
}

#[test]
fn findings_are_counted() {
    let Snapshot {
        n_current,
        newest,
        current,
        withdrawn,
    } = snapshot();
    assert_eq!(n_current, 1582);
    let mut table = format!(
        "{n_current} policies, the last of them changed on {newest}; {} have findings, and {} have some that are denied\n\
         unless somebody chooses another level.\n\n\
         | lint | AWS's code | AWS's finding type | findings | policies | among them |\n\
         |---|---|---|---|---|---|\n",
        current.len(),
        current
            .iter()
            .filter(|policy| tables::is_denied(policy.found.keys()))
            .count(),
    );
    let names: BTreeSet<Name> = current
        .iter()
        .flat_map(|policy| policy.found.keys())
        .copied()
        .collect();
    let mut rows: Vec<_> = names.iter().map(|name| row(*name, &current)).collect();
    rows.sort_by(|one, other| other.cmp(one));
    for (_, row) in rows {
        table += &row;
    }
    let silent = Code::LINTS
        .iter()
        .filter(|code| names.iter().all(|(of, _)| of != *code));
    let mut silent: Vec<_> = silent.map(|code| format!("`{}`", code.as_str())).collect();
    silent.sort();
    writeln!(table, "\nNothing is found by {}.", silent.join(", ")).expect("memory");
    tables::compare("managed-policies.md", "counts", &table);
    tables::compare(
        "managed-policies.md",
        "named",
        &named::table(&current, &withdrawn),
    );
}

/// How often something is found, and the row that says so.
fn row((code, issue): Name, current: &[Policy]) -> (usize, String) {
    const MOST_EXAMPLES: usize = 3;
    let of_policy = |policy: &Policy| policy.found.get(&(code, issue)).copied();
    let with: Vec<_> = current
        .iter()
        .filter_map(|policy| Some((of_policy(policy)?, policy.name)))
        .collect();
    let findings: usize = with.iter().map(|(count, _)| count).sum();
    let named: Vec<_> = named::of(issue)
        .filter(|name| with.iter().any(|(_, of)| of == name))
        .collect();
    let mut others = with.clone();
    others.sort_by_key(|(count, name)| (usize::MAX - count, *name));
    let others = others
        .iter()
        .map(|(_, name)| *name)
        .filter(|name| !named.contains(name));
    let n_others = MOST_EXAMPLES.saturating_sub(named.len());
    let examples = named.iter().map(|name| format!("**{name}**"));
    let examples = examples.chain(others.take(n_others).map(str::to_owned));
    let examples: Vec<_> = examples.collect();
    let (aws, finding_type) = match issue {
        None => ("–".to_owned(), format!("*{}*", tables::counts_as(code))),
        Some(issue) if issue.as_str().eq_ignore_ascii_case(code.as_str()) => {
            ("the same".to_owned(), format!("`{}`", issue.finding_type()))
        }
        Some(issue) => (
            format!("`{}`", issue.as_str()),
            format!("`{}`", issue.finding_type()),
        ),
    };
    let row = format!(
        "| `{}` | {aws} | {finding_type} | {findings} | {} | {} |\n",
        code.as_str(),
        with.len(),
        examples.join(", ")
    );
    (findings, row)
}
