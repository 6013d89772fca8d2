//! Prefixes, names, access levels and references (S-3 … S-9, S-11, S-12).

use policy_compiler::read_service;

use super::{action, check, key, said};

fn prefix(prefix: &str) -> String {
    format!(r#"{{"service": "{prefix}"}}"#)
}

#[test]
fn prefixes_are_spelled_as_those_of_aws() {
    for legal in ["billing", "a2c", "2fa", "billing-desk"] {
        check(&prefix(legal), &[]);
    }
    for mistake in [
        "", "Billing", "-billing", "bill_ing", "bill:ing", "bill.ing", "aws",
    ] {
        check(
            &prefix(mistake),
            &[("service_prefix", &format!("\"{mistake}\""))],
        );
    }
    assert_eq!(said(&prefix("Billing")).1, "write `\"billing\"`");
    assert_eq!(
        said(&prefix("bill.ing")).0,
        "the prefix of the service holds `.`"
    );
}

#[test]
fn names_of_services_are_one_line() {
    for mistake in [
        "",
        " Billing",
        r"Bil\nling",
        r"Bil\u2028ling",
        "Bil\u{202e}ling",
        r"Bil\u200bling",
    ] {
        check(
            &format!(r#"{{"service": "billing", "name": "{mistake}"}}"#),
            &[("name", &format!("\"{mistake}\""))],
        );
    }
}

#[test]
fn actions_have_plain_names() {
    let named = |name: &str| action(&format!(r#""name": "{name}", "access": "Read""#));
    for legal in ["GetInvoice", "Get-Invoice_2"] {
        check(&named(legal), &[]);
    }
    for mistake in ["", "Get*", "Get?", "billing:Get", "Get Invoice", "é"] {
        check(&named(mistake), &[("name", &format!("\"{mistake}\""))]);
    }
    assert_eq!(said(&named("billing:Get")).1, "write `\"Get\"`");
    assert_eq!(said(&named("Get#")).0, "the name of an action holds `#`");
}

#[test]
fn nothing_is_there_twice() {
    check(
        r#"{"service": "billing",
            "actions": [{"name": "Get", "access": "Read"}, {"name": "GET", "access": "Read"}],
            "resources": [{"name": "a", "arn": "arn:aws:billing:::a"},
                          {"name": "A", "arn": "arn:aws:billing:::b",
                           "altArns": ["arn:aws:billing:::B", "arn:aws:billing:::b"]}],
            "conditionKeys": [{"key": "billing:a", "type": "String"},
                              {"key": "Billing:A", "type": "String"}]}"#,
        &[
            ("duplicate_name", "\"GET\""),
            ("duplicate_name", "\"A\""),
            ("duplicate_name", "\"arn:aws:billing:::b\""),
            ("duplicate_name", "\"Billing:A\""),
        ],
    );
    check(
        &action(
            r#""name": "A", "access": "Read",
            "resources": ["invoice", "invoice*"],
            "conditionKeys": ["billing:Plan", "aws:TagKeys", "billing:plan", "aws:tagkeys"],
            "dependent": ["iam:PassRole", "iam:passrole"]"#,
        ),
        &[
            ("duplicate_name", "\"invoice*\""),
            ("duplicate_name", "\"billing:plan\""),
            ("duplicate_name", "\"aws:tagkeys\""),
            ("duplicate_name", "\"iam:passrole\""),
        ],
    );
}

#[test]
fn the_same_key_may_be_in_two_lists() {
    check(
        r#"{"service": "billing", "actions": [
            {"name": "A", "access": "Read", "conditionKeys": ["aws:TagKeys"]},
            {"name": "B", "access": "Read", "conditionKeys": ["aws:TagKeys"]}]}"#,
        &[],
    );
}

#[test]
fn access_levels_are_the_five_of_aws() {
    let level = |level: &str| action(&format!(r#""name": "A", "access": "{level}""#));
    for legal in ["List", "Read", "Write", "PermissionsManagement", "Tagging"] {
        check(&level(legal), &[]);
    }
    for (mistake, help) in [
        ("read", "write `\"Read\"`"),
        (
            "Permissions management",
            "write `\"PermissionsManagement\"`",
        ),
        (
            "Admin",
            "the access levels are `List`, `Read`, `Write`, `PermissionsManagement`, `Tagging`",
        ),
    ] {
        let text = level(mistake);
        check(&text, &[("access_level", &format!("\"{mistake}\""))]);
        assert_eq!(said(&text).1, help);
    }
}

#[test]
fn resource_types_of_actions_are_declared() {
    let resource = |resource: &str| {
        action(&format!(
            r#""name": "A", "access": "Read", "resources": ["{resource}"]"#
        ))
    };
    check(&resource("invoice"), &[]);
    let (service, _) = read_service(&resource("Invoice*"));
    let service = service.unwrap();
    let supported = &service.action("A").unwrap().resource_types;
    assert!(supported.iter().all(|one| one.required));
    assert!(service.resource_type(&supported[0].name).is_some());

    let text = resource("invioce*");
    check(&text, &[("undeclared_name", "\"invioce*\"")]);
    assert_eq!(
        said(&text),
        (
            "the service has no resource type `invioce`".to_owned(),
            "a similar resource type exists: `invoice`".to_owned()
        )
    );
    assert_eq!(
        said(&resource("customer")).1,
        "add it to `resources` of the service"
    );
}

#[test]
fn names_of_resource_types_are_one_line_without_star() {
    let named = |name: &str| {
        format!(
            r#"{{"service": "billing",
                "resources": [{{"name": "{name}", "arn": "arn:aws:billing:::a"}}]}}"#
        )
    };
    check(&named("bot alias"), &[]);
    for mistake in ["", "invoice*", " a", r"a\tb"] {
        check(&named(mistake), &[("name", &format!("\"{mistake}\""))]);
    }
}

#[test]
fn keys_of_the_service_itself_are_declared() {
    let with = |key: &str| {
        action(&format!(
            r#""name": "A", "access": "Read", "conditionKeys": ["{key}"]"#
        ))
    };
    for legal in [
        "billing:Plan",
        "Billing:plan",
        "aws:RequestTag/${TagKey}",
        "ecs:cluster",
    ] {
        check(&with(legal), &[]);
    }
    let text = with("billing:Plam");
    check(&text, &[("undeclared_name", "\"billing:Plam\"")]);
    assert_eq!(
        said(&text),
        (
            "the service has no condition key `billing:Plam`".to_owned(),
            "a similar key exists: `billing:Plan`".to_owned()
        )
    );
    // Every use is reported, in resource types as well.
    check(
        r#"{"service": "billing",
            "actions": [{"name": "A", "access": "Read", "conditionKeys": ["billing:X"]},
                        {"name": "B", "access": "Read", "conditionKeys": ["billing:X", "aws"]}],
            "resources": [{"name": "a", "arn": "arn:aws:billing:::a",
                           "conditionKeys": ["billing:X"]}]}"#,
        &[
            ("undeclared_name", "\"billing:X\""),
            ("undeclared_name", "\"billing:X\""),
            ("condition_key", "\"aws\""),
            ("undeclared_name", "\"billing:X\""),
        ],
    );
}

#[test]
fn keys_are_spelled_as_in_policies_or_with_placeholders() {
    for legal in [
        "billing:Plan",
        "billing:ResourceTag/${TagKey}",
        "saml:aud",
        "token.actions.${Domain}.ghe.com:actor",
        "github.com/enterprises/${EnterpriseName}:actor",
        "billing:Step/${StepName}.kind",
    ] {
        check(&key(&format!("\"{legal}\"")), &[]);
    }
    for mistake in [
        "",
        "Plan",
        "billing:",
        "billing:Pl*n",
        "billing:Plan of year",
        "billing:ResourceTag/${TagKey",
        "billing:ResourceTag/{TagKey}",
        "billing:ResourceTag/${}",
        "billing:ResourceTag/${Tag Key}",
        "billing:${A}/${A}",
        "bil_ling:Plan",
    ] {
        let mistake = format!("\"{mistake}\"");
        check(&key(&mistake), &[("condition_key", &mistake)]);
    }
}

#[test]
fn types_of_keys_are_those_of_aws() {
    let typed = |key_type: &str| {
        format!(
            r#"{{"service": "billing",
                "conditionKeys": [{{"key": "billing:A", "type": "{key_type}"}}]}}"#
        )
    };
    for legal in ["String", "ARN", "Bool", "Date", "IPAddress", "Numeric"] {
        check(&typed(legal), &[]);
    }
    for (mistake, help) in [
        ("Arn", "write `\"ARN\"`"),
        ("IpAddress", "write `\"IPAddress\"`"),
        (
            "Number",
            "the types are `String`, `ARN`, `Bool`, `Date`, `IPAddress`, `Numeric`",
        ),
    ] {
        check(&typed(mistake), &[("key_type", &format!("\"{mistake}\""))]);
        assert_eq!(said(&typed(mistake)).1, help);
    }
}

#[test]
fn dependent_actions_have_prefix_and_name() {
    let dependent = |dependent: &str| {
        action(&format!(
            r#""name": "A", "access": "Read", "dependent": ["{dependent}"]"#
        ))
    };
    check(&dependent("iam:PassRole"), &[]);
    for mistake in [
        "PassRole",
        "iam:",
        "iam:Pass*",
        ":PassRole",
        "IAM:PassRole",
        "iam:a:b",
    ] {
        check(&dependent(mistake), &[("name", &format!("\"{mistake}\""))]);
    }
}

#[test]
fn lists_are_sorted_whatever_the_file_does() {
    let text = r#"{"service": "billing",
        "actions": [{"name": "b", "access": "Read"}, {"name": "A", "access": "Write"}],
        "resources": [{"name": "b", "arn": "arn:aws:billing:::b"},
                      {"name": "A", "arn": "arn:aws:billing:::a"}],
        "conditionKeys": [{"key": "billing:b", "type": "String", "multi": true},
                          {"key": "billing:A", "type": "Date", "multi": false}]}"#;
    let service = read_service(text).0.unwrap();
    let names: Vec<_> = service.actions().iter().map(|one| &*one.name).collect();
    assert_eq!(names, ["A", "b"]);
    let names: Vec<_> = service
        .resource_types()
        .iter()
        .map(|one| &*one.name)
        .collect();
    assert_eq!(names, ["A", "b"]);
    let keys: Vec<_> = service
        .condition_keys()
        .iter()
        .map(|one| (&*one.key, one.is_list))
        .collect();
    assert_eq!(keys, [("billing:A", false), ("billing:b", true)]);
}

#[test]
fn what_people_cannot_see_is_in_no_name() {
    let named = |name: &str| {
        format!(
            r#"{{"service": "billing",
                "resources": [{{"name": "{name}", "arn": "arn:aws:billing:::a"}}]}}"#
        )
    };
    for mistake in [r"in\u202evoice", r"in\u2028voice", "in\u{ad}voice"] {
        check(&named(mistake), &[("name", &format!("\"{mistake}\""))]);
    }
    assert_eq!(
        said(&named(r"in\u202evoice")).0,
        r"the name of a resource type holds `\u{202e}`"
    );
    // A mark is seen with its letter.
    for legal in ["rechnung \"'", "फ़ाइल", "e\u{301}tat"] {
        check(&named(&legal.replace('"', "\\\"")), &[]);
    }
}

#[test]
fn keys_of_one_service_do_not_stand_for_those_of_all() {
    for mistake in [
        "\"${Domain}:sub\"",
        "\"${D}.example.com:sub\"",
        "\"aws:Bogus\"",
        "\"AWS:SourceIp\"",
    ] {
        check(&key(mistake), &[("condition_key", mistake)]);
    }
    check(&key("\"token.${Domain}:sub\""), &[]);
}

#[test]
fn listed_global_keys_exist() {
    let listed = |key: &str| {
        action(&format!(
            r#""name": "A", "access": "Read", "conditionKeys": ["{key}"]"#
        ))
    };
    for legal in [
        "aws:SourceIp",
        "AWS:sourceip",
        "aws:ResourceTag/${TagKey}",
        "aws:RequestTag/team",
    ] {
        check(&listed(legal), &[]);
    }
    check(
        &listed("aws:Bogus"),
        &[("undeclared_name", "\"aws:Bogus\"")],
    );
    assert_eq!(
        said(&listed("aws:SourcIp")).1,
        "a similar key exists: `aws:SourceIp`"
    );
}

#[test]
fn own_dependent_actions_exist() {
    let depends = |on: &str| {
        action(&format!(
            r#""name": "Pay", "access": "Read", "dependent": ["{on}"]"#
        ))
    };
    check(&depends("billing:pay"), &[]);
    check(&depends("crm:Missing"), &[]);
    let mistake = depends("billing:Pya");
    check(&mistake, &[("undeclared_name", "\"billing:Pya\"")]);
    assert_eq!(said(&mistake).0, "the service has no action `Pya`");
    assert_eq!(said(&mistake).1, "a similar action exists: `Pay`");
    // One that is further down.
    check(
        r#"{"service": "billing", "actions": [
            {"name": "A", "access": "Read", "dependent": ["billing:B"]},
            {"name": "B", "access": "Read"}]}"#,
        &[],
    );
}

#[test]
fn any_resource_is_no_resource_type() {
    let text = action(r#""name": "A", "access": "Read", "resources": ["*"]"#);
    check(&text, &[("undeclared_name", "\"*\"")]);
    assert_eq!(
        said(&text).1,
        "leave `resources` out if the resource of the action is `*`"
    );
}
