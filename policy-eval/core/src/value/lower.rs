use core::iter;

use super::case_ignorable::CASE_IGNORABLE;

/// The full lower-casing of a text, given as characters (C-17): without a locale, with
/// the rule of the final sigma, and with characters above U+FFFF left as they are.
pub fn lower<I>(text: I) -> impl Iterator<Item = char>
where
    I: Iterator<Item = char> + Clone,
{
    let mut rest = text;
    let mut after_cased = false;
    iter::from_fn(move || {
        let c = rest.next()?;
        let is_final = c == 'Σ' && after_cased && !begins_cased(rest.clone());
        if !is_case_ignorable(c) {
            after_cased = is_cased(c);
        }
        Some((c, is_final))
    })
    .flat_map(|(c, is_final)| {
        let unchanged = (is_final || c > '\u{ffff}').then_some(if is_final { 'ς' } else { c });
        let lowered = unchanged.is_none().then(|| c.to_lowercase());
        unchanged.into_iter().chain(lowered.into_iter().flatten())
    })
}

/// Whether the next character that counts has case.
fn begins_cased(mut text: impl Iterator<Item = char>) -> bool {
    text.find(|c| !is_case_ignorable(*c)).is_some_and(is_cased)
}

fn is_cased(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase() || is_titlecase(c)
}

/// The 31 letters of the general category Lt.
fn is_titlecase(c: char) -> bool {
    matches!(
        c,
        '\u{1c5}' | '\u{1c8}' | '\u{1cb}' | '\u{1f2}'
            | '\u{1f88}'..='\u{1f8f}' | '\u{1f98}'..='\u{1f9f}' | '\u{1fa8}'..='\u{1faf}'
            | '\u{1fbc}' | '\u{1fcc}' | '\u{1ffc}'
    )
}

fn is_case_ignorable(c: char) -> bool {
    let after = CASE_IGNORABLE.partition_point(|(_, last)| *last < c);
    CASE_IGNORABLE
        .get(after)
        .is_some_and(|(first, _)| *first <= c)
}

#[cfg(test)]
mod tests {
    extern crate std;
    use std::fmt::Write as _;
    use std::string::String;
    use std::vec::Vec;

    use super::*;

    fn lowered(text: &str) -> String {
        lower(text.chars()).collect()
    }

    #[test]
    fn follows_the_examples_of_the_rule() {
        assert_eq!(lowered("RED"), "red");
        assert_eq!(lowered("\u{212a}"), "k");
        assert_eq!(lowered("ẞ"), "ß");
        assert_eq!(lowered("ΛΟΓΟΣ"), "λογος");
        assert_eq!(lowered("ΛΟΓΟΣ Σ"), "λογος σ");
        assert_eq!(lowered("Σ"), "σ");
        assert_eq!(lowered("İ"), "i\u{307}");
        assert_eq!(lowered("\u{10400}Σ"), "\u{10400}ς");
    }

    /// The standard library lowers alike, but for the characters above U+FFFF.
    #[test]
    fn every_character_beside_a_sigma_agrees_with_std() {
        for c in (0..=0xffff_u32).filter_map(char::from_u32) {
            let mut text = String::new();
            write!(text, "{c}Σ A{c}Σ AΣ{c} AΣ{c}A ΣΣ{c}").expect("a String takes all");
            assert_eq!(lowered(&text), text.to_lowercase(), "{:x}", u32::from(c));
        }
        for c in (0x1_0000..=0x10_ffff_u32).filter_map(char::from_u32) {
            let text: String = ['A', 'Σ', c, 'A', c, 'Σ'].into_iter().collect();
            let sigmas = |text: &str| -> Vec<char> {
                text.chars().filter(|c| "σς".contains(*c)).collect()
            };
            assert_eq!(
                sigmas(&lowered(&text)),
                sigmas(&text.to_lowercase()),
                "{:x}",
                u32::from(c)
            );
        }
    }

    /// Prints the table of `case_ignorable.rs` from the standard library's own
    /// behaviour and fails where the file differs.
    #[test]
    fn the_table_is_that_of_this_unicode_version() {
        let ignorable = |c: char| {
            let after_letter: String = ['A', c, 'Σ'].into_iter().collect();
            let after_nothing: String = [c, 'Σ'].into_iter().collect();
            after_letter.to_lowercase().ends_with('ς')
                && after_nothing.to_lowercase().ends_with('σ')
        };
        let mut ranges: Vec<(char, char)> = Vec::new();
        for c in (0..=0x10_ffff_u32).filter_map(char::from_u32) {
            if !ignorable(c) {
                continue;
            }
            match ranges.last_mut() {
                Some((_, last)) if u32::from(*last) + 1 == u32::from(c) => *last = c,
                _ => ranges.push((c, c)),
            }
        }
        // A later Unicode only adds characters; then the table is due for a refresh.
        if char::UNICODE_VERSION == super::super::case_ignorable::UNICODE_VERSION {
            let rows: Vec<String> = ranges
                .iter()
                .map(|(first, last)| {
                    std::format!(
                        "    ('\\u{{{:x}}}', '\\u{{{:x}}}'),",
                        u32::from(*first),
                        u32::from(*last)
                    )
                })
                .collect();
            assert!(
                ranges == CASE_IGNORABLE,
                "the table should be:\n{}",
                rows.join("\n")
            );
        }
    }
}
