//! Questions that are too hard end, and soon.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::region;
use crate::space::{Budget, Region, Search, find};

/// Far more than any of these takes, and far less than what an endless search would.
const LONG: Duration = Duration::from_mins(1);

fn statement(action: &str, resource: &str, condition: &str) -> Region {
    region(&format!(
        r#"{{"Effect": "Allow", "Action": {action}, "Resource": {resource},
             "Condition": {{{condition}}}}}"#
    ))
}

#[test]
fn many_stars_are_too_hard() {
    // Each of these matches texts with some letters in some order; to miss all of them while a
    // long one has to match is a product of them all.
    let letters = [
        "ab", "bc", "cd", "de", "ef", "fg", "gh", "ha", "ac", "bd", "ce", "df",
    ];
    let all = letters.map(|pair| {
        let thrice = pair.chars().flat_map(|letter| ['*', letter].repeat(3));
        let pattern: String = thrice.collect();
        statement(r#""a:b""#, &format!(r#""arn:aws:s3:::{pattern}*""#), "")
    });
    let regions: Vec<&Region> = all.iter().collect();
    let start = Instant::now();
    let everything = Region::everything()
        .with_action("a:b")
        .with_resource(&["arn:aws:s3:::?*"]);
    // To find one that misses all is easy.
    assert!(matches!(
        find(&[&everything], &regions, &mut Budget::default()),
        Search::Found(_)
    ));
    assert_eq!(find(&regions, &[], &mut Budget::default()), Search::TooHard);
    assert!(start.elapsed() < LONG);
}

#[test]
fn many_keys_are_too_hard() {
    // Every statement covers a random third of the values of three keys out of forty.
    let mut random: u64 = 7;
    let mut next = move |below: u64| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (random >> 33) % below
    };
    let statements: Vec<Region> = (0..170)
        .map(|_| {
            let mut condition = String::new();
            for operator in ["StringEquals", "StringEqualsIfExists", "StringLike"] {
                let separator = if condition.is_empty() { "" } else { ", " };
                let (key, value) = (next(40), ["a", "b"][usize::from(next(2) == 0)]);
                write!(
                    condition,
                    r#"{separator}"{operator}": {{"x:k{key}": "{value}"}}"#
                )
                .unwrap();
            }
            statement(r#""a:b""#, r#""*""#, &condition)
        })
        .collect();
    let outside: Vec<&Region> = statements.iter().collect();
    let mut inside = Region::everything().with_action("a:b");
    for key in 0..40 {
        inside = inside.with_value(&format!("x:k{key}"), &["a", "b"]);
    }
    let start = Instant::now();
    // Whatever comes out, it comes out soon.
    let small = find(&[&inside], &outside, &mut Budget::new(10_000));
    let large = find(&[&inside], &outside, &mut Budget::default());
    assert!(small == Search::TooHard || small == large);
    assert!(start.elapsed() < LONG);
}

#[test]
fn ten_thousand_statements_need_no_deep_stack() {
    let actions: Vec<Region> = (0..10_000)
        .map(|number| {
            let condition = format!(r#""StringEquals": {{"x:k": "v{number}"}}"#);
            statement(r#""a:*""#, r#""arn:aws:s3:::*""#, &condition)
        })
        .collect();
    let outside: Vec<&Region> = actions.iter().collect();
    let values: Vec<String> = (0..10_000).map(|number| format!("v{number}")).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let inside = Region::everything()
        .with_action("a:b")
        .with_resource(&["arn:aws:s3:::b"])
        .with_value("x:k", &values);
    let start = Instant::now();
    // Every value has its statement; a hundred are found to, ten thousand are too many.
    let few = Region::everything()
        .with_action("a:b")
        .with_resource(&["arn:aws:s3:::b"])
        .with_value("x:k", values.get(..100).unwrap());
    assert_eq!(
        find(&[&few], &outside, &mut Budget::default()),
        Search::Nothing
    );
    assert!(matches!(
        find(&[&inside], &outside, &mut Budget::default()),
        Search::Nothing | Search::TooHard
    ));
    assert!(start.elapsed() < LONG);
}

#[test]
fn long_texts_are_no_trouble() {
    let long = format!("arn:aws:s3:::{}", "*a?".repeat(2_000));
    let region = statement(r#""a:b""#, &format!(r#""{long}""#), "");
    let other = Region::everything().with_resource(&["arn:aws:s3:::*b*"]);
    let start = Instant::now();
    let found = find(&[&region, &other], &[], &mut Budget::default());
    assert!(matches!(found, Search::Found(_) | Search::TooHard));
    let digits = "9".repeat(100_000);
    let numbers = statement(
        r#""a:b""#,
        r#""*""#,
        &format!(
            r#""NumericEquals": {{"x:k": "{digits}"}}, "NumericNotEquals": {{"x:k": "{digits}.0"}}"#
        ),
    );
    assert_eq!(
        find(&[&numbers], &[], &mut Budget::default()),
        Search::Nothing
    );
    assert!(start.elapsed() < LONG);
}
