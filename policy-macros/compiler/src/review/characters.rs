//! Characters that may be taken for others (K-18).

use std::ops::Range;

use super::Review;
use crate::characters::beyond_latin_1;
use crate::code::Code;
use crate::finding::Finding;
use crate::input::string_end;
use crate::rules::Rules;
use crate::span::Span;
use crate::template::shown;

/// Further places that are shown of one string.
const MORE_PLACES: usize = 3;

pub(super) fn check(review: &mut Review<'_>) {
    let text = review.text;
    // Most documents are ASCII.
    if text.is_ascii() && !text.contains("\\u") {
        return;
    }
    // Those that are written out are errors already where they cannot be (G-1).
    let as_written = !Rules::of(review.policy_type).latin_only;
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('"')) {
        let start = at + start;
        at = string_end(text, start);
        let inside = Span::new(start + 1, at.saturating_sub(1));
        let found: Vec<_> = beyond_latin_1(inside.text(text), as_written).collect();
        if let Some((_, first)) = found.first() {
            review.push(finding(*first, &found, inside.start));
        }
    }
}

/// The finding about a string that begins at `origin`.
fn finding(first: char, found: &[(Range<usize>, char)], origin: usize) -> Finding {
    let code_point = format!("U+{:04X}", u32::from(first));
    let drawn = shown(&first.to_string());
    let alike = look_alike(first);
    let message = match alike {
        Some(alike) => format!("`{drawn}` is {code_point}, which looks like `{alike}`"),
        None if drawn.starts_with('\\') => {
            format!("the character {code_point} is not seen where it is written")
        }
        None => format!("`{drawn}` is {code_point}, which is beyond Latin-1"),
    };
    let message = match found.len() {
        1 => message,
        2 => format!("{message}; the string holds one more beyond Latin-1"),
        n => format!("{message}; the string holds {} more beyond Latin-1", n - 1),
    };
    let mut runs = runs(found, origin).into_iter();
    let primary = runs.next().unwrap_or_default();
    let mut finding = Finding::check(Code::NonLatinCharacter, primary, message);
    for run in runs.take(MORE_PLACES) {
        finding = finding.with_place(run, "and here");
    }
    finding.with_help(match alike {
        Some(alike) => format!("write `{alike}`, unless the other character is meant"),
        None => "make sure that this is the character which is meant".to_owned(),
    })
}

/// The places of characters that follow each other.
fn runs(found: &[(Range<usize>, char)], origin: usize) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for (place, _) in found {
        let place = Span::new(origin + place.start, origin + place.end);
        match runs.last_mut() {
            Some(run) if run.end == place.start => run.end = place.end,
            _ => runs.push(place),
        }
    }
    runs
}

/// The character of ASCII that nearly all fonts draw alike.
fn look_alike(character: char) -> Option<char> {
    // The letters, digits and signs of full width follow each other as in ASCII.
    if let '\u{ff01}'..='\u{ff5e}' = character {
        return char::from_u32(u32::from(character) - 0xff01 + u32::from('!'));
    }
    let alike = ALIKE
        .iter()
        .find(|(_, others)| others.contains(&character))?;
    Some(alike.0)
}

/// Cyrillic and Greek letters, and punctuation.
const ALIKE: &[(char, &[char])] = &[
    ('A', &['\u{391}', '\u{410}']),
    ('B', &['\u{392}', '\u{412}']),
    ('C', &['\u{3f9}', '\u{421}']),
    ('E', &['\u{395}', '\u{415}']),
    ('H', &['\u{397}', '\u{41d}']),
    ('I', &['\u{399}', '\u{406}', '\u{4c0}']),
    ('J', &['\u{37f}', '\u{408}']),
    ('K', &['\u{39a}', '\u{41a}', '\u{212a}']),
    ('M', &['\u{39c}', '\u{41c}']),
    ('N', &['\u{39d}']),
    ('O', &['\u{39f}', '\u{41e}']),
    ('P', &['\u{3a1}', '\u{420}']),
    ('S', &['\u{405}']),
    ('T', &['\u{3a4}', '\u{422}']),
    ('X', &['\u{3a7}', '\u{425}']),
    ('Y', &['\u{3a5}', '\u{4ae}']),
    ('Z', &['\u{396}']),
    ('a', &['\u{430}']),
    ('c', &['\u{3f2}', '\u{441}']),
    ('d', &['\u{501}']),
    ('e', &['\u{435}']),
    ('h', &['\u{4bb}']),
    ('i', &['\u{131}', '\u{456}']),
    ('j', &['\u{3f3}', '\u{458}']),
    ('o', &['\u{3bf}', '\u{43e}']),
    ('p', &['\u{440}']),
    ('q', &['\u{51b}']),
    ('s', &['\u{455}']),
    ('v', &['\u{3bd}']),
    ('w', &['\u{51d}']),
    ('x', &['\u{445}']),
    ('y', &['\u{443}']),
    (
        ' ',
        &['\u{2002}', '\u{2003}', '\u{2009}', '\u{202f}', '\u{3000}'],
    ),
    ('"', &['\u{201c}', '\u{201d}']),
    ('\'', &['\u{2018}', '\u{2019}']),
    ('*', &['\u{2217}', '\u{204e}']),
    (
        '-',
        &[
            '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}',
        ],
    ),
    ('/', &['\u{2044}', '\u{2215}']),
    (':', &['\u{2236}', '\u{a789}']),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_are_ascii_and_there_once() {
        let mut seen = Vec::new();
        for (ascii, others) in ALIKE {
            assert!(ascii.is_ascii());
            for other in *others {
                assert!(*other > '\u{ff}' && !seen.contains(other), "{other:?}");
                seen.push(*other);
            }
        }
        assert_eq!(look_alike('\u{ff21}'), Some('A'));
        assert_eq!(look_alike('\u{ff5e}'), Some('~'));
        assert_eq!(look_alike('\u{4e2d}'), None);
    }
}
