//! JSON numbers as text (C-15).

/// Larger exponents are refused; they would make long texts out of short ones.
const MAX_EXPONENT: i32 = 308;

/// The shortest plain decimal text of a JSON number; `None` if its exponent is beyond ±308.
#[must_use]
pub fn plain_number(number: &str) -> Option<String> {
    let (number, exponent) = match number.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.parse::<i32>().ok()?),
        None => (number, 0),
    };
    if !(-MAX_EXPONENT..=MAX_EXPONENT).contains(&exponent) {
        return None;
    }
    let (sign, number) = match number.strip_prefix('-') {
        Some(number) => ("-", number),
        None => ("", number),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = format!("{whole}{fraction}");
    // How many of the digits stand before the point.
    let point = i64::try_from(whole.len()).ok()? + i64::from(exponent);
    let (whole, fraction) = match usize::try_from(point) {
        Err(_) => {
            let zeros = usize::try_from(point.unsigned_abs()).ok()?;
            (String::new(), "0".repeat(zeros) + &digits)
        }
        Ok(point) => {
            if let Some((whole, fraction)) = digits.split_at_checked(point) {
                (whole.to_owned(), fraction.to_owned())
            } else {
                let zeros = point.saturating_sub(digits.len());
                (digits + &"0".repeat(zeros), String::new())
            }
        }
    };
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    Some(match (whole, fraction) {
        ("", "") => "0".to_owned(),
        ("", fraction) => format!("{sign}0.{fraction}"),
        (whole, "") => format!("{sign}{whole}"),
        (whole, fraction) => format!("{sign}{whole}.{fraction}"),
    })
}

#[cfg(test)]
mod tests {
    use super::plain_number;

    #[test]
    fn numbers_become_their_shortest_plain_text() {
        for (written, text) in [
            ("10", "10"),
            ("1.50", "1.5"),
            ("1e2", "100"),
            ("1.25E+1", "12.5"),
            ("125e-3", "0.125"),
            ("125e-2", "1.25"),
            ("-0", "0"),
            ("-0.0e5", "0"),
            ("0.0010", "0.001"),
            ("-12.0", "-12"),
            ("100", "100"),
            ("9007199254740993", "9007199254740993"),
            ("1e-3", "0.001"),
        ] {
            assert_eq!(plain_number(written).as_deref(), Some(text), "{written}");
        }
        assert_eq!(plain_number("1e308").map(|text| text.len()), Some(309));
        assert_eq!(plain_number("1e-308").map(|text| text.len()), Some(310));
        for written in ["1e309", "0e-309", "1e99999999999999999999"] {
            assert_eq!(plain_number(written), None, "{written}");
        }
    }
}
