//! Formats of ARNs (S-10).

use super::{arn, check, said};

#[test]
fn formats_have_six_fields() {
    for legal in [
        "arn:${Partition}:billing:${Region}:${Account}:invoice/${InvoiceId}",
        "arn:aws-cn:billing:::invoice",
        "arn:${Partition}:s3:::${BucketName}/${ObjectName}",
        "arn:${Partition}:billing:*:*:a:b:*",
        "arn:${Partition}:opsworks:::${Date-and-Time}",
        "arn:aws:billing:::${A}/${B}/${C}/${D}/${E}/${F}",
    ] {
        check(&arn(&format!("\"{legal}\"")), &[]);
    }
    for mistake in [
        "",
        "invoice/${InvoiceId}",
        "arn:aws:billing",
        "arn::billing:::a",
        "arn:aws::::a",
        "arn:aws:billing:::",
        "arn:aws-${Kind}:billing:::a",
        "arn:${Partition}:billing:${Region}${Zone}::a",
        "arn:aws:billing:eu-*::a",
        "arn:aws:billing::*-*:a",
        "arn:a*:billing:::a",
        "arn:aws:billing:::${A}/${B}/${C}/${D}/${E}/${F}/${G}",
        "arn:aws:billing:::${A}/${B}/${C}/${D}/${E}/${F}/*",
    ] {
        let mistake = format!("\"{mistake}\"");
        check(&arn(&mistake), &[("arn_format", &mistake)]);
    }
    assert_eq!(
        said(&arn(r#""arn:aws:billing:a""#)).0,
        "the ARN has 4 of six fields"
    );
}

#[test]
fn mistakes_inside_are_pointed_at() {
    for (mistake, place) in [
        ("arn:aws:billing:::${Id", "${Id"),
        ("arn:aws:billing:::${Id/a}", "${Id/a}"),
        ("arn:aws:billing:::${}", "${}"),
        ("arn:aws:billing:::${1d}", "${1d}"),
        ("arn:aws:billing:::a/{Id}", "{"),
        ("arn:aws:billing:::a/$Id", "$"),
        ("arn:aws:billing:::${Id}}", "}"),
        ("arn:aws:billing:::${Id}/${id}", "${id}"),
        ("arn:aws:billing:::a b", " "),
        (r"arn:aws:billing:::a\u202eb", r"\u202e"),
        (r"arn:aws:billing:::\u0061\u0009b", r"\u0009"),
        (r"arn:aws:billing:::\u0024\u007bId", r"\u0024\u007bId"),
    ] {
        check(&arn(&format!("\"{mistake}\"")), &[("arn_format", place)]);
    }
}

#[test]
fn all_formats_are_checked() {
    check(
        r#"{"service": "billing", "resources": [
            {"name": "a", "arn": "a", "altArns": ["arn:aws:billing:::a", "b", 1]}]}"#,
        &[
            ("arn_format", "\"a\""),
            ("arn_format", "\"b\""),
            ("type", "1"),
        ],
    );
}

#[test]
fn what_is_too_much_for_the_constructors_is_said() {
    let format = "\"arn:aws:billing:${R}:${A}:${B}/${C}/${D}/${E}/${F}/${G}/${H}\"";
    assert_eq!(said(&arn(format)).0, "the ARN has 7 parts of its own");
}
