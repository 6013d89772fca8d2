//! Elements and their JSON types (G-4 … G-16, G-24).

use policy_compiler::{Level, Options, Severity, read};
use policy_core::PolicyType::{Boundary, Identity, Resource, Session, Trust};

use crate::{action, check, condition, resource, trust, version_2012};

#[test]
fn elements() {
    // G-4, G-5: one mistake, one finding.
    check(
        Identity,
        &version_2012(r#"{"Effect":"Allow","Actoin":"*","Resource":"*"}"#),
        &[("unknown_element", "\"Actoin\"")],
    );
    check(
        Identity,
        r#"{"version":"2012-10-17","Statments":[]}"#,
        &[
            ("unknown_element", "\"version\""),
            ("unknown_element", "\"Statments\""),
        ],
    );
    check(
        Identity,
        r#"{"Version":"2012-10-17","Effect":"Allow","Action":"*","Resource":"*"}"#,
        &[
            ("unknown_element", "\"Effect\""),
            ("unknown_element", "\"Action\""),
            ("unknown_element", "\"Resource\""),
        ],
    );
    check(
        Identity,
        &version_2012(r#"{"Effect":"Allow","Action":"*","Resource":"*","Zebra":null}"#),
        &[("unknown_element", "\"Zebra\"")],
    );
    check(
        Identity,
        r#"{"Version":"2012-10-17"}"#,
        &[("missing_element", "{")],
    );
    check(
        Identity,
        &version_2012(r#"[{"Sid":"a"}]"#),
        &[
            ("missing_element", "{"),
            ("missing_element", "{"),
            ("missing_element", "{"),
        ],
    );
    check(Identity, &version_2012("[]"), &[("empty_statement", "[]")]);
    check(Identity, &version_2012("\"x\""), &[("type", "\"x\"")]);
    check(
        Identity,
        &version_2012(r#"[{"Effect":"Deny","Action":"*","Resource":"*"}, 1, []]"#),
        &[("type", "1"), ("type", "[")],
    );
    check(Identity, "[]", &[("type", "[")]);
    check(Identity, "null", &[("type", "n")]);
}

#[test]
fn version_and_id() {
    // G-6, G-7, G-8
    let statement = r#"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${x}"}"#;
    let with = |version: &str| format!(r#"{{"Version":{version},"Statement":{statement}}}"#);
    check(Identity, &with("\"2008-10-17\""), &[]);
    check(Identity, &with("\"2012-10-17\""), &[("variable", "${x}")]);
    check(
        Identity,
        &with("\"2012-10-18\""),
        &[("version", "\"2012-10-18\""), ("variable", "${x}")],
    );
    check(
        Identity,
        &with("2012"),
        &[("version", "2012"), ("variable", "${x}")],
    );
    check(
        Identity,
        &format!(r#"{{"Statement":{statement}}}"#),
        &[("version_absent", "{")],
    );
    let with_id = |id: &str, principal: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Id":{id},"Statement":{{"Effect":"Deny",{principal}"Action":"*","Resource":"*"}}}}"#
        )
    };
    check(
        Identity,
        &with_id("\"x\"", ""),
        &[("element_not_allowed", "\"Id\"")],
    );
    check(Resource, &with_id("\"x\"", "\"Principal\":\"*\","), &[]);
    check(
        Resource,
        &with_id("1", "\"Principal\":\"*\","),
        &[("type", "1")],
    );
}

#[test]
fn sids() {
    // G-9
    let statements = |first: &str, second: &str, principal: &str| {
        version_2012(&format!(
            r#"[{{"Sid":{first},"Effect":"Deny",{principal}"Action":"*","Resource":"*"}},{{"Sid":{second},"Effect":"Deny",{principal}"Action":"*","Resource":"*"}}]"#
        ))
    };
    check(Identity, &statements("\"\"", "\"\"", ""), &[]);
    check(Identity, &statements("\"A\"", "\"a\"", ""), &[]);
    check(
        Identity,
        &statements("\"A\"", "\"A\"", ""),
        &[("duplicate_sid", "\"A\"")],
    );
    check(
        Identity,
        &statements("\"a b\"", "\"é\"", ""),
        &[("sid", "\"a b\""), ("sid", "\"é\"")],
    );
    check(
        Identity,
        &statements("null", "1", ""),
        &[("type", "null"), ("type", "1")],
    );
    let text = statements("\"a b\"", "\"a b\"", "\"Principal\":\"*\",");
    check(Resource, &text, &[("duplicate_sid", "\"a b\"")]);
    let (_, findings) = read(&text, &Options::new(Resource));
    assert_eq!(findings.lints().count(), 1);
    let trusts = r#"[{"Sid":"a b","Effect":"Deny","Principal":{},"Action":"*"},{"Sid":"a b","Effect":"Deny","Principal":{"AWS":"*"},"Action":"*"}]"#;
    check(
        Trust,
        &version_2012(trusts),
        &[("empty_list", "{}"), ("duplicate_sid", "\"a b\"")],
    );
}

#[test]
fn effects() {
    // G-10
    let with = |effect: &str| {
        version_2012(&format!(
            r#"{{"Effect":{effect},"Action":"*","Resource":"*"}}"#
        ))
    };
    check(Identity, &with("\"Deny\""), &[]);
    for effect in ["\"allow\"", "\"Grant\"", "true", "null", "[]"] {
        check(Identity, &with(effect), &[("effect", effect)]);
    }
}

#[test]
fn pairs_and_types() {
    // G-11, G-12
    check(
        Identity,
        &version_2012(
            r#"{"Effect":"Deny","Action":"*","NotAction":"a:","NotResource":"*","Resource":"x"}"#,
        ),
        &[
            ("conflict", "\"NotAction\""),
            ("action", "\"a:\""),
            ("conflict", "\"Resource\""),
            ("resource", "\"x\""),
        ],
    );
    for policy_type in [Identity, Boundary, Session] {
        check(
            policy_type,
            &version_2012(r#"{"Effect":"Deny","Principal":7,"Action":"*","Resource":"*"}"#),
            &[("element_not_allowed", "\"Principal\"")],
        );
    }
    let bare = version_2012(r#"{"Effect":"Deny","Principal":"*","Action":"*"}"#);
    check(Resource, &bare, &[("missing_resource", "{")]);
    check(
        Resource,
        &bare.replace("\"Principal\":\"*\",", ""),
        &[("missing_element", "{"), ("missing_resource", "{")],
    );
    check(
        Trust,
        &version_2012(
            r#"{"Effect":"Deny","NotPrincipal":{"AWS":"*"},"Action":"*","NotResource":"*"}"#,
        ),
        &[
            ("element_not_allowed", "\"NotPrincipal\""),
            ("element_not_allowed", "\"NotResource\""),
        ],
    );
    check(Trust, &trust(r#"{"Federated":"accounts.google.com"}"#), &[]);
}

#[test]
fn lists() {
    // G-13, G-14, G-15, G-16
    check(
        Identity,
        &action(r#"["ecs:*", 1, null, ["a"], "x"]"#),
        &[
            ("type", "1"),
            ("type", "null"),
            ("type", "[\"a\"]"),
            ("action", "\"x\""),
        ],
    );
    check(Identity, &action("{}"), &[("type", "{")]);
    check(Identity, &resource("null"), &[("type", "null")]);
    check(Identity, &action("[]"), &[("empty_list", "[]")]);
    let text = action("[]").replace("\"Action\"", "\"NotAction\"");
    check(Identity, &text, &[("empty_list", "[]")]);
    let severity = |text: &str| {
        let (_, findings) = read(text, &Options::new(Identity));
        findings
            .iter()
            .map(policy_compiler::Finding::severity)
            .next()
    };
    assert_eq!(severity(&action("[]")), Some(Severity::Lint(Level::Deny)));
    assert_eq!(severity(&text), Some(Severity::Error));
    check(Identity, &condition("{}"), &[]);
    check(Identity, &condition(r#"{"StringEquals":{}}"#), &[]);
    check(Identity, &condition("[]"), &[("type", "[")]);
    check(
        Identity,
        &condition(r#"{"Bool":"true"}"#),
        &[("type", "\"true\"")],
    );
}

#[test]
fn sizes() {
    // G-24, G-25
    let padding = |n: usize| " ".repeat(n);
    let text = action("\"*\"");
    check(Identity, &(text.clone() + &padding(7_000)), &[]);
    check(
        Session,
        &(text.clone() + &padding(2_048)),
        &[("too_large", "{")],
    );
    let long = resource(&format!("\"arn:aws:s3:::{}\"", "x".repeat(6_200)));
    check(Identity, &long, &[("too_large", "{")]);
    check(
        Resource,
        &long.replace("\"Action\"", "\"Principal\":\"*\",\"Action\""),
        &[],
    );
    let options = Options::new(Identity).size_limit(20);
    let (document, findings) = read(&text, &options);
    assert!(document.is_some());
    assert_eq!(findings.lints().count(), 1);
}
