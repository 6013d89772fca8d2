//! Text -> where the colon of an action is, and its hash.
//!
//! Servers do this for every request. Nearly all actions go one way, which looks at sixteen bytes
//! at once; what is not accepted on it is decided byte by byte.

use core::num::NonZeroUsize;

use crate::fold;

/// Where the colon is, and the hash of the whole; nothing for a text that is no action.
///
/// A function of its own, whose answer fits into registers.
#[inline(never)]
pub(super) const fn read(text: &[u8]) -> Option<(NonZeroUsize, u64)> {
    match read_quickly(text) {
        None => read_any(text),
        parts => parts,
    }
}

/// The first byte that is no letter, digit, `-` or the other byte.
pub(super) const fn first_wrong<const OTHER: u8>(text: &[u8]) -> Option<u8> {
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        if !byte.is_ascii_alphanumeric() && *byte != b'-' && *byte != OTHER {
            return Some(*byte);
        }
        rest = after;
    }
    None
}

/// The same as [`read`] for the actions that AWS has. Nothing also for others: those with `_`,
/// and very short or long ones.
#[inline]
const fn read_quickly(text: &[u8]) -> Option<(NonZeroUsize, u64)> {
    let Some(last) = text.last_chunk() else {
        return read_short(text);
    };
    let Some(colon) = find_colon(text) else {
        return None;
    };
    if matches!(text, [b'-', ..] | [.., b':']) {
        return None;
    }
    // Written out for each length: a loop would cost as much as what is done in it.
    let hash = match text.as_chunks().0 {
        [first, ..] if text.len() <= 32 => hash_checked(text.len(), colon, [first, last]),
        [first, second, ..] if text.len() <= 48 => {
            hash_checked(text.len(), colon, [first, second, last])
        }
        [first, second, third, ..] if text.len() <= 64 => {
            hash_checked(text.len(), colon, [first, second, third, last])
        }
        _ => None,
    };
    match hash {
        Some(hash) => parts(colon, hash),
        None => None,
    }
}

/// The same for texts of less than 16 bytes.
#[inline]
const fn read_short(text: &[u8]) -> Option<(NonZeroUsize, u64)> {
    let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) else {
        return None;
    };
    if matches!(text, [b'-', ..] | [.., b':']) {
        return None;
    }
    let before_last = text.len() - 8;
    let colon = match (colons(*first), colons(*last)) {
        (0, 0) => return None,
        (0, colons) => before_last + first_of(colons),
        (colons, _) => first_of(colons),
    };
    let (Some(first_mask), Some(last_mask)) = (mask(colon, 0), mask(colon, before_last)) else {
        return None;
    };
    let chunk = joined(*first, *last);
    if any_wrong::<b'-', 1>([&chunk], [&joined(*first_mask, *last_mask)]) {
        return None;
    }
    parts(colon, fold::mix_chunk(text.len() as u64, &chunk))
}

/// The same for any text.
#[cold]
#[inline(never)]
const fn read_any(text: &[u8]) -> Option<(NonZeroUsize, u64)> {
    let Some(colon) = fold::find(text, b':') else {
        return None;
    };
    match text.split_at(colon) {
        ([b'-', ..], _) | (_, [_]) => None,
        (service, [_, name @ ..]) if first_wrong::<b'-'>(service).is_none() && is_name(name) => {
            parts(colon, fold::hash(0, text))
        }
        _ => None,
    }
}

#[inline]
const fn parts(colon: usize, hash: u64) -> Option<(NonZeroUsize, u64)> {
    match NonZeroUsize::new(colon) {
        Some(colon) => Some((colon, hash)),
        None => None,
    }
}

/// The first colon, or a byte before it that is not ASCII. Not looked for at the very end.
#[inline]
const fn find_colon(text: &[u8]) -> Option<usize> {
    let words = text.as_chunks().0;
    let mut n = 0;
    while n < 8 && n < words.len() {
        #[expect(clippy::indexing_slicing, reason = "the loop ends with the words")]
        let colons = colons(words[n]);
        if colons != 0 {
            return Some(8 * n + first_of(colons));
        }
        n += 1;
    }
    None
}

/// The lowest bit that is set belongs to the first colon, or to a byte that is not ASCII.
#[inline]
const fn colons(word: [u8; 8]) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const COLONS: u64 = u64::from_le_bytes([b':'; 8]);
    (u64::from_le_bytes(word) ^ COLONS).wrapping_sub(ONES) & (ONES << 7)
}

#[inline]
const fn first_of(colons: u64) -> usize {
    (colons.trailing_zeros() / 8) as usize
}

/// The hash of a text whose chunks these are, the last one together with bytes before it. None
/// if anything but the colon is no letter, digit or `-`.
#[inline]
#[expect(clippy::indexing_slicing, reason = "the loops end at `N`")]
const fn hash_checked<const N: usize>(
    len: usize,
    colon: usize,
    chunks: [&[u8; 16]; N],
) -> Option<u64> {
    let mut masks = [&[0; 16]; N];
    let mut n = 0;
    while n < N {
        let at = if n == N - 1 { len - 16 } else { 16 * n };
        let Some(mask) = mask(colon, at) else {
            return None;
        };
        masks[n] = mask;
        n += 1;
    }
    if any_wrong::<b'-', N>(chunks, masks) {
        return None;
    }
    let mut hash = len as u64;
    let mut n = 0;
    while n < N {
        hash = fold::mix_chunk(hash, chunks[n]);
        n += 1;
    }
    Some(hash)
}

/// What to combine the bytes from a place on with, so that the colon becomes a `-` and a second
/// one is found to be wrong.
#[inline]
const fn mask<const LEN: usize>(colon: usize, at: usize) -> Option<&'static [u8; LEN]> {
    // Both are less than 64 here. Saying so spares the checks.
    MASKS
        .split_at((64 - (colon & 63) + at) & 127)
        .1
        .first_chunk()
}

static MASKS: [u8; 144] = {
    let mut masks = [0; 144];
    masks[64] = b':' ^ b'-';
    masks
};

#[inline]
const fn joined(first: [u8; 8], second: [u8; 8]) -> [u8; 16] {
    let (first, second) = (u64::from_le_bytes(first), u64::from_le_bytes(second));
    ((first as u128) | ((second as u128) << 64)).to_le_bytes()
}

/// Whether a name has letters, digits, `_` and `-` only. There has to be a byte.
const fn is_name(text: &[u8]) -> bool {
    let Some(last) = text.last_chunk() else {
        return first_wrong::<b'_'>(text).is_none();
    };
    let mut rest = text;
    while let Some((chunk, after)) = rest.split_first_chunk() {
        if any_wrong::<b'_', 1>([chunk], [&[0; 16]]) {
            return false;
        }
        rest = after;
    }
    // Bytes looked at twice do no harm.
    !any_wrong::<b'_', 1>([last], [&[0; 16]])
}

/// Whether there is a byte that is no letter, digit, `-` or the other byte, after the masks are
/// applied. Without branches, so that the compiler does all bytes of a chunk at once.
#[inline]
#[expect(clippy::indexing_slicing, reason = "the loops end at 16 and `N`")]
const fn any_wrong<const OTHER: u8, const N: usize>(
    chunks: [&[u8; 16]; N],
    masks: [&[u8; 16]; N],
) -> bool {
    let mut wrong = 0;
    let mut at = 0;
    while at < 16 {
        let mut n = 0;
        while n < N {
            wrong |= wrongness::<OTHER>(chunks[n][at] ^ masks[n][at]);
            n += 1;
        }
        at += 1;
    }
    wrong != 0
}

/// 0 for the bytes that are right. How far the others are from being so is easier to combine than
/// whether they are.
#[inline]
const fn wrongness<const OTHER: u8>(byte: u8) -> u8 {
    const fn min(a: u8, b: u8) -> u8 {
        if a < b { a } else { b }
    }
    let letter = (byte | 0x20).wrapping_sub(b'a').saturating_sub(25);
    let digit = byte.wrapping_sub(b'0').saturating_sub(9);
    min(min(letter, digit), min(byte ^ b'-', byte ^ OTHER))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Longer than what is looked at in one go.
    const MOST: usize = 70;

    /// What is next to the bytes that are right, or looks like them.
    const NEIGHBOURS: &[u8] = b"\0\x0d\x10\x1a*?,-./09:;@AZ[^_`az{\x7f\x80\xad\xb0\xba\xe1\xff";

    #[test]
    fn every_byte_everywhere() {
        for len in 1..=MOST {
            for at in 0..len {
                for byte in 0..=u8::MAX {
                    let mut text = sample(len, 3);
                    text[at] = byte;
                    check(&text[..len]);
                }
            }
        }
    }

    #[test]
    fn every_colon_and_neighbours_of_right_bytes_everywhere() {
        for len in 1..=MOST {
            for colon in [0, 1, 8, 15, 24, 63, len - 1] {
                for at in 0..len {
                    for byte in NEIGHBOURS {
                        let mut text = sample(len, colon);
                        text[at] = *byte;
                        check(&text[..len]);
                    }
                }
            }
        }
    }

    #[test]
    fn every_place_of_the_colon_and_of_a_second_one_or_an_underscore() {
        for len in 1..=MOST {
            for colon in 0..len {
                check(&sample(len, colon)[..len]);
                for at in 0..len {
                    for byte in [b':', b'_'] {
                        let mut text = sample(len, colon);
                        text[at] = byte;
                        check(&text[..len]);
                    }
                }
            }
        }
    }

    #[test]
    fn every_place_without_a_colon() {
        check(b"");
        for len in 1..=MOST {
            check(&sample(len, len)[..len]);
        }
    }

    #[test]
    fn letter_case_of_every_place_does_not_change_the_hash() {
        for len in 3..=MOST {
            let text = sample(len, 1);
            for at in 0..len {
                let mut other = text;
                other[at] = other[at].to_ascii_uppercase();
                assert_eq!(read(&other[..len]), read(&text[..len]));
            }
        }
    }

    #[test]
    fn every_place_changes_the_hash() {
        for len in 3..=MOST {
            let text = sample(len, 1);
            for at in 2..len {
                let mut other = text;
                other[at] = b'0';
                assert_ne!(read(&other[..len]), read(&text[..len]));
            }
        }
    }

    /// An action, in small letters, if the colon is within.
    fn sample(len: usize, colon: usize) -> [u8; MOST] {
        let mut text = [0; MOST];
        for (letter, byte) in text.iter_mut().zip((b'a'..=b'z').cycle()) {
            *letter = byte;
        }
        if colon < len {
            text[colon] = b':';
        }
        text
    }

    fn check(text: &[u8]) {
        let expected = obviously(text).map(|colon| (colon, fold::hash(0, text)));
        let parts = read(text).map(|(colon, hash)| (colon.get(), hash));
        assert_eq!(parts, expected, "{}", text.escape_ascii());
    }

    /// Where the colon of an action is, as A-1 says it.
    fn obviously(text: &[u8]) -> Option<usize> {
        let colon = text.iter().position(|byte| *byte == b':')?;
        let (service, name) = (&text[..colon], &text[colon + 1..]);
        let is_service = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
        let is_name = |byte: &u8| is_service(byte) || *byte == b'_';
        let fits = service.first().is_some_and(u8::is_ascii_alphanumeric)
            && service.iter().all(is_service)
            && !name.is_empty()
            && name.iter().all(is_name);
        fits.then_some(colon)
    }
}
