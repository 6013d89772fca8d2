//! The settings of a crate: each rule once broken and once kept.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod syntax;

use std::time::{Duration, Instant};

use policy_compiler::{Code, FindingType, Level, Source, read_settings, render};

/// What has to be found: the code, and the text under the primary span.
type Found<'a> = &'a [(&'a str, &'a str)];

#[track_caller]
fn check(text: &str, expected: Found<'_>) {
    let (settings, findings) = read_settings(text);
    let found: Vec<_> = findings
        .iter()
        .map(|finding| (finding.code().as_str(), finding.span().text(text)))
        .collect();
    assert_eq!(found, expected, "{text}\n{findings:#?}");
    assert_eq!(settings.is_some(), findings.is_empty(), "{text}");
    for finding in &findings {
        let message = finding.message();
        assert!(
            !message.contains("invalid") && !message.ends_with('.'),
            "{message}"
        );
        assert!(!message.starts_with(char::is_uppercase), "{message}");
        assert!(finding.help().is_some(), "{message}");
    }
}

/// The message and the help of the only finding.
#[track_caller]
fn said(text: &str) -> (String, String) {
    let (_, findings) = read_settings(text);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    let finding = findings.iter().next().unwrap();
    let help = finding.help().unwrap_or_default();
    (finding.message().to_owned(), help.to_owned())
}

#[test]
fn settings_are_read() {
    let text = r#"
        # Our own services.
        services = ["services/billing.json", '../shared/crm.json']
        known = [
            "ecs:TeleportTask", # announced in September
        ]

        [lints]
        unknown_action = "allow"
        short_arn = "deny"
        too_large = "warn"
    "#;
    check(text, &[]);
    let settings = read_settings(text).0.unwrap();
    let services: Vec<_> = settings.services().iter().map(|one| &*one.value).collect();
    assert_eq!(services, ["services/billing.json", "../shared/crm.json"]);
    let places: Vec<_> = settings
        .services()
        .iter()
        .map(|one| one.span.text(text))
        .collect();
    assert_eq!(
        places,
        [r#""services/billing.json""#, "'../shared/crm.json'"]
    );
    assert_eq!(settings.known()[0].value, "ecs:TeleportTask");
    let expected = [
        (Code::ShortArn, Level::Deny),
        (Code::TooLarge, Level::Warn),
        (Code::UnknownAction, Level::Allow),
    ];
    assert_eq!(settings.levels(), expected);
}

#[test]
fn an_empty_file_sets_nothing() {
    let settings = read_settings("").0.unwrap();
    assert_eq!(settings, read_settings("lints = {}\nknown = []").0.unwrap());
    assert!(settings.services().is_empty() && settings.levels().is_empty());
}

#[test]
fn unknown_settings_are_reported_with_what_was_meant() {
    check(
        "service = []\n[lint]\nunknown_action = \"allow\"\n[policies]",
        &[
            ("unknown_member", "service"),
            ("unknown_member", "lint"),
            ("unknown_member", "policies"),
        ],
    );
    assert_eq!(
        said("service = []").1,
        "a similar setting exists: `services`"
    );
    assert_eq!(
        said("a = 1").1,
        "the settings are `services`, `known`, `lints`"
    );
    assert_eq!(
        said("unknown_action = \"allow\"").1,
        "write it below `[lints]`"
    );
}

#[test]
fn values_have_their_types() {
    check(
        "services = \"a.json\"\nknown = [1, true, [\"a:B\"]]\nlints = 1979-05-27",
        &[
            ("type", "\"a.json\""),
            ("type", "1"),
            ("type", "true"),
            ("type", "["),
            ("type", "1979-05-27"),
        ],
    );
    assert_eq!(said("services = \"a.json\"").1, "write `[\"a.json\"]`");
    check(
        "[services]\na = 1\n[lints.short_arn]",
        &[("type", "["), ("type", "[")],
    );
    check("lints = [\"short_arn\"]", &[("type", "[")]);
}

#[test]
fn paths_of_services_are_relative() {
    check(
        "services = [\"\", '/etc/a.json', 'C:\\a.json', '\\a.json', 'a.json']",
        &[
            ("name", "\"\""),
            ("name", "'/etc/a.json'"),
            ("name", "'C:\\a.json'"),
            ("name", "'\\a.json'"),
        ],
    );
}

#[test]
fn known_actions_are_actions() {
    check(
        "known = [\"ecs:Tele*\", \"TeleportTask\", \"ecs:\", \"ECS:Run\", \"ecs:RunTask\"]",
        &[
            ("name", "\"ecs:Tele*\""),
            ("name", "\"TeleportTask\""),
            ("name", "\"ecs:\""),
            ("name", "\"ECS:Run\""),
        ],
    );
}

#[test]
fn every_lint_has_a_level_that_can_be_chosen() {
    let allowed = |lint: &str| format!("[lints]\n{lint} = \"allow\"");
    for lint in Code::LINTS {
        let text = allowed(lint.as_str());
        check(&text, &[]);
        let settings = read_settings(&text).0.unwrap();
        assert_eq!(settings.levels(), [(*lint, Level::Allow)]);
    }
    for (lint, message, help) in [
        (
            "unknown-action",
            "unknown lint `unknown-action`",
            "a similar lint exists: `unknown_action`",
        ),
        (
            "EMPTY_SID_VALUE",
            "unknown lint `EMPTY_SID_VALUE`",
            "write `empty_sid_value`, which is what it is called here",
        ),
    ] {
        check(&allowed(lint), &[("lint", lint)]);
        assert_eq!(said(&allowed(lint)), (message.to_owned(), help.to_owned()));
    }
    assert_eq!(said(&allowed("json")).0, "`json` has no level");
    assert!(
        said(&allowed("each"))
            .1
            .starts_with("the message of a finding ends with the name of its lint")
    );
}

#[test]
fn a_type_of_lints_counts_less_than_one_of_them() {
    let text = "[lints]\nempty_sid_value = \"deny\"\nsuggestions = \"allow\"";
    let settings = read_settings(text).0.unwrap();
    let suggestions: Vec<_> = Code::of_type(FindingType::Suggestion)
        .map(|code| (code, Level::Allow))
        .collect();
    let (last, first) = settings.levels().split_last().unwrap();
    assert_eq!(*last, (Code::EmptySidValue, Level::Deny));
    assert_eq!(first, suggestions);
    assert!(first.contains(&(Code::EmptySidValue, Level::Allow)));
}

#[test]
fn levels_are_three_words() {
    check(
        "[lints]\nshort_arn = \"forbid\"\nempty_list = true\nunknown_key = \"Allow\"",
        &[
            ("lint", "\"forbid\""),
            ("type", "true"),
            ("lint", "\"Allow\""),
        ],
    );
    assert_eq!(
        said("lints.short_arn = \"forbid\"").1,
        "write `\"deny\"`, `\"warn\"` or `\"allow\"`"
    );
}

#[test]
fn nothing_is_there_twice() {
    check(
        "services = [\"a.json\", \"a.json\"]\nknown = [\"ecs:A\", \"ecs:a\"]",
        &[
            ("duplicate_name", "\"a.json\""),
            ("duplicate_name", "\"ecs:a\""),
        ],
    );
}

#[test]
fn findings_are_drawn_as_those_about_policies() {
    let text = "known = [\"ecs:TeleportTask\"]\n\n[lints]\nunknown_actoin = \"allow\"\n";
    let (_, findings) = read_settings(text);
    let source = Source {
        name: "policy.toml",
        text,
    };
    let drawn: Vec<_> = findings.iter().map(|one| render(one, &source)).collect();
    assert_eq!(
        drawn.join("\n\n"),
        "\
error: unknown lint `unknown_actoin`
 --> policy.toml:4:1
  |
4 | unknown_actoin = \"allow\"
  | ^^^^^^^^^^^^^^
  |
  = help: a similar lint exists: `unknown_action`
  = note: code `lint`, rule T-5"
    );
}

#[test]
fn all_lints_at_once_are_for_policies_of_others() {
    let (message, help) = said("[lints]\nall = \"allow\"");
    assert_eq!(message, "unknown lint `all`");
    assert!(help.contains("`vendored = true`"), "{help}");
}

/// Comparing each entry with each, or counting the lines up to each mistake, takes minutes.
#[test]
fn large_files_take_seconds() {
    let start = Instant::now();
    let known: Vec<String> = (0..60_000)
        .map(|number| format!("\"a:A{number}\""))
        .collect();
    check(&format!("known = [{}]", known.join(",")), &[]);
    let (_, findings) = read_settings(&"a = b\n".repeat(20_000));
    assert_eq!(findings.len(), 20_000);
    let taken = start.elapsed();
    assert!(taken < Duration::from_secs(20), "{taken:?}");
}
