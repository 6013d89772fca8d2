//! The compiled form of all services of AWS says what the reference says.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::HashSet;
use std::sync::LazyLock;

use policy_compiler::{PerfectHashBuf, Reference, Service, ServiceBuf, prefixes};
use policy_core::Action;
use policy_core::reference::{self as compiled, Services};

static REFERENCE: LazyLock<Reference> = LazyLock::new(Reference::aws);

static ALL: LazyLock<Vec<(&'static Service, ServiceBuf)>> = LazyLock::new(|| {
    let services = prefixes().map(|prefix| REFERENCE.service(prefix).expect(prefix));
    let with_tables = services.map(|service| {
        let tables = ServiceBuf::new(service).expect(&service.prefix);
        (service, tables)
    });
    with_tables.collect()
});

static LENT: LazyLock<Vec<compiled::Service<'static>>> =
    LazyLock::new(|| ALL.iter().map(|(_, tables)| tables.lend()).collect());

fn service(prefix: &str) -> compiled::Service<'static> {
    let found = LENT.iter().find(|service| service.prefix() == prefix);
    *found.expect(prefix)
}

fn texts<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    texts.collect()
}

#[test]
fn every_fact_comes_back() {
    for ((service, _), lent) in ALL.iter().zip(LENT.iter()) {
        assert_eq!(lent.prefix(), service.prefix);
        assert_eq!(lent.name(), service.name);

        assert_eq!(lent.actions().count(), service.actions().len());
        for (action, info) in service.actions().iter().zip(lent.actions()) {
            let text = format!("{}:{}", service.prefix, action.name);
            assert_eq!(info.action().as_str(), text);
            assert_eq!(info.name(), action.name);
            assert_eq!(info.service().prefix(), service.prefix);
            assert_eq!(info.access_level(), action.access_level, "{text}");
            let types = info.resource_types();
            let types = types.map(|one| (one.resource_type().name(), one.is_required()));
            let expected = action.resource_types.iter();
            let expected = expected.map(|one| (one.name.as_str(), one.required));
            assert!(types.eq(expected), "{text}");
            assert_eq!(
                texts(info.condition_keys()),
                action.condition_keys,
                "{text}"
            );
            assert_eq!(
                texts(info.dependent_actions()),
                action.dependent_actions,
                "{text}"
            );

            let mut all = action.condition_keys.clone();
            for resource in &action.resource_types {
                let resource = service.resource_type(&resource.name).expect(&text);
                all.extend(resource.condition_keys.iter().cloned());
            }
            let mut seen = Vec::new();
            all.retain(|key| !seen.contains(key) && (seen.push(key.clone()), true).1);
            assert_eq!(texts(info.all_condition_keys()), all, "{text}");
        }

        assert_eq!(
            lent.resource_types().count(),
            service.resource_types().len()
        );
        for (resource, info) in service.resource_types().iter().zip(lent.resource_types()) {
            assert_eq!(info.name(), resource.name);
            assert_eq!(texts(info.arn_formats()), resource.arn_formats);
            assert_eq!(texts(info.condition_keys()), resource.condition_keys);
        }

        assert_eq!(
            lent.condition_keys().count(),
            service.condition_keys().len()
        );
        for (key, info) in service.condition_keys().iter().zip(lent.condition_keys()) {
            assert_eq!(info.key(), key.key);
            assert_eq!(info.key_type(), key.key_type, "{}", key.key);
            assert_eq!(info.is_list(), key.is_list, "{}", key.key);
        }
    }
}

#[test]
fn every_name_is_found_in_any_letter_case() {
    for service in LENT.iter() {
        for info in service.actions() {
            let (name, action) = (info.name(), info.action());
            for spelled in [name.to_owned(), name.to_lowercase(), name.to_uppercase()] {
                let found = service.action(&spelled).expect(&spelled);
                assert_eq!(found.name(), name);

                let text = format!("{}:{spelled}", service.prefix().to_uppercase());
                let parsed = Action::parse(&text).expect("an action");
                let found = service.action_info(&parsed).expect(&text);
                assert_eq!(found.action().as_str(), action.as_str());
                assert_eq!(found.action(), parsed);
                assert_eq!(found.access_level(), info.access_level());
            }
        }
        for resource in service.resource_types() {
            let found = service.resource_type(&resource.name().to_uppercase());
            assert_eq!(found.map(|one| one.name()), Some(resource.name()));
        }
        for key in service.condition_keys() {
            let found = service.condition_key(&key.key().to_uppercase());
            assert_eq!(found.map(|one| one.key()), Some(key.key()));
            let found = service.condition_key(&filled(key.key(), "Some:x/y"));
            assert_eq!(found.map(|one| one.key()), Some(key.key()));
        }
    }
}

#[test]
fn what_is_no_name_is_not_found() {
    for service in LENT.iter() {
        let known: HashSet<String> = service
            .actions()
            .map(|info| info.name().to_lowercase())
            .collect();
        for info in service.actions() {
            for name in [
                format!("{}x", info.name()),
                format!("x{}", info.name()),
                info.name()[1..].to_owned(),
                info.name()[..info.name().len() - 1].to_owned(),
            ] {
                let exists = known.contains(&name.to_lowercase());
                assert_eq!(service.action(&name).is_some(), exists, "{name}");
                let text = format!("{}:{name}", service.prefix());
                let found = Action::parse(&text)
                    .ok()
                    .and_then(|action| service.action_info(&action));
                assert_eq!(found.is_some(), exists, "{text}");
            }
            let other = format!("{}x:{}", service.prefix(), info.name());
            let other = Action::parse(&other).expect("an action");
            assert!(service.action_info(&other).is_none());
        }
        for name in ["", ":", "*", "?", "\u{212a}", "a\0"] {
            assert!(service.action(name).is_none());
            assert!(service.resource_type(name).is_none());
            assert!(service.condition_key(name).is_none());
            assert!(service.resource_type_of(name).is_none());
        }
    }
}

#[test]
fn wildcards_expand_as_a_naive_matcher_says() {
    let patterns = [
        "*",
        "**",
        "?",
        "",
        "Describe*",
        "describe*",
        "*Tag*",
        "?et*",
        "*e*e*e*s",
        "List?*s",
        "*TASK*",
        "Create*y",
        "Get",
        "GetObject",
        "??????",
        "*-*",
        "*_*",
    ];
    for service in LENT.iter() {
        for pattern in patterns {
            let found = service.actions_matching(pattern).map(|info| info.name());
            let expected = service.actions().map(|info| info.name());
            let expected = expected.filter(|name| {
                naive(
                    pattern.to_lowercase().as_bytes(),
                    name.to_lowercase().as_bytes(),
                )
            });
            assert!(found.eq(expected), "{}:{pattern}", service.prefix());
        }
    }
}

fn naive(pattern: &[u8], name: &[u8]) -> bool {
    match (pattern, name) {
        ([], []) => true,
        ([b'*', after @ ..], _) => {
            naive(after, name)
                || name
                    .split_first()
                    .is_some_and(|(_, rest)| naive(pattern, rest))
        }
        ([b'?', after @ ..], [_, rest @ ..]) => naive(after, rest),
        ([a, after @ ..], [b, rest @ ..]) => a == b && naive(after, rest),
        _ => false,
    }
}

#[test]
fn every_arn_leads_back_to_its_type() {
    for service in LENT.iter() {
        for resource in service.resource_types() {
            for format in resource.arn_formats() {
                let arn = filled(format, "x-1").replace('*', "x-1");
                assert!(resource.fits(&arn), "{arn} {format}");
                let found = service.resource_type_of(&arn).expect(&arn);
                let same = found.name() == resource.name()
                    || found
                        .arn_formats()
                        .any(|other| literals(other) == literals(format));
                assert!(
                    same,
                    "{arn}: {} instead of {}",
                    found.name(),
                    resource.name()
                );
                let all = service.resource_types_of(&arn);
                assert!(
                    all.map(|one| one.name())
                        .any(|name| name == resource.name())
                );
                assert!(!resource.fits(&arn.replacen("arn", "Arn", 1)));
            }
        }
    }
}

#[test]
fn arns_are_of_the_type_that_aws_means() {
    for (prefix, arn, expected) in [
        (
            "logs",
            "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/x:log-stream:2024/1",
            Some("log-stream"),
        ),
        (
            "logs",
            "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/x",
            Some("log-group"),
        ),
        // What AWS owns has no account.
        (
            "ssm",
            "arn:aws:ssm:us-east-1::document/AWS-RunShellScript",
            Some("document"),
        ),
        ("ssm", "arn:aws:ssm:::document/AWS-RunShellScript", None),
        (
            "dataexchange",
            "arn:aws:dataexchange:us-east-1::data-sets/d",
            Some("entitled-data-sets"),
        ),
        (
            "dataexchange",
            "arn:aws:dataexchange:us-east-1:111122223333:data-sets/d",
            Some("data-sets"),
        ),
        // One user, not all.
        (
            "identitystore",
            "arn:aws:identitystore:::user/9067",
            Some("User"),
        ),
        (
            "identitystore",
            "arn:aws:identitystore:::user/*",
            Some("User"),
        ),
        (
            "states",
            "arn:aws:states:us-east-1:111122223333:execution:machine/run:1",
            Some("labelled execution"),
        ),
    ] {
        let found = service(prefix).resource_type_of(arn);
        assert_eq!(found.map(|one| one.name()), expected, "{arn}");
    }
}

/// Something in the place of each placeholder.
fn filled(format: &str, with: &str) -> String {
    let mut pieces = format.split("${");
    let mut text = pieces.next().expect("a first piece").to_owned();
    for piece in pieces {
        let (_, after) = piece.split_once('}').expect("an end");
        text = text + with + after;
    }
    text
}

fn literals(format: &str) -> usize {
    filled(format, "").replace('*', "").len()
}

#[test]
fn services_are_found_by_a_perfect_hash() {
    let hash = PerfectHashBuf::of_prefixes(prefixes()).expect("a hash");
    let every: Vec<Option<&compiled::Service<'_>>> = LENT.iter().map(Some).collect();
    let global = ServiceBuf::new(&Reference::global()).expect("tables");
    let global = global.lend();
    let services = Services::with_hash(&every, hash.lend(), &global);
    let scanned = Services::new(&every);
    for service in LENT.iter() {
        for prefix in [service.prefix().to_owned(), service.prefix().to_uppercase()] {
            for services in [&services, &scanned] {
                let found = services.service(&prefix).expect(&prefix);
                assert_eq!(found.prefix(), service.prefix());
            }
        }
        assert!(
            services
                .service(&format!("{}x", service.prefix()))
                .is_none()
        );
    }
    let prefixes = services
        .services()
        .map(|service| service.prefix().to_owned());
    assert!(prefixes.is_sorted());

    let run_task = services.action("ECS:runtask").expect("an action");
    assert_eq!(run_task.action().as_str(), "ecs:RunTask");
    assert_eq!(services.actions_matching("ec2:Describe*").count(), 194);
    assert_eq!(services.actions_matching("EC2:describe*").count(), 194);
    let all = LENT
        .iter()
        .map(|service| service.actions().count())
        .sum::<usize>();
    assert_eq!(services.actions_matching("*").count(), all);
    for nothing in ["", "ec2", "ec2*", "*:*", "ec*:Run*", ":", "nosuch:*"] {
        assert_eq!(services.actions_matching(nothing).count(), 0, "{nothing}");
    }

    let type_of = |arn| {
        let found = services.resource_type_of(arn)?;
        Some((found.service().prefix(), found.name()))
    };
    assert_eq!(
        type_of("arn:aws:s3:::docs/plan.pdf"),
        Some(("s3", "object"))
    );
    assert_eq!(
        type_of("arn:aws:dms:eu-central-1:111122223333:rep:x"),
        Some(("dms", "ReplicationInstance"))
    );
    let portfolio = "arn:aws:catalog:eu-central-1:111122223333:portfolio/p-1";
    assert_eq!(type_of(portfolio), Some(("servicecatalog", "Portfolio")));
    assert_eq!(type_of("arn:aws:nosuch:::x"), None);

    let key = |key| {
        let found = services.condition_key(key)?;
        Some((found.service().prefix(), found.key()))
    };
    assert_eq!(
        key("ec2:resourcetag/Team"),
        Some(("ec2", "ec2:ResourceTag/${TagKey}"))
    );
    assert_eq!(key("saml:aud"), Some(("sts", "saml:aud")));
    assert_eq!(key("AWS:sourceip"), Some(("aws", "aws:SourceIp")));
    assert_eq!(
        key("aws:PrincipalTag/Team"),
        Some(("aws", "aws:PrincipalTag/${TagKey}"))
    );
    assert_eq!(key("aws:NoSuchKey"), None);
}

#[test]
fn services_may_be_left_out() {
    let hash = PerfectHashBuf::of_prefixes(prefixes()).expect("a hash");
    let only_ecs: Vec<Option<&compiled::Service<'_>>> = LENT
        .iter()
        .map(|service| (service.prefix() == "ecs").then_some(service))
        .collect();
    let global = ServiceBuf::new(&Reference::global()).expect("tables");
    let global = global.lend();
    for services in [
        Services::with_hash(&only_ecs, hash.lend(), &global),
        Services::new(&only_ecs),
    ] {
        assert_eq!(services.services().count(), 1);
        assert!(services.action("ecs:RunTask").is_some());
        assert!(services.action("ec2:RunInstances").is_none());
        let ecs = service("ecs").actions().count();
        assert_eq!(services.actions_matching("*").count(), ecs);
    }
}
