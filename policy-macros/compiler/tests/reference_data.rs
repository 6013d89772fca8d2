//! The data set in `reference/`: whole, in order, and the same as what was built from it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

const FILES_RS: &str = include_str!("../src/reference/files.rs");

#[test]
fn every_file_has_its_fingerprint() {
    let lines = data_files().into_iter().map(|path| {
        let digest = Sha256::digest(read(&format!("reference/{path}")));
        format!("{}  {path}\n", hexadecimal(&digest))
    });
    let fingerprints: String = lines.collect();
    let help = "after a change by hand, run `reference/refresh`";
    assert_eq!(fingerprints, read("reference/FINGERPRINTS"), "{help}");
}

#[test]
fn nothing_is_missing() {
    let services = services();
    let count = |list: &str| -> usize { services.values().map(|one| items(one, list).len()).sum() };
    assert_eq!(services.len(), 456);
    assert_eq!(count("actions"), 22_091);
    assert_eq!(count("resources"), 2_334);
    assert_eq!(count("conditionKeys"), 1_583);
    assert_eq!(
        items(&json("reference/global.json"), "conditionKeys").len(),
        61
    );
    assert_eq!(members("reference/newer.json").len(), 315);
    assert_eq!(members("reference/retired.json").len(), 616);
}

#[test]
fn everything_is_sorted_and_there_once() {
    for (prefix, service) in &services() {
        assert_eq!(service["service"], prefix.as_str());
        for (list, name) in [
            ("actions", "name"),
            ("resources", "name"),
            ("conditionKeys", "key"),
        ] {
            let items = items(service, list);
            let names: Vec<&str> = items.iter().map(|item| text(&item[name])).collect();
            assert_sorted(&format!("{prefix}: {list}"), &names);
            assert_names_differ(&format!("{prefix}: {list}"), &names);
            for item in items {
                for list in ["resources", "conditionKeys", "dependent"] {
                    assert_sorted(&format!("{prefix}: {item}"), &texts(item, list));
                }
            }
        }
    }
    for list in ["reference/newer.json", "reference/retired.json"] {
        // serde_json sorts the members, so their order is looked at in the text.
        let lines = read(list);
        let names: Vec<&str> = lines
            .lines()
            .filter_map(|line| line.split('"').nth(1))
            .collect();
        assert_sorted(list, &names);
        assert_names_differ(list, &names);
    }
    let global = json("reference/global.json");
    let global: Vec<&str> = items(&global, "conditionKeys")
        .iter()
        .map(|key| text(&key["key"]))
        .collect();
    assert_sorted("global.json", &global);
    assert_names_differ("global.json", &global);
}

#[test]
fn what_actions_refer_to_is_there() {
    for (prefix, service) in &services() {
        let resources: BTreeSet<&str> = items(service, "resources")
            .iter()
            .map(|resource| text(&resource["name"]))
            .collect();
        let keys: BTreeSet<&str> = items(service, "conditionKeys")
            .iter()
            .map(|key| text(&key["key"]))
            .collect();
        for action in items(service, "actions") {
            for resource in texts(action, "resources") {
                let name = resource.strip_suffix('*').unwrap_or(resource);
                assert!(resources.contains(name), "{prefix}: {name} of {action}");
            }
        }
        let global = json("reference/global.json");
        let global: BTreeSet<&str> = items(&global, "conditionKeys")
            .iter()
            .map(|key| text(&key["key"]))
            .collect();
        for entry in items(service, "actions")
            .iter()
            .chain(items(service, "resources"))
        {
            for key in texts(entry, "conditionKeys") {
                let known = keys.contains(key) || global.contains(key);
                assert!(known, "{prefix}: {key} of {entry}");
            }
        }
    }
}

#[test]
fn newer_and_retired_names_are_not_in_the_services() {
    let services = services();
    let known: BTreeSet<String> = services
        .iter()
        .flat_map(|(prefix, service)| {
            let actions = items(service, "actions").iter();
            actions.map(move |action| format!("{prefix}:{}", text(&action["name"])).to_lowercase())
        })
        .collect();
    for list in ["reference/newer.json", "reference/retired.json"] {
        for name in members(list) {
            assert!(!known.contains(&name.to_lowercase()), "{list}: {name}");
        }
    }
}

#[test]
fn files_rs_embeds_exactly_the_service_files() {
    let table = between("SERVICES: [Embedded; 456] = [", "\n];");
    let literals: Vec<&str> = table.split('"').skip(1).step_by(2).collect();
    let embedded: Vec<(&str, &str)> = literals
        .chunks(2)
        .map(|literals| (literals[0], literals[1]))
        .collect();
    let services = services();
    let paths = services
        .keys()
        .map(|prefix| format!("../../reference/services/{prefix}.json"));
    let paths: Vec<String> = paths.collect();
    let expected = services
        .keys()
        .map(String::as_str)
        .zip(paths.iter().map(String::as_str));
    assert_eq!(embedded, expected.collect::<Vec<_>>());
}

#[test]
fn files_rs_has_the_date_of_the_data_set() {
    let sources = json("reference/sources.json");
    assert_eq!(policy_compiler::DATE, text(&sources["set"]["date"]));
}

#[test]
fn files_rs_tells_where_other_keys_are() {
    let services = services();
    let mut expected: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (prefix, service) in &services {
        for key in items(service, "conditionKeys") {
            let (of_key, _) = text(&key["key"]).split_once(':').unwrap();
            if of_key != prefix {
                expected.entry(of_key).or_default().insert(prefix);
            }
        }
    }
    assert_table("KEYS_ELSEWHERE", &expected);
}

#[test]
fn files_rs_tells_where_other_arns_are() {
    let services = services();
    let mut expected: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (prefix, service) in &services {
        for resource in items(service, "resources") {
            let further = texts(resource, "altArns");
            for arn in further.into_iter().chain([text(&resource["arn"])]) {
                let of_arn = arn.split(':').nth(2).unwrap();
                if of_arn != prefix {
                    expected.entry(of_arn).or_default().insert(prefix);
                }
            }
        }
    }
    assert_table("ARNS_ELSEWHERE", &expected);
}

#[test]
fn the_list_of_multi_valued_keys_agrees() {
    let tsv = read("data/multi_valued_keys.tsv");
    let lines = tsv.lines().filter(|line| !line.starts_with('#'));
    let listed: BTreeSet<String> = lines.map(str::to_owned).collect();
    let services = services();
    let global = json("reference/global.json");
    let keys = services
        .values()
        .chain([&global])
        .flat_map(|one| items(one, "conditionKeys"));
    let multi = keys.filter(|key| key["multi"] == true);
    let mut expected: BTreeSet<String> = multi
        .map(|key| format!("{}\tArrayOf{}", text(&key["key"]), text(&key["type"])))
        .collect();
    // A single value in a session, but a list in the requests of q and qbusiness.
    expected.insert("identitystore:UserId\tArrayOfString".to_owned());
    assert_eq!(listed, expected);
}

#[test]
fn the_list_of_regions_is_sorted_and_tells_its_source() {
    let tsv = read("data/regions.tsv");
    let sources = json("reference/sources.json");
    let source = &sources["sdk"];
    let [date, version] = ["date", "version"].map(|member| text(&source[member]));
    assert!(tsv.contains(&format!("as of {date}.")), "{date}");
    assert!(tsv.contains(&format!("# {version}, ")), "{version}");
    let rows = tsv.lines().filter(|line| !line.starts_with('#'));
    let regions: Vec<&str> = rows.map(|row| row.split_once('\t').unwrap().0).collect();
    assert_sorted("regions.tsv", &regions);
    assert_names_differ("regions.tsv", &regions);
}

fn assert_sorted(what: &str, names: &[&str]) {
    assert!(names.is_sorted(), "{what} is not sorted: {names:?}");
}

/// Letter case does not tell names apart.
fn assert_names_differ(what: &str, names: &[&str]) {
    let different: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(different.len(), names.len(), "{what} has a name twice");
}

fn assert_table(name: &str, expected: &BTreeMap<&str, BTreeSet<&str>>) {
    // But for its brackets and last commas, the Rust of a table is JSON.
    let rust: String = between(&format!("{name}: &[(&str, &[&str])] = &"), ";\n")
        .split_whitespace()
        .collect::<String>()
        .replace("&[", "[")
        .replace('(', "[")
        .replace(')', "]")
        .replace(",]", "]");
    let table: Vec<(String, Vec<String>)> = serde_json::from_str(&rust).unwrap();
    let expected: Vec<(String, Vec<String>)> = expected
        .iter()
        .map(|(key, prefixes)| {
            let prefixes = prefixes.iter().map(|&prefix| prefix.to_owned());
            ((*key).to_owned(), prefixes.collect())
        })
        .collect();
    assert_eq!(table, expected);
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    let digits = digits.filter_map(|digit| char::from_digit(digit.into(), 16));
    digits.collect()
}

fn between(start: &str, end: &str) -> &'static str {
    let (_, rest) = FILES_RS.split_once(start).expect(start);
    rest.split_once(end).expect(end).0
}

fn services() -> BTreeMap<String, Value> {
    data_files()
        .into_iter()
        .filter_map(|path| {
            let prefix = path.strip_prefix("services/")?.strip_suffix(".json")?;
            Some((prefix.to_owned(), json(&format!("reference/{path}"))))
        })
        .collect()
}

/// The paths of the JSON files of the data set, sorted.
fn data_files() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("reference");
    let mut paths = BTreeSet::new();
    for folder in ["", "services/"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if Path::new(&name)
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                paths.insert(format!("{folder}{name}"));
            }
        }
    }
    paths
}

fn members(path: &str) -> Vec<String> {
    json(path).as_object().unwrap().keys().cloned().collect()
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn items<'a>(entry: &'a Value, list: &str) -> &'a [Value] {
    entry.get(list).map_or(&[], |list| list.as_array().unwrap())
}

fn texts<'a>(entry: &'a Value, list: &str) -> Vec<&'a str> {
    items(entry, list).iter().map(text).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
