//! Account numbers.

use core::fmt;

/// An AWS account number: twelve digits.
///
/// ```
/// use policy_core::AccountId;
///
/// const ACCOUNT: AccountId<'static> = AccountId::from_static("111122223333");
/// assert_eq!(ACCOUNT, AccountId::parse("111122223333")?);
/// # Ok::<(), policy_core::ParseAccountIdError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AccountId<'a>(
    // INVARIANT: twelve ASCII digits.
    &'a str,
);

impl AccountId<'static> {
    /// An account known when the program is written.
    ///
    /// # Panics
    ///
    /// If `digits` is not twelve digits; in a constant that is a compile error.
    #[must_use]
    #[track_caller]
    #[expect(clippy::panic, reason = "documented; the fallible form is `parse`")]
    pub const fn from_static(digits: &'static str) -> Self {
        match AccountId::parse(digits) {
            Ok(account) => account,
            Err(_) => panic!("an account number has twelve digits"),
        }
    }
}

impl<'a> AccountId<'a> {
    /// Takes twelve digits as an account number.
    ///
    /// # Errors
    ///
    /// If it is anything else.
    pub const fn parse(digits: &'a str) -> Result<Self, ParseAccountIdError> {
        let mut rest = digits.as_bytes();
        while let Some((b'0'..=b'9', after)) = rest.split_first() {
            rest = after;
        }
        if digits.len() == 12 && rest.is_empty() {
            Ok(AccountId(digits))
        } else {
            Err(ParseAccountIdError { _private: () })
        }
    }

    /// The twelve digits.
    #[must_use]
    pub const fn as_str(&self) -> &'a str {
        self.0
    }
}

impl fmt::Display for AccountId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// A text that is no account number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseAccountIdError {
    _private: (),
}

impl fmt::Display for ParseAccountIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an account number has twelve digits")
    }
}

impl core::error::Error for ParseAccountIdError {}
