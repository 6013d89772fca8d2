//! Dates (C-20, C-21).

use crate::number::{self, Decimal};

/// Reads the form of values, which includes that of operands: milliseconds since 1970.
pub(crate) fn read(text: &str) -> Option<Decimal> {
    let epoch = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !epoch.is_empty() && epoch.bytes().all(|b| b.is_ascii_digit()) {
        return number::read(&format!("{text}000"));
    }
    number::read(&iso(text)?.to_string())
}

/// `YYYY-MM`, `YYYY-MM-DD`, or a day, `T` and a time.
fn iso(text: &str) -> Option<i64> {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let parts: Vec<&str> = date.split('-').collect();
    let (year, month, day) = match parts[..] {
        [year, month] if time.is_none() => (number(year, 4)?, number(month, 2)?, 1),
        [year, month, day] => (number(year, 4)?, number(month, 2)?, number(day, 2)?),
        _ => return None,
    };
    if year == 0 || !(1..=12).contains(&month) || !(1..=days_of_month(year, month)).contains(&day) {
        return None;
    }
    let days = days_before_year(year) - days_before_year(1970)
        + (1..month).map(|m| days_of_month(year, m)).sum::<i64>()
        + day
        - 1;
    Some(days * 24 * 60 * 60 * 1000 + time.map_or(Some(0), time_of_day)?)
}

/// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.f+`, then nothing (UTC), `Z` or `±hh:mm`.
fn time_of_day(text: &str) -> Option<i64> {
    let (clock, offset) = if let Some(clock) = text.strip_suffix('Z') {
        (clock, 0)
    } else if let Some((clock, zone)) = text.split_once('+') {
        (clock, minutes(zone)?)
    } else if let Some((clock, zone)) = text.split_once('-') {
        (clock, -minutes(zone)?)
    } else {
        (text, 0)
    };
    let (clock, fraction) = match clock.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (clock, None),
    };
    let (minutes, seconds) = match clock.len() {
        5 if fraction.is_none() => (minutes(clock)?, 0),
        _ => {
            let (hour_and_minute, second) = clock.rsplit_once(':')?;
            (minutes(hour_and_minute)?, number(second, 2)?)
        }
    };
    if seconds > 59 {
        return None;
    }
    let milliseconds = match fraction {
        None => 0,
        Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
            // Digits below milliseconds are dropped.
            number(&format!("{digits}000")[..3], 3)?
        }
        Some(_) => return None,
    };
    Some(((minutes - offset) * 60 + seconds) * 1000 + milliseconds)
}

/// `hh:mm` with hours 00–23 and minutes 00–59.
fn minutes(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (number(hour, 2)?, number(minute, 2)?);
    (hour <= 23 && minute <= 59).then_some(hour * 60 + minute)
}

/// A number of exactly so many digits.
fn number(text: &str, n_digits: usize) -> Option<i64> {
    let digits = text.len() == n_digits && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().unwrap())
}

fn days_before_year(year: i64) -> i64 {
    let years = year - 1;
    365 * years + years / 4 - years / 100 + years / 400
}

fn days_of_month(year: i64, month: i64) -> i64 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::{iso, read};

    #[test]
    fn reads_equal_dates_as_equal() {
        for text in [
            "2026-03-01T13:00:00+01:00",
            "2026-03-01T12:00:00Z",
            "2026-03-01T12:00Z",
            "2026-03-01T12:00",
            "2026-03-01T12:00:00",
            "2026-03-01T11:30-00:30",
            "2026-02-28T23:00:00-13:00",
            "1772366400",
            "+1772366400",
            "001772366400",
        ] {
            assert_eq!(read(text), read("2026-03-01T12:00:00Z"), "{text}");
        }
        assert_eq!(read("2026-03"), read("2026-03-01T00:00:00Z"));
        assert_eq!(read("2026-03-01"), read("2026-03-01T00:00:00Z"));
        assert_eq!(
            read("2026-03-01T12:00:00.4561Z"),
            read("2026-03-01T12:00:00.4568Z")
        );
        assert_eq!(
            read("2026-03-01T12:00:00.4Z"),
            read("2026-03-01T12:00:00.400Z")
        );
    }

    #[test]
    fn counts_milliseconds() {
        assert_eq!(iso("1970-01-01"), Some(0));
        assert_eq!(iso("0001-01-01T00:00:00Z"), Some(-62_135_596_800_000));
        assert_eq!(iso("9999-12-31T23:59:59.999Z"), Some(253_402_300_799_999));
        assert_eq!(iso("1969-12-31T23:59:59.9999Z"), Some(-1));
        assert_eq!(iso("2000-02-29T00:00:00Z"), Some(951_782_400_000));
    }

    #[test]
    fn never_rounds_epochs() {
        assert!(
            read("99999999999999999999999").unwrap() < read("100000000000000000000000").unwrap()
        );
        assert!(read("-1").unwrap() < read("1969-12-31T23:59:59.001Z").unwrap());
        // C-21: digits only are seconds, never a year.
        assert_eq!(read("2020"), read("1970-01-01T00:33:40Z"));
    }

    #[test]
    fn refuses_other_texts() {
        for text in [
            "",
            "+",
            "-",
            "1.5",
            "1e3",
            " 1",
            "2026-3-01",
            "2026-13-01",
            "2026-00-01",
            "2026-02-29",
            "2026-04-31",
            "2026-01-00",
            "1900-02-29",
            "0000-01-01",
            "2026-03-01t12:00Z",
            "2026-03-01T12:00z",
            "2026-03-01T24:00Z",
            "2026-03-01T12:60Z",
            "2026-03-01T12:00:60Z",
            "2026-03-01T12:00:00.Z",
            "2026-03-01T12:00.5Z",
            "2026-03-01T12Z",
            "2026-03-01T",
            "2026-03T12:00Z",
            "2026-03-01Z",
            "2026-03-01+01:00",
            "2026-03-01T12:00+24:00",
            "2026-03-01T12:00+01:60",
            "2026-03-01T12:00+0100",
            "2026-03-01T12:00+01",
            "2026-03-01 12:00Z",
            "12026-03-01",
            "-2026-03-01",
            "20260301T120000Z",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
