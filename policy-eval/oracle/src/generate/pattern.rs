//! Resource templates and ARN operands: ARNs in which parts give way to wildcards and variables.

use super::random::Random;
use super::words;

/// Where a pattern stands, which decides what is legal there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The document has variables (V-2).
    pub(super) variables: bool,
    /// Wildcards in the service field are legal (R-24, C-26).
    pub(super) service_wildcards: bool,
}

/// A pattern of six fields.
pub(super) fn arn(random: &mut Random, place: Place) -> String {
    let base = random.pick(words::ARNS);
    let mut fields: Vec<String> = base.splitn(6, ':').map(str::to_owned).collect();
    // The partition: without variables, `${…}` would be no partition.
    if random.percent(12) {
        let variable = if place.variables {
            "${x:absent, 'aws'}"
        } else {
            "*"
        };
        fields[1] = random.pick(&["*", "aws*", "a?s", "**", variable]).into();
    }
    if place.service_wildcards && random.percent(12) {
        replace_part(random, &mut fields[2], &["*", "?", "**"]);
    } else if place.variables && random.percent(3) {
        fields[2] = "${x:absent, 's3'}".into();
    }
    for field in &mut fields[3..5] {
        if random.percent(35) {
            match random.below(4) {
                0 | 1 => *field = "*".into(),
                2 => replace_part(random, field, &["*", "?", "**"]),
                _ => replace_part(random, field, words::VARIABLES),
            }
        }
    }
    match random.below(20) {
        0..4 => {}
        4..7 => fields[5] = "*".into(),
        7..12 => truncate(random, &mut fields[5]),
        12..16 => replace_part(random, &mut fields[5], &["*", "?", "??", "**", "*?"]),
        16 => {
            replace_part(random, &mut fields[5], &["*", "?"]);
            replace_part(random, &mut fields[5], &["*", "?"]);
        }
        17 => {
            let whole = ["bucket/home/${aws:username}", "bucket/*${x:text}*"];
            fields[5] = random.pick(&whole).into();
        }
        _ => replace_part(random, &mut fields[5], words::VARIABLES),
    }
    fields.join(":")
}

/// A short ARN that is padded. `ends_with_star` where only such are legal.
pub(super) fn short_arn(random: &mut Random, ends_with_star: bool) -> &'static str {
    if ends_with_star {
        random.pick(&[
            "arn:*",
            "arn:aws:*",
            "arn:aws:s*",
            "arn:aws:sqs:us-*",
            "arn:aws:s3::*",
        ])
    } else {
        random.pick(&[
            "arn:aws:s3",
            "arn:aws:sqs:us-*",
            "arn:aws:sqs:us-*:jobs",
            "arn:aws:ecs:us-east-1:111122223333",
            "arn:*:s3::*",
            "arn:aws:sqs:**",
        ])
    }
}

/// Keeps a beginning, and puts a star after it.
fn truncate(random: &mut Random, text: &mut String) {
    let characters: Vec<char> = text.chars().collect();
    let end = random.below(characters.len() + 1);
    *text = characters[..end].iter().chain(&['*']).collect();
}

/// Puts one of a list in the place of some characters.
fn replace_part(random: &mut Random, text: &mut String, by: &[&str]) {
    let characters: Vec<char> = text.chars().collect();
    let start = random.below(characters.len() + 1);
    let end = (start + random.few(0, 4)).min(characters.len());
    *text = characters[..start].iter().collect();
    text.push_str(random.pick(by));
    text.extend(&characters[end..]);
}
