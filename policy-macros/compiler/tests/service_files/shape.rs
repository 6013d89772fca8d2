//! JSON, members and their types (S-1, S-2).

use policy_compiler::read_service;

use super::{action, check, said};

#[test]
fn the_smallest_file_has_a_prefix() {
    check(r#"{"service": "billing"}"#, &[]);
    let (service, _) = read_service(r#"{"service": "billing"}"#);
    let service = service.unwrap();
    assert_eq!(service.prefix, "billing");
    assert_eq!(service.name, "billing");
    check("{}", &[("missing_member", "{")]);
    check(r#"["billing"]"#, &[("type", "[")]);
}

#[test]
fn text_that_is_no_json_is_explained_as_in_policies() {
    check(r#"{"service": "billing",}"#, &[("json", ",")]);
    check(
        r#"{"service": "billing", "service": "billing"}"#,
        &[("duplicate_key", "\"service\"")],
    );
    check(
        r#"{"service": "a", "name": "\ud800"}"#,
        &[("json", r"\ud800")],
    );
    assert_eq!(
        said("").1,
        "the smallest service file is an object with a `service`"
    );
    let long = format!(r#"{{"service": "billing"}}{}"#, " ".repeat(1 << 20));
    check(&long, &[("too_large", "")]);
}

#[test]
fn names_are_not_confined_to_latin_letters() {
    check(r#"{"service": "billing", "name": "会計"}"#, &[]);
}

#[test]
fn unknown_members_are_reported_with_what_was_meant() {
    let text = r#"{"service": "billing", "Actions": []}"#;
    check(text, &[("unknown_member", "\"Actions\"")]);
    assert_eq!(
        said(text).1,
        "write `actions`; the names of members compare with case"
    );
    assert_eq!(
        said(r#"{"service": "billing", "condtionKeys": []}"#).1,
        "a similar member exists: `conditionKeys`"
    );
    assert_eq!(
        said(r#"{"service": "billing", "action": [], "actions": []}"#).1,
        "`actions` is there already: merge the two, or remove this one"
    );
    assert_eq!(
        said(r#"{"service": "billing", "version": 1}"#).1,
        "the members here are `service`, `name`, `actions`, `resources`, `conditionKeys`"
    );
}

#[test]
fn misspelt_members_are_read_nevertheless() {
    // The resource type counts as declared, and the mistake inside is found.
    check(
        r#"{"service": "billing",
            "Resources": [{"name": "invoice", "arn": "invoice"}],
            "actions": [{"name": "A", "acces": "Reed", "resources": ["invoice"]}]}"#,
        &[
            ("unknown_member", "\"Resources\""),
            ("arn_format", "\"invoice\""),
            ("unknown_member", "\"acces\""),
            ("access_level", "\"Reed\""),
        ],
    );
}

#[test]
fn each_object_has_its_members() {
    check(
        &action(""),
        &[("missing_member", "{"), ("missing_member", "{")],
    );
    check(
        r#"{"service": "billing", "resources": [{}], "conditionKeys": [{}]}"#,
        &[("missing_member", "{"); 4],
    );
    assert_eq!(
        said(&action(r#""name": "GetInvoice""#)),
        (
            "this action has no `access`".to_owned(),
            "add `\"access\": \"Read\"`".to_owned()
        )
    );
}

#[test]
fn values_have_their_types() {
    check(
        r#"{"service": 1, "name": [], "actions": {}, "resources": "x", "conditionKeys": null}"#,
        &[
            ("type", "1"),
            ("type", "["),
            ("type", "{"),
            ("type", "\"x\""),
            ("type", "null"),
        ],
    );
    check(
        r#"{"service": "billing", "actions": ["GetInvoice"]}"#,
        &[("type", "\"GetInvoice\"")],
    );
    check(
        r#"{"service": "billing", "conditionKeys": [
            {"key": "billing:A", "type": "String", "multi": "yes"},
            {"key": "billing:B", "type": true, "multi": false}]}"#,
        &[("type", "\"yes\""), ("type", "true")],
    );
    let text = action(r#""name": "A", "access": "Read", "resources": "invoice""#);
    assert_eq!(
        said(&text),
        (
            "`resources` is a string".to_owned(),
            "write `[\"invoice\"]`".to_owned()
        )
    );
    check(
        &action(r#""name": "A", "access": "Read", "dependent": [1, ["iam:PassRole"]]"#),
        &[("type", "1"), ("type", "[")],
    );
}
