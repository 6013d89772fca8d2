//! Letter case: how names are hashed and compared without looking at it (A-2, C-6).

/// Where a hash begins; any odd constant with many bits set will do.
pub(crate) const START: u64 = 0x9e37_79b9_7f4a_7c15;

const MULTIPLIER: u64 = 0xa076_1d64_78bd_642f;

/// Spreads every bit of `word` over the whole of `hash`.
#[inline]
pub(crate) const fn mix(hash: u64, word: u64) -> u64 {
    mix_two(hash, word, 0)
}

/// Spreads the bits of two words over the whole of `hash`.
#[inline]
const fn mix_two(hash: u64, first: u64, second: u64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the two halves of the product are taken apart"
    )]
    {
        let product = ((hash ^ first) as u128) * ((MULTIPLIER ^ second) as u128);
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
    let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) else {
        return mix(hash, fold_word(last_word(text, text)));
    };
    let Some(last_two) = text.last_chunk::<16>() else {
        let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        return mix_two(hash, fold_word(first), fold_word(last));
    };
    let mut rest = text;
    while let Some((words, after)) = rest.split_first_chunk::<16>()
        && !after.is_empty()
    {
        hash = mix_folded(hash, words);
        rest = after;
    }
    // The last bytes together with those before: no loop over bytes.
    mix_folded(hash, last_two)
}

#[inline]
const fn mix_folded(hash: u64, words: &[u8; 16]) -> u64 {
    let words = u128::from_le_bytes(*words);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the two halves are taken apart"
    )]
    let (first, second) = (words as u64, (words >> 64) as u64);
    mix_two(hash, fold_word(first), fold_word(second))
}

/// The bytes that are left over, as a word: together with those before, if there are any.
#[inline]
pub(crate) const fn last_word(text: &[u8], rest: &[u8]) -> u64 {
    if let Some(word) = text.last_chunk::<8>() {
        return u64::from_le_bytes(*word);
    }
    if let (Some(first), Some(last)) = (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        return (u32::from_le_bytes(*first) as u64) | ((u32::from_le_bytes(*last) as u64) << 32);
    }
    match *rest {
        [a] => a as u64,
        [a, b] => (a as u64) | ((b as u64) << 8),
        [a, b, c] => (a as u64) | ((b as u64) << 8) | ((c as u64) << 16),
        _ => 0,
    }
}

/// Whether two names are equal but for the case of ASCII letters.
///
/// Spelled alike is the common case and the quick one.
#[inline]
pub(crate) fn equal_ascii(a: &[u8], b: &[u8]) -> bool {
    equal(a, b) || equal_but_for_case(a, b)
}

#[inline(never)]
fn equal_but_for_case(a: &[u8], b: &[u8]) -> bool {
    a.eq_ignore_ascii_case(b)
}

/// Whether two names of actions, or beginnings of such, are equal but for case.
///
/// Exact for the characters of A-1, where only letters have bit 6 and a counterpart in
/// bit 5: bits may differ only there.
#[inline]
pub(crate) fn equal_names(a: &[u8], b: &[u8]) -> bool {
    const fn differ(a: u64, b: u64) -> bool {
        (a ^ b) & !((a & 0x4040_4040_4040_4040) >> 1) != 0
    }
    if a.len() != b.len() {
        return false;
    }
    let (words_of_a, rest_of_a) = a.as_chunks::<8>();
    let (words_of_b, rest_of_b) = b.as_chunks::<8>();
    for (a, b) in words_of_a.iter().zip(words_of_b) {
        if differ(u64::from_le_bytes(*a), u64::from_le_bytes(*b)) {
            return false;
        }
    }
    if rest_of_a.is_empty() {
        return true;
    }
    !differ(last_word(a, rest_of_a), last_word(b, rest_of_b))
}

/// Whether two texts are the same, for texts of the length of names: in place, where
/// calling `memcmp` would cost more than the comparison.
#[inline]
pub(crate) fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut pairs = a.as_chunks::<16>().0.iter().zip(b.as_chunks::<16>().0);
    if let (Some(last_of_a), Some(last_of_b)) = (a.last_chunk::<16>(), b.last_chunk::<16>()) {
        return last_of_a == last_of_b && pairs.all(|(a, b)| a == b);
    }
    if let (Some(first_of_a), Some(first_of_b)) = (a.first_chunk::<8>(), b.first_chunk::<8>()) {
        return first_of_a == first_of_b && a.last_chunk::<8>() == b.last_chunk::<8>();
    }
    if let (Some(first_of_a), Some(first_of_b)) = (a.first_chunk::<4>(), b.first_chunk::<4>()) {
        return first_of_a == first_of_b && a.last_chunk::<4>() == b.last_chunk::<4>();
    }
    a.iter().zip(b).all(|(a, b)| a == b)
}

/// Where a byte is first, eight bytes at a time.
#[inline]
pub(crate) const fn find(text: &[u8], byte: u8) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let wanted = ONES * (byte as u64);
    let mut rest = text;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        let difference = u64::from_le_bytes(*word) ^ wanted;
        // The lowest bit that is set belongs to the first byte without a difference.
        let same = difference.wrapping_sub(ONES) & !difference & HIGH;
        if same != 0 {
            return Some(text.len() - rest.len() + (same.trailing_zeros() / 8) as usize);
        }
        rest = after;
    }
    while let Some((of, after)) = rest.split_first() {
        if *of == byte {
            return Some(text.len() - rest.len());
        }
        rest = after;
    }
    None
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
            assert!(equal_ascii(a.as_bytes(), b.as_bytes()));
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
