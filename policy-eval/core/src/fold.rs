//! Letter case: how names are hashed and compared without looking at it (A-2, C-6).

/// Where a hash begins; any odd constant with many bits set will do.
pub(crate) const START: u64 = 0x9e37_79b9_7f4a_7c15;

const MULTIPLIER: u64 = 0xa076_1d64_78bd_642f;

/// Bit 5 of each byte: with it, ASCII letters are lower-case.
const LOWER: u64 = u64::from_le_bytes([0x20; 8]);

/// Spreads every bit of `word` over the whole of `hash`.
#[inline]
pub(crate) const fn mix(hash: u64, word: u64) -> u64 {
    multiply(hash ^ word, MULTIPLIER)
}

/// Both halves of the product in one word.
#[inline]
const fn multiply(a: u64, b: u64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the two halves of the product are taken apart"
    )]
    {
        let product = (a as u128) * (b as u128);
        (product as u64) ^ ((product >> 64) as u64)
    }
}

/// The hash of `text`, equal for texts that differ only in the case of ASCII letters.
///
/// So it may be for texts that differ in other characters, none of which are those of
/// action names.
#[inline]
pub(crate) const fn hash(start: u64, text: &[u8]) -> u64 {
    let mut hash = start ^ (text.len() as u64);
    let Some(last) = text.last_chunk::<16>() else {
        let (first, last) = match (text.first_chunk::<8>(), text.last_chunk::<8>()) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => (last_word(text, text), MULTIPLIER),
        };
        return mix_words(hash, first, last);
    };
    let Some((first, mut rest)) = text.split_first_chunk() else {
        return hash;
    };
    hash = mix_chunk(hash, first);
    while let Some((chunk, after)) = rest.split_first_chunk()
        && !after.is_empty()
    {
        hash = mix_chunk(hash, chunk);
        rest = after;
    }
    // The last bytes together with those before: no loop over bytes.
    mix_chunk(hash, last)
}

/// A step of [`hash`].
#[inline]
pub(crate) const fn mix_chunk(hash: u64, chunk: &[u8; 16]) -> u64 {
    let words = u128::from_le_bytes(*chunk);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the two halves are taken apart"
    )]
    mix_words(hash, words as u64, (words >> 64) as u64)
}

/// Not keyed: names with one hash can be made, so names are compared wherever it matters.
#[inline]
const fn mix_words(hash: u64, first: u64, second: u64) -> u64 {
    multiply(first | LOWER, hash ^ (second | LOWER))
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

/// Whether two texts are the same, for texts of the length of names: in place, where
/// calling `memcmp` would cost more than the comparison.
#[inline]
pub(crate) fn equal(a: &[u8], b: &[u8]) -> bool {
    const fn difference(a: &[u8; 16], b: &[u8; 16]) -> u128 {
        u128::from_le_bytes(*a) ^ u128::from_le_bytes(*b)
    }
    if a.len() != b.len() {
        return false;
    }
    let Some(last_of_a) = a.last_chunk() else {
        return equal_short(a, b);
    };
    let Some(last_of_b) = b.last_chunk() else {
        return false;
    };
    let last = difference(last_of_a, last_of_b);
    // Most names are this long, and are compared without a loop.
    match (a.as_chunks().0, b.as_chunks().0) {
        ([first_of_a, ..], [first_of_b, ..]) if a.len() <= 32 => {
            difference(first_of_a, first_of_b) | last == 0
        }
        ([first_of_a, second_of_a, ..], [first_of_b, second_of_b, ..]) if a.len() <= 48 => {
            let first = difference(first_of_a, first_of_b);
            first | difference(second_of_a, second_of_b) | last == 0
        }
        (chunks_of_a, chunks_of_b) => {
            let mut pairs = chunks_of_a.iter().zip(chunks_of_b);
            last == 0 && pairs.all(|(a, b)| difference(a, b) == 0)
        }
    }
}

#[inline]
fn equal_short(a: &[u8], b: &[u8]) -> bool {
    if let (Some(first_of_a), Some(first_of_b)) = (a.first_chunk::<8>(), b.first_chunk::<8>()) {
        return first_of_a == first_of_b && a.last_chunk::<8>() == b.last_chunk::<8>();
    }
    if let (Some(first_of_a), Some(first_of_b)) = (a.first_chunk::<4>(), b.first_chunk::<4>()) {
        return first_of_a == first_of_b && a.last_chunk::<4>() == b.last_chunk::<4>();
    }
    a.iter().zip(b).all(|(a, b)| a == b)
}

/// Where a byte is first.
#[inline]
pub(crate) const fn find(text: &[u8], byte: u8) -> Option<usize> {
    match from(text, byte) {
        Some(rest) => Some(text.len() - rest.len()),
        None => None,
    }
}

/// The text from a byte on, looked for in eight bytes at a time.
#[inline]
pub(crate) const fn from(text: &[u8], byte: u8) -> Option<&[u8]> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let wanted = ONES * (byte as u64);
    let mut rest = text;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        let difference = u64::from_le_bytes(*word) ^ wanted;
        // The lowest bit that is set belongs to the first byte without a difference.
        let same = difference.wrapping_sub(ONES) & !difference & HIGH;
        if same != 0 {
            return match rest.split_at_checked((same.trailing_zeros() / 8) as usize) {
                Some((_, from)) => Some(from),
                None => None,
            };
        }
        rest = after;
    }
    while let Some((of, after)) = rest.split_first() {
        if *of == byte {
            return Some(rest);
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
    fn every_place_of_a_name_counts() {
        let names = [b'k'; 70];
        for len in 0..=70 {
            assert_same(&names[..len], &names[..len], true, true);
            for at in 0..len {
                for byte in *b"K0-_:l" {
                    let mut other = names;
                    other[at] = byte;
                    let (a, b) = (&names[..len], &other[..len]);
                    assert_same(a, b, false, byte == b'K');
                    assert_same(b, a, false, byte == b'K');
                }
            }
            assert_same(&names[..len], &names[..len / 2], len == 0, len == 0);
        }
    }

    fn assert_same(a: &[u8], b: &[u8], exactly: bool, but_for_case: bool) {
        assert_eq!(equal(a, b), exactly, "{a:?} {b:?}");
        assert_eq!(equal_ascii(a, b), but_for_case, "{a:?} {b:?}");
        assert_eq!(
            hash(START, a) == hash(START, b),
            but_for_case,
            "{a:?} {b:?}"
        );
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
