//! The rule for names, over all that AWS has.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use policy_compiler::{Reference, Service, prefixes};

use super::*;

#[test]
fn names_follow_the_rule() {
    for (name, expected) in [
        ("AmazonECS_FullAccess", "AMAZON_ECS_FULL_ACCESS"),
        ("RunTask", "RUN_TASK"),
        ("GetDownloadUrlForLayer", "GET_DOWNLOAD_URL_FOR_LAYER"),
        ("AWSServiceName", "AWS_SERVICE_NAME"),
        ("DescribeVPCs", "DESCRIBE_VP_CS"),
        ("ListS3Buckets", "LIST_S3_BUCKETS"),
        ("my policy (2)", "MY_POLICY_2"),
        ("2fa", "_2FA"),
    ] {
        assert_eq!(constant(name).expect(name), expected);
    }
    assert_eq!(
        module("application-autoscaling").expect("a name"),
        "application_autoscaling"
    );
    assert_eq!(module("static").expect("a name"), "static_");
    assert!(constant("…").is_none_or(|ident| ident == "_"));
    assert_eq!(part("Region").expect("a name"), "RegionPart");
    assert_eq!(part("clusterName").expect("a name"), "ClusterName");
    assert_eq!(key_words("sts", "saml:aud"), "saml:aud");
    assert_eq!(key_words("ecs", "ecs:task-cpu"), "task-cpu");
}

#[test]
fn equal_names_are_numbered_in_their_order() {
    let names = constants(["a-b", "aB", "c", "a.b", "a_b_2"]);
    let names: Vec<String> = names.iter().flatten().map(Ident::to_string).collect();
    assert_eq!(names, ["A_B", "A_B_2", "C", "A_B_3", "A_B_2_2"]);
}

#[test]
fn the_parts_of_an_arn_are_distinct() {
    for (placeholders, expected) in [
        (
            &["ClusterName", "TaskId"][..],
            &["ClusterName", "TaskId"][..],
        ),
        (&["Arn", "ArnPart"], &["ArnPart", "ArnPart2"]),
        (&["a-b", "a--b", "a-b2", "ab"], &["AB", "AB2", "AB22", "Ab"]),
        (
            &["Result", "Some", "None", "Option", "Self"],
            &["ResultPart", "SomePart", "NonePart", "OptionPart", "Self_"],
        ),
    ] {
        let types = parts(placeholders);
        let types: Vec<String> = types.iter().flatten().map(Ident::to_string).collect();
        assert_eq!(types, expected);
    }
}

#[test]
fn what_the_module_has_besides_is_numbered_as_well() {
    let names = actions(["RunTask", "Service", "SERVICE_"]);
    let names: Vec<String> = names.iter().flatten().map(Ident::to_string).collect();
    assert_eq!(names, ["RUN_TASK", "SERVICE_2", "SERVICE_3"]);
}

#[test]
fn each_name_of_a_module_is_legal_and_its_own() {
    let reference = Reference::aws();
    let mut counts = [0; 3];
    for prefix in prefixes() {
        let service = reference.service(prefix).expect(prefix);
        let [actions, keys, functions] = idents_of(service);
        for (idents, taken) in [
            (&actions, &["Action", "SERVICE"][..]),
            (&keys, &["ContextKey"]),
            (&functions, &[]),
        ] {
            let distinct: BTreeSet<&String> = idents.iter().map(|(_, ident)| ident).collect();
            assert_eq!(distinct.len(), idents.len(), "{prefix}");
            let free = |name: &&str| !distinct.contains(&(*name).to_owned());
            assert!(taken.iter().all(free), "{prefix}");
        }
        for (count, idents) in counts.iter_mut().zip([actions, keys, functions]) {
            *count += idents.len();
        }
        for resource in service.resource_types() {
            let formats = resource.arn_formats.iter();
            let types = formats.flat_map(|format| format.split("${").skip(1));
            let types = types.map(|text| text.split_once('}').expect("a placeholder").0);
            for placeholder in types {
                assert!(part(placeholder).is_some(), "{prefix} {placeholder}");
            }
        }
    }
    // Open keys have no name; some resource types have two ARNs.
    assert_eq!(counts, [22_091, 1_448, 2_347]);
}

#[test]
fn modules_are_distinct() {
    let modules: BTreeSet<String> = prefixes()
        .map(|prefix| module(prefix).expect(prefix).to_string())
        .collect();
    assert_eq!(modules.len(), prefixes().count());
    // What the catalogue has beside them.
    assert!(
        !["managed", "services"]
            .iter()
            .any(|name| modules.contains(*name))
    );
}

/// With `UPDATE=1` in the environment the file is written anew; read the difference, since each
/// line of it breaks someone's program.
#[test]
fn odd_names_stay_as_they_are() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/names/odd.txt");
    let odd = odd_names();
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, odd).expect("the file can be written");
        return;
    }
    let recorded = fs::read_to_string(&path).expect("the file is there");
    let changed = odd
        .lines()
        .zip(recorded.lines())
        .find(|(new, old)| new != old);
    assert_eq!(
        changed, None,
        "run this test with UPDATE=1 and read the difference"
    );
    assert_eq!(odd.len(), recorded.len());
}

/// The names that are not just words with a capital each, or with hyphens between them.
fn odd_names() -> String {
    let reference = Reference::aws();
    let mut text = String::new();
    for prefix in prefixes() {
        let service = reference.service(prefix).expect(prefix);
        let kinds = ["", "keys::", "arn::"].iter().zip(idents_of(service));
        for (kind, idents) in kinds {
            for (name, ident) in idents.iter().filter(|(name, ident)| is_odd(name, ident)) {
                let module = module(prefix).expect(prefix);
                let _ = writeln!(text, "{prefix} {name} {module}::{kind}{ident}");
            }
        }
    }
    text
}

fn is_odd(name: &str, ident: &str) -> bool {
    let mut plain = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !plain.is_empty() {
            plain.push('_');
        }
        plain.push(if c == '-' {
            '_'
        } else {
            c.to_ascii_lowercase()
        });
    }
    plain != ident.to_ascii_lowercase()
}

/// Of the module of a service: its actions, keys and functions that make ARNs, each with the
/// name that AWS has for it.
fn idents_of(service: &Service) -> [Vec<(String, String)>; 3] {
    let actions = service.actions().iter().map(|action| &*action.name);
    let keys = service.condition_keys().iter().map(|key| &*key.key);
    let keys = keys.filter(|key| !key.contains("${"));
    let keys = keys.map(|key| key_words(&service.prefix, key));
    let types = service.resource_types().iter();
    let types = types.flat_map(|one| one.arn_formats.iter().map(|_| &*one.name));
    [
        pairs(actions, super::actions),
        pairs(keys, constants),
        pairs(types, functions),
    ]
}

fn pairs<'a>(
    names: impl Iterator<Item = &'a str>,
    idents_of: impl Fn(Vec<&'a str>) -> Vec<Option<Ident>>,
) -> Vec<(String, String)> {
    let names: Vec<&str> = names.collect();
    let idents = idents_of(names.clone());
    let pairs = names.iter().zip(idents);
    pairs
        .map(|(name, ident)| ((*name).to_owned(), ident.expect(name).to_string()))
        .collect()
}
