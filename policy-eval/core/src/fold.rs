//! Letter case: how names are hashed and compared without looking at it (A-2, C-6).

/// Where a hash begins; any odd constant with many bits set will do.
pub(crate) const START: u64 = 0x9e37_79b9_7f4a_7c15;

const MULTIPLIER: u64 = 0xa076_1d64_78bd_642f;

/// Spreads every bit of `word` over the whole of `hash`.
#[inline]
pub(crate) const fn mix(hash: u64, word: u64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the two halves of the product are taken apart"
    )]
    {
        let product = ((hash ^ word) as u128) * (MULTIPLIER as u128);
        (product as u64) ^ ((product >> 64) as u64)
    }
}

/// Sets bit 5 of each byte that has bit 6, which makes ASCII letters lower-case.
///
/// A plain `| 0x20` would also map control characters onto `-` and `:`. Some
/// punctuation is still mapped (`_` onto DEL, `@` onto a backquote), so this is
/// exact for the characters of action names and only a hash for others.
#[inline]
const fn fold_word(word: u64) -> u64 {
    word | ((word & 0x4040_4040_4040_4040) >> 1)
}

/// The hash of `text`, equal for texts that differ only in the case of ASCII letters.
#[inline]
pub(crate) const fn hash(start: u64, text: &[u8]) -> u64 {
    let mut hash = start ^ (text.len() as u64);
    let mut rest = text;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        hash = mix(hash, fold_word(u64::from_le_bytes(*word)));
        rest = after;
    }
    // The last bytes once more as a whole word where there is one: no loop over bytes.
    if !rest.is_empty() {
        hash = mix(hash, fold_word(last_word(text, rest)));
    }
    hash
}

/// The bytes that are left over, as a word: together with those before, if there are any.
#[inline]
const fn last_word(text: &[u8], rest: &[u8]) -> u64 {
    if let Some(word) = text.last_chunk::<8>() {
        return u64::from_le_bytes(*word);
    }
    if let (Some(first), Some(last)) = (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        return (u32::from_le_bytes(*first) as u64) | ((u32::from_le_bytes(*last) as u64) << 32);
    }
    let mut word = 0;
    let mut rest = rest;
    while let Some((byte, after)) = rest.split_first() {
        word = (word << 8) | (*byte as u64);
        rest = after;
    }
    word
}

/// Whether two names are equal but for the case of ASCII letters.
///
/// Spelled alike is the common case and the quick one.
#[inline]
pub(crate) fn equal_ascii(a: &str, b: &str) -> bool {
    a == b || a.eq_ignore_ascii_case(b)
}

/// Whether two texts are equal after each character is lowered by itself, without
/// a locale: the comparison of condition keys and variable names (C-6, V-4, U-33).
pub(crate) fn equal_unicode(a: &str, b: &str) -> bool {
    a == b
        || a.chars()
            .flat_map(char::to_lowercase)
            .eq(b.chars().flat_map(char::to_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_of_ascii_letters_does_not_matter() {
        for (a, b) in [
            ("ecs:RunTask", "ECS:runtask"),
            ("a", "A"),
            ("abcd-EF", "ABCD-ef"),
            ("abcdefgh", "ABCDEFGH"),
        ] {
            assert_eq!(hash(START, a.as_bytes()), hash(START, b.as_bytes()), "{a}");
            assert!(equal_ascii(a, b));
        }
    }

    #[test]
    fn control_characters_are_not_taken_for_punctuation() {
        assert_ne!(hash(START, b"ecs:RunTask"), hash(START, b"ecs\x1aRunTask"));
        assert_ne!(hash(START, b"a-b"), hash(START, b"a\x0db"));
    }

    #[test]
    fn length_counts() {
        assert_ne!(hash(START, b"a"), hash(START, b"a\0"));
        assert_ne!(hash(START, b""), hash(START, b"\0\0\0\0\0\0\0\0"));
    }

    #[test]
    fn unicode_names_are_lowered_character_by_character() {
        assert!(equal_unicode(
            "aws:PrincipalTag/\u{212a}",
            "aws:principaltag/k"
        ));
        assert!(equal_unicode("x:ÄÖ", "X:äö"));
        // No final sigma: characters are lowered one by one.
        assert!(!equal_unicode("x:ΟΣ", "x:ος"));
        assert!(equal_unicode("x:ΟΣ", "x:οσ"));
    }
}
