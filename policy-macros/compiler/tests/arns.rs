//! ARNs are built after every format of AWS.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use policy_compiler::{Reference, prefixes};
use policy_core::AccountId;
use policy_core::arn::{Arn, Partition, Region};

const OWN: [&str; 6] = ["one", "two", "three", "four", "five", "six"];

#[test]
fn every_format_makes_arns_of_its_type() {
    // Formats live as long as the program, as those in baked functions do.
    let reference: &'static Reference = Box::leak(Box::new(Reference::aws()));
    let mut most = 0;
    for prefix in prefixes() {
        let service = reference.service(prefix).expect(prefix);
        for resource in service.resource_types() {
            for format in &resource.arn_formats {
                let (expected, own) = fill(format);
                most = own.max(most);
                let arn = build(format, &OWN[..own]);
                assert_eq!(arn.to_string(), expected, "{format}");
                assert_eq!(arn.len(), expected.len(), "{format}");
                let mut buffer = [0; 512];
                assert_eq!(arn.write_to(&mut buffer), Some(&*expected), "{format}");
            }
        }
    }
    assert_eq!(most, OWN.len());
}

fn build(format: &'static str, own: &[&'static str]) -> Arn<'static> {
    let partition = Some(Partition::AWS);
    let region = Some(Region::from_static("eu-central-1"));
    let account = Some(AccountId::from_static("111122223333"));
    Arn::build(format, "", partition, region, account, own).expect(format)
}

/// The format with its placeholders filled in, field by field, and how many were own parts.
fn fill(format: &str) -> (String, usize) {
    let mut own = OWN.iter();
    let fields: Vec<String> = format
        .splitn(6, ':')
        .enumerate()
        .map(
            |(field, text)| match (field, text.starts_with("${") || text == "*") {
                (1, true) => "aws".to_owned(),
                (3, true) => "eu-central-1".to_owned(),
                (4, true) => "111122223333".to_owned(),
                _ => fill_own(text, &mut own),
            },
        )
        .collect();
    (fields.join(":"), OWN.len() - own.len())
}

fn fill_own<'a>(text: &str, own: &mut impl Iterator<Item = &'a &'a str>) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("${").into_iter().chain(rest.find('*')).min() {
        let len = if rest[at..].starts_with('*') {
            1
        } else {
            rest[at..].find('}').expect("an end") + 1
        };
        filled += &rest[..at];
        filled += own.next().expect("at most six");
        rest = &rest[at + len..];
    }
    filled + rest
}
