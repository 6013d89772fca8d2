//! The files of AWS's services have no mistakes.

use policy_compiler::{Service, Source, prefixes, read_service, render};

fn text(prefix: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/reference/services");
    std::fs::read_to_string(format!("{folder}/{prefix}.json")).unwrap()
}

fn is_sorted<'a>(names: impl Iterator<Item = &'a str>) -> bool {
    names
        .map(str::to_lowercase)
        .is_sorted_by(|one, next| one < next)
}

#[test]
fn every_service_of_aws_reads() {
    let mut messages = Vec::new();
    let mut n_services = 0;
    for prefix in prefixes() {
        let text = text(prefix);
        let (service, findings) = read_service(&text);
        let name = format!("{prefix}.json");
        let source = Source {
            name: &name,
            text: &text,
        };
        messages.extend(findings.iter().map(|finding| render(finding, &source)));
        let Some(service) = service else { continue };
        assert_eq!(service.prefix, prefix);
        check(&service);
        n_services += 1;
    }
    assert!(messages.is_empty(), "{}", messages.join("\n\n"));
    assert_eq!(n_services, 456);
}

/// What look-ups rely on.
fn check(service: &Service) {
    let actions = service.actions();
    let resource_types = service.resource_types();
    let condition_keys = service.condition_keys();
    assert!(is_sorted(actions.iter().map(|action| &*action.name)));
    assert!(is_sorted(resource_types.iter().map(|one| &*one.name)));
    assert!(is_sorted(condition_keys.iter().map(|key| &*key.key)));
    for action in actions {
        let upper = action.name.to_uppercase();
        assert_eq!(service.action(&upper), Some(action));
        for supported in &action.resource_types {
            assert!(service.resource_type(&supported.name).is_some());
        }
    }
}
