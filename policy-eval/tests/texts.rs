//! Templates, lower-casing, numbers and dates against the oracle on dense random texts:
//! few characters, many colons, wildcards and variables, so that every way to match or not
//! to match is taken.

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

/// A text of a few pieces.
fn text(pieces: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    vec(select(pieces), 0..=most).prop_map(|pieces| pieces.concat())
}

fn template() -> impl Strategy<Value = String> {
    text(
        &[
            "a",
            "b",
            ":",
            ":",
            "*",
            "?",
            "${x:v}",
            "${x:w}",
            "${x:z, ':'}",
            "${*}",
            "😀",
        ],
        9,
    )
}

fn plain() -> impl Strategy<Value = String> {
    text(&["a", "b", ":", ":", "*", "😀"], 9)
}

/// Decides with the document in both ways; values of the variables come with the request.
fn agree(document: &Value, resource: &str, subject: &str, values: &[String; 2], wide_stars: bool) {
    let mut request = Request::new("s3:GetObject", resource);
    request
        .context
        .push(("x:s".to_owned(), Values::One(subject.to_owned())));
    request
        .context
        .push(("x:v".to_owned(), Values::One(values[0].clone())));
    request
        .context
        .push(("x:w".to_owned(), Values::One(values[1].clone())));
    let of_type = PolicyType::Identity;
    let expected = policy_oracle::evaluate_with(
        document,
        support::oracle_type(of_type),
        &request,
        wide_stars,
    );
    let options = Options::new(of_type).wide_stars(wide_stars);
    let compiled = support::build_with(document, options);
    let decision = support::decide(&compiled.policy(), &request);
    assert_eq!(
        decision,
        support::decision(expected),
        "{}\n{request:?}",
        generate::to_json(document)
    );
}

fn statement(effect: &str, resource: &str, condition: &Value) -> Value {
    json!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": effect, "Action": "s3:*", "Resource": resource, "Condition": condition
        }
    })
}

#[test]
fn arn_operands_agree() {
    let five_colons = |text: &String| text.matches(':').count() >= 5 || text.contains("${x");
    let operand = template().prop_filter("six components, or a variable", five_colons);
    let operator = select(&["ArnLike", "ArnNotLike"][..]);
    let effect = select(&["Allow", "Deny"][..]);
    let strategy = (effect, operator, operand, plain(), [plain(), plain()]);
    let outcome =
        support::runner(8_000).run(&strategy, |(effect, operator, operand, subject, values)| {
            let document = statement(effect, "*", &json!({operator: {"x:s": operand}}));
            agree(&document, "*", &subject, &values, false);
            Ok(())
        });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn string_operands_agree() {
    let operator = select(&["StringLike", "StringEquals", "StringEqualsIgnoreCase"][..]);
    let strategy = (operator, template(), plain(), [plain(), plain()]);
    let outcome = support::runner(6_000).run(&strategy, |(operator, operand, subject, values)| {
        let document = statement("Allow", "*", &json!({operator: {"x:s": operand}}));
        agree(&document, "*", &subject, &values, false);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn lower_casing_agrees() {
    let letters = || {
        text(
            &[
                "Σ", "Σ", "σ", "ς", "A", "a", "İ", "\u{301}", "ʰ", ".", " ", "𐐀", "ẞ",
            ],
            6,
        )
    };
    let operator = select(&["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"][..]);
    let strategy = (operator, letters(), letters(), any::<bool>(), letters());
    let outcome = support::runner(6_000).run(&strategy, |(operator, a, b, same, value)| {
        let operand = format!("{a}${{x:v}}{b}");
        let subject = if same {
            format!("{a}{value}{b}").to_lowercase()
        } else {
            b
        };
        let document = statement("Allow", "*", &json!({operator: {"x:s": operand}}));
        agree(&document, "*", &subject, &[value, a], false);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn numbers_and_dates_agree() {
    let comparison = select(
        &[
            "Equals",
            "NotEquals",
            "LessThan",
            "LessThanEquals",
            "GreaterThan",
        ][..],
    );
    let operand = "[+-]?[0-9]{1,3}(\\.[0-9]{1,2})?";
    let value = "[+-]?[0-9]{0,3}(\\.[0-9]{0,2})?([eE][+-]?[0-3])?";
    let epoch = "-?0{0,2}[0-9]{1,2}(0{17})?";
    let strategy = (comparison, operand, value, epoch, "[+-]?[0-9]{1,2}(0{17})?");
    let outcome =
        support::runner(6_000).run(&strategy, |(comparison, operand, value, epoch, date)| {
            let numeric = json!({format!("Numeric{comparison}"): {"x:s": operand}});
            agree(
                &statement("Allow", "*", &numeric),
                "*",
                &value,
                &[String::new(), String::new()],
                false,
            );
            let dates = json!({format!("Date{comparison}"): {"x:s": epoch}});
            agree(
                &statement("Allow", "*", &dates),
                "*",
                &date,
                &[String::new(), String::new()],
                false,
            );
            Ok(())
        });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn resources_agree_in_both_readings_of_a_star() {
    let field = || text(&["a", "b", "*", "?", "${x:v}", "${x:w}"], 3);
    let fields = (field(), field(), template());
    let name = text(&["a", "b", ":", ":", ":", "😀"], 9);
    let strategy = (fields, name, [plain(), plain()], any::<bool>());
    let outcome = support::runner(8_000).run(&strategy, |(fields, name, values, wide_stars)| {
        let (region, account, rest) = fields;
        let resource = format!("arn:aws:s3:{region}:{account}:{rest}");
        let document = statement("Allow", &resource, &json!({}));
        agree(
            &document,
            &format!("arn:aws:s3:{name}"),
            "",
            &values,
            wide_stars,
        );
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
