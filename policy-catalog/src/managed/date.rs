//! A day of the calendar.

use core::fmt;

/// A day in the Gregorian calendar.
///
/// Dates order as time does, and print as ISO 8601.
///
/// ```
/// use policy_catalog::managed::Date;
///
/// let created = Date::new(2017, 11, 16).unwrap();
/// assert!(created < Date::new(2017, 12, 1).unwrap());
/// assert_eq!(created.to_string(), "2017-11-16");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    // INVARIANT: the fields stand in this order, because the derived order compares them so.
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Makes a date, or nothing if the calendar has no such day.
    ///
    /// ```
    /// use policy_catalog::managed::Date;
    ///
    /// assert!(Date::new(2024, 2, 29).is_some());
    /// assert!(Date::new(2023, 2, 29).is_none());
    /// ```
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let n_days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        if day == 0 || day > n_days {
            return None;
        }
        Some(Self { year, month, day })
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, beginning with 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day } = self;
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// A date of the catalogue; a day that does not exist fails the build.
#[expect(
    clippy::panic,
    reason = "called in constants only, where it is a compile error"
)]
pub(super) const fn date(year: u16, month: u8, day: u8) -> Date {
    match Date::new(year, month, day) {
        Some(date) => date,
        None => panic!("no such day"),
    }
}
