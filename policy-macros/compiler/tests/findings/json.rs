//! Text that is not JSON, or not of the right characters (G-1 … G-3).

use policy_compiler::{Code, Options, read};
use policy_core::PolicyType::{Identity, Resource, Trust};

use crate::{check, condition, resource, trust};

#[test]
fn characters() {
    // G-1
    check(
        Identity,
        &resource(r#"["arn:aws:s3:::中文é/大", "arn:aws:s3:::\u4e2d\u0007\b\t\u000A"]"#),
        &[
            ("charset", "中文"),
            ("charset", "大"),
            ("charset", r"\u0007"),
            ("charset", r"\b"),
        ],
    );
    check(Identity, &resource(r#""arn:aws:s3:::é\u4e2d""#), &[]);
    check(
        Trust,
        &trust(r#"{"Service":"中.x"}"#),
        &[("principal", "\"中.x\""), ("charset", "中")],
    );
    check(
        Resource,
        r#"{"Version":"2012-10-17","Id":"中\u0001","Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}}"#,
        &[],
    );
}

#[test]
fn strict_json() {
    for (text, under) in [
        ("", ""),
        ("  \n", ""),
        ("\u{feff}{}", "\u{feff}"),
        ("{", "{"),
        (r#"{"a"#, "a"),
        (r#"{"a":"#, ":"),
        (r#"{"a":1,}"#, ","),
        ("[1 , ]", ","),
        ("{} x", "x"),
        ("{} // x", "/"),
        ("{ # x\n}", "#"),
        (r#"{"a" 1}"#, "1"),
        (r#"{"a":1 "b":2}"#, "\""),
        (r#"["a":1]"#, ":"),
        ("{a:1}", "a"),
        ("{'a':1}", "'"),
        ("{\u{201c}a\u{201d}:1}", "\u{201c}"),
        ("{\"a\":\"x\ny\"}", "\n"),
        ("{\"a\":\"x\ty\"}", "\t"),
        ("{\"a\":\"😀\ty\"}", "\t"),
        (r#"{"a":"\x"}"#, "x"),
        (r#"{"a":01}"#, "1"),
        (r#"{"a":.5}"#, "."),
        (r#"{"a":True}"#, "True"),
        (r#"{"a":nil}"#, "nil"),
        (r#"{"a":,}"#, ","),
        ("[1}", "}"),
    ] {
        let (document, findings) = read(text, &Options::new(Resource));
        let found: Vec<_> = findings
            .iter()
            .map(|finding| (finding.code(), finding.span().text(text)))
            .collect();
        assert!(document.is_none());
        assert_eq!(found, [(Code::Json, under)], "{text:?} {findings:#?}");
    }
}

/// Half a surrogate pair does not hide what else is wrong.
#[test]
fn lone_surrogates() {
    for (text, under) in [
        (r#"{"a":"\ud800x","b":"\ud83d\ude00"}"#, r"\ud800"),
        (r#"{"a":"\udc00"}"#, r"\udc00"),
    ] {
        let (document, findings) = read(text, &Options::new(Resource));
        let json: Vec<_> = findings
            .iter()
            .filter(|finding| finding.code() == Code::Json)
            .map(|finding| finding.span().text(text))
            .collect();
        assert!(document.is_none());
        assert_eq!(json, [under]);
        let unknown = findings
            .iter()
            .filter(|finding| finding.code() == Code::UnknownElement);
        assert!(unknown.count() > 0, "{findings:#?}");
    }
}

#[test]
fn messages_about_json_say_what_to_write() {
    for (text, message, help) in [
        (
            r#"{"a":1,}"#,
            "a comma before a closing bracket",
            "remove the comma",
        ),
        ("{} // x", "JSON has no comments", "remove the comment"),
        ("{a:1}", "a key has to be in double quotes", "write `\"a\"`"),
        (
            r#"{"a":True}"#,
            "`True` is not a JSON value",
            "write `true`",
        ),
        (
            r#"{"a":1 "b":2}"#,
            "a comma or `}` is expected here",
            "write `,` before this",
        ),
        (
            "[1",
            "the document ends inside an array",
            "close it with `]`",
        ),
        (
            "{\"a\":\"x\n\"}",
            "a string ends before the end of its line",
            "close the string with `\"`, or write `\\n` if a line break is meant",
        ),
    ] {
        let (_, findings) = read(text, &Options::new(Identity));
        let found: Vec<_> = findings
            .iter()
            .map(|finding| (finding.message(), finding.help()))
            .collect();
        assert_eq!(found, [(message, Some(help))], "{text}");
    }
}

#[test]
fn duplicate_keys() {
    // G-3: after unescaping, at any depth.
    check(
        Identity,
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","\u0045ffect":"Deny","Action":"*","Resource":"*"}}"#,
        &[("duplicate_key", r#""\u0045ffect""#)],
    );
    let text = condition(r#"{"Bool":{"a:b":"true","a:b":"true","A:B":"true"},"Bool":{}}"#);
    check(
        Identity,
        &text,
        &[
            ("duplicate_key", r#""a:b""#),
            ("duplicate_condition_key", r#""A:B""#),
            ("duplicate_key", r#""Bool""#),
        ],
    );
    let (_, findings) = read(&text, &Options::new(Identity));
    assert!(findings.iter().all(|finding| finding.spans().len() == 2));
}
