//! Operators, condition keys and operands (C).

use policy_compiler::{Finding, Options, read};
use policy_core::PolicyType::Identity;

use crate::{check, condition, version_2012};

#[test]
fn operators() {
    // C-13, C-33, C-34
    for wrong in [
        "stringequals",
        "NullIfExists",
        "NotBool",
        "ForSomeValues:StringEquals",
        "StringMatches",
    ] {
        let quoted = format!("\"{wrong}\"");
        check(
            Identity,
            &condition(&format!(r#"{{{quoted}:{{"a:b":"x","nope":[null]}}}}"#)),
            &[
                ("operator", &quoted),
                ("condition_key", "\"nope\""),
                ("condition_value", "null"),
            ],
        );
    }
    let set = "\"ForAllValues:Null\"";
    check(
        Identity,
        &condition(&format!(r#"{{{set}:{{"a:b":"true"}}}}"#)),
        &[("null_with_set_operator", set)],
    );
    let any = "\"ForAnyValue:BoolIfExists\"";
    check(
        Identity,
        &condition(&format!(r#"{{{any}:{{"a:b":"true"}}}}"#)),
        &[("if_exists_without_effect", any)],
    );
    check(
        Identity,
        &condition(r#"{"ForAllValues:BoolIfExists":{"a:b":"true"},"BoolIfExists":{"a:b":true}}"#),
        &[],
    );
}

#[test]
fn condition_keys() {
    // C-6, C-9, C-14
    for fine in [
        "aws:username",
        "ec2:ResourceTag/aws:cloudformation:stack-name",
        "token.actions.githubusercontent.com:sub",
        "aws:ResourceTag/a b",
    ] {
        check(
            Identity,
            &condition(&format!(r#"{{"StringEquals":{{"{fine}":"x"}}}}"#)),
            &[],
        );
    }
    for wrong in [
        "username",
        "aws:*",
        "aws:ResourceTag",
        "AWS:requesttag/",
        "aws:",
        ":x",
        "aws:/x",
        "aws: x",
        "aws:user name",
        "a_b:c",
        "aws:${x}",
    ] {
        let quoted = format!("\"{wrong}\"");
        check(
            Identity,
            &condition(&format!(r#"{{"StringEquals":{{{quoted}:"x"}}}}"#)),
            &[("condition_key", &quoted)],
        );
    }
    check(
        Identity,
        &condition(r#"{"StringEquals":{"aws:PrincipalTag/a":"x","AWS:principaltag/A":"y"}}"#),
        &[("duplicate_condition_key", "\"AWS:principaltag/A\"")],
    );
    check(
        Identity,
        &condition(
            r#"{"StringNotLike":{"aws:tagkeys":"x"},"Null":{"aws:TagKeys":"true"},"ForAnyValue:StringLike":{"aws:TagKeys":"x"}}"#,
        ),
        &[("missing_qualifier", "\"aws:tagkeys\"")],
    );
}

#[test]
fn operands() {
    // C-12, C-15, C-19 … C-28, C-36
    let with =
        |operator: &str, value: &str| condition(&format!(r#"{{"{operator}":{{"a:b":{value}}}}}"#));
    check(
        Identity,
        &with("StringEquals", "[]"),
        &[("empty_list", "[]")],
    );
    for (operator, value) in [
        ("StringEquals", "\"*?\""),
        ("StringLike", "10"),
        ("NumericEquals", "1e2"),
        ("NumericEquals", "[10, -1.5]"),
        ("NumericLessThan", "\"+010.0\""),
        ("DateLessThan", "\"2026-03-01T12:00:00Z\""),
        ("DateEquals", "1772366400"),
        ("DateEquals", "\"2026-03\""),
        ("Bool", "[true, false]"),
        ("Bool", "\"TRUE\""),
        ("BinaryEquals", "\"\""),
        ("BinaryEquals", "\"QUJD\""),
        ("IpAddress", "\"203.0.113.77/24\""),
        (
            "NotIpAddress",
            "[\"2001:db8::/32\", \"::ffff:cb00:7100/120\"]",
        ),
        ("ArnLike", "\"arn:aws:*:*:*:*\""),
        ("ArnEquals", "\":::::\""),
        ("ArnEquals", "\"${x:arn}\""),
        ("Null", "\"False\""),
        ("Null", "true"),
    ] {
        check(Identity, &with(operator, value), &[]);
    }
    for (operator, value) in [
        ("StringEquals", "null"),
        ("StringEquals", "{\"a\":1}"),
        ("StringEquals", "1e309"),
        ("NumericEquals", "\"ten\""),
        ("NumericEquals", "\"10.\""),
        ("NumericEquals", "\"1e2\""),
        ("NumericEquals", "\"${a:b}\""),
        ("DateEquals", "\"+1772366400\""),
        ("DateEquals", "\"2026-03-01T12:00:00\""),
        ("DateEquals", "\"2026-13-01\""),
        ("Bool", "\"yes\""),
        ("Bool", "1"),
        ("BinaryEquals", "\"QUJ\""),
        ("BinaryEquals", "\"QUJDRB==\""),
        ("IpAddress", "\"10.0.0.0/33\""),
        ("IpAddress", "\"10.0.0.*\""),
        ("IpAddress", "\"2001:db8:5::7/64\""),
        ("IpAddress", "\"203.0.113.0/024\""),
        ("IpAddress", "\"10/8\""),
        ("IpAddress", "\"fe80::1%eth0\""),
        ("ArnLike", "\"*\""),
        ("ArnLike", "\"arn:aws:s3\""),
        ("Null", "\"maybe\""),
        ("Null", "0"),
    ] {
        check(
            Identity,
            &with(operator, value),
            &[("condition_value", value)],
        );
    }
    check(
        Identity,
        &with("StringEquals", "[\"a\", [\"b\"], {}, null]"),
        &[
            ("condition_value", "[\"b\"]"),
            ("condition_value", "{}"),
            ("condition_value", "null"),
        ],
    );
    check(
        Identity,
        &with("StringEquals", "[\"a\", 1, true]"),
        &[("mixed_types", "1")],
    );
    check(
        Identity,
        &with(
            "StringEquals",
            "[\"a${aws:username\", \"${aws:TagKeys, 'd'}\"]",
        ),
        &[
            ("variable", "${aws:username"),
            ("multivalued_variable", "${aws:TagKeys, 'd'}"),
        ],
    );
}

#[test]
fn blocks_with_bits_beyond_their_prefix_are_masked() {
    // C-24
    for (written, meant) in [
        ("2001:db8:5::7/64", Some("2001:db8:5::/64")),
        ("2001:db8::ffff/127", Some("2001:db8::fffe/127")),
        ("::1/0", Some("::/0")),
        // These are no such blocks.
        ("2001:db8::7/129", None),
        ("2001:db8::7/064", None),
        ("203.0.113.7/33", None),
    ] {
        let text = condition(&format!(r#"{{"IpAddress":{{"a:b":"{written}"}}}}"#));
        let (_, findings) = read(&text, &Options::new(Identity));
        let messages: Vec<_> = findings.iter().map(Finding::message).collect();
        let helps: Vec<_> = findings.iter().filter_map(Finding::help).collect();
        let message = format!("the address of `{written}` has bits beyond its prefix");
        if let Some(block) = meant {
            assert_eq!(messages, [message]);
            assert_eq!(helps, [format!("write `{block}`, which is the same range")]);
        } else {
            assert!(!messages.contains(&&*message), "{messages:?}");
        }
    }
}

#[test]
fn for_all_values_in_an_allow() {
    // C-30
    let with = |effect: &str, condition: &str| {
        version_2012(&format!(
            r#"{{"Effect":"{effect}","Action":"*","Resource":"*","Condition":{condition}}}"#
        ))
    };
    let trap = r#"{"ForAllValues:StringEquals":{"aws:TagKeys":"a"}}"#;
    check(Identity, &with("Deny", trap), &[]);
    check(
        Identity,
        &with("Allow", trap),
        &[("for_all_values_allow", "\"aws:TagKeys\"")],
    );
    let guarded =
        r#"{"ForAllValues:StringEquals":{"aws:TagKeys":"a"},"Null":{"AWS:tagkeys":false}}"#;
    check(Identity, &with("Allow", guarded), &[]);
    let unguarded = guarded.replace("false", "\"true\"");
    check(
        Identity,
        &with("Allow", &unguarded),
        &[("for_all_values_allow", "\"aws:TagKeys\"")],
    );
}
