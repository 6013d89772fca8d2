//! The forms of actions, resources, principals and variables (A, R, P, V).

use policy_compiler::{Options, read};
use policy_core::PolicyType::{Boundary, Identity, Resource, Session, Trust};

use crate::{action, check, principal, resource, trust, version_2012};

#[test]
fn actions() {
    // A-1, A-5, A-6, A-10
    for fine in [
        "*",
        "**",
        "ecs:*",
        "a4b:Get?",
        "S3:x_y-z",
        "s3-object-lambda:***",
    ] {
        check(Identity, &action(&format!("\"{fine}\"")), &[]);
    }
    for wrong in [
        "",
        "StopTask",
        "ecs:",
        ":x",
        "ecs:Stop Task",
        "*:*",
        "ec*:StopTask",
        "?",
        "a:b:c",
        "-a:b",
        "a_b:c",
        "ecs:${aws:username}",
        " ecs:*",
        "ecs:é",
    ] {
        let quoted = format!("\"{wrong}\"");
        check(Identity, &action(&quoted), &[("action", &quoted)]);
    }
}

#[test]
fn resources() {
    // R-1, R-10, R-13, R-14, R-24
    for fine in [
        "*",
        "**",
        "arn:aws:s3:::b",
        "arn:aws-cn:ecs:us-east-1:111122223333:task/*",
        "arn:aws:ecs:${aws:RequestedRegion}:${aws:PrincipalAccount}:task/${*}",
        "arn:aws:iam::aws:policy/*",
        "arn:aws:ecs:*:*:a:b:c",
        "arn:${aws:x}:${aws:y}:::z",
    ] {
        check(Identity, &resource(&format!("\"{fine}\"")), &[]);
    }
    for wrong in [
        "",
        "my-bucket",
        "*:ecs:*",
        "${x:arn}",
        "${*}",
        "ARN:aws:s3:::b",
        "arn*",
        "arn:aws",
        "arn:aws:",
        "arn:",
        "arn:amazon:s3:::b",
        "arn::s3:::b",
        "arn:aws:::us-east-1:x",
        "arn:aws:ec*:::x",
        "arn:aws:?:::x",
        "arn:aws:s3:${aws:x}",
        "arn:aws:*",
    ] {
        let quoted = format!("\"{wrong}\"");
        check(Identity, &resource(&quoted), &[("resource", &quoted)]);
    }
    let short = "\"arn:aws:sqs\"";
    check(Boundary, &resource(short), &[("short_arn", short)]);
    check(Session, &resource(short), &[("resource", short)]);
    let odd = "\"arn:aws:logs:*:log-group:app\"";
    check(Identity, &resource(odd), &[("odd_account_field", odd)]);
    let padded = "\"arn:aws:sqs:us-*:jobs\"";
    check(
        Identity,
        &resource(padded),
        &[("short_arn", padded), ("odd_account_field", padded)],
    );
    let wild = "\"arn:*:s3:::b\"";
    check(Identity, &resource(wild), &[("wildcard_partition", wild)]);

    let attached = |resource: &str| principal("\"*\"").replace("\"Resource\":\"*\"", resource);
    let service = "\"arn:aws:s*:::b\"";
    check(
        Resource,
        &attached(&format!("\"Resource\":{service}")),
        &[("wildcard_service", service)],
    );
    let starred = "\"arn:aws:sqs:us-*\"";
    check(
        Resource,
        &attached(&format!("\"Resource\":{starred}")),
        &[("short_arn", starred)],
    );
    check(
        Resource,
        &attached(&format!("\"Resource\":{short}")),
        &[("resource", short)],
    );
    let escaped = "\"arn:aws:sqs:${*}\"";
    check(
        Resource,
        &attached(&format!("\"Resource\":{escaped}")),
        &[("resource", escaped)],
    );
}

#[test]
fn principals() {
    // P-1, P-12, P-15, P-27, G-20
    let canonical = "0123456789abcdef".repeat(4);
    let canonical = format!(r#"{{"CanonicalUser":"{canonical}"}}"#);
    for fine in [
        "\"*\"",
        r#"{"AWS":"*"}"#,
        r#"{"AWS":["111122223333","arn:aws:iam::111122223333:root","arn:aws-cn:iam::111122223333:user/a/b"]}"#,
        r#"{"AWS":"arn:aws:sts::111122223333:assumed-role/r/s"}"#,
        r#"{"AWS":"arn:aws:sts::111122223333:federated-user/f","Service":"ecs-tasks.amazonaws.com"}"#,
        r#"{"AWS":["AIDACKCEVSQ6C2EXAMPLE","AROACKCEVSQ6C2EXAMPLE"]}"#,
        &canonical,
    ] {
        check(Resource, &principal(fine), &[]);
    }
    for wrong in [
        "",
        "alice",
        "1111222233",
        "AIDA123",
        "arn:aws:iam::111122223333:role/*",
        "arn:aws:iam::*:root",
        "arn:aws:iam::111122223333:group/ops",
        "arn:aws:iam::111122223333:user/",
        "arn:aws:iam::111122223333:instance-profile/x",
        "arn:amazon:iam::111122223333:root",
        "arn:aws:iam:us-east-1:111122223333:root",
        "arn:aws:sts::111122223333:assumed-role/p/r/s",
        "ecs.amazonaws.com",
        "arn:aws:iam::111122223333:user/${aws:username}",
    ] {
        let quoted = format!("\"{wrong}\"");
        check(
            Resource,
            &principal(&format!(r#"{{"AWS":{quoted}}}"#)),
            &[("principal", &quoted)],
        );
    }
    check(
        Resource,
        &principal(r#"{"Service":["*","ECS.x","ecs"]}"#),
        &[
            ("principal", "\"*\""),
            ("principal", "\"ECS.x\""),
            ("principal", "\"ecs\""),
        ],
    );
    check(
        Resource,
        &principal(r#"{"CanonicalUser":"ABC"}"#),
        &[("principal", "\"ABC\"")],
    );
    check(
        Resource,
        &principal(r#"{"Aws":"*"}"#),
        &[("principal", "\"Aws\"")],
    );
    check(
        Resource,
        &principal("\"arn:aws:iam::111122223333:root\""),
        &[("principal", "\"arn:aws:iam::111122223333:root\"")],
    );
    check(Resource, &principal("[\"*\"]"), &[("principal", "[\"*\"]")]);
    check(Resource, &principal(r#"{"AWS":1}"#), &[("type", "1")]);
    check(
        Resource,
        &principal(r#"{"Federated":"x"}"#),
        &[("principal", "\"Federated\"")],
    );
    check(Resource, &principal("{}"), &[("empty_list", "{}")]);
    check(
        Resource,
        &principal(r#"{"AWS":[],"Service":"a.b"}"#),
        &[("empty_list", "[]")],
    );

    check(Trust, &trust("\"*\""), &[("principal", "\"*\"")]);
    check(
        Trust,
        &trust(r#"{"AWS":["*"]}"#),
        &[("open_trust", "\"*\"")],
    );
    check(
        Trust,
        &trust(r#"{"Federated":["a b","x$","y*"]}"#),
        &[
            ("principal", "\"a b\""),
            ("principal", "\"x$\""),
            ("principal", "\"y*\""),
        ],
    );
}

#[test]
fn not_principal() {
    // P-20, G-15
    let with = |effect: &str, principal: &str| {
        version_2012(&format!(
            r#"{{"Effect":"{effect}","NotPrincipal":{principal},"Action":"*","Resource":"*"}}"#
        ))
    };
    check(Resource, &with("Deny", r#"{"AWS":"111122223333"}"#), &[]);
    check(
        Resource,
        &with("Allow", r#"{"AWS":"111122223333"}"#),
        &[("notprincipal_allow", "\"NotPrincipal\"")],
    );
    check(Resource, &with("Deny", "{}"), &[("empty_list", "{}")]);
    check(
        Resource,
        &with("Deny", r#"{"AWS":[],"Service":"a.b"}"#),
        &[("empty_list", "[]")],
    );
    let (document, _) = read(&with("Deny", "{}"), &Options::new(Resource));
    assert!(document.is_none());
}

#[test]
fn variables() {
    // V-1 … V-5, V-15, V-8
    for fine in [
        "${aws:username}",
        "${aws:PrincipalTag/team, 'none'}",
        "${aws:username, ''}",
        "${*}${?}${$}",
        "a$b",
        "${AWS:x}}",
        "${$}{x}",
        "$",
    ] {
        check(
            Identity,
            &resource(&format!("\"arn:aws:s3:::b/{fine}\"")),
            &[],
        );
    }
    for wrong in [
        "${username}",
        "${}",
        "${aws:user name}",
        "${aws:username,'x'}",
        "${aws:username, x}",
        "${aws:username,  'x'}",
        "${aws:username, 'x}",
        "${aws:username, 'x'y'}",
        "${aws:PrincipalTag}",
        "${aws:a*}",
        "${**}",
        "${aws:${x}",
        "${aws:username",
        "${",
        "${'x'}",
    ] {
        check(
            Identity,
            &resource(&format!("\"arn:aws:s3:::b\\u002f{wrong}\"")),
            &[("variable", wrong)],
        );
    }
    check(
        Identity,
        &resource(r#""arn:aws:s3:::${a}x${b}""#),
        &[("variable", "${a}"), ("variable", "${b}")],
    );
    check(
        Identity,
        &resource(r#""arn:aws:s3:::${aws:calledvia}""#),
        &[("multivalued_variable", "${aws:calledvia}")],
    );
}
