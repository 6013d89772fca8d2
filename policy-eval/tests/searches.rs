//! Lists of alternatives against the oracle: shorter and longer than what is searched, with
//! repetitions, empty texts, wildcards and variables among them, of every kind that is put
//! in order. And texts of every length against templates of every shape.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use policy_compiler::Options;
use policy_eval::PolicyType;
use policy_oracle::{Request, Values, generate};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// Decides in both ways, where `x:s` is what is tested and `x:v` the value of the variable.
fn agree(document: &Value, resource: &str, subject: Values) {
    let mut request = Request::new("s3:GetObject", resource);
    request.context.push(("x:s".to_owned(), subject));
    let value = Values::One("aaaaaaaa".to_owned());
    request.context.push(("x:v".to_owned(), value));
    let of_type = PolicyType::Identity;
    let expected = policy_oracle::evaluate(document, support::oracle_type(of_type), &request);
    let compiled = support::build_with(document, Options::new(of_type));
    let decision = support::decide(&compiled.policy(), &request);
    assert_eq!(
        decision,
        support::decision(expected),
        "{}\n{request:?}",
        generate::to_json(document)
    );
}

fn statement(resource: &Value, condition: &Value) -> Value {
    json!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow", "Action": "s3:*", "Resource": resource, "Condition": condition
        }
    })
}

/// Runs with operands of one kind, of which values are made as well.
fn operands_agree(
    operators: &'static [&'static str],
    operand: impl Strategy<Value = String> + Clone,
    value: impl Strategy<Value = String> + Clone,
) {
    let values = prop_oneof![
        2 => value.clone().prop_map(Values::One),
        1 => vec(value, 0..4).prop_map(Values::Many),
    ];
    let prefix = select(&["", "ForAllValues:", "ForAnyValue:"][..]);
    let strategy = (prefix, select(operators), vec(operand, 1..20), values);
    let outcome = support::runner(3_000).run(&strategy, |(prefix, operator, operands, values)| {
        let operator = format!("{prefix}{operator}");
        let document = statement(&json!("*"), &json!({operator: {"x:s": operands}}));
        agree(&document, "*", values);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// Texts with lengths around those of words, many of them alike.
fn text() -> impl Strategy<Value = String> + Clone {
    let letters = prop_oneof![
        select(&["", "a", "b", "ab", "aaaaaaa", "aaaaaaaa", "é", "😀"][..]).prop_map(str::to_owned),
        (0..36_usize).prop_map(|n| "a".repeat(n)),
    ];
    (letters.clone(), letters).prop_map(|(a, b)| a + &b)
}

#[test]
fn lists_of_texts_agree() {
    let template = prop_oneof![
        8 => text(),
        1 => text().prop_map(|text| text + "*"),
        1 => text().prop_map(|text| format!("{text}${{x:v}}")),
    ];
    operands_agree(
        &[
            "StringEquals",
            "StringNotEquals",
            "StringLike",
            "StringNotLike",
            "StringEqualsIfExists",
        ],
        template,
        text(),
    );
}

#[test]
fn lists_of_texts_without_case_agree() {
    let letters = &["a", "A", "É", "é", "\u{212a}", "k", "Σ", "σ", "ς", "İ"][..];
    let text = || vec(select(letters), 0..4).prop_map(|letters| letters.concat());
    let operators = &["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"];
    operands_agree(operators, text(), text());
}

#[test]
fn lists_of_bytes_agree() {
    let bytes =
        || select(&["", "QQ==", "QUI=", "QUJD", "QUJDQUJDQUJDQUJD"][..]).prop_map(str::to_owned);
    operands_agree(&["BinaryEquals"], bytes(), bytes());
}

#[test]
fn lists_of_arns_agree() {
    let account = || select(&["", "1", "111122223333", "é"][..]);
    let name = || (0..20_usize).prop_map(|n| "a".repeat(n));
    let operand = (account(), name(), select(&["", "", "", "*", "?"][..]))
        .prop_map(|(account, name, end)| format!("arn:aws:s3::{account}:{name}{end}"));
    let value = prop_oneof![
        4 => (account(), name()).prop_map(|(account, name)| format!("arn:aws:s3::{account}:{name}")),
        1 => name(),
    ];
    operands_agree(&["ArnLike", "ArnNotEquals"], operand, value);
}

#[test]
fn lists_of_numbers_agree() {
    let operators = &[
        "NumericEquals",
        "NumericNotEquals",
        "NumericLessThan",
        "NumericLessThanEquals",
        "NumericGreaterThan",
        "NumericGreaterThanEquals",
    ];
    let number = || "-?0?[0-9]{1,2}(\\.[05]0?)?";
    operands_agree(
        operators,
        number(),
        prop_oneof![number(), Just("x".to_owned())],
    );
}

#[test]
fn lists_of_dates_agree() {
    let operators = &[
        "DateEquals",
        "DateNotEquals",
        "DateLessThan",
        "DateLessThanEquals",
        "DateGreaterThan",
        "DateGreaterThanEquals",
    ];
    let date = || "(-?[0-9]{1,2}|-?[12]0{16,17}|1970-01-01T00:00:[0-5][0-9]Z)";
    operands_agree(operators, date(), prop_oneof![date(), Just("x".to_owned())]);
}

#[test]
fn lists_of_blocks_agree() {
    let v4 = || "10\\.0\\.[0-3]\\.(0|1|255)";
    let v6 = || "2001:db8:[0-3]::";
    let block = prop_oneof![
        (v4(), 20..=32_u8).prop_map(|(address, prefix)| format!("{address}/{prefix}")),
        v4().prop_map(|address| address),
        (v6(), 48..=128_u8).prop_map(|(address, prefix)| format!("{address}/{prefix}")),
        select(&["0.0.0.0/0", "::/0", "::/1", "255.255.255.255"][..]).prop_map(str::to_owned),
    ];
    let address = prop_oneof![
        4 => v4(),
        2 => v6().prop_map(|address| address + "1"),
        1 => select(&["::", "::ffff:10.0.1.1", "255.255.255.255", "x"][..]).prop_map(str::to_owned),
    ];
    // Most of the time without the blocks that hold everything.
    let small = block
        .clone()
        .prop_filter("no block of everything", |block| !block.ends_with("/0"));
    operands_agree(&["IpAddress", "NotIpAddress"], block, address.clone());
    operands_agree(&["IpAddress", "NotIpAddress"], small, address);
}

#[test]
fn lists_of_resources_agree() {
    let name = || {
        let name = (select(&["", "b", "é"][..]), 0..20_usize);
        name.prop_map(|(first, n)| format!("{first}{}", "a".repeat(n)))
    };
    let end = select(&["", "", "", "", "*", "/${x:v}"][..]);
    let resource = (name(), end).prop_map(|(name, end)| format!("arn:aws:s3:::{name}{end}"));
    let asked = name().prop_map(|name| format!("arn:aws:s3:::{name}"));
    let strategy = (vec(resource, 1..20), asked, any::<bool>());
    let outcome = support::runner(3_000).run(&strategy, |(resources, asked, is_negated)| {
        let mut document = statement(&json!(resources), &json!({}));
        if is_negated {
            let statement = document["Statement"].as_object_mut().expect("an object");
            let resources = statement.remove("Resource").expect("there");
            statement.insert("NotResource".to_owned(), resources);
        }
        agree(&document, &asked, Values::One(String::new()));
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn shapes_of_templates_agree() {
    let field = || select(&["", "*", "*", "eu-west-1", "111122223333"][..]);
    let rest = vec(
        select(&["a", "aa", "b", "/", "*", "*", "é", ":", "${x:v}", "?"][..]),
        0..7,
    );
    let of_fields = || select(&["", "eu-west-1", "111122223333", "a"][..]);
    let of_name = vec(
        select(&["a", "aa", "b", "/", "aaaaaaaa", "é", ":"][..]),
        0..7,
    );
    let asked = [of_fields(), of_fields()];
    let strategy = ([field(), field()], rest, asked, of_name);
    let outcome = support::runner(12_000).run(&strategy, |(fields, rest, asked, name)| {
        let arn = |[region, account]: [&str; 2], rest: &[&str]| {
            format!("arn:aws:s3:{region}:{account}:{}", rest.concat())
        };
        let document = statement(&json!(arn(fields, &rest)), &json!({}));
        agree(&document, &arn(asked, &name), Values::One(String::new()));
        let like = statement(&json!("*"), &json!({"StringLike": {"x:s": rest.concat()}}));
        agree(&like, "*", Values::One(name.concat()));
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// Each byte counts, wherever words of eight and sixteen bytes end.
#[test]
fn every_byte_of_a_text_is_compared() {
    for length in 0..70 {
        let text = "a".repeat(length);
        let operand = |operator: &str, end: &str| {
            statement(
                &json!("*"),
                &json!({operator: {"x:s": format!("{text}{end}")}}),
            )
        };
        let exact = operand("StringEquals", "");
        let prefix = operand("StringLike", "*");
        let set: Vec<String> = (0..12).map(|n| "a".repeat(length + n)).collect();
        let set = statement(&json!("*"), &json!({"StringEquals": {"x:s": set}}));
        for document in [&exact, &prefix, &set] {
            agree(document, "*", Values::One(text.clone()));
            agree(document, "*", Values::One(format!("{text}b")));
            for changed in 0..length {
                let mut other = text.clone();
                other.replace_range(changed..=changed, "b");
                agree(document, "*", Values::One(other));
            }
        }
    }
}

/// Values of the greatest length that a context takes.
#[test]
fn the_longest_texts_agree() {
    let longest = "a".repeat(policy_eval::Context::MAX_TEXT - 1);
    for end in ["a", "b", ":"] {
        for template in ["*a", "a*", "a*b", "*a*b*", "*ab", "*:*", "a*:", "*b*"] {
            let like = statement(&json!("*"), &json!({"StringLike": {"x:s": template}}));
            agree(&like, "*", Values::One(format!("{longest}{end}")));
        }
    }
}
