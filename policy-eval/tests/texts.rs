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

/// Texts that are joined by colons, so that fields stand against fields.
fn fields(
    field: impl Strategy<Value = String>,
    n: impl Into<proptest::collection::SizeRange>,
) -> impl Strategy<Value = String> {
    vec(field, n).prop_map(|fields| fields.join(":"))
}

#[test]
fn arn_operands_agree() {
    let field = text(&["a", "*", "*", "*", "${x:v}"], 1);
    let in_fields = fields(field, 5).prop_map(|fields| fields + ":");
    let rest = prop_oneof![3 => text(&["a", "b", "${x:v}"], 1), 1 => template()];
    let operand = (in_fields, rest).prop_map(|(fields, rest)| fields + &rest);
    let any_operand = template().prop_filter("six components, or a variable", |text| {
        text.matches(':').count() >= 5 || text.contains("${x")
    });
    let operand = prop_oneof![3 => operand, 1 => any_operand];
    let subject = prop_oneof![3 => fields(text(&["a", "b"], 1), 5..=8), 1 => plain()];
    let value = || prop_oneof![text(&["a", "b"], 2), plain()];
    let operator = select(&["ArnLike", "ArnNotLike"][..]);
    let effect = select(&["Allow", "Deny"][..]);
    let strategy = (effect, operator, operand, subject, [value(), value()]);
    let outcome =
        support::runner(8_000).run(&strategy, |(effect, operator, operand, subject, values)| {
            let document = statement(effect, "*", &json!({operator: {"x:s": operand}}));
            agree(&document, "*", &subject, &values, false);
            Ok(())
        });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// Too rare among random texts: a star before the fifth colon, a variable, and a value with
/// more colons than components.
#[test]
fn stars_stay_in_their_components_beside_variables() {
    for star in 0..6 {
        let mut components = ["a"; 6];
        components[star] = "*";
        let operand = format!("{}${{x:v}}", components.join(":"));
        for longer in 0..6 {
            let mut components = ["a"; 6];
            components[longer] = "a:a";
            let subject = format!("{}b", components.join(":"));
            let document = statement("Allow", "*", &json!({"ArnLike": {"x:s": operand}}));
            agree(
                &document,
                "*",
                &subject,
                &["b".to_owned(), String::new()],
                false,
            );
        }
    }
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
    let field = || text(&["a", "b", "*", "*", "?", "${x:v}"], 3);
    let rest = prop_oneof![text(&["a", "b", "*"], 2), template()];
    let templates = (field(), field(), rest);
    let name = prop_oneof![
        3 => fields(text(&["a", "b"], 2), 3..=6),
        1 => text(&["a", "b", ":", ":", ":", "😀"], 9),
    ];
    let value = || prop_oneof![text(&["a", "b"], 2), plain()];
    let strategy = (templates, name, [value(), value()], any::<bool>());
    let outcome = support::runner(8_000).run(&strategy, |(templates, name, values, wide_stars)| {
        let (region, account, rest) = templates;
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
