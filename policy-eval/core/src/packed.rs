//! Names of actions as numbers.

/// The name of an action, `service:Name`, as a number: equal for actions that are equal
/// and for no others.
///
/// Comparing two of them takes a few instructions, where comparing texts takes dozens.
/// Hashes could be told apart as quickly, but not every name from every other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packed([u128; 2]);

/// The 39 characters of names, letters without case, and the end of a name.
const BASE: u128 = 40;

/// So many digits fit into one number.
const DIGITS: usize = 24;

impl Packed {
    /// Carried by an action that was read at run time, since packing takes longer than
    /// comparing a text once. No name is packed like that.
    pub const NOT_PACKED: Self = Packed([0; 2]);

    /// Stands for a name that is too long. No name is packed like that, either.
    pub const TOO_LONG: Self = Packed([u128::MAX; 2]);

    /// The name as a number, if it has at most 48 characters, all of them legal: 96 % of
    /// AWS's names have.
    #[must_use]
    pub const fn of(name: &str) -> Option<Self> {
        let (first, rest) = match name.as_bytes().split_at_checked(DIGITS) {
            Some((first, rest)) => (first, rest),
            None => (name.as_bytes(), [].as_slice()),
        };
        if name.is_empty() || rest.len() > DIGITS {
            return None;
        }
        match (number(first), number(rest)) {
            (Some(first), Some(rest)) => Some(Packed([first, rest])),
            _ => None,
        }
    }

    /// From numbers that [`numbers`](Self::numbers) gave.
    #[must_use]
    pub const fn from_numbers(numbers: [u128; 2]) -> Self {
        Packed(numbers)
    }

    /// For constants.
    #[must_use]
    pub const fn numbers(self) -> [u128; 2] {
        self.0
    }
}

const fn number(text: &[u8]) -> Option<u128> {
    let mut number = 0;
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        let digit = match byte.to_ascii_lowercase() {
            letter @ b'a'..=b'z' => letter - b'a' + 1,
            digit @ b'0'..=b'9' => digit - b'0' + 27,
            b'-' => 37,
            b'_' => 38,
            b':' => 39,
            _ => return None,
        };
        number = number * BASE + digit as u128;
        rest = after;
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::collections::HashMap;
    use std::string::String;

    use super::*;

    #[test]
    fn case_does_not_matter_and_everything_else_does() {
        let packed = |name: &str| Packed::of(name).expect("a name of at most 48 characters");
        assert_eq!(packed("ecs:RunTask"), packed("ECS:runtask"));
        let mut names: HashMap<[u128; 2], String> = HashMap::new();
        for len in 1..=48 {
            // Every character, in every place.
            for place in 0..len {
                for byte in *b"abcdefghijklmnopqrstuvwxyz0123456789-_:" {
                    let mut name = std::vec![b'a'; len];
                    name[place] = byte;
                    let name = String::from_utf8(name).expect("ASCII");
                    let numbers = packed(&name).numbers();
                    assert_ne!(Packed(numbers), Packed::NOT_PACKED);
                    assert_ne!(Packed(numbers), Packed::TOO_LONG);
                    let other = names.entry(numbers).or_insert_with(|| name.clone());
                    assert_eq!(*other, name);
                }
            }
        }
    }

    #[test]
    fn the_largest_number_is_no_overflow() {
        let name = ":".repeat(48);
        assert!(Packed::of(&name).is_some());
        assert_eq!(Packed::of(&":".repeat(49)), None);
    }

    #[test]
    fn other_characters_are_not_packed() {
        for name in ["", "ecs:Run Task", "ecs:Rün", "ecs:Run*", "ecs:\u{1a}"] {
            assert_eq!(Packed::of(name), None, "{name}");
        }
    }
}
