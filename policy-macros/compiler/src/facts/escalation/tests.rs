use std::collections::BTreeSet;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::*;

fn by_id(id: &str) -> &'static Path {
    let found = paths().iter().find(|path| path.id == id);
    found.unwrap_or_else(|| panic!("there is no path {id}"))
}

#[test]
fn every_path_is_read() {
    assert_eq!(list(&TABLE, "paths").count(), paths().len());
    assert_eq!(paths().len(), 80);
    for path in paths() {
        assert!(!path.steps.is_empty(), "{path:?}");
        assert!(!path.needs.is_empty(), "{path:?}");
        assert!(!path.sources.is_empty(), "{path:?}");
    }
}

#[test]
fn ids_are_sorted_and_there_once() {
    assert!(paths().is_sorted_by(|one, next| one.id < next.id));
    for path in paths() {
        if let Some(of) = path.variant_of {
            let original = by_id(of);
            assert!(original.variant_of.is_none(), "{}", path.id);
            assert!(original.covers(path) && !path.covers(original));
        }
    }
}

#[test]
fn the_paths_of_pathfinding_cloud_are_all_there() {
    let numbered = paths().iter().filter(|path| is_numbered(path.id));
    let mut lines = String::new();
    let mut count = 0;
    for path in numbered {
        assert_eq!(path.sources.first(), Some(&"pathfinding.cloud"));
        let actions: Vec<_> = path.steps.iter().map(|step| step.action).collect();
        writeln!(
            lines,
            "{} {} {} {} {}",
            path.id,
            path.category.as_str(),
            actions.join("+"),
            path.passed_to.join("+"),
            path.variant_of.unwrap_or_default()
        )
        .unwrap();
        count += 1;
    }
    assert_eq!(count, 65);
    // Of the facts as they were gathered, so that no slip of a hand changes them.
    let digest = Sha256::digest(lines);
    let expected = "8a8e1db037be43d6dd100d3301b3166810ead21fe14ea6212e2981c436599876";
    let mut hexadecimal = String::new();
    for byte in digest {
        write!(hexadecimal, "{byte:02x}").unwrap();
    }
    assert_eq!(hexadecimal, expected);
}

fn is_numbered(id: &str) -> bool {
    let number = id.rsplit('-').next().unwrap_or_default();
    number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[test]
fn all_methods_of_rhino_are_paths_or_left_out() {
    let sources = paths().iter().flat_map(|path| path.sources.iter().copied());
    let left_out = list(&TABLE, "leftOut").flat_map(|each| texts(each, "sources"));
    let named: BTreeSet<&str> = sources.chain(left_out).collect();
    for method in 1..=28 {
        let method = format!("Rhino R{method}");
        assert!(named.contains(method.as_str()), "{method}");
    }
}

#[test]
fn sources_are_those_that_the_table_names() {
    let known: BTreeSet<&str> = list(&TABLE, "sources")
        .filter_map(|source| text(source, "name"))
        .collect();
    let sources = paths().iter().flat_map(|path| path.sources.iter().copied());
    let left_out = list(&TABLE, "leftOut").flat_map(|each| texts(each, "sources"));
    let used: BTreeSet<&str> = sources
        .chain(left_out)
        .map(|source| source.split(' ').next().unwrap())
        .collect();
    assert_eq!(used, known);
}

#[test]
fn every_need_is_used() {
    let used: BTreeSet<&str> = paths()
        .iter()
        .flat_map(|path| path.needs.iter().map(|need| need.name))
        .collect();
    let Some(Value::Object(declared)) = TABLE.get("needs") else {
        panic!("there are no needs");
    };
    let declared: BTreeSet<&str> = declared.keys().map(String::as_str).collect();
    assert_eq!(used, declared);
}

#[test]
fn actions_are_in_the_reference_with_their_resources() {
    let reference = Reference::aws();
    for (path, step) in paths()
        .iter()
        .flat_map(|path| path.steps.iter().map(move |step| (path, step)))
    {
        let place = format!("{}: {}", path.id, step.action);
        let service = reference.service(step.service);
        let (_, name) = step.action.split_once(':').unwrap();
        let action = service.and_then(|service| service.action(name));
        let action = action.unwrap_or_else(|| panic!("{place}"));
        assert_eq!(action.name, name, "{place}");
        assert_eq!(
            step.resource_types.is_empty(),
            action.resource_types.is_empty(),
            "{place}"
        );
        for name in &step.resource_types {
            let mut types = action.resource_types.iter();
            let resource = types.find(|resource| resource.name == *name);
            let resource = resource.unwrap_or_else(|| panic!("{place}: {name}"));
            // The instances that a command of Systems Manager runs on are not on every request.
            assert!(
                resource.required || step.service == "ssm",
                "{place}: {name}"
            );
        }
        // Whose resource it is can be told, so that what is AWS's own does not count.
        let formats: Vec<_> = step.arn_formats(&reference).collect();
        assert_eq!(
            formats.is_empty(),
            step.resource_types.is_empty(),
            "{place}"
        );
        for format in formats {
            assert!(format.contains(":${Account}:"), "{place}: {format}");
        }
    }
}

#[test]
fn roles_are_passed_to_services() {
    for path in paths() {
        let passes = path.steps.iter().any(|step| step.action == "iam:PassRole");
        assert_eq!(passes, !path.passed_to.is_empty(), "{}", path.id);
        if path.category == Category::NewPassRole && path.id != "cloudformation-005" {
            assert!(passes, "{}", path.id);
        }
        for service in &path.passed_to {
            let name = service.strip_suffix(".amazonaws.com").unwrap_or_default();
            let is_name = |byte: u8| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte)
            };
            assert!(!name.is_empty() && name.bytes().all(is_name), "{service}");
        }
    }
}

#[test]
fn titles_and_needs_read_as_parts_of_a_message() {
    let needs = paths().iter().flat_map(|path| path.needs.iter());
    let texts = needs.map(|need| need.text);
    for text in texts.chain(paths().iter().map(|path| path.title)) {
        assert!(
            text.starts_with(|first: char| first.is_ascii_lowercase()),
            "{text}"
        );
        assert!(!text.ends_with('.') && !text.contains(". "), "{text}");
    }
}

#[test]
fn a_path_covers_what_only_asks_for_more() {
    let covers = |one: &str, other: &str| by_id(one).covers(by_id(other));
    assert!(covers("ecs-004", "ecs-002"));
    assert!(covers("iam-002", "iam-018"));
    assert!(covers("lambda-003", "lambda-005"));
    assert!(!covers("ecs-002", "ecs-004"));
    assert!(!covers("iam-002", "iam-004"));
    assert!(!covers("iam-002", "iam-002"));
    // A smaller path that needs more leaves the complete one to be told.
    assert!(!covers("ecs-run-task", "ecs-004"));
    assert!(!covers("ecs-start-task", "ecs-005"));
    assert!(!covers("codebuild-002", "codebuild-001"));
    assert!(!covers("lambda-003", "lambda-change-role"));
}

#[test]
fn what_is_left_out_says_why() {
    for each in list(&TABLE, "leftOut") {
        let actions: BTreeSet<&str> = texts(each, "actions").collect();
        match text(each, "coveredBy") {
            Some(id) => {
                let mut steps = by_id(id).steps.iter();
                assert!(steps.all(|step| actions.contains(step.action)), "{each}");
            }
            None => assert!(text(each, "why").is_some(), "{each}"),
        }
        assert!(
            paths().iter().all(|path| {
                let steps: BTreeSet<_> = path.steps.iter().map(|step| step.action).collect();
                steps != actions
            }),
            "{each}"
        );
    }
}
