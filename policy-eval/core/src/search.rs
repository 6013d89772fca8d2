//! Finding texts among texts, and in texts.

use core::cmp::Ordering;

use crate::fold;

/// An order that is quick to tell: by length, then by words as the machine reads them.
///
/// The compiler sorts by it what is searched here.
#[inline]
pub(crate) fn order(a: &[u8], b: &[u8]) -> Ordering {
    let by_length = a.len().cmp(&b.len());
    if by_length.is_ne() {
        return by_length;
    }
    let (words_of_a, rest_of_a) = a.as_chunks::<8>();
    let (words_of_b, rest_of_b) = b.as_chunks::<8>();
    for (a, b) in words_of_a.iter().zip(words_of_b) {
        let by_word = u64::from_le_bytes(*a).cmp(&u64::from_le_bytes(*b));
        if by_word.is_ne() {
            return by_word;
        }
    }
    fold::last_word(a, rest_of_a).cmp(&fold::last_word(b, rest_of_b))
}

/// Whether two texts of the same length are equal.
///
/// What does not match mostly differs at its end, since ARNs begin alike.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "a call would cost as much as the comparison"
)]
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    if let Some(end_of_a) = a.last_chunk::<16>()
        && let Some(end_of_b) = b.last_chunk::<16>()
        && let Some((start_of_a, rest_of_a)) = a.split_first_chunk::<16>()
        && let Some((start_of_b, rest_of_b)) = b.split_first_chunk::<16>()
    {
        if end_of_a != end_of_b || start_of_a != start_of_b {
            return false;
        }
        if a.len() <= 32 {
            return true;
        }
        let (rest_of_a, rest_of_b) = (rest_of_a.as_chunks::<16>().0, rest_of_b.as_chunks::<16>().0);
        return rest_of_a.iter().zip(rest_of_b).all(|(a, b)| a == b);
    }
    if let Some(end_of_a) = a.last_chunk::<8>()
        && let Some(end_of_b) = b.last_chunk::<8>()
        && let Some(start_of_a) = a.first_chunk::<8>()
        && let Some(start_of_b) = b.first_chunk::<8>()
    {
        return end_of_a == end_of_b && start_of_a == start_of_b;
    }
    if let Some(end_of_a) = a.last_chunk::<4>()
        && let Some(end_of_b) = b.last_chunk::<4>()
        && let Some(start_of_a) = a.first_chunk::<4>()
        && let Some(start_of_b) = b.first_chunk::<4>()
    {
        return end_of_a == end_of_b && start_of_a == start_of_b;
    }
    a.iter().zip(b).all(|(a, b)| a == b)
}

/// What follows a literal, if the text begins with it.
#[inline]
pub(crate) fn after<'t>(text: &'t [u8], literal: &[u8]) -> Option<&'t [u8]> {
    let (start, after) = text.split_at_checked(literal.len())?;
    same(start, literal).then_some(after)
}

/// What follows so many fields that a colon ends, from the last of these colons on.
#[inline]
pub(crate) fn after_fields(text: &[u8], fields: u8) -> Option<&[u8]> {
    let mut rest = fold::from(text, b':')?;
    for _ in 1..fields {
        rest = fold::from(rest.get(1..)?, b':')?;
    }
    Some(rest)
}

/// Where `wanted` is first in `text` at or after `from`, in time linear in both.
///
/// Both positions are those of characters.
#[inline]
pub(crate) fn find(text: &str, from: usize, wanted: &str) -> Option<usize> {
    // So many places that begin alike are looked at before the thorough search begins,
    // which costs more to prepare than short texts cost to go through.
    const PLACES: usize = 16;

    let Some(first) = wanted.as_bytes().first() else {
        return Some(from);
    };
    let mut at = from;
    for _ in 0..PLACES {
        let rest = text.as_bytes().get(at..)?;
        at += fold::find(rest, *first)?;
        let here = text.as_bytes().get(at..at + wanted.len())?;
        if fold::equal(here, wanted.as_bytes()) {
            return Some(at);
        }
        at += 1;
    }
    find_thoroughly(text, at, wanted)
}

#[inline(never)]
fn find_thoroughly(text: &str, from: usize, wanted: &str) -> Option<usize> {
    // A place inside a character is not where a text begins.
    let from = text.ceil_char_boundary(from);
    Some(from + text.get(from..)?.find(wanted)?)
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::string::String;
    use std::vec::Vec;

    use super::*;

    #[test]
    fn texts_are_the_same_if_every_byte_is() {
        for length in 0..70 {
            let text = "a".repeat(length);
            assert!(same(text.as_bytes(), text.as_bytes()), "{length}");
            for changed in 0..length {
                let mut other = text.clone();
                other.replace_range(changed..=changed, "b");
                assert!(
                    !same(text.as_bytes(), other.as_bytes()),
                    "{length} {changed}"
                );
                assert!(order(text.as_bytes(), other.as_bytes()).is_ne());
            }
        }
    }

    #[test]
    fn the_order_is_total() {
        let mut texts: Vec<String> = Vec::new();
        for length in 0..20 {
            for changed in 0..=length {
                let mut text = "m".repeat(length);
                for by in ["a", "\0", "z"] {
                    if changed < length {
                        text.replace_range(changed..=changed, by);
                    }
                    texts.push(text.clone());
                }
            }
        }
        let order = |a: &String, b: &String| order(a.as_bytes(), b.as_bytes());
        texts.sort_by(order);
        texts.dedup();
        for (i, a) in texts.iter().enumerate() {
            for (j, b) in texts.iter().enumerate() {
                assert_eq!(order(a, b), i.cmp(&j), "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn colons_are_found_beside_bytes_that_look_like_them() {
        for length in 0..40 {
            for other in ["a", ";", "9", "\u{ba}", "\0"] {
                let text = other.repeat(length);
                assert_eq!(fold::from(text.as_bytes(), b':'), None, "{text:?}");
                let with_colon = std::format!("{text}:{text}:");
                let rest = &with_colon.as_bytes()[text.len()..];
                assert_eq!(
                    fold::from(with_colon.as_bytes(), b':'),
                    Some(rest),
                    "{text:?}"
                );
                assert_eq!(after_fields(with_colon.as_bytes(), 2), Some(&b":"[..]));
                assert_eq!(after_fields(with_colon.as_bytes(), 3), None);
            }
        }
    }

    #[test]
    fn texts_are_found_as_the_standard_library_does() {
        let haystacks = [
            "",
            "a",
            "aab",
            "aéaéb",
            "ababababababababababababababababababac",
        ];
        for haystack in haystacks {
            for wanted in ["", "a", "b", "ab", "abac", "é", "éb", "aab", "c", "ca"] {
                for (from, _) in haystack.char_indices() {
                    let expected = haystack[from..].find(wanted).map(|at| from + at);
                    assert_eq!(
                        find(haystack, from, wanted),
                        expected,
                        "{haystack} {wanted}"
                    );
                }
            }
        }
        let long = "é".repeat(100) + "éa";
        assert_eq!(find(&long, 0, "éa"), Some(200));
        assert_eq!(find(&long, 2, "éb"), None);
    }
}
