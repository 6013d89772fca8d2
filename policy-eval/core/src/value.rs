//! The forms of values that operators read: numbers, dates, addresses, lower-cased
//! text. Operands and request values have different forms (C-12), so each type has
//! two readers. Not public API; the compiler checks operands with it.

mod address;
mod case_ignorable;
mod decimal;
mod lower;
mod timestamp;

pub use address::{Address, AddressBlock, AddressFamily};
pub use decimal::Decimal;
pub use lower::lower;
pub use timestamp::Timestamp;

/// Reads a truth value as an operand: `true` or `false` without case (C-22, C-28).
#[must_use]
pub fn parse_bool_operand(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        return Some(true);
    }
    text.eq_ignore_ascii_case("false").then_some(false)
}
