use core::fmt;
use core::time::Duration;

use super::text::Text;

/// A point in time as the value of a key: ISO 8601 in UTC, such as
/// `2026-09-21T14:13:20Z` (Q-5, C-20).
///
/// Milliseconds are written when there are any, so that equal times have equal texts.
/// AWS describes the form under [date condition operators][operators].
///
/// ```
/// use policy_core::global::Time;
///
/// let time = Time::from_unix_seconds(1_790_000_000)?;
/// assert_eq!(time.as_str(), "2026-09-21T14:13:20Z");
///
/// let time = Time::from_unix_milliseconds(1_790_000_000_250)?;
/// assert_eq!(time.as_str(), "2026-09-21T14:13:20.250Z");
/// # Ok::<(), policy_core::global::TimeRangeError>(())
/// ```
///
/// [operators]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    milliseconds: i64,
    // INVARIANT: spells `milliseconds`.
    text: Text<24>,
}

/// The years 0001 to 9999: four digits, and no year 0000 (C-20).
const FIRST: i64 = -62_135_596_800_000;
const LAST: i64 = 253_402_300_799_999;

impl Time {
    /// The time so many seconds after 1970-01-01T00:00:00Z, or before it.
    ///
    /// # Errors
    ///
    /// If its year is not one of 0001 to 9999.
    pub const fn from_unix_seconds(seconds: i64) -> Result<Self, TimeRangeError> {
        // The product of a number out of range is out of range, too.
        Time::from_unix_milliseconds(seconds.saturating_mul(1000))
    }

    /// The time so many milliseconds after 1970-01-01T00:00:00Z, or before it.
    ///
    /// # Errors
    ///
    /// If its year is not one of 0001 to 9999.
    pub const fn from_unix_milliseconds(milliseconds: i64) -> Result<Self, TimeRangeError> {
        if milliseconds < FIRST || milliseconds > LAST {
            return Err(TimeRangeError { _private: () });
        }
        Ok(Time {
            milliseconds,
            text: spell(milliseconds),
        })
    }

    /// The time so long after 1970-01-01T00:00:00Z. What is below a millisecond is
    /// dropped: times compare in milliseconds (C-20).
    ///
    /// ```
    /// use std::time::SystemTime;
    ///
    /// use policy_core::global::{Time, current_time};
    ///
    /// let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    /// let now = Time::from_unix_duration(since_1970)?;
    /// let pair = current_time(&now);
    /// # let _ = pair;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If its year is beyond 9999.
    pub fn from_unix_duration(duration: Duration) -> Result<Self, TimeRangeError> {
        let milliseconds = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Time::from_unix_milliseconds(milliseconds)
    }

    /// The text of the value.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// The whole seconds since 1970-01-01T00:00:00Z, which are the value of
    /// [`aws:EpochTime`](super::epoch_time).
    ///
    /// ```
    /// use policy_core::global::{Number, Time, current_time, epoch_time};
    ///
    /// let now = Time::from_unix_milliseconds(1_790_000_000_250)?;
    /// let seconds = Number::from(now.unix_seconds());
    /// let pairs = [current_time(&now), epoch_time(&seconds)];
    ///
    /// assert_eq!(seconds.as_str(), "1790000000");
    /// # let _ = pairs;
    /// # Ok::<(), policy_core::global::TimeRangeError>(())
    /// ```
    #[must_use]
    pub const fn unix_seconds(&self) -> i64 {
        self.milliseconds.div_euclid(1000)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

const fn spell(milliseconds: i64) -> Text<24> {
    // From the first of the years on, so that nothing is negative.
    let since_first = (milliseconds - FIRST).unsigned_abs();
    let (days, rest) = (since_first / 86_400_000, since_first % 86_400_000);
    let (year, month, day) = date(days);
    let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60);
    let (second, thousandths) = (rest / 1000 % 60, rest % 1000);

    let [y1, y2, y3, y4] = [
        digit(year / 1000),
        digit(year / 100),
        digit(year / 10),
        digit(year),
    ];
    let ([m1, m2], [d1, d2], [h1, h2]) = (two(month), two(day), two(hour));
    let ([n1, n2], [s1, s2]) = (two(minute), two(second));
    let ([f1, f2], f3) = (two(thousandths / 10), digit(thousandths));
    let (tail, len) = if thousandths == 0 {
        ([b'Z', 0, 0, 0, 0], 20)
    } else {
        ([b'.', f1, f2, f3, b'Z'], 24)
    };
    let [t1, t2, t3, t4, t5] = tail;
    let bytes = [
        y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2, t1,
        t2, t3, t4, t5,
    ];
    Text::ascii(bytes, len)
}

const fn two(number: u64) -> [u8; 2] {
    [digit(number / 10), digit(number)]
}

/// The last digit.
const fn digit(number: u64) -> u8 {
    b'0' + (number % 10) as u8
}

/// Year, month and day, so many days after 0001-01-01.
const fn date(days: u64) -> (u64, u64, u64) {
    // Years begin in March, so that the day that comes and goes is the last one of a year,
    // of four years, of a century or of a cycle of four centuries.
    let days = days + 306;
    let (cycle, days) = (days / 146_097, days % 146_097);
    let century = if days < 146_096 { days / 36_524 } else { 3 };
    let days = days - century * 36_524;
    let (four_years, days) = (days / 1461, days % 1461);
    let year = if days < 1460 { days / 365 } else { 3 };
    let days = days - year * 365;

    // March to July and August to December have 153 days each.
    let month = (days * 5 + 2) / 153;
    let day = days - (month * 153 + 2) / 5 + 1;
    let year = cycle * 400 + century * 100 + four_years * 4 + year;
    if month < 10 {
        (year, month + 3, day)
    } else {
        (year + 1, month - 9, day)
    }
}

/// A time that four digits of the year cannot write.
///
/// Without its time, a request has to be taken as denied (Q-7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeRangeError {
    _private: (),
}

impl fmt::Display for TimeRangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time lies outside the years 0001 to 9999")
    }
}

impl core::error::Error for TimeRangeError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Timestamp;

    fn text(milliseconds: i64) -> Time {
        Time::from_unix_milliseconds(milliseconds).expect("in range")
    }

    fn assert_read_back(milliseconds: i64) {
        let time = text(milliseconds);
        let value = Timestamp::parse_value(time.as_str());
        let read = value.map(|value| value.milliseconds);
        assert_eq!(read, Some(milliseconds), "{time}");
        assert_eq!(value, Timestamp::parse_operand(time.as_str()));
    }

    #[test]
    fn times_are_spelled() {
        for (milliseconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00Z"),
            (-2_203_891_200_001, "1900-02-28T23:59:59.999Z"),
            (-2_203_891_200_000, "1900-03-01T00:00:00Z"),
            (1_772_366_400_040, "2026-03-01T12:00:00.040Z"),
            (FIRST, "0001-01-01T00:00:00Z"),
            (LAST, "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(text(milliseconds).as_str(), expected);
        }
    }

    #[test]
    fn every_day_of_four_centuries_is_read_back() {
        // After them, the calendar repeats.
        for day in 0..146_097 {
            assert_read_back(FIRST + (620_000 + day) * 86_400_000);
        }
    }

    #[test]
    fn times_of_day_are_read_back() {
        // A prime step, so that every part of the text takes many values.
        let mut milliseconds = FIRST;
        while milliseconds <= LAST {
            assert_read_back(milliseconds);
            milliseconds += 2_147_483_647;
        }
    }

    #[test]
    fn other_years_have_no_text() {
        for milliseconds in [i64::MIN, FIRST - 1, LAST + 1, i64::MAX] {
            assert!(Time::from_unix_milliseconds(milliseconds).is_err());
        }
        for seconds in [i64::MIN, FIRST / 1000 - 1, LAST / 1000 + 1, i64::MAX] {
            assert!(Time::from_unix_seconds(seconds).is_err());
        }
        assert!(Time::from_unix_seconds(FIRST / 1000).is_ok());
        assert!(Time::from_unix_seconds(LAST / 1000).is_ok());
        assert!(Time::from_unix_duration(Duration::MAX).is_err());
    }

    #[test]
    fn a_fraction_is_cut_before_1970_too() {
        assert_eq!(text(-1).unix_seconds(), -1);
        assert_eq!(text(1999).unix_seconds(), 1);
        let nanosecond = Time::from_unix_duration(Duration::from_nanos(1_999_999));
        assert_eq!(nanosecond, Ok(text(1)));
    }
}
