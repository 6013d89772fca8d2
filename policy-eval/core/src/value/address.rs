use core::fmt;
use core::net::{Ipv4Addr, Ipv6Addr};

/// An address of a request (C-24).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    family: AddressFamily,
    // IPv4 addresses fill the lower 32 bits.
    bits: u128,
}

/// A block of addresses, as written in a policy (C-24, C-25).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddressBlock {
    #[doc(hidden)]
    pub family: AddressFamily,
    #[doc(hidden)]
    pub prefix: u8,
    #[doc(hidden)]
    pub bits: u128,
}

/// IPv4 or IPv6; addresses of different families never match (C-25).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AddressFamily {
    /// 32 bits.
    V4,
    /// 128 bits.
    V6,
}

/// The addresses `::ffff:0:0/96` stand for IPv4 addresses.
const MAPPED: u128 = 0xffff;

impl Address {
    /// Reads a value: an address without prefix. Leading zeros are decimal, and an
    /// IPv4-mapped IPv6 address is the IPv4 address.
    #[must_use]
    pub fn parse_value(text: &str) -> Option<Self> {
        if !text.contains(':') {
            return Some(Address {
                family: AddressFamily::V4,
                bits: parse_v4(text, LeadingZeros::Decimal)?.into(),
            });
        }
        let (bits, dotted) = parse_v6(text, DottedTail::Allowed)?;
        if bits >> 32 == MAPPED {
            return Some(Address {
                family: AddressFamily::V4,
                bits: bits & 0xffff_ffff,
            });
        }
        (!dotted).then_some(Address {
            family: AddressFamily::V6,
            bits,
        })
    }
}

impl AddressBlock {
    /// Reads an operand: an address with an optional prefix length.
    #[must_use]
    pub fn parse_operand(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => {
                (address, Some(parse_number(prefix, LeadingZeros::Refused)?))
            }
            None => (text, None),
        };
        let (family, bits) = if address.contains(':') {
            (AddressFamily::V6, parse_v6(address, DottedTail::Refused)?.0)
        } else {
            (
                AddressFamily::V4,
                parse_v4(address, LeadingZeros::Refused)?.into(),
            )
        };
        let width = family.width();
        let prefix = u8::try_from(prefix.unwrap_or(width.into())).ok()?;
        let block = AddressBlock {
            family,
            prefix,
            bits,
        };
        if prefix > width {
            return None;
        }
        // Bits beyond the prefix: ignored for IPv4, a mistake for IPv6.
        let exact = bits.trailing_zeros() >= block.host_bits();
        (family == AddressFamily::V4 || exact).then_some(block)
    }

    /// Whether the address lies in the block.
    #[must_use]
    pub fn contains(&self, address: Address) -> bool {
        let candidate = AddressBlock {
            bits: address.bits,
            ..*self
        };
        self.family == address.family && self.network() == candidate.network()
    }

    /// The first address of the block.
    #[must_use]
    pub fn first(&self) -> Address {
        Address {
            family: self.family,
            bits: self
                .network()
                .checked_shl(self.host_bits())
                .unwrap_or_default(),
        }
    }

    fn host_bits(&self) -> u32 {
        u32::from(self.family.width().saturating_sub(self.prefix))
    }

    fn network(&self) -> u128 {
        self.bits.checked_shr(self.host_bits()).unwrap_or(0)
    }
}

/// With its prefix, unless that is the whole address.
impl fmt::Display for AddressBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.family {
            AddressFamily::V4 => {
                let bits = u32::try_from(self.bits).unwrap_or_default();
                Ipv4Addr::from_bits(bits).fmt(f)?;
            }
            AddressFamily::V6 => Ipv6Addr::from_bits(self.bits).fmt(f)?,
        }
        if self.prefix < self.family.width() {
            write!(f, "/{}", self.prefix)?;
        }
        Ok(())
    }
}

impl AddressFamily {
    const fn width(self) -> u8 {
        match self {
            AddressFamily::V4 => 32,
            AddressFamily::V6 => 128,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LeadingZeros {
    Decimal,
    Refused,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum DottedTail {
    Allowed,
    Refused,
}

/// One to three decimal digits.
fn parse_number(text: &str, zeros: LeadingZeros) -> Option<u16> {
    let digits = !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    let padded = text.len() > 1 && text.starts_with('0');
    if !digits || (padded && zeros == LeadingZeros::Refused) {
        return None;
    }
    text.parse().ok()
}

fn parse_v4(text: &str, zeros: LeadingZeros) -> Option<u32> {
    let mut address = 0;
    let mut parts = 0;
    for part in text.split('.') {
        let part = u8::try_from(parse_number(part, zeros)?).ok()?;
        address = (address << 8) | u32::from(part);
        parts += 1;
        if parts > 4 {
            return None;
        }
    }
    (parts == 4).then_some(address)
}

/// The address, and whether its end was written as an IPv4 address.
fn parse_v6(text: &str, tail: DottedTail) -> Option<(u128, bool)> {
    match text.split_once("::") {
        None => {
            let groups = parse_groups(text, tail)?;
            (groups.count == 8).then_some((groups.bits, groups.dotted))
        }
        Some((before, after)) => {
            let before = parse_groups(before, DottedTail::Refused)?;
            let after = parse_groups(after, tail)?;
            let missing = 8_u32.checked_sub(before.count + after.count)?;
            // The double colon stands for at least one group.
            if missing == 0 {
                return None;
            }
            let bits = before
                .bits
                .checked_shl(16 * (8 - before.count))
                .unwrap_or(0)
                | after.bits;
            Some((bits, after.dotted))
        }
    }
}

struct Groups {
    bits: u128,
    count: u32,
    dotted: bool,
}

fn parse_groups(text: &str, tail: DottedTail) -> Option<Groups> {
    let mut groups = Groups {
        bits: 0,
        count: 0,
        dotted: false,
    };
    if text.is_empty() {
        return Some(groups);
    }
    for group in text.split(':') {
        if groups.dotted {
            return None;
        }
        let (bits, width) = if group.contains('.') && tail == DottedTail::Allowed {
            groups.dotted = true;
            (parse_v4(group, LeadingZeros::Decimal)?, 2)
        } else {
            let hexadecimal = (1..=4).contains(&group.len())
                && group.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !hexadecimal {
                return None;
            }
            (u32::from_str_radix(group, 16).ok()?, 1)
        };
        groups.count += width;
        if groups.count > 8 {
            return None;
        }
        groups.bits = (groups.bits << (16 * width)) | u128::from(bits);
    }
    Some(groups)
}

#[cfg(test)]
mod tests {
    extern crate std;
    use core::net::{Ipv4Addr, Ipv6Addr};
    use std::string::ToString;

    use super::*;

    fn contains(block: &str, address: &str) -> bool {
        let block = AddressBlock::parse_operand(block).expect(block);
        Address::parse_value(address).is_some_and(|address| block.contains(address))
    }

    #[test]
    fn blocks_contain_addresses_of_their_family() {
        assert!(contains("203.0.113.77/24", "203.0.113.1"));
        assert!(contains("203.0.113.0/24", "203.0.113.01"));
        assert!(contains("203.0.113.0/24", "::ffff:203.0.113.1"));
        assert!(contains("203.0.113.0/24", "::FFFF:cb00:7101"));
        assert!(contains("0.0.0.0/0", "255.255.255.255"));
        assert!(contains("::/0", "2001:db8::1"));
        assert!(contains("2001:db8:5::4/127", "2001:db8:5::5"));
        assert!(contains("2001:db8::1", "2001:0db8:0:0:0:0:0:1"));
        assert!(!contains("2001:db8::1", "2001:db8::2"));
        assert!(!contains("0.0.0.0/0", "2001:db8::1"));
        assert!(!contains("::/0", "::ffff:203.0.113.1"));
        assert!(!contains("::ffff:cb00:7100/120", "203.0.113.1"));
        assert!(!contains("10.0.0.1", "10.0.0.2"));
    }

    #[test]
    fn operands_are_strict() {
        for text in [
            "",
            "10/8",
            "10.0.0.0/33",
            "10.0.0.0/08",
            "10.0.0.0/+8",
            "10.0.0.0/",
            "10.0.0.*",
            "203.000.113.0/24",
            "2001:db8:5::7/64",
            "::/129",
            "::ffff:203.0.113.0/120",
            "fe80::1%eth0",
            "1::2::3",
            ":1",
            "1:",
            "1:2:3:4:5:6:7::8",
            "12345::",
            "10.0.0.0.0",
            "10.0.0",
            "::1/0",
        ] {
            assert!(AddressBlock::parse_operand(text).is_none(), "{text}");
        }
        for text in [
            "::/0",
            "0.0.0.0/0",
            "10.1.2.3/8",
            "::",
            "1:2:3:4:5:6:7::",
            "8000::/1",
        ] {
            assert!(AddressBlock::parse_operand(text).is_some(), "{text}");
        }
    }

    #[test]
    fn values_are_plain_addresses() {
        for text in [
            "10.0.0.0/8",
            "1.2.3.4.5",
            "::1.2.3.4",
            "1.2.3.256",
            "0001.2.3.4",
            "",
            ":",
            ":::",
            "64:ff9b::1.2.3.4",
            "::ffff:1.2.3.4:1",
        ] {
            assert!(Address::parse_value(text).is_none(), "{text}");
        }
    }

    #[test]
    fn agrees_with_the_standard_library_on_canonical_texts() {
        for n in 0..2000_u32 {
            let v4 = Ipv4Addr::from(n.wrapping_mul(0x9e37_79b9));
            assert_eq!(
                Address::parse_value(&v4.to_string()).map(|a| a.bits),
                Some(u32::from(v4).into())
            );
            let v6 = Ipv6Addr::from(
                u128::from(n).wrapping_mul(0x0001_0000_9e37_0000_79b9_0000_1111) << (n % 64),
            );
            if v6.to_ipv4_mapped().is_none() && !v6.to_string().contains('.') {
                assert_eq!(
                    Address::parse_value(&v6.to_string()).map(|a| a.bits),
                    Some(u128::from(v6))
                );
            }
        }
    }
}
