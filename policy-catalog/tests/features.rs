//! The features, the modules and the data set agree. With `UPDATE=1` in the environment this
//! test writes `Cargo.toml` and `src/services.rs` anew.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "support/documents.rs"]
mod documents;

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

use documents::action_entries;
use policy_catalog::managed;
use policy_compiler::prefixes;

#[test]
fn each_service_has_a_feature() {
    let default = services_of_the_documents();
    let default = list(default.iter().map(String::as_str));
    let full = list(prefixes());
    let each: Vec<String> = prefixes()
        .map(|prefix| format!("{prefix} = []\n"))
        .collect();
    let each = each.concat();
    let features = format!("{DEFAULT}{default}{FULL}{full}{EACH}{each}");
    compare("Cargo.toml", "[features]\n", "\n[dependencies]", &features);
}

#[test]
fn each_service_has_a_module() {
    let rows: Vec<String> = prefixes()
        .map(|prefix| format!("            \"{prefix}\" {}\n", prefix.replace('-', "_")))
        .collect();
    compare(
        "src/services.rs",
        "\n        modules! {\n",
        "        }\n",
        &rows.concat(),
    );
}

const DEFAULT: &str = "\
# The services that the managed policies for Amazon ECS name.
default = ";

const FULL: &str = "\
# Every service: some 22,000 constants. For tools that do not know beforehand what they look up;
# costs some seconds of build time, and nothing in a program that uses ten of them.
full = ";

const EACH: &str = "\
# One for each service, called as AWS's prefix: its module of constants. For those who use it.
";

fn list<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let items: Vec<String> = items.map(|item| format!("    \"{item}\",\n")).collect();
    format!("[\n{}]\n", items.concat())
}

/// The prefixes of the actions that the documents name.
fn services_of_the_documents() -> BTreeSet<String> {
    let policies = managed::ALL.iter().map(|policy| policy.document());
    let trusts = managed::ALL_TRUST.iter().map(|trust| trust.document());
    let actions = policies.chain(trusts).flat_map(action_entries);
    let prefixes = actions.filter_map(|action| action.split_once(':'));
    prefixes.map(|(prefix, _)| prefix.to_owned()).collect()
}

/// Compares what lies between two texts of a file with what belongs there, or writes it there.
fn compare(file: &str, before: &str, after: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = fs::read_to_string(&path).expect(file);
    let (start, rest) = text.split_once(before).expect(before);
    let (found, end) = rest.split_once(after).expect(after);
    if found == expected {
        return;
    }
    assert!(
        env::var_os("UPDATE").is_some(),
        "{file} is not that of the data set; run this test with UPDATE=1"
    );
    fs::write(&path, [start, before, expected, after, end].concat()).expect(file);
}
