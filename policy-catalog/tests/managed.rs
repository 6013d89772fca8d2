//! The metadata of the managed policies agree with the documents and with each other.

#[path = "support/documents.rs"]
mod documents;

use std::collections::BTreeSet;
use std::path::Path;

use documents::action_entries;
use policy_catalog::managed::{
    self, Date, DateStatement, ManagedPolicy, Permission, Source, TrustPolicy, Version,
};

#[test]
fn permissions_are_the_entries_of_the_document() {
    for policy in managed::ALL
        .iter()
        .filter(|policy| !policy.permissions().is_empty())
    {
        let described: Vec<_> = policy
            .permissions()
            .iter()
            .map(Permission::action)
            .collect();
        assert_eq!(described, action_entries(policy.document()), "{policy:?}");
    }
}

#[test]
fn the_two_agent_policies_describe_each_action() {
    let described = managed::ALL
        .iter()
        .filter(|policy| !policy.permissions().is_empty());
    assert!(described.map(|policy| policy.name()).eq([
        "AmazonEC2ContainerServiceforEC2Role",
        "AmazonECSTaskExecutionRolePolicy",
    ]));
}

#[test]
fn parts_of_a_permission_match_its_wildcard() {
    for permission in managed::ALL.iter().flat_map(|policy| policy.permissions()) {
        for part in permission.parts() {
            let prefix = permission
                .action()
                .strip_suffix('*')
                .expect("only wildcards have parts");
            assert!(part.action().starts_with(prefix), "{}", part.action());
        }
    }
}

#[test]
fn two_permissions_are_kept_for_compatibility_only() {
    let kept = managed::ALL
        .iter()
        .flat_map(|policy| policy.permissions())
        .flat_map(|permission| [permission].into_iter().chain(permission.parts()))
        .filter(|permission| permission.compatibility_only())
        .map(Permission::action);
    assert!(kept.eq([
        "ecs:DeregisterContainerInstance",
        "ecs:SubmitContainerStateChange"
    ]));
}

#[test]
fn versions_add_up_to_the_printed_document() {
    for policy in managed::ALL
        .iter()
        .filter(|policy| policy.versions().first().is_some_and(|v| v.number() == 1))
    {
        let mut entries = BTreeSet::new();
        for version in policy
            .versions()
            .iter()
            .filter(|v| v.number() <= policy.printed_version())
        {
            for action in version.removed() {
                assert!(
                    entries.remove(action),
                    "{policy:?} {version:?} removes what is not there"
                );
            }
            for action in version.added() {
                assert!(
                    entries.insert(*action),
                    "{policy:?} {version:?} adds what is there"
                );
            }
        }
        let printed: BTreeSet<_> = action_entries(policy.document()).into_iter().collect();
        assert_eq!(entries, printed, "{policy:?}");
    }
}

#[test]
fn versions_and_dates_are_ordered() {
    for policy in managed::ALL {
        let versions = policy.versions();
        assert!(
            versions.is_sorted_by(|a, b| a.number() < b.number()),
            "{policy:?}"
        );
        assert!(versions.is_sorted_by_key(Version::created), "{policy:?}");
        assert!(
            versions
                .iter()
                .any(|v| v.number() == policy.printed_version()),
            "{policy:?}"
        );
        assert!(
            policy.changes().is_sorted_by(|a, b| a.date() < b.date()),
            "{policy:?}"
        );

        let last = versions.last().map(Version::number);
        match policy.default_version() {
            Some(_) => assert_eq!(policy.default_version(), last, "{policy:?}"),
            None => assert_eq!(Some(policy.printed_version()), last, "{policy:?}"),
        }
        assert!(
            policy
                .default_version()
                .is_none_or(|v| policy.printed_version() <= v)
        );
    }
}

#[test]
fn announcements_follow_the_versions() {
    for policy in managed::ALL {
        for (change, version) in policy.changes().iter().zip(policy.versions()) {
            let (announced, created) = (change.date(), version.created());
            // One announcement is dated a day before its version.
            let day_before = Date::new(2015, 12, 18) == Some(announced)
                && Date::new(2015, 12, 19) == Some(created);
            assert!(
                announced == created || day_before,
                "{policy:?}: {announced}, {created}"
            );
        }
    }
}

#[test]
fn arns_end_in_path_and_name() {
    for policy in managed::ALL {
        let end = format!("policy{}{}", policy.path(), policy.name());
        assert_eq!(policy.arn(), format!("arn:aws:iam::aws:{end}"));
    }
}

#[test]
fn look_ups_find_all_and_nothing_else() {
    for policy in managed::ALL {
        assert!(managed::by_name(policy.name()).is_some_and(|found| same(found, policy)));
        assert!(managed::by_arn(policy.arn()).is_some_and(|found| same(found, policy)));
        assert!(managed::by_name(policy.arn()).is_none());
        assert!(managed::by_arn(policy.name()).is_none());
        assert!(managed::trust_by_name(policy.name()).is_none());
        assert!(managed::by_name(&policy.name().to_uppercase()).is_none());
    }
    for trust in managed::ALL_TRUST {
        assert!(managed::trust_by_name(trust.name()).is_some_and(|t| std::ptr::eq(t, *trust)));
        assert!(managed::by_name(trust.name()).is_none());
    }
    for unknown in [
        "",
        "AmazonECS",
        "AmazonECS_FullAccess ",
        "arn:aws:iam::aws:policy/",
    ] {
        assert!(managed::by_name(unknown).is_none());
        assert!(managed::by_arn(unknown).is_none());
        assert!(managed::trust_by_name(unknown).is_none());
    }
}

/// So that explanations say which policy of the catalogue decided.
#[test]
fn compiled_policies_are_called_as_aws_calls_them() {
    for policy in managed::ALL {
        assert_eq!(policy.policy().name(), Some(policy.name()));
    }
    for trust in managed::ALL_TRUST {
        assert_eq!(trust.policy().name(), Some(trust.name()));
    }
    let full = managed::AMAZON_ECS_FULL_ACCESS.policy();
    assert_eq!(full.name(), Some("AmazonECS_FullAccess"));
}

#[test]
fn only_the_withdrawn_policy_is_deprecated() {
    for policy in managed::ALL {
        assert_eq!(
            policy.deprecation().is_some(),
            policy.default_version().is_none()
        );
    }
    let old = &managed::AMAZON_EC2_CONTAINER_SERVICE_FULL_ACCESS;
    let deprecation = old.deprecation().expect("it is the deprecated one");
    assert!(same(
        deprecation.replacement(),
        &managed::AMAZON_ECS_FULL_ACCESS
    ));
    assert!(deprecation.replacement().deprecation().is_none());

    let stated = |source| {
        let mut statements = deprecation.statements().iter();
        statements
            .find(|statement| statement.source() == source)
            .map(DateStatement::date)
    };
    assert_eq!(stated(Source::DeveloperGuide), Date::new(2021, 1, 29));
    assert_eq!(stated(Source::DeveloperGuideShort), Date::new(2020, 1, 29));
    assert_eq!(stated(Source::PolicyRecord), Some(deprecation.since()));
}

#[test]
fn the_trust_policy_is_none_of_the_managed_ones() {
    let trust = &managed::AMAZON_EC2_CONTAINER_SERVICE_TASK_ROLE;
    assert!(trust.document().contains(trust.service()));
    assert!(trust.document().contains("\"Principal\""));
    for policy in managed::ALL {
        assert!(!policy.arn().ends_with(trust.name()));
        assert!(!policy.document().contains("\"Principal\""), "{policy:?}");
    }
}

#[test]
fn the_documents_are_the_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut n_files = 0;
    for kind in ["managed", "trust"] {
        for entry in std::fs::read_dir(folder.join(kind)).expect("the folder is there") {
            let path = entry.expect("readable").path();
            let name = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .expect("plain name");
            let document = match kind {
                "managed" => managed::by_name(name).map(ManagedPolicy::document),
                _ => managed::trust_by_name(name).map(TrustPolicy::document),
            };
            assert_eq!(
                document,
                std::fs::read_to_string(&path).ok().as_deref(),
                "{name}"
            );
            n_files += 1;
        }
    }
    assert_eq!(n_files, managed::ALL.len() + managed::ALL_TRUST.len());
}

#[test]
fn the_eight_documents_have_the_size_that_the_readme_states() {
    let managed = managed::ALL.iter().map(|policy| policy.document());
    let documents: Vec<_> = managed
        .chain(managed::ALL_TRUST.iter().map(|trust| trust.document()))
        .collect();
    let entries: Vec<_> = documents
        .iter()
        .flat_map(|text| action_entries(text))
        .collect();
    let n_statements: usize = documents
        .iter()
        .map(|text| text.matches("\"Effect\"").count())
        .sum();
    let n_wildcards = entries.iter().filter(|entry| entry.contains('*')).count();
    assert_eq!((n_statements, entries.len(), n_wildcards), (16, 175, 12));
}

fn same(a: &ManagedPolicy, b: &ManagedPolicy) -> bool {
    std::ptr::eq(a, b)
}
