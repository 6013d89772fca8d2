//! Exact decimals (C-19).

use std::cmp::Ordering;

/// A decimal: ± 0.d₁d₂d₃… × 10^exponent, where neither the first nor the last digit is zero.
/// Zero has no digits, no sign and exponent 0, so that equal numbers are equal field by field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

/// Reads the form of values, which includes that of operands:
/// `[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?`.
pub(crate) fn read(text: &str) -> Option<Decimal> {
    let (negative, text) = sign(text);
    let (mantissa, shift) = match text.split_once(['e', 'E']) {
        None => (text, 0),
        Some((mantissa, exponent)) => {
            let (down, exponent) = sign(exponent);
            if !all_digits(exponent) || !(1..=4).contains(&exponent.len()) {
                return None;
            }
            let shift: i64 = exponent.parse().ok()?;
            (mantissa, if down { -shift } else { shift })
        }
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if !all_digits(whole) || !all_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return Some(Decimal {
            negative: false,
            digits: Vec::new(),
            exponent: 0,
        });
    }
    let n_leading_zeros = digits.len() - significant.len();
    Some(Decimal {
        negative,
        digits: significant.trim_end_matches('0').bytes().collect(),
        exponent: length(whole) - i64::try_from(n_leading_zeros).ok()? + shift,
    })
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.sign().cmp(&other.sign()).then_with(|| {
            let size = self
                .exponent
                .cmp(&other.exponent)
                .then_with(|| self.digits.cmp(&other.digits));
            if self.negative { size.reverse() } else { size }
        })
    }
}

impl Decimal {
    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }
}

/// Takes a sign off; true if it is a minus.
fn sign(text: &str) -> (bool, &str) {
    if let Some(rest) = text.strip_prefix('-') {
        (true, rest)
    } else {
        (false, text.strip_prefix('+').unwrap_or(text))
    }
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn reads_equal_numbers_as_equal() {
        for text in [
            "10", "10.0", "010", "+10", "1e1", "10.", "100e-1", ".1e2", "1E+1",
        ] {
            assert_eq!(read(text), read("10"), "{text}");
        }
        for text in ["0", "-0", "+0.00", ".0", "0e5"] {
            assert_eq!(read(text), read("0"), "{text}");
        }
    }

    #[test]
    fn orders_exactly() {
        let ascending = [
            "-1e9999",
            "-10",
            "-9.9",
            "-1e-9999",
            "0",
            "1e-9999",
            "0.09",
            "0.1",
            "1.10",
            "1.2",
            "1.3",
            "9007199254740992",
            "9007199254740993",
            "1e9999",
        ];
        for pair in ascending.windows(2) {
            assert!(read(pair[0]).unwrap() < read(pair[1]).unwrap(), "{pair:?}");
        }
    }

    #[test]
    fn refuses_other_texts() {
        for text in [
            "", "+", "-", ".", "e1", "1e", "1e12345", "1e1.0", "10abc", " 10", "10 ", "0x10",
            "NaN", "Infinity", "1,000", "--1", "+-1", "1e+-1", "١", "1.2.3",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
