//! Matching texts against formats with placeholders, and names against wildcards.

use crate::arn::placeholder;

/// What a pattern begins with.
pub(super) enum Piece {
    Byte(u8),
    /// Any byte.
    One,
    Run(Run),
}

/// Any number of bytes.
#[derive(Clone, Copy)]
pub(super) struct Run {
    /// Not none.
    some: bool,
    /// Which ones.
    takes: Takes,
}

#[derive(Clone, Copy)]
enum Takes {
    All,
    NoColon,
    /// Neither `:` nor `/`.
    NoSeparator,
}

impl Run {
    fn takes(self, byte: u8) -> bool {
        match self.takes {
            Takes::All => true,
            Takes::NoColon => byte != b':',
            Takes::NoSeparator => !matches!(byte, b':' | b'/'),
        }
    }
}

/// Colons before the resource of an ARN.
const COLONS: usize = 5;
const ACCOUNT: usize = 4;

/// Whether an ARN fits a format, field by field: a placeholder stands for one or more
/// characters, and `*` for none as well. Neither goes beyond what ends it in the format, nor
/// beyond a `:`, except at the end; a `/` they take only before a `:` of the resource. What AWS
/// itself owns has no account.
pub(super) fn fits_format(format: &str, arn: &str) -> bool {
    let mut fields = format.splitn(COLONS + 1, ':');
    let mut texts = arn.splitn(COLONS + 1, ':');
    let before = (0..COLONS).all(|number| match (fields.next(), texts.next()) {
        (Some(field), Some("")) if number == ACCOUNT && is_placeholder(field) => true,
        (Some(field), Some(text)) => fits(field.as_bytes(), text.as_bytes(), of_field, same_byte),
        _ => false,
    });
    match (fields.next(), texts.next()) {
        (Some(resource), Some(text)) if before => {
            fits(resource.as_bytes(), text.as_bytes(), of_resource, same_byte)
        }
        _ => false,
    }
}

/// How exact a format is that an ARN fits: first by its bytes that stand for themselves, then
/// by whether it is about the account that the ARN has or has not, and at last by its stars.
pub(super) fn specificity_for(format: &str, arn: &str) -> usize {
    let account = |text: &'_ str| text.split(':').nth(ACCOUNT).is_none_or(str::is_empty);
    let has_star = format.contains('*');
    let same_account = account(format) == account(arn);
    4 * specificity(format) + 2 * usize::from(same_account) + usize::from(!has_star)
}

/// How many bytes of a format stand for themselves.
pub(super) fn specificity(format: &str) -> usize {
    let mut rest = format.as_bytes();
    let mut bytes = 0;
    while let Some((piece, after)) = of_resource(rest) {
        bytes += usize::from(matches!(piece, Piece::Byte(_)));
        rest = after;
    }
    bytes
}

fn is_placeholder(field: &str) -> bool {
    matches!(placeholder(field.as_bytes()), Some((_, [])))
}

/// Whether a condition key fits one with placeholders.
pub(super) fn fits_key(template: &str, key: &str) -> bool {
    fits(template.as_bytes(), key.as_bytes(), of_key, same_letter)
}

/// Whether a name matches one with wildcards (A-2 … A-4).
pub(super) fn fits_wildcards(pattern: &str, name: &str) -> bool {
    fits(
        pattern.as_bytes(),
        name.as_bytes(),
        of_wildcards,
        same_letter,
    )
}

fn of_field(format: &[u8]) -> Option<(Piece, &[u8])> {
    of_format(format, |_| Takes::NoSeparator)
}

fn of_resource(format: &[u8]) -> Option<(Piece, &[u8])> {
    of_format(format, |after| match after {
        [] => Takes::All,
        [b':', ..] => Takes::NoColon,
        _ => Takes::NoSeparator,
    })
}

/// Reads a format, given what a run takes before this rest.
fn of_format(format: &[u8], takes: impl Fn(&[u8]) -> Takes) -> Option<(Piece, &[u8])> {
    let (some, after) = match (placeholder(format), format) {
        (Some((_, after)), _) => (true, after),
        (None, [b'*', after @ ..]) => (false, after),
        (None, _) => return literal(format),
    };
    let takes = takes(after);
    Some((Piece::Run(Run { some, takes }), after))
}

fn of_key(template: &[u8]) -> Option<(Piece, &[u8])> {
    let run = Run {
        some: true,
        takes: Takes::All,
    };
    match placeholder(template) {
        Some((_, after)) => Some((Piece::Run(run), after)),
        None => literal(template),
    }
}

fn of_wildcards(pattern: &[u8]) -> Option<(Piece, &[u8])> {
    let run = Run {
        some: false,
        takes: Takes::All,
    };
    match pattern {
        [b'*', after @ ..] => Some((Piece::Run(run), after)),
        [b'?', after @ ..] => Some((Piece::One, after)),
        _ => literal(pattern),
    }
}

fn literal(pattern: &[u8]) -> Option<(Piece, &[u8])> {
    let (byte, after) = pattern.split_first()?;
    Some((Piece::Byte(*byte), after))
}

fn same_byte(a: u8, b: u8) -> bool {
    a == b
}

fn same_letter(a: u8, b: u8) -> bool {
    a.eq_ignore_ascii_case(&b)
}

/// Each run takes as little as it can, and on a mismatch only the last one takes more: what
/// an earlier one could take, the last could take as well. It may take fewer kinds of bytes only
/// if the earlier one stands before a `:`, which that does not take; then it had no choice. So
/// this is never longer than pattern times text.
fn fits<'p>(
    mut pattern: &'p [u8],
    mut text: &[u8],
    read: impl Fn(&'p [u8]) -> Option<(Piece, &'p [u8])>,
    same: impl Fn(u8, u8) -> bool,
) -> bool {
    // The last run, what of the pattern comes after it, and where in the text it ends.
    let mut last: Option<(Run, &[u8], &[u8])> = None;
    loop {
        let step = match (read(pattern), text.split_first()) {
            (None, None) => return true,
            (Some((Piece::Run(run), after)), first) => {
                let end = match first {
                    _ if !run.some => Some(text),
                    Some((byte, rest)) if run.takes(*byte) => Some(rest),
                    _ => None,
                };
                last = end.map(|end| (run, after, end)).or(last);
                end.map(|end| (after, end))
            }
            (Some((Piece::One, after)), Some((_, rest))) => Some((after, rest)),
            (Some((Piece::Byte(wanted), after)), Some((byte, rest))) if same(wanted, *byte) => {
                Some((after, rest))
            }
            _ => None,
        };
        (pattern, text) = match (step, last) {
            (Some(step), _) => step,
            (None, Some((run, after, end))) => match end.split_first() {
                Some((byte, rest)) if run.takes(*byte) => {
                    last = Some((run, after, rest));
                    (after, rest)
                }
                _ => return false,
            },
            (None, None) => return false,
        };
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::string::String;

    use super::*;

    #[test]
    fn placeholders_stay_within_their_segment() {
        for (format, arn, expected) in [
            ("a:${B}:c/${D}", "a:b:c/d", true),
            ("a:${B}:c/${D}", "a:b:c/d/e:f", true),
            ("a:${B}:c/${D}", "a:b:c/", false),
            ("a:${B}:c/${D}", "a::c/d", false),
            ("a:${B}:c/${D}", "a:b:b:c/d", false),
            ("a:${B}:c/${D}", "A:b:c/d", false),
            ("a:${B}:c:${D}", "a:/b/b:c:d/e:f", true),
            ("a:${B}:c:${D}", "a:/b:b:c:d", false),
            ("${A}:x/${B}/y", "p/q:x/b/y", true),
            ("${A}:x/${B}/y", "p/q:x/b/b/y", false),
            ("${A}/${B}:${C}", "a/b/c:d", true),
            ("${A}/${B}:c", "a/b/c:d:c", false),
            ("${A}/x${B}:${C}/y", "a/xx/x:c/y", true),
            ("${A}/x${B}:${C}/y", "a/x/x:c/y", true),
            ("*:c", "/:c", true),
            ("${A}/${B}/x", "a/b/x", true),
            ("${A}/${B}/x", "a/b/c/x", false),
            ("${A}-${B}/x", "a-b-c/x", true),
            ("${A}-${B}/x", "a-/x", false),
            ("${A}-x/${B}", "a-x-x/b", true),
            ("${A}${B}", "ab/c", true),
            ("${A}${B}", "a", false),
            ("a:*:c/*", "a::c/", true),
            ("a:*:c/*", "a:b:c/d/e", true),
            ("a:*:c/*", "a:b:b:c/d", false),
            ("a/${B", "a/${B", true),
            ("a/${B", "a/b", false),
            ("", "", true),
            ("", "a", false),
        ] {
            let [format, arn] = [format, arn].map(|resource| std::format!("a:b:c:::{resource}"));
            assert_eq!(fits_format(&format, &arn), expected, "{format} {arn}");
        }
    }

    /// What the docs of `fits_format` say about a resource, tried out.
    fn naive(format: &str, text: &str) -> bool {
        let Some(first) = format.chars().next() else {
            return text.is_empty();
        };
        let (least, after) = match format.strip_prefix("${P}") {
            Some(after) => (1, after),
            None if first == '*' => (0, &format[1..]),
            None => {
                let rest = text.strip_prefix(first);
                return rest.is_some_and(|rest| naive(&format[1..], rest));
            }
        };
        let stops = |c| {
            let is_slash = c == '/' && !after.starts_with(':');
            !after.is_empty() && (c == ':' || is_slash)
        };
        let most = text.find(stops).unwrap_or(text.len());
        (least..=most).any(|end| naive(after, &text[end..]))
    }

    #[test]
    fn resources_fit_as_a_naive_matcher_says() {
        let mut state = 1_u64;
        let mut random = |below: usize| {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
            usize::try_from(state >> 33).expect("31 bits") % below
        };
        let mut fitting = 0;
        for _ in 0..60_000 {
            let (mut format, mut text) = (String::new(), String::new());
            for _ in 0..random(9) {
                let piece = ["a", "b", ":", "/", "${P}", "*"][random(6)];
                format.push_str(piece);
                if piece.len() == 1 && piece != "*" {
                    text.push_str(piece);
                    continue;
                }
                for _ in 0..random(4) {
                    text.push_str(["a", "b", ":", "/"][random(4)]);
                }
            }
            let (arn, of) = (
                std::format!("a:b:c:::{text}"),
                std::format!("a:b:c:::{format}"),
            );
            let expected = naive(&format, &text);
            assert_eq!(fits_format(&of, &arn), expected, "{format} {text}");
            fitting += u32::from(expected);
        }
        assert!(fitting > 10_000, "{fitting}");
    }

    #[test]
    fn fields_are_compared_one_by_one() {
        let format = "arn:${Partition}:ssm:${Region}:${Account}:document/${Name}";
        for (arn, expected) in [
            ("arn:aws:ssm:us-east-1:111122223333:document/x", true),
            ("arn:aws:ssm:us-east-1::document/x", true),
            ("arn:aws:ssm::111122223333:document/x", false),
            ("arn::ssm:us-east-1::document/x", false),
            ("arn:aws:ssm:us/east:111122223333:document/x", false),
            ("arn:aws:ssm:us-east-1:document/x", false),
            ("arn:aws:ssm:us-east-1:1:1:document/x", false),
        ] {
            assert_eq!(fits_format(format, arn), expected, "{arn}");
        }
        assert!(!fits_format("arn:aws:x", "arn:aws:x"));
    }

    #[test]
    fn placeholders_of_keys_stand_for_any_text() {
        for (template, key, expected) in [
            ("aws:RequestTag/${TagKey}", "AWS:requesttag/a:b/c", true),
            ("aws:RequestTag/${TagKey}", "aws:RequestTag/", false),
            ("t.${Domain}.com:sub", "t.a.com.com:sub", true),
            ("t.${Domain}.com:sub", "t.a.com:aud", false),
        ] {
            assert_eq!(fits_key(template, key), expected, "{template} {key}");
        }
    }

    #[test]
    fn wildcards_match_in_any_case() {
        for (pattern, name, expected) in [
            ("*TASK", "StopTask", true),
            ("*task", "StopTasks", false),
            ("stop????", "StopTask", true),
            ("stoptask?", "StopTask", false),
            ("*a*B*c", "xAxxbxbC", true),
            ("*a*b*c", "xAxxbxbCd", false),
            ("**", "", true),
            ("", "", true),
        ] {
            assert_eq!(fits_wildcards(pattern, name), expected, "{pattern} {name}");
        }
    }
}
