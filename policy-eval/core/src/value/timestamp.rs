use core::cmp::Ordering;
use core::fmt;

use crate::global::Time;

/// A point in time in whole milliseconds (C-20, C-21).
#[derive(Clone, Copy, Debug)]
pub struct Timestamp<'a> {
    // Saturated where `beyond` is not empty.
    pub(crate) milliseconds: i64,
    // INVARIANT: the digits of epoch seconds that do not fit, without leading zeros;
    // otherwise empty. Every calendar date fits.
    pub(crate) beyond: &'a str,
}

/// Epoch seconds of so many digits fit into milliseconds.
const MAX_DIGITS: usize = 15;

impl<'a> Timestamp<'a> {
    /// Reads an operand: a time of day needs its zone, epoch seconds take no `+`.
    #[must_use]
    pub fn parse_operand(text: &'a str) -> Option<Self> {
        if text.starts_with('+') {
            return None;
        }
        Timestamp::parse_epoch(text).or_else(|| Timestamp::parse_calendar(text, Zone::Mandatory))
    }

    /// Reads a value: without a zone it is UTC.
    #[must_use]
    pub fn parse_value(text: &'a str) -> Option<Self> {
        Timestamp::parse_epoch(text).or_else(|| Timestamp::parse_calendar(text, Zone::Optional))
    }

    /// Milliseconds since 1970, if they are few enough to count.
    #[must_use]
    pub const fn milliseconds(&self) -> Option<i64> {
        if self.beyond.is_empty() {
            Some(self.milliseconds)
        } else {
            None
        }
    }

    /// `[+-]?[0-9]+`: seconds since 1970, never a bare year (U-8).
    fn parse_epoch(text: &'a str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = digits.trim_start_matches('0');
        let sign = if negative { -1 } else { 1 };
        if digits.len() > MAX_DIGITS {
            return Some(Timestamp {
                milliseconds: sign * i64::MAX,
                beyond: digits,
            });
        }
        let seconds = digits
            .bytes()
            .fold(0, |n, byte| n * 10 + i64::from(byte - b'0'));
        Some(Timestamp::at(sign * seconds * 1000))
    }

    fn parse_calendar(text: &str, zone: Zone) -> Option<Self> {
        let mut text = Text(text.as_bytes());
        let year = text.digits(4)?;
        text.byte(b'-')?;
        let month = text.digits(2)?;
        let day = if text.byte(b'-').is_some() {
            text.digits(2)?
        } else {
            // A month alone has no time of day.
            return text.end(|| days(year, month, 1));
        };
        let days_since_1970 = days(year, month, day)?;
        if text.byte(b'T').is_none() {
            return text.end(|| Some(days_since_1970));
        }
        let hour = text.digits(2).filter(|hour| *hour < 24)?;
        text.byte(b':')?;
        let minute = text.digits(2).filter(|minute| *minute < 60)?;
        let mut second = 0;
        let mut thousandths = 0;
        if text.byte(b':').is_some() {
            second = text.digits(2).filter(|second| *second < 60)?;
            if text.byte(b'.').is_some() {
                thousandths = text.fraction()?;
            }
        }
        let offset = text.zone(zone)?;
        let minutes = (days_since_1970 * 24 + hour) * 60 + minute - offset;
        text.0
            .is_empty()
            .then(|| Timestamp::at((minutes * 60 + second) * 1000 + thousandths))
    }

    fn at(milliseconds: i64) -> Self {
        Timestamp {
            milliseconds,
            beyond: "",
        }
    }
}

impl Ord for Timestamp<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.milliseconds.cmp(&other.milliseconds).then_with(|| {
            let digits = (self.beyond.len(), self.beyond).cmp(&(other.beyond.len(), other.beyond));
            if self.milliseconds < 0 {
                digits.reverse()
            } else {
                digits
            }
        })
    }
}

/// As ISO 8601 in UTC; as seconds since 1970, where that has no year in four digits.
impl fmt::Display for Timestamp<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Timestamp {
            milliseconds,
            beyond,
        } = *self;
        if let (Ok(time), true) = (
            Time::from_unix_milliseconds(milliseconds),
            beyond.is_empty(),
        ) {
            return time.fmt(f);
        }
        f.write_str(if milliseconds < 0 { "-" } else { "" })?;
        if beyond.is_empty() {
            write!(f, "{}", milliseconds.unsigned_abs() / 1000)
        } else {
            f.write_str(beyond)
        }
    }
}

impl PartialOrd for Timestamp<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Timestamp<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Timestamp<'_> {}

#[derive(Clone, Copy)]
enum Zone {
    Mandatory,
    Optional,
}

/// What is left of a calendar date.
struct Text<'a>(&'a [u8]);

impl Text<'_> {
    fn byte(&mut self, wanted: u8) -> Option<()> {
        let (byte, rest) = self.0.split_first()?;
        (*byte == wanted).then(|| self.0 = rest)
    }

    fn digits(&mut self, n: usize) -> Option<i64> {
        let (digits, rest) = self.0.split_at_checked(n)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        self.0 = rest;
        Some(
            digits
                .iter()
                .fold(0, |n, byte| n * 10 + i64::from(byte - b'0')),
        )
    }

    /// One or more digits, of which those below a millisecond are dropped.
    fn fraction(&mut self) -> Option<i64> {
        let mut thousandths = 0;
        let mut scale = 100;
        self.0.first().filter(|byte| byte.is_ascii_digit())?;
        while let Some((byte, rest)) = self.0.split_first() {
            if !byte.is_ascii_digit() {
                break;
            }
            thousandths += scale * i64::from(byte - b'0');
            scale /= 10;
            self.0 = rest;
        }
        Some(thousandths)
    }

    /// The offset from UTC in minutes.
    fn zone(&mut self, zone: Zone) -> Option<i64> {
        if self.0.is_empty() {
            return matches!(zone, Zone::Optional).then_some(0);
        }
        if self.byte(b'Z').is_some() {
            return Some(0);
        }
        let sign = if self.byte(b'-').is_some() {
            -1
        } else {
            self.byte(b'+')?;
            1
        };
        let hours = self.digits(2).filter(|hours| *hours < 24)?;
        self.byte(b':')?;
        let minutes = self.digits(2).filter(|minutes| *minutes < 60)?;
        Some(sign * (hours * 60 + minutes))
    }

    fn end<'t>(&self, days: impl FnOnce() -> Option<i64>) -> Option<Timestamp<'t>> {
        if !self.0.is_empty() {
            return None;
        }
        Some(Timestamp::at(days()? * 86_400_000))
    }
}

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar, if it exists.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    if year < 1 || !(1..=length).contains(&day) {
        return None;
    }
    // Years begin in March, so that the day that comes and goes is the last one.
    let shifted_year = if month > 2 { year } else { year - 1 };
    let shifted_month = (month + 9) % 12;
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    let leap_days = shifted_year / 4 - shifted_year / 100 + shifted_year / 400;
    Some(shifted_year * 365 + leap_days + day_of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Timestamp<'_> {
        Timestamp::parse_value(text).expect(text)
    }

    #[test]
    fn one_time_has_many_spellings() {
        for text in [
            "2026-03-01T12:00:00Z",
            "2026-03-01T13:00:00+01:00",
            "2026-03-01T12:00:00",
            "2026-03-01T12:00",
            "2026-03-01T12:00:00.0009Z",
            "2026-02-28T23:30:00-12:30",
            "+1772366400",
            "0001772366400",
        ] {
            assert_eq!(value("1772366400"), value(text), "{text}");
        }
        assert_eq!(value("2026-03"), value("2026-03-01"));
        assert_eq!(value("1970-01-01"), value("0"));
        assert_eq!(
            value("2026-01-01T00:00:00.4561Z"),
            value("2026-01-01T00:00:00.4568Z")
        );
        assert_eq!(value("1969-12-31T23:59:59.9999Z").milliseconds, -1);
    }

    #[test]
    fn order_has_no_end() {
        let ascending = [
            "-10000000000000000000000",
            "-9999999999999999999999",
            "-999999999999999",
            "0001-01-01",
            "1969-12-31",
            "0",
            "1",
            "2020",
            "1970-01-01T01:00:00Z",
            "2024-02-29",
            "9999-12-31T23:59:59.999Z",
            "999999999999999",
            "1000000000000000",
            "9999999999999999999999",
            "10000000000000000000000",
        ];
        for (i, a) in ascending.iter().enumerate() {
            for (j, b) in ascending.iter().enumerate() {
                assert_eq!(value(a).cmp(&value(b)), i.cmp(&j), "{a} {b}");
            }
        }
    }

    #[test]
    fn other_texts_are_no_dates() {
        for text in [
            "",
            "2026-13",
            "2026-00",
            "2026-02-30",
            "2025-02-29",
            "1900-02-29",
            "0000-01-01",
            "2026-03-01T24:00:00Z",
            "2026-03-01T12:60Z",
            "2026-03-01T12:00:60Z",
            "2026-03-01Z",
            "2026-03Z",
            "2026-03-01T12Z",
            "2026-03-01t12:00:00Z",
            "2026-03-01T12:00:00z",
            "2026-03-01 12:00:00",
            "2026-03-01T12:00:00.Z",
            "2026-03-01T12:00:00+1:00",
            "2026-03-01T12:00:00+24:00",
            "2026-03-01T12:00:00+01:60",
            "2026-03-01T12:00:00+0100",
            "2026-3-1",
            "26-03-01",
            "1e3",
            "12.5",
            "+",
            "-",
            "2026-03-01T12:00:00Z ",
        ] {
            assert!(Timestamp::parse_value(text).is_none(), "{text}");
        }
        for text in ["2026-03-01T12:00:00", "2026-03-01T12:00", "+1772366400"] {
            assert!(Timestamp::parse_operand(text).is_none(), "{text}");
        }
        for text in ["2026-03-01T12:00Z", "2026-03", "2026-03-01", "-5"] {
            assert!(Timestamp::parse_operand(text).is_some(), "{text}");
        }
    }
}
