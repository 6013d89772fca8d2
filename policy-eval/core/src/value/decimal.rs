use core::cmp::Ordering;
use core::fmt;

/// An exact decimal number, borrowed from the text that spells it (C-19).
#[derive(Clone, Copy, Debug)]
pub struct Decimal<'a> {
    pub(crate) negative: bool,
    // INVARIANT: from the first to the last digit that is not zero, perhaps with one
    // point between them; empty for zero.
    pub(crate) digits: &'a str,
    // The value is 0.d₁d₂d₃… times ten to this power.
    pub(crate) point: i64,
}

impl<'a> Decimal<'a> {
    /// Reads an operand: `[+-]?[0-9]+(\.[0-9]+)?`.
    #[must_use]
    pub fn parse_operand(text: &'a str) -> Option<Self> {
        let (negative, number) = split_sign(text);
        let (integer, fraction) = split_point(number);
        let well_formed = is_digits(integer) && fraction.is_none_or(is_digits);
        well_formed.then(|| Decimal::new(negative, number, integer.len(), 0))
    }

    /// Reads a value: also a point at either end, and an exponent of up to four digits.
    #[must_use]
    pub fn parse_value(text: &'a str) -> Option<Self> {
        let (negative, rest) = split_sign(text);
        let (number, exponent) = match rest.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, parse_exponent(exponent)?),
            None => (rest, 0),
        };
        let (integer, fraction) = split_point(number);
        let fraction = fraction.unwrap_or("");
        if integer.is_empty() && fraction.is_empty() {
            return None;
        }
        let only_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let well_formed = only_digits(integer) && only_digits(fraction);
        well_formed.then(|| Decimal::new(negative, number, integer.len(), exponent))
    }

    /// `number` is digits with at most one point, `integer_len` of them before it.
    fn new(negative: bool, number: &'a str, integer_len: usize, exponent: i64) -> Self {
        let is_significant = |c: char| c != '0' && c != '.';
        let Some(first) = number.find(is_significant) else {
            return Decimal {
                negative: false,
                digits: "",
                point: 0,
            };
        };
        let digits = number.get(first..).unwrap_or_default();
        let digits = digits.trim_end_matches(|c| !is_significant(c));
        let distance = |from: usize, to: usize| {
            i64::try_from(to).unwrap_or(i64::MAX) - i64::try_from(from).unwrap_or(i64::MAX)
        };
        // Left of the point the first digit counts itself; right of it, the point
        // stands between them.
        let point = if first < integer_len {
            distance(first, integer_len)
        } else {
            distance(first, integer_len + 1)
        };
        Decimal {
            negative,
            digits,
            point: point + exponent,
        }
    }

    fn magnitude(&self, other: &Decimal<'_>) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return Ordering::Less,
            (false, true) => return Ordering::Greater,
            (false, false) => {}
        }
        // Without zeros at the end, a longer number is the greater one.
        self.point
            .cmp(&other.point)
            .then_with(|| digits(self.digits).cmp(digits(other.digits)))
    }
}

fn digits(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(|byte| *byte != b'.')
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.magnitude(other),
            (true, true) => other.magnitude(self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal<'_> {}

/// In plain notation, without zeros that say nothing.
impl fmt::Display for Decimal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut written = 0;
        f.write_str(if self.negative { "-" } else { "" })?;
        if self.point <= 0 {
            f.write_str("0")?;
        }
        if self.point < 0 {
            write!(f, ".{:0<1$}", "", usize::try_from(-self.point).unwrap_or(0))?;
        }
        for digit in digits(self.digits) {
            if written == self.point {
                f.write_str(".")?;
            }
            write!(f, "{}", char::from(digit))?;
            written += 1;
        }
        let zeros = usize::try_from(self.point - written).unwrap_or(0);
        write!(f, "{:0<zeros$}", "")
    }
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn split_point(number: &str) -> (&str, Option<&str>) {
    match number.split_once('.') {
        Some((integer, fraction)) => (integer, Some(fraction)),
        None => (number, None),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn parse_exponent(text: &str) -> Option<i64> {
    let (negative, digits) = split_sign(text);
    if digits.len() > 4 || !is_digits(digits) {
        return None;
    }
    let exponent: i64 = digits.parse().ok()?;
    Some(if negative { -exponent } else { exponent })
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;

    fn value(text: &str) -> Decimal<'_> {
        Decimal::parse_value(text).expect(text)
    }

    #[test]
    fn one_number_has_many_spellings() {
        for text in [
            "10.0", "010", "+10", "1e1", "10.", "0.1e2", "1000e-2", "1E+1",
        ] {
            assert_eq!(value("10"), value(text), "{text}");
        }
        for text in ["0", "-0", "0.0", ".0", "0e9999", "-0.000"] {
            assert_eq!(value("0"), value(text), "{text}");
        }
        assert_eq!(value("0.05"), value("5e-2"));
        assert_eq!(value("0.05"), value(".05"));
    }

    #[test]
    fn order_is_exact() {
        let ascending = [
            "-1e9999",
            "-10",
            "-9.99",
            "-0.1",
            "0",
            "1e-9999",
            "0.05",
            "0.1",
            "1",
            "1.10",
            "1.2",
            "1.3",
            "9.99",
            "10",
            "9007199254740992",
            "9007199254740993",
            "1e9999",
        ];
        for (i, a) in ascending.iter().enumerate() {
            for (j, b) in ascending.iter().enumerate() {
                assert_eq!(value(a).cmp(&value(b)), i.cmp(&j), "{a} {b}");
            }
        }
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in [
            "", " 10", "10 ", "10abc", "0x10", "NaN", "Infinity", "1,000", "1e", "1e12345", ".",
            "+", "--1", "1.2.3", "1e1.5", "e5", "1e+", "١",
        ] {
            assert!(Decimal::parse_value(text).is_none(), "{text}");
        }
        for text in ["10.", ".5", "1e1", "", "+"] {
            assert!(Decimal::parse_operand(text).is_none(), "{text}");
        }
        assert_eq!(
            Decimal::parse_operand("+010.50"),
            Decimal::parse_value("10.5")
        );
    }
}
