//! Texts that stand for all others where values are numbers, dates or addresses: what lies beside
//! the operands, and something that cannot be read at all.

use std::net::{Ipv4Addr, Ipv6Addr};

use policy_core::global::Time;
use policy_core::value::{AddressBlock, AddressFamily, Timestamp};

use super::budget::{Budget, TooHard};
use super::test::{Operands, TextTest};

/// Neither number, date nor address.
const MALFORMED: &str = "x";

/// A text of each sort that the tests can tell apart.
pub(super) fn of(asked: &[(&TextTest, bool)], budget: &mut Budget) -> Result<Vec<String>, TooHard> {
    let mut numbers: Vec<&str> = Vec::new();
    let mut dates: Vec<&str> = Vec::new();
    let mut blocks: Vec<AddressBlock> = Vec::new();
    let (mut has_numbers, mut has_dates, mut has_addresses) = (false, false, false);
    for (test, _) in asked {
        match &test.operands {
            Operands::Numeric(_, operands) => {
                has_numbers = true;
                numbers.extend(operands.iter().map(String::as_str));
            }
            Operands::Date(_, operands) => {
                has_dates = true;
                dates.extend(operands.iter().map(String::as_str));
            }
            Operands::Ip(operands) => {
                has_addresses = true;
                blocks.extend(operands);
            }
            Operands::Text(_) | Operands::Arn(_) => {}
        }
    }
    let mut points = Vec::new();
    if has_numbers {
        of_numbers(&numbers, has_dates, &mut points, budget)?;
    }
    if has_dates {
        of_dates(&dates, &mut points, budget)?;
    }
    if has_addresses {
        budget.spend(blocks.len())?;
        of_addresses(&blocks, &mut points);
    }
    points.push(MALFORMED.to_owned());
    Ok(points)
}

/// With `beside_dates` also numbers that are no dates, and integers, which are.
fn of_numbers(
    operands: &[&str],
    beside_dates: bool,
    points: &mut Vec<String>,
    budget: &mut Budget,
) -> Result<(), TooHard> {
    let longest = operands.iter().map(|operand| operand.len()).max();
    budget.spend(operands.len() * (1 + longest.unwrap_or(0) / 4))?;
    let fraction = |operand: &&str| operand.split_once('.').map_or(0, |(_, part)| part.len());
    let scale = operands.iter().map(fraction).max().unwrap_or(0) + 1;
    points.push("0".to_owned());
    for operand in operands {
        let number = Scaled::new(operand, scale);
        let around = [number.clone(), number.plus_one(), number.minus_one()];
        points.extend(around.iter().map(|number| number.text(scale)));
        if beside_dates {
            points.push("0.0".to_owned());
            // `1e0` is the number 1 and no date.
            points.extend(
                around
                    .iter()
                    .map(|number| format!("{}e0", number.text(scale))),
            );
            let integer = Scaled::new(operand.split('.').next().unwrap_or_default(), 0);
            points.extend(
                [integer.minus_one(), integer.plus_one(), integer]
                    .iter()
                    .map(|number| number.text(0)),
            );
        }
    }
    Ok(())
}

fn of_dates(
    operands: &[&str],
    points: &mut Vec<String>,
    budget: &mut Budget,
) -> Result<(), TooHard> {
    let longest = operands.iter().map(|operand| operand.len()).max();
    budget.spend(operands.len() * (1 + longest.unwrap_or(0) / 4))?;
    points.push("2026-01-01T00:00:00Z".to_owned());
    for operand in operands {
        let is_digit = |byte: u8| byte.is_ascii_digit();
        if operand.trim_start_matches('-').bytes().all(is_digit) {
            let seconds = Scaled::new(operand, 0);
            points.extend(
                [seconds.minus_one(), seconds.plus_one(), seconds]
                    .iter()
                    .map(|seconds| seconds.text(0)),
            );
        }
        let Some(at) = Timestamp::parse_operand(operand).and_then(|time| time.milliseconds())
        else {
            continue;
        };
        for milliseconds in [at, at.saturating_add(1), at.saturating_sub(1)] {
            if let Ok(time) = Time::from_unix_milliseconds(milliseconds) {
                points.push(time.as_str().to_owned());
            }
        }
        // Where no year has four digits there are whole seconds only.
        let second = at.div_euclid(1000);
        for seconds in [second - 1, second, second + 1] {
            points.push(seconds.to_string());
        }
    }
    Ok(())
}

fn of_addresses(blocks: &[AddressBlock], points: &mut Vec<String>) {
    let v4 = |bits: u128| {
        let bits = u32::try_from(bits).ok()?;
        Some(Ipv4Addr::from_bits(bits).to_string())
    };
    let v6 = |bits: u128| Ipv6Addr::from_bits(bits).to_string();
    points.extend(["203.0.113.7", "2001:db8::1"].map(str::to_owned));
    for block in blocks {
        let width = match block.family {
            AddressFamily::V4 => 32_u32,
            AddressFamily::V6 => 128,
        };
        let host_bits = width.saturating_sub(block.prefix.into());
        let hosts = 1_u128
            .checked_shl(host_bits)
            .map_or(u128::MAX, |size| size - 1);
        let first = block.bits & !hosts;
        let last = first | hosts;
        let around = [
            Some(first),
            Some(last),
            last.checked_add(1),
            first.checked_sub(1),
        ];
        for bits in around.into_iter().flatten() {
            match block.family {
                AddressFamily::V4 => points.extend(v4(bits)),
                AddressFamily::V6 => points.push(v6(bits)),
            }
        }
    }
    // The ends of both families, and of what lies beside the mapped addresses (C-25).
    points.extend([0, u32::MAX.into()].into_iter().filter_map(v4));
    points.extend([0, 0xfffe_ffff_ffff, 0x1_0000_0000_0000, u128::MAX].map(v6));
}

/// A decimal number as an integer of so many digits behind the point.
#[derive(Clone)]
struct Scaled {
    negative: bool,
    // Most significant first.
    digits: Vec<u8>,
}

impl Scaled {
    fn new(operand: &str, scale: usize) -> Self {
        let number = operand.trim_start_matches(['+', '-']);
        let (integer, fraction) = number.split_once('.').unwrap_or((number, ""));
        let digits = integer.bytes().chain(fraction.bytes());
        let mut digits: Vec<u8> = digits.map(|byte| byte.wrapping_sub(b'0')).collect();
        digits.resize(integer.len() + scale.max(fraction.len()), 0);
        Scaled {
            negative: operand.starts_with('-'),
            digits,
        }
    }

    fn plus_one(&self) -> Self {
        if self.negative && !self.is_zero() {
            self.nearer_to_zero()
        } else {
            self.farther_from_zero(false)
        }
    }

    fn minus_one(&self) -> Self {
        if self.negative || self.is_zero() {
            self.farther_from_zero(true)
        } else {
            self.nearer_to_zero()
        }
    }

    fn is_zero(&self) -> bool {
        self.digits.iter().all(|digit| *digit == 0)
    }

    fn farther_from_zero(&self, negative: bool) -> Self {
        let mut digits = self.digits.clone();
        for digit in digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return Scaled { negative, digits };
            }
            *digit = 0;
        }
        digits.insert(0, 1);
        Scaled { negative, digits }
    }

    fn nearer_to_zero(&self) -> Self {
        let mut digits = self.digits.clone();
        for digit in digits.iter_mut().rev() {
            if *digit > 0 {
                *digit -= 1;
                break;
            }
            *digit = 9;
        }
        Scaled {
            negative: self.negative,
            digits,
        }
    }

    /// In the shortest plain spelling.
    fn text(&self, scale: usize) -> String {
        let split = self.digits.len().saturating_sub(scale);
        let (integer, fraction) = self.digits.split_at_checked(split).unwrap_or_default();
        let spelled = |digits: &[u8]| -> String {
            digits
                .iter()
                .map(|digit| char::from(b'0' + digit))
                .collect()
        };
        let (integer, fraction) = (spelled(integer), spelled(fraction));
        let integer = integer.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        let sign = if self.negative && !self.is_zero() {
            "-"
        } else {
            ""
        };
        let integer = if integer.is_empty() { "0" } else { integer };
        if fraction.is_empty() {
            format!("{sign}{integer}")
        } else {
            format!("{sign}{integer}.{fraction}")
        }
    }
}
