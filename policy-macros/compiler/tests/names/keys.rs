//! Condition keys and policy variables (N-6, N-7).

use policy_compiler::{Code, Issue, Reference, ServiceBuf, prefixes, read_service};

use crate::{check, document, findings, help, key, rendered, with_reference};

#[test]
fn keys_that_exist() {
    for fine in [
        "aws:SourceIp",
        "AWS:sourceip",
        "aws:ResourceTag/team",
        "s3:prefix",
        "ec2:ResourceTag/team",
        "glacier:ResourceTag/team",
        "kms:EncryptionContext:any",
        // Declared by other services, or by none.
        "saml:aud",
        "connect:UserArn",
        "ec2:RoleDelivery",
        "identitystore:UserId",
        // Of identity providers.
        "oidc.example.com:sub",
        "token.actions.githubusercontent.com:sub",
    ] {
        check(&key(fine), &[]);
    }
}

#[test]
fn unknown_keys() {
    // N-6 "unknown_key"
    for (wrong, meant) in [
        ("aws:SourceVpcs", "a similar key exists: `aws:SourceVpc`"),
        (
            "aws:ResourcTag/team",
            "a similar key exists: `aws:ResourceTag/team`",
        ),
        ("s3:SourceIp", "a similar key exists: `aws:SourceIp`"),
        (
            "aws:PassedToService",
            "a similar key exists: `iam:PassedToService`",
        ),
        ("s3:prefixes", "a similar key exists: `s3:prefix`"),
        (
            "lakeformation:GlueARN",
            "the only key of `lakeformation` is `lakeformation:EnabledOnlyForMetaDataAccess`",
        ),
        (
            "codebuild:secondarySources/x.locaton",
            "a similar key exists: `codebuild:secondarySources/x.location`",
        ),
        (
            "codebuild:secondarySource/x.location",
            "a similar key exists: `codebuild:secondarySources/x.location`",
        ),
        (
            "xyzzy:foo",
            "write a key of a service, such as `s3:prefix`, or a global one, such as `aws:SourceIp`",
        ),
    ] {
        let text = key(wrong);
        check(&text, &[("unknown_key", &format!("\"{wrong}\""))]);
        assert_eq!(help(&text), meant, "{wrong}");
    }
}

#[test]
fn variables_are_keys() {
    let text = document(
        r#""Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:usernam}/${aws:username}",
        "Condition": {"StringLike": {"s3:prefix": ["${aws:usrid}", "${*}${s3:prefix, 'x'}"]}}"#,
    );
    check(
        &text,
        &[("unknown_key", "aws:usernam"), ("unknown_key", "aws:usrid")],
    );
    let older = text.replace("2012-10-17", "2008-10-17");
    check(&older, &[]);
}

#[test]
fn variables_that_are_no_keys() {
    let with = |variable: &str| {
        document(&format!(
            r#""Action": "s3:*", "Resource": "arn:aws:s3:::b/${{{variable}}}""#
        ))
    };
    for fine in [
        "transfer:HomeBucket",
        "Transfer:HomeFolder",
        "transfer:HomeDirectory",
        "transfer:UserName",
        "iot:ClientId",
        "iot:Connection.Thing.ThingName",
        "iot:Certificate.Subject.CommonName",
        "credentials-iot:ThingName",
    ] {
        check(&with(fine), &[]);
        check(&key(fine), &[("unknown_key", &format!("\"{fine}\""))]);
    }
    let text = with("transfer:HomeBuket");
    check(&text, &[("unknown_key", "transfer:HomeBuket")]);
    assert_eq!(help(&text), "a similar key exists: `transfer:HomeBucket`");
}

#[test]
fn keys_of_identity_providers_are_not_suggested() {
    let text = document(
        r#""Action": "sts:AssumeRoleWithWebIdentity", "Resource": "*",
        "Condition": {"StringEquals": {"localhost:aud": "x"}}"#,
    );
    check(&text, &[("unknown_key", "\"localhost:aud\"")]);
    assert_eq!(
        help(&text),
        "write a key of a service, such as `s3:prefix`, or a global one, such as `aws:SourceIp`"
    );
}

/// What fires beside the action `s3:GetObject`, and others.
fn condition(actions: &str, key: &str) -> String {
    document(&format!(
        r#""Action": {actions}, "Resource": "*", "Condition": {{"Null": {{"{key}": "false"}}}}"#
    ))
}

#[test]
fn unsupported_keys() {
    // N-7 "unsupported_key"
    let text = condition(r#""s3:GetObject""#, "s3:prefix");
    check(&text, &[("unsupported_key", "\"s3:prefix\"")]);
    assert_eq!(
        help(&text),
        "it is a key of `s3:ListBucket` and `s3:ListBucketVersions`"
    );
    let drawn = rendered(&text);
    let message = "error: no action of this statement supports the condition key `s3:prefix`\n";
    assert!(drawn.starts_with(message), "{drawn}");
    check(
        &condition(r#"["ecs:RunTask", "ec2:Run*"]"#, "iam:PassedToService"),
        &[("unsupported_key", "\"iam:PassedToService\"")],
    );
}

#[test]
fn conditions_that_always_hold() {
    let message = |effect: &str, operator: &str, value: &str| {
        let text = condition(r#""s3:GetObject""#, "s3:prefix")
            .replace(r#""Null""#, &format!("{operator:?}"))
            .replace(r#""false""#, &format!("{value:?}"))
            .replace(r#""Allow""#, &format!("{effect:?}"));
        let findings = findings(&text);
        let mut findings = findings.iter();
        let finding = findings.find(|one| one.code() == Code::UnsupportedKey);
        finding.unwrap().message().to_owned()
    };
    let plain = "no action of this statement supports the condition key `s3:prefix`";
    for (operator, value, always_holds) in [
        ("StringEquals", "x", false),
        ("StringNotEquals", "x", true),
        ("StringLikeIfExists", "x", true),
        ("ForAllValues:StringEquals", "x", true),
        ("ForAnyValue:StringNotEquals", "x", false),
        ("ForAnyValue:StringEqualsIfExists", "x", false),
        ("Null", "true", true),
        ("Null", "false", false),
    ] {
        let expected = if always_holds {
            format!("{plain}, so this condition always holds")
        } else {
            plain.to_owned()
        };
        assert_eq!(message("Allow", operator, value), expected, "{operator}");
        assert_eq!(message("Deny", operator, value), plain, "{operator}");
    }
}

#[test]
fn what_supports_a_key_elsewhere_is_no_missing_action() {
    let issue = |action: &str, key: &str| {
        let findings = findings(&condition(action, key));
        let mut of_key = findings.iter();
        let of_key = of_key.find(|one| one.code() == Code::UnsupportedKey);
        of_key.unwrap().issue()
    };
    // `iam:PassRole` alone has the first key; `xray:PutSpans` has the second one, too.
    for (key, expected) in [
        ("iam:PassedToService", Issue::MissingActionForConditionKey),
        (
            "logs:LogGeneratingResourceArns",
            Issue::UnsupportedActionForConditionKey,
        ),
        ("s3:prefix", Issue::UnsupportedActionForConditionKey),
    ] {
        assert_eq!(issue(r#""ecs:RunTask""#, key), Some(expected), "{key}");
    }
}

#[test]
fn supported_keys_and_those_that_nothing_is_known_about() {
    for (actions, key) in [
        (r#"["s3:GetObject", "s3:ListBucket"]"#, "s3:prefix"),
        (r#""s3:List*""#, "S3:Prefix"),
        // Through a resource type.
        (r#""ec2:StartInstances""#, "ec2:InstanceType"),
        (r#""ecs:RunTask""#, "ecs:ResourceTag/team"),
        (r#""s3:GetObject""#, "aws:SourceVpc"),
        (r#""s3:GetObject""#, "ec2:SourceInstanceARN"),
        // A session carries it to other services.
        (r#""s3:GetObject""#, "saml:sub"),
        (r#""s3:GetObject""#, "iotevents:keyValue"),
        (
            r#""aws-marketplace:Subscribe""#,
            "aws-marketplace:ProductId",
        ),
        (r#"["s3:GetObject", "*"]"#, "s3:prefix"),
    ] {
        check(&condition(actions, key), &[]);
    }
    let unknown = condition(r#"["s3:GetObject", "s3:Nothing"]"#, "s3:prefix");
    check(&unknown, &[("unknown_action", "\"s3:Nothing\"")]);
    check(
        &unknown
            .replace("Action", "NotAction")
            .replace("Nothing", "Get*"),
        &[],
    );
}

#[test]
fn keys_of_ones_own() {
    let service = read_service(
        r#"{"service": "billing-desk",
        "actions": [{"name": "SendInvoice", "access": "Write", "conditionKeys": ["desk:Client"]},
            {"name": "List", "access": "List"}],
        "conditionKeys": [{"key": "desk:Client", "type": "String"}]}"#,
    );
    let reference = Reference::aws().with_service(service.0.unwrap()).unwrap();
    let codes = |text: &str| with_reference(text, reference.clone());
    let text = condition(r#""billing-desk:SendInvoice""#, "desk:client");
    assert_eq!(codes(&text), []);
}

#[test]
fn what_supports_a_key_does_not_depend_on_other_statements() {
    // `ssm:resourceTag/${TagKey}` and `ssm:resourceTag/aws:ssmmessages:session-id` are two keys,
    // and the second fits the first.
    const SESSION: &str = "ssm:resourceTag/aws:ssmmessages:session-id";
    const TEAM: &str = "ssm:resourceTag/team";
    let statement = |action: &str, key: &str| {
        format!(
            r#"{{"Effect":"Allow","Action":"ssm:{action}","Resource":"*","Condition":{{"StringEquals":{{"{key}":"x"}}}}}}"#
        )
    };
    let of = |statements: [String; 2]| {
        let statements = statements.join(",");
        format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#)
    };
    let fine = [
        statement("StartSession", TEAM),
        statement("TerminateSession", SESSION),
    ];
    let [first, second] = fine.clone();
    check(&of(fine), &[]);
    check(&of([second.clone(), first]), &[]);

    let wrong = statement("TerminateSession", TEAM);
    let expected = [("unsupported_key", "\"ssm:resourceTag/team\"")];
    check(&of([second.clone(), wrong.clone()]), &expected);
    check(&of([wrong, second]), &expected);
}

#[test]
fn placeholders_inside_keys() {
    // N-6 "unknown_key"
    let wrong = "codebuild:secondarySources/x.typo";
    check(&key(wrong), &[("unknown_key", &format!("\"{wrong}\""))]);
    check(&key("codebuild:secondarySources/x.location"), &[]);
    let service = read_service(
        r#"{"service": "corp", "actions": [{"name": "Pay", "access": "Write"}],
        "conditionKeys": [{"key": "corp:${T}/plan", "type": "String"}]}"#,
    );
    let reference = Reference::aws().with_service(service.0.unwrap()).unwrap();
    let codes = |wrong: &str| with_reference(&key(wrong), reference.clone());
    assert_eq!(codes("corp:a/plan"), []);
    assert_eq!(codes("corp:typo"), [Code::UnknownKey]);
    assert_eq!(codes("corp:a/plans"), [Code::UnknownKey]);
}

#[test]
fn keys_of_ones_own_with_other_prefixes() {
    let service = read_service(
        r#"{"service": "billing-desk", "actions": [{"name": "Pay", "access": "Write"}],
        "conditionKeys": [{"key": "corp:Team", "type": "String"}]}"#,
    );
    let reference = Reference::aws().with_service(service.0.unwrap()).unwrap();
    for actions in [r#""*""#, r#""billing-desk:Pay""#, r#""s3:GetObject""#] {
        let text = condition(actions, "corp:Team");
        assert_eq!(with_reference(&text, reference.clone()), [], "{actions}");
    }
}

#[test]
fn every_declared_key_is_one_when_it_runs_as_well() {
    for prefix in prefixes() {
        let reference = Reference::aws();
        let service = reference.service(prefix).unwrap();
        let tables = ServiceBuf::new(service).unwrap();
        let tables = tables.lend();
        for declared in service.condition_keys() {
            // At run time the end of a family is no placeholder.
            if declared.key.ends_with('/') {
                continue;
            }
            let written = declared.key.replace("${", "x.").replace('}', "/y");
            for other in [
                written.clone(),
                format!("{written}z"),
                declared.key.replace("${", ""),
            ] {
                let mut keys = service.condition_keys().iter();
                let is_known = keys.any(|key| key.is(&other) && !key.key.ends_with('/'));
                assert_eq!(is_known, tables.condition_key(&other).is_some(), "{other}");
            }
        }
    }
}
