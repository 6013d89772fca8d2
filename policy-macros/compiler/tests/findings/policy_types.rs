//! What service control, resource control and VPC endpoint policies have of their own
//! (G-6, G-9, G-12, G-21 … G-25, R-14, R-24).

use policy_compiler::{Code, Document, Findings, Level, Options, Severity, read};
use policy_core::PolicyType::{self, Boundary, Identity, Rcp, Resource, Scp, Session, Trust, Vpce};

use crate::{action, check, principal, resource, version_2012};

const EVERYBODY: &str = "\"Principal\":\"*\",";

/// A statement that every type but trust takes, if `principal` is what the type wants.
fn deny(principal: &str) -> String {
    format!(r#"{{"Effect":"Deny",{principal}"Action":"s3:*","Resource":"*"}}"#)
}

fn rcp(principal: &str, action: &str) -> String {
    version_2012(&format!(
        r#"{{"Effect":"Deny","Principal":{principal},{action},"Resource":"*"}}"#
    ))
}

fn rcp_action(action: &str) -> String {
    rcp("\"*\"", &format!("\"Action\":{action}"))
}

fn found(policy_type: PolicyType, text: &str) -> (Option<Document>, Findings) {
    read(text, &Options::new(policy_type))
}

/// The message and the help of the only finding.
fn message(policy_type: PolicyType, text: &str) -> (String, String) {
    let (_, findings) = found(policy_type, text);
    assert_eq!(findings.len(), 1, "{text}: {findings:?}");
    let finding = findings.iter().next();
    finding
        .map(|finding| {
            (
                finding.message().into(),
                finding.help().unwrap_or("").into(),
            )
        })
        .unwrap_or_default()
}

#[test]
fn versions() {
    // G-6, G-7
    let with =
        |version: &str, principal: &str| format!("{{{version}\"Statement\":{}}}", deny(principal));
    let v2012 = "\"Version\":\"2012-10-17\",";
    let v2008 = "\"Version\":\"2008-10-17\",";
    let wrong = "\"Version\":\"2012-10-18\",";
    for (policy_type, principal) in [(Scp, ""), (Rcp, EVERYBODY), (Vpce, EVERYBODY)] {
        check(policy_type, &with(v2012, principal), &[]);
        check(
            policy_type,
            &with(wrong, principal),
            &[("version", "\"2012-10-18\"")],
        );
    }
    check(Scp, &with(v2008, ""), &[("version", "\"2008-10-17\"")]);
    check(Scp, &with("", ""), &[("version", "{")]);
    check(
        Scp,
        &with("\"version\":\"2012-10-17\",", ""),
        &[("unknown_element", "\"version\"")],
    );
    for policy_type in [Rcp, Vpce] {
        check(policy_type, &with(v2008, EVERYBODY), &[]);
        let text = with("", EVERYBODY);
        check(policy_type, &text, &[("version_absent", "{")]);
        let (_, findings) = found(policy_type, &text);
        assert_eq!(findings.lints().count(), 1);
    }
    // What nearly is the older version is not taken for it.
    let (message, help) = message(Scp, &with("\"Version\":\"2008-10-18\",", ""));
    assert_eq!(message, "there is no version `2008-10-18`");
    assert_eq!(help, "write `\"2012-10-17\"`");
}

#[test]
fn versions_decide_about_variables() {
    let rcp = version_2012(
        r#"{"Effect":"Deny","Principal":"*","Action":"s3:*","NotResource":"arn:aws:s3:::b/${x}"}"#,
    );
    check(Rcp, &rcp, &[("variable", "${x}")]);
    check(Rcp, &rcp.replace("2012", "2008"), &[]);
}

#[test]
fn ids_and_sids() {
    // G-8, G-9
    let with_id = |principal: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Id":"x","Statement":{}}}"#,
            deny(principal)
        )
    };
    check(Scp, &with_id(""), &[("element_not_allowed", "\"Id\"")]);
    check(
        Rcp,
        &with_id(EVERYBODY),
        &[("element_not_allowed", "\"Id\"")],
    );
    check(Vpce, &with_id(EVERYBODY), &[]);

    let with_sids = |sid: &str, principal: &str| {
        let statement = deny(&format!("\"Sid\":\"{sid}\",{principal}"));
        version_2012(&format!("[{statement},{statement}]"))
    };
    for (policy_type, principal) in [(Scp, ""), (Rcp, EVERYBODY), (Vpce, EVERYBODY)] {
        check(policy_type, &with_sids("", principal), &[]);
        let text = with_sids("A", principal);
        check(policy_type, &text, &[("duplicate_sid", "\"A\"")]);
        let (_, findings) = found(policy_type, &text);
        let severity = findings
            .iter()
            .next()
            .map(policy_compiler::Finding::severity);
        let expected = if policy_type == Vpce {
            Severity::Lint(Level::Warn)
        } else {
            Severity::Error
        };
        assert_eq!(severity, Some(expected), "{policy_type}");
    }
    let has_space =
        |principal: &str| version_2012(&deny(&format!("\"Sid\":\"has space\",{principal}")));
    check(Scp, &has_space(""), &[("sid", "\"has space\"")]);
    check(Rcp, &has_space(EVERYBODY), &[("sid", "\"has space\"")]);
    check(Vpce, &has_space(EVERYBODY), &[]);
}

#[test]
fn any_character() {
    // G-1
    let of_name = |principal: &str| {
        version_2012(&deny(principal)).replace("\"*\"}", "\"arn:aws:s3:::中\\u0001\"}")
    };
    check(Scp, &of_name(""), &[]);
    check(Rcp, &of_name(EVERYBODY), &[]);
    check(Vpce, &of_name(EVERYBODY), &[]);
}

#[test]
fn elements_of_service_control_policies() {
    // G-12, G-21
    let full = version_2012(
        r#"[{"Effect":"Allow","Action":"sqs:*","Resource":"arn:aws:sqs:*:111122223333:*",
            "Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}},
            {"Effect":"Allow","NotAction":["iam:*","s3:*Object*"],"NotResource":"arn:aws:s3:::b"},
            {"Effect":"Deny","NotAction":"*","Resource":"*"}]"#,
    );
    check(Scp, &full, &[]);
    for name in ["Principal", "NotPrincipal"] {
        let text = version_2012(&deny(&format!("\"{name}\":\"*\",")));
        let key = format!("\"{name}\"");
        check(Scp, &text, &[("element_not_allowed", &key)]);
    }
    check(
        Scp,
        &version_2012(r#"{"Effect":"Deny","Action":"*"}"#),
        &[("missing_element", "{")],
    );
}

#[test]
fn elements_of_endpoint_policies() {
    // G-12, G-23, P-12, P-20
    for fine in [
        "\"*\"",
        r#"{"AWS":["111122223333","*"]}"#,
        r#"{"Service":"ecs-tasks.amazonaws.com"}"#,
    ] {
        check(Vpce, &principal(fine), &[]);
    }
    let google = r#"{"Federated":"accounts.google.com"}"#;
    check(Vpce, &principal(google), &[("principal", "\"Federated\"")]);
    check(
        Vpce,
        &principal(r#"{"AWS":"arn:aws:iam::111122223333:role/*"}"#),
        &[("principal", "\"arn:aws:iam::111122223333:role/*\"")],
    );
    let not_principal = version_2012(&deny("\"NotPrincipal\":{\"AWS\":\"111122223333\"},"));
    check(Vpce, &not_principal, &[]);
    check(
        Vpce,
        &not_principal.replace("Deny", "Allow"),
        &[("notprincipal_allow", "\"NotPrincipal\"")],
    );
    check(Vpce, &action("\"*\""), &[("missing_element", "{")]);
    check(
        Vpce,
        &version_2012(r#"{"Effect":"Allow","Principal":"*","Action":"*"}"#),
        &[("missing_element", "{")],
    );
}

#[test]
fn resource_control_policies_deny() {
    // G-22
    check(Rcp, &rcp_action("\"s3:*\""), &[]);
    let allow = rcp_action("\"s3:*\"").replace("Deny", "Allow");
    check(Rcp, &allow, &[("rcp", "\"Allow\"")]);
    for wrong in ["\"allow\"", "\"Grant\"", "true"] {
        let text = rcp_action("\"s3:*\"").replace("\"Deny\"", wrong);
        check(Rcp, &text, &[("effect", wrong)]);
        // Not `Allow`, which is no effect here.
        assert_eq!(message(Rcp, &text).1, "write `\"Deny\"`");
    }
    let full = version_2012(
        r#"{"Sid":"a1","Effect":"Deny","Principal":{"AWS":"*"},"Action":["s3:Get*","sqs:NoSuchAction","kms:*"],
            "NotResource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],
            "Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-1"}}}"#,
    );
    check(Rcp, &full, &[]);
}

#[test]
fn resource_control_policies_are_about_everybody() {
    // G-22, P-1, P-12, P-15
    let with = |principal: &str| rcp(principal, "\"Action\":\"s3:*\"");
    check(Rcp, &with("\"*\""), &[]);
    check(Rcp, &with(r#"{"AWS":"*"}"#), &[]);
    for legal_elsewhere in [
        r#"{"AWS":["*"]}"#,
        r#"{"AWS":"111122223333"}"#,
        r#"{"AWS":["*","111122223333"]}"#,
        r#"{"AWS":"*","Service":"sns.amazonaws.com"}"#,
        r#"{"Service":"sns.amazonaws.com"}"#,
        r#"{"AWS":[]}"#,
        "{}",
    ] {
        check(Rcp, &with(legal_elsewhere), &[("rcp", legal_elsewhere)]);
    }
    for (wrong, place) in [
        (r#"["*"]"#, r#"["*"]"#),
        ("null", "null"),
        ("\"111122223333\"", "\"111122223333\""),
        (r#"{"Aws":"*"}"#, "\"Aws\""),
        (r#"{"Service":"*"}"#, "\"*\""),
        (r#"{"Federated":"accounts.google.com"}"#, "\"Federated\""),
    ] {
        check(Rcp, &with(wrong), &[("principal", place)]);
    }
    check(Rcp, &with("{\"AWS\":7}"), &[("type", "7")]);
    check(
        Rcp,
        &with("\"*\"").replace("Principal", "NotPrincipal"),
        &[("element_not_allowed", "\"NotPrincipal\"")],
    );
    check(Rcp, &version_2012(&deny("")), &[("missing_element", "{")]);
    // Brackets are the only mistake.
    for text in [r#"{"AWS":["*"]}"#, r#"["*"]"#] {
        let (_, help) = message(Rcp, &with(text));
        assert_eq!(help, "write `\"*\"`, without brackets");
    }
}

#[test]
fn resource_control_policies_reach_some_services() {
    // G-22, A-1, A-6
    for fine in [
        "s3:*",
        "S3:getobject",
        "SecretsManager:NoSuchAction",
        "ecr-public:?*",
    ] {
        check(Rcp, &rcp_action(&format!("\"{fine}\"")), &[]);
    }
    for wrong in ["*", "***", "ecs:*", "ecs:RunTask", "s3-object-lambda:*"] {
        let quoted = format!("\"{wrong}\"");
        check(Rcp, &rcp_action(&quoted), &[("rcp", &quoted)]);
    }
    for wrong in ["*:*", "s3", "s3:", "", "s3:${x}"] {
        let quoted = format!("\"{wrong}\"");
        let text = rcp_action(&quoted);
        check(Rcp, &text, &[("action", &quoted)]);
        // `*` alone is no way out.
        let (_, help) = message(Rcp, &text);
        assert!(
            !help.contains("every action") || help.contains("of the service"),
            "{help}"
        );
    }
    check(
        Rcp,
        &rcp_action(r#"["s3:*","lambda:*","sns:*"]"#),
        &[("rcp", "\"lambda:*\""), ("rcp", "\"sns:*\"")],
    );
    let not_action = rcp("\"*\"", "\"NotAction\":\"s3:*\"");
    check(Rcp, &not_action, &[("rcp", "\"NotAction\"")]);
    let both = rcp("\"*\"", "\"Action\":\"s3:*\",\"NotAction\":\"s3:List*\"");
    check(Rcp, &both, &[("rcp", "\"NotAction\"")]);
    check(
        Rcp,
        &rcp("\"*\"", "\"Sid\":\"x\""),
        &[("missing_element", "{")],
    );
    let (message, help) = message(Rcp, &rcp_action("\"SecretManager:*\""));
    assert_eq!(
        message,
        "the service of `SecretManager:*` does not support resource control policies"
    );
    assert_eq!(help, "a similar service does: `secretsmanager`");
}

#[test]
fn short_arns_and_wildcard_services() {
    // R-14, R-24
    let with =
        |arn: &str, policy_type: PolicyType| match policy_type {
            Rcp => rcp_action("\"s3:*\"")
                .replace("\"Resource\":\"*\"", &format!("\"Resource\":\"{arn}\"")),
            Scp => resource(&format!("\"{arn}\"")),
            _ => resource(&format!("\"{arn}\""))
                .replace("\"Action\"", "\"Principal\":\"*\",\"Action\""),
        };
    for policy_type in [Scp, Vpce] {
        for padded in ["arn:aws:s3:*", "arn:aws:s3:::*"] {
            let quoted = format!("\"{padded}\"");
            let expected = [("short_arn", quoted.as_str())];
            let is_short = padded == "arn:aws:s3:*";
            let expected = if is_short { &expected[..] } else { &[] };
            check(policy_type, &with(padded, policy_type), expected);
        }
        let quoted = "\"arn:aws:*\"";
        check(
            policy_type,
            &with("arn:aws:*", policy_type),
            &[("short_arn", quoted), ("wildcard_service", quoted)],
        );
    }
    for policy_type in [Scp, Rcp, Vpce] {
        for short in [
            "arn:aws:s3",
            "arn:aws:sqs:us-*:jobs",
            "arn:aws:s3:${*}",
            "arn:aws:s3:${aws:username}*",
        ] {
            let quoted = format!("\"{short}\"");
            check(
                policy_type,
                &with(short, policy_type),
                &[("resource", &quoted)],
            );
        }
        let wild = "arn:aws:ec*:us-east-1:111122223333:task/*";
        let quoted = format!("\"{wild}\"");
        check(
            policy_type,
            &with(wild, policy_type),
            &[("wildcard_service", &quoted)],
        );
        let partition = "arn:*:s3:::b";
        let quoted = format!("\"{partition}\"");
        check(
            policy_type,
            &with(partition, policy_type),
            &[("wildcard_partition", &quoted)],
        );
    }
    check(
        Rcp,
        &with("arn:aws:s3:*", Rcp),
        &[("resource", "\"arn:aws:s3:*\"")],
    );
}

#[test]
fn sizes_are_those_of_the_type() {
    // G-24, G-25
    for (policy_type, limit, white_space_counts) in [
        (Identity, Some(6_144), false),
        (Boundary, Some(6_144), false),
        (Session, Some(2_048), true),
        (Resource, None, false),
        (Trust, Some(2_048), false),
        (Scp, Some(10_240), true),
        (Rcp, Some(5_120), true),
        (Vpce, Some(20_480), true),
    ] {
        let statement = if policy_type.names_principals() {
            deny("\"Principal\":{\"AWS\":\"*\"},")
        } else {
            deny("")
        };
        let statement = match policy_type {
            Trust => statement.replace(",\"Resource\":\"*\"", ""),
            _ => statement,
        };
        let options = Options::new(policy_type);
        let is_too_large = |text: &str| {
            let (document, findings) = read(text, &options);
            assert!(document.is_some(), "{policy_type}: {findings:?}");
            let mut warnings = findings.lints();
            warnings.any(|finding| finding.code() == Code::TooLarge)
        };
        let text = version_2012(&statement);
        let spaced = |size: usize| text.clone() + &" ".repeat(size - text.len());
        let limit = limit.unwrap_or(100_000);
        assert!(!is_too_large(&spaced(limit)), "{policy_type}");
        assert_eq!(
            is_too_large(&spaced(limit + 1)),
            white_space_counts,
            "{policy_type}"
        );
    }
}

#[test]
fn sizes_count_characters() {
    // G-24: `é` is one character and two bytes.
    let limits = [(Scp, 10_240), (Rcp, 5_120), (Vpce, 20_480)];
    for (policy_type, limit) in limits {
        let principal = if policy_type == Scp { "" } else { EVERYBODY };
        let with = |length: usize| {
            let condition = format!(
                r#""Condition":{{"StringEquals":{{"a:b":"{}"}}}},"#,
                "é".repeat(length)
            );
            version_2012(&deny(&(principal.to_owned() + &condition)))
        };
        let length = limit - with(0).len();
        check(policy_type, &with(length), &[]);
        check(policy_type, &with(length + 1), &[("too_large", "{")]);
        // A caller may name a smaller one.
        let (_, findings) = read(&with(1), &Options::new(policy_type).size_limit(9));
        assert_eq!(findings.lints().count(), 1, "{policy_type}");
    }
}
