//! Examples of the rules that the case file does not have, and what goes beyond the rules.

#![allow(
    clippy::unwrap_used,
    reason = "a test should stop loudly where its data are not as expected"
)]

use policy_oracle::Decision::{Allow, ExplicitDeny, ImplicitDeny};
use policy_oracle::{
    Caller, Decision, Documents, PolicyType, Request, Values, evaluate, evaluate_all, evaluate_with,
};
use serde_json::{Value, json};

const ALICE: &str = "arn:aws:iam::111122223333:user/alice";

/// C-39, as printed: `f`/`T` in the order of the columns.
#[test]
fn set_operators_have_the_truth_table() {
    let columns = [
        None,
        Some(many(&[])),
        Some(Values::One("a".to_owned())),
        Some(Values::One("c".to_owned())),
        Some(many(&["a"])),
        Some(many(&["c"])),
        Some(many(&["a", "b"])),
        Some(many(&["a", "c"])),
        Some(many(&["c", "d"])),
    ];
    let rows = [
        ("StringEquals", "ffTffffff"),
        ("StringEqualsIfExists", "TTTffffff"),
        ("StringNotEquals", "TTfTfffff"),
        ("StringNotEqualsIfExists", "TTfTfffff"),
        ("ForAllValues:StringEquals", "TTTfTfTff"),
        ("ForAllValues:StringEqualsIfExists", "TTTfTfTff"),
        ("ForAllValues:StringNotEquals", "TTfTfTffT"),
        ("ForAllValues:StringNotEqualsIfExists", "TTfTfTffT"),
        ("ForAnyValue:StringEquals", "ffTfTfTTf"),
        ("ForAnyValue:StringEqualsIfExists", "ffTfTfTTf"),
        ("ForAnyValue:StringNotEquals", "fffTfTfTT"),
        ("ForAnyValue:StringNotEqualsIfExists", "fffTfTfTT"),
        ("Null", "TTfffffff"),
        ("ForAllValues:Null", "TTTTTTTTT"),
        ("ForAnyValue:Null", "fffffffff"),
    ];
    for (operator, expected) in rows {
        let operands = if operator.ends_with("Null") {
            json!("true")
        } else {
            json!(["a", "b"])
        };
        let row: String = columns
            .iter()
            .map(|values| {
                if condition(operator, &operands, values.clone()) {
                    'T'
                } else {
                    'f'
                }
            })
            .collect();
        assert_eq!(row, expected, "{operator}");
    }
    let row = columns.map(|values| condition("Null", &json!("false"), values));
    assert_eq!(
        row,
        [false, false, true, true, true, true, true, true, true]
    );
}

/// C-12, C-16…C-27: operator, operand, value, outcome.
#[test]
fn operators_answer_as_the_examples() {
    let long = "arn:aws:logs:us-east-1:111122223333:log-group:app";
    let table = [
        ("StringEquals", json!("r*"), "red", false),
        ("StringEquals", json!("r*"), "r*", true),
        ("StringEquals", json!(10), "10", true),
        ("StringEquals", json!(1.5), "1.5", true),
        ("StringEqualsIgnoreCase", json!("RED"), "rEd", true),
        ("StringEqualsIgnoreCase", json!("\u{212A}"), "k", true),
        ("StringEqualsIgnoreCase", json!("λογοσ"), "ΛΟΓΟΣ", false),
        ("StringLike", json!("r?d"), "red", true),
        ("StringLike", json!("r?d"), "rd", false),
        ("StringLike", json!("a.c"), "abc", false),
        ("StringLike", json!(["", "home/*"]), "", true),
        ("StringLike", json!("a?"), "a😀", false),
        ("StringLike", json!("a??"), "a😀", true),
        ("StringLike", json!("a*c"), "a\nb/:c", true),
        ("StringLike", json!("a${*}"), "a*", true),
        ("StringLike", json!("a${*}"), "ab", false),
        (
            "StringEquals",
            json!("${$}{aws:username}"),
            "${aws:username}",
            true,
        ),
        ("NumericEquals", json!("10"), "1e1", true),
        (
            "NumericEquals",
            json!("9007199254740993"),
            "9007199254740992",
            false,
        ),
        ("NumericGreaterThanEquals", json!("1.2"), "1.3", true),
        ("NumericGreaterThanEquals", json!("1.2"), "1.10", false),
        ("NumericLessThan", json!(["1", "5"]), "3", true),
        ("NumericEquals", json!("10"), "10abc", false),
        ("NumericNotEquals", json!("10"), "10abc", true),
        ("NumericNotEqualsIfExists", json!("10"), "", true),
        (
            "DateEquals",
            json!("2026-03-01T13:00:00+01:00"),
            "1772366400",
            true,
        ),
        (
            "DateEquals",
            json!(1_772_366_400),
            "2026-03-01T12:00:00",
            true,
        ),
        ("DateNotEquals", json!("2026-03"), "yesterday", true),
        ("DateLessThan", json!("2026-03"), "yesterday", false),
        (
            "DateLessThan",
            json!("2026-03-01"),
            "2026-02-28T23:59:59.999Z",
            true,
        ),
        ("Bool", json!(true), "TRUE", true),
        ("Bool", json!("false"), "yes", true),
        ("Bool", json!("true"), "1", false),
        ("BinaryEquals", json!("QUJD"), "QUJD", true),
        ("BinaryEquals", json!("QUJD"), "ABC", false),
        ("BinaryEquals", json!(""), "", true),
        ("BinaryEquals", json!("QUI="), "QUI", false),
        ("BinaryEquals", json!("QQ=="), "QR==", false),
        ("IpAddress", json!("203.0.113.77/24"), "203.0.113.1", true),
        ("IpAddress", json!("0.0.0.0/0"), "2001:db8::1", false),
        ("NotIpAddress", json!("203.0.113.0/24"), "2001:db8::9", true),
        (
            "IpAddress",
            json!("203.0.113.0/24"),
            "::ffff:203.0.113.1",
            true,
        ),
        (
            "IpAddress",
            json!("0.0.0.0/0"),
            "cloudformation.amazonaws.com",
            false,
        ),
        (
            "NotIpAddress",
            json!("10.0.0.0/8"),
            "cloudformation.amazonaws.com",
            false,
        ),
        (
            "ArnLike",
            json!("arn:aws:logs:*:log-group:app"),
            long,
            false,
        ),
        ("ArnLike", json!("arn:aws:logs:*:*:log-*:app"), long, true),
        ("ArnEquals", json!("*:*:*:*:*:*"), long, true),
        (
            "ArnNotLike",
            json!("arn:aws:sns:*:*:*"),
            "not-an-arn",
            false,
        ),
        ("ArnNotLike", json!("arn:aws:sns:*:*:*"), long, true),
        ("ArnLike", json!("a:b:c:d:e:f?"), "a:b:c:d:e:f:", true),
        ("StringEquals", json!([]), "x", false),
        ("StringNotEquals", json!([]), "x", true),
    ];
    for (operator, operand, value, expected) in table {
        let values = Some(Values::One(value.to_owned()));
        assert_eq!(
            condition(operator, &operand, values),
            expected,
            "{operator} {operand} {value}"
        );
    }
    let values = Some(many(&["nowhere", "192.0.2.9"]));
    let operand = json!("10.0.0.0/8");
    assert!(!condition(
        "ForAllValues:NotIpAddress",
        &operand,
        values.clone()
    ));
    assert!(condition("ForAnyValue:NotIpAddress", &operand, values));
}

/// R-3…R-25: template, resource, outcome.
#[test]
fn templates_match_as_the_examples() {
    let table = [
        ("**", "*", true),
        ("arn:aws:ecs:*:*:*", "*", false),
        (
            "arn:aws:ecs:*:*:task*",
            "arn:aws:ecs:us-east-1:1:task-definition/web:1",
            true,
        ),
        (
            "arn:aws:ecs:us-*-1:1:task/*",
            "arn:aws:ecs:us-east-1:1:task/x",
            true,
        ),
        (
            "arn:aws:ecs:us-*-1:1:task/*",
            "arn:aws:ecs:us-west-2:1:task/x",
            false,
        ),
        (
            "arn:aws:ecs:us-east-?:1:x",
            "arn:aws:ecs:us-east-1:1:x",
            true,
        ),
        ("arn:aws:ecs:us-east?1:x", "arn:aws:ecs:us-east:1:x", false),
        (
            "arn:aws:ecs:::task/*",
            "arn:aws:ecs:us-east-1:1:task/x",
            false,
        ),
        ("arn:aws:s3:*:*:bucket", "arn:aws:s3:::bucket", true),
        ("arn:aws:s3:::bucket*", "arn:aws:s3:::bucket2/a:b", true),
        ("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket", false),
        ("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/", true),
        ("arn:aws:s3:::bucket/a", "arn:aws:s3:::bucket/*", false),
        ("arn:aws:s3:::b/?", "arn:aws:s3:::b/😀", false),
        ("arn:aws:s3:::b/??", "arn:aws:s3:::b/😀", true),
        ("arn:aws:s3:::b/a%20b", "arn:aws:s3:::b/a b", false),
        ("arn:aws:sqs", "arn:aws:sqs:us-east-1:1:jobs:x", true),
        (
            "arn:aws:sqs:us-*:jobs",
            "arn:aws:sqs:us-east-1:1:jobs",
            false,
        ),
        ("arn:aws:s3:::a${*}b", "arn:aws:s3:::a*b", true),
        ("arn:aws:s3:::a${*}b", "arn:aws:s3:::axb", false),
        ("arn:aws:s3:::${x:v}*", "arn:aws:s3:::a*bc", true),
        ("arn:aws:s3:::${x:v}*", "arn:aws:s3:::abc", false),
        (
            "arn:aws:s3:${x:absent, 'a:b'}:x:y",
            "arn:aws:s3:a:b:x:y",
            true,
        ),
        (
            "arn:aws:s3:::h/${x:absent, ''}/x",
            "arn:aws:s3:::h//x",
            true,
        ),
        ("arn:aws:s3:::h/${x:absent}/x", "arn:aws:s3:::h//x", false),
        ("arn:aws:s3:::a$b", "arn:aws:s3:::a$b", true),
    ];
    for (template, resource, expected) in table {
        assert_eq!(
            covers(template, resource, false),
            expected,
            "{template} {resource}"
        );
    }
    for key in [
        "1/test/object.jpg",
        "1/2/test/3/object.jpg",
        "1///test///object.jpg",
        "1/test/.jpg",
        "1/test/",
        "/test/object.jpg",
    ] {
        let resource = format!("arn:aws:s3:::docs-bucket/{key}");
        assert!(
            covers("arn:aws:s3:::docs-bucket/*/test/*", &resource, false),
            "{key}"
        );
    }
    for key in ["1-test/object.jpg", "test/object.jpg", "1/2/test.jpg"] {
        let resource = format!("arn:aws:s3:::docs-bucket/{key}");
        assert!(
            !covers("arn:aws:s3:::docs-bucket/*/test/*", &resource, false),
            "{key}"
        );
    }
}

/// the two readings of a star that ends a field.
#[test]
fn wide_stars_run_over_colons() {
    let app = "arn:aws:logs:us-east-1:111122223333:log-group:app";
    let table = [
        ("arn:aws:logs:*:log-group:app", app, true),
        (
            "arn:aws:s3:*:*:safe/x",
            "arn:aws:s3:::evil/a:b:safe/x",
            true,
        ),
        // Not the last character of its field, or no star.
        ("arn:aws:logs:us-*1:log-group:app", app, false),
        ("arn:aws:logs:?:log-group:app", app, false),
        ("arn:aws:logs:us-*${x:absent, ''}:log-group:app", app, false),
        ("arn:aws:logs:us-**:log-group:app", app, true),
    ];
    for (template, resource, expected) in table {
        assert!(!covers(template, resource, false), "{template}");
        assert_eq!(covers(template, resource, true), expected, "{template}");
    }
}

/// The kinds of P-10, told apart by what an Allow is worth.
#[test]
fn principals_reach_as_the_table() {
    let role = "arn:aws:iam::111122223333:role/deploy";
    let session = "arn:aws:sts::111122223333:assumed-role/deploy/ci-42";
    let bob = "arn:aws:sts::111122223333:federated-user/bob";
    let root = "arn:aws:iam::111122223333:root";
    let id = json!({"unique_id": "AIDACKCEVSQ6C2EXAMPLE", "user_arn": ALICE});
    let path = json!({"role_arn": "arn:aws:iam::111122223333:role/ci/deploy",
        "unique_id": "AROADBQP57FF2AEXAMPLE"});
    let none = Value::Null;
    let provider = json!({"kind": "federated"});
    let table = [
        ("anonymous", &none, "*", "Direct"),
        ("sns.amazonaws.com", &none, "*", "Direct"),
        (ALICE, &none, "111122223333", "Account"),
        (ALICE, &none, root, "Account"),
        (ALICE, &none, "arn:aws-cn:iam::111122223333:root", "Nothing"),
        (ALICE, &none, ALICE, "Direct"),
        (
            ALICE,
            &none,
            "arn:aws:iam::111122223333:user/Alice",
            "Nothing",
        ),
        (ALICE, &id, "AIDACKCEVSQ6C2EXAMPLE", "Direct"),
        (ALICE, &none, "AIDACKCEVSQ6C2EXAMPLE", "Nothing"),
        (session, &none, role, "Limited"),
        (session, &path, role, "Nothing"),
        (
            session,
            &path,
            "arn:aws:iam::111122223333:role/ci/deploy",
            "Limited",
        ),
        (session, &path, "AROADBQP57FF2AEXAMPLE", "Limited"),
        (session, &path, session, "Direct"),
        (session, &none, root, "Account"),
        (bob, &id, bob, "Direct"),
        (bob, &id, ALICE, "Limited"),
        (bob, &id, "AIDACKCEVSQ6C2EXAMPLE", "Limited"),
        (bob, &id, "111122223333", "Account"),
        (root, &none, "111122223333", "Account"),
        (root, &none, ALICE, "Nothing"),
        ("anonymous", &none, "111122223333", "Nothing"),
        (
            "arn:aws:iam::111122223333:saml-provider/idp",
            &provider,
            "111122223333",
            "Nothing",
        ),
    ];
    for (principal, attributes, entry, expected) in table {
        let caller = Caller::from_case(principal, attributes).unwrap();
        assert_eq!(
            reach(&caller, &json!({"AWS": entry})),
            expected,
            "{principal} {entry}"
        );
    }
}

/// P-20…P-24.
#[test]
fn not_principal_wants_the_whole_chain() {
    let session = "arn:aws:sts::111122223333:assumed-role/deploy/ci-42";
    let role = "arn:aws:iam::111122223333:role/deploy";
    let root = "arn:aws:iam::111122223333:root";
    let table = [
        (ALICE, json!({"AWS": [root, ALICE]}), true),
        (ALICE, json!({"AWS": ["111122223333", ALICE]}), true),
        (ALICE, json!({"AWS": [ALICE]}), false),
        (ALICE, json!({"AWS": "111122223333"}), false),
        (
            session,
            json!({"AWS": ["111122223333", role, session]}),
            true,
        ),
        (session, json!({"AWS": ["111122223333", role]}), false),
        (session, json!({"AWS": ["111122223333", session]}), false),
        (session, json!({"AWS": [role, session]}), false),
        (root, json!({"AWS": root}), true),
        ("anonymous", json!({"AWS": "111122223333"}), false),
        ("anonymous", json!("*"), true),
        (
            "sns.amazonaws.com",
            json!({"Service": "sns.amazonaws.com"}),
            true,
        ),
    ];
    for (principal, element, exempt) in table {
        let document = json!({"Statement": {
            "Effect": "Deny", "NotPrincipal": element, "Action": "*", "Resource": "*",
        }});
        let mut request = request();
        request.principal = Caller::from_case(principal, &Value::Null);
        let expected = if exempt { ImplicitDeny } else { ExplicitDeny };
        // Without the root user's own side.
        request.resource_policy_required = true;
        assert_eq!(
            evaluate(&document, PolicyType::Resource, &request),
            expected,
            "{principal} {element}"
        );
        let boundary = allow_all();
        let documents = Documents {
            boundary: vec![&boundary],
            resource: Some(&document),
            ..Documents::default()
        };
        assert_eq!(
            evaluate_all(&documents, &request),
            ExplicitDeny,
            "{principal} {element}"
        );
    }
}

/// A caller that is not stated: a Deny holds for it, an Allow that names principals does not.
#[test]
fn unstated_callers_are_denied_in_doubt() {
    let document = |effect: &str, principal: Value| {
        json!({"Statement": {
            "Effect": effect, "Principal": principal, "Action": "*", "Resource": "*",
        }})
    };
    let ask = |document: &Value, policy_type| evaluate(document, policy_type, &request());
    assert_eq!(ask(&allow_all(), PolicyType::Identity), Allow);
    let allow = document("Allow", json!("*"));
    assert_eq!(ask(&allow, PolicyType::Resource), ImplicitDeny);
    let deny = document("Deny", json!({"AWS": "444455556666"}));
    assert_eq!(ask(&deny, PolicyType::Resource), ExplicitDeny);
    // G-15 comes first: the statement is inert.
    let nobody = document("Deny", json!({"AWS": []}));
    assert_eq!(ask(&nobody, PolicyType::Resource), ImplicitDeny);
}

/// Without `resource_account`, the resource is in the caller's account.
#[test]
fn resources_are_the_callers_unless_stated() {
    let mut request = request();
    request.principal = Caller::from_case(ALICE, &Value::Null);
    assert_eq!(
        evaluate(&allow_all(), PolicyType::Identity, &request),
        Allow
    );
    request.resource_account = Some("444455556666".to_owned());
    assert_eq!(
        evaluate(&allow_all(), PolicyType::Identity, &request),
        ImplicitDeny
    );
}

/// E-15: a trust policy insists on itself, also against the root user.
#[test]
fn trust_policies_are_required() {
    let document = json!({"Statement": {
        "Effect": "Allow", "Principal": {"AWS": ALICE}, "Action": "sts:AssumeRole",
    }});
    let mut request = Request::new("sts:AssumeRole", "arn:aws:iam::111122223333:role/x");
    request.principal = Caller::from_case(ALICE, &Value::Null);
    assert_eq!(evaluate(&document, PolicyType::Trust, &request), Allow);
    request.principal = Caller::from_case("arn:aws:iam::111122223333:root", &Value::Null);
    assert_eq!(
        evaluate(&document, PolicyType::Trust, &request),
        ImplicitDeny
    );
    assert_eq!(evaluate(&document, PolicyType::Resource, &request), Allow);
}

/// V-2, V-8, V-9, V-12, C-27.
#[test]
fn variables_without_value_match_nothing() {
    let tags = Some(many(&["d"]));
    assert!(!condition(
        "ForAnyValue:StringEquals",
        &json!("${x:k, 'd'}"),
        tags.clone()
    ));
    assert!(condition(
        "ForAnyValue:StringNotEquals",
        &json!("${x:k, 'd'}"),
        tags
    ));
    let empty = Some(Values::One(String::new()));
    assert!(condition(
        "StringEquals",
        &json!("${x:k, ''}"),
        empty.clone()
    ));
    assert!(!condition("StringEquals", &json!("${x:k}"), empty));
    for (effect, expected) in [("Allow", ImplicitDeny), ("Deny", ExplicitDeny)] {
        for operator in ["ArnLike", "ArnNotLike"] {
            let document = json!({"Version": "2012-10-17", "Statement": {
                "Effect": effect, "Action": "*", "Resource": "*",
                "Condition": {operator: {"x:k": ["${x:v}", "arn:*:*:*:*:*"]}},
            }});
            let mut request = request();
            let arn = Values::One("arn:aws:sns:us-east-1:111122223333:t".to_owned());
            request.context.push(("x:k".to_owned(), arn));
            request
                .context
                .push(("x:v".to_owned(), Values::One("cluster/prod".to_owned())));
            assert_eq!(
                evaluate(&document, PolicyType::Identity, &request),
                expected
            );
        }
    }
    let old = json!({"Version": "2008-10-17", "Statement": {
        "Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::a${*}",
    }});
    let request = Request::new("s3:GetObject", "arn:aws:s3:::a${bcd}");
    assert_eq!(evaluate(&old, PolicyType::Identity, &request), Allow);
}

/// A-1…A-8.
#[test]
fn actions_match_as_the_examples() {
    let table = [
        ("ECS:stoptask", true),
        ("ecs:Stop", false),
        ("ecs:*Task", true),
        ("ecs:StopTask*", true),
        ("ecs:Stop????", true),
        ("ecs:StopTask?", false),
        ("ecr:*", false),
        ("**", true),
        ("ec:*", false),
    ];
    for (entry, expected) in table {
        for (element, expected) in [("Action", expected), ("NotAction", !expected)] {
            let document = json!({"Statement": {
                "Effect": "Allow", element: entry, "Resource": "*",
            }});
            let expected = if expected { Allow } else { ImplicitDeny };
            let decision = evaluate(&document, PolicyType::Identity, &request());
            assert_eq!(decision, expected, "{element} {entry}");
        }
    }
}

fn request() -> Request {
    Request::new(
        "ecs:StopTask",
        "arn:aws:ecs:us-east-1:111122223333:task/prod/1",
    )
}

fn allow_all() -> Value {
    json!({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})
}

fn many(values: &[&str]) -> Values {
    Values::Many(values.iter().map(|value| (*value).to_owned()).collect())
}

/// Whether a condition on `x:k` is true.
fn condition(operator: &str, operands: &Value, values: Option<Values>) -> bool {
    let document = json!({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": {operator: {"x:K": operands}},
    }});
    let mut request = request();
    request
        .context
        .extend(values.map(|values| ("X:k".to_owned(), values)));
    evaluate(&document, PolicyType::Identity, &request) == Allow
}

/// Whether a template covers a resource, where `x:v` is `a*`.
fn covers(template: &str, resource: &str, wide_stars: bool) -> bool {
    let document = json!({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Action": "*", "Resource": template,
    }});
    let mut request = Request::new("s3:GetObject", resource);
    request
        .context
        .push(("x:v".to_owned(), Values::One("a*".to_owned())));
    evaluate_with(&document, PolicyType::Identity, &request, wide_stars) == Allow
}

/// The kind of match, told by decisions: with nothing else, with an identity document that
/// allows, and with a silent boundary.
fn reach(caller: &Caller, principal: &Value) -> &'static str {
    let resource = json!({"Statement": {
        "Effect": "Allow", "Principal": principal, "Action": "*", "Resource": "*",
    }});
    let everything = allow_all();
    let silent = json!({"Statement": {"Effect": "Allow", "Action": "x:y", "Resource": "*"}});
    let mut request = request();
    request.principal = Some(caller.clone());
    request.resource_policy_required = true;
    let ask = |identity: &Value, boundary: &Value| -> Decision {
        let documents = Documents {
            identity: vec![identity],
            boundary: vec![boundary],
            session: vec![&everything],
            resource: Some(&resource),
            ..Documents::default()
        };
        evaluate_all(&documents, &request)
    };
    // The root user has no identity document to be silent.
    let root = caller.name.ends_with(":root");
    if ask(&silent, &silent) == Allow {
        "Direct"
    } else if !root && ask(&silent, &everything) == Allow {
        "Limited"
    } else if ask(&everything, &everything) == Allow {
        "Account"
    } else {
        "Nothing"
    }
}
