use core::fmt::{self, Write};
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An IP address as the value of a key (C-24).
///
/// The text is the canonical one. An IPv4-mapped IPv6 address, which is how a socket for
/// both families shows an IPv4 peer, is the IPv4 address (Q-5).
///
/// ```
/// use std::net::IpAddr;
///
/// use policy_core::global::Address;
///
/// let text = |ip: &str| ip.parse::<IpAddr>().map(|ip| Address::from(ip).to_string());
///
/// assert_eq!(text("203.0.113.7")?, "203.0.113.7");
/// assert_eq!(text("::ffff:203.0.113.7")?, "203.0.113.7");
/// assert_eq!(text("2001:DB8:0:0:0:0:0:7")?, "2001:db8::7");
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Address(
    // The longest has eight groups of four digits.
    Text<39>,
);

/// A whole number as the value of a key, in plain decimal (Q-5, C-19).
///
/// ```
/// use policy_core::global::Number;
///
/// assert_eq!(Number::from(3600).as_str(), "3600");
/// assert_eq!(Number::from(i64::MIN).as_str(), "-9223372036854775808");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number(
    // A sign and nineteen digits, or twenty digits.
    Text<20>,
);

impl Address {
    /// The text of the value.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl From<IpAddr> for Address {
    fn from(address: IpAddr) -> Self {
        Address(Text::of(format_args!("{}", address.to_canonical())))
    }
}

impl From<Ipv4Addr> for Address {
    fn from(address: Ipv4Addr) -> Self {
        Address::from(IpAddr::V4(address))
    }
}

impl From<Ipv6Addr> for Address {
    fn from(address: Ipv6Addr) -> Self {
        Address::from(IpAddr::V6(address))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Number {
    /// The text of the value.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

macro_rules! from_integers {
    ($($integer:ty)+) => {$(
        impl From<$integer> for Number {
            fn from(number: $integer) -> Self {
                Number(Text::of(format_args!("{number}")))
            }
        }
    )+};
}

from_integers!(i32 u32 i64 u64);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A short ASCII text that owns its bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Text<const N: usize> {
    // INVARIANT: the first `len` bytes are whole characters, the others are zero.
    bytes: [u8; N],
    len: usize,
}

impl<const N: usize> Text<N> {
    /// The first `len` of these ASCII characters; the bytes after them are zero.
    pub(crate) const fn ascii(bytes: [u8; N], len: usize) -> Self {
        Text { bytes, len }
    }

    /// Each use has room for its longest text. No text at all rather than a part of it,
    /// which could be the text of another value.
    fn of(arguments: fmt::Arguments<'_>) -> Self {
        let empty = Text::ascii([0; N], 0);
        let mut text = empty;
        if text.write_fmt(arguments).is_ok() {
            text
        } else {
            empty
        }
    }

    pub(crate) const fn as_str(&self) -> &str {
        // The invariant rules out the two branches without text.
        let Some((text, _)) = self.bytes.split_at_checked(self.len) else {
            return "";
        };
        match str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

impl<const N: usize> Write for Text<N> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        let room = self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}

impl<const N: usize> fmt::Debug for Text<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::string::ToString;

    use super::*;
    use crate::value::{self, Decimal};

    #[test]
    fn addresses_are_read_back() {
        let mut bits = 0_u128;
        for step in 0..2000_u128 {
            // Zeros in every place, so that every way to shorten occurs.
            bits = bits.rotate_left(11) ^ (0x9e37_79b9_7f4a_7c15 << (step % 64));
            let groups = (0..8).fold(u128::MAX, |mask, group| {
                let hidden = (step >> group) & 1 == 1;
                mask & !(if hidden { 0xffff << (16 * group) } else { 0 })
            });
            let [_, _, _, _, _, _, _, _, _, _, _, _, v4 @ ..] = bits.to_be_bytes();
            let (v6, v4) = (Ipv6Addr::from_bits(bits & groups), Ipv4Addr::from(v4));
            for (address, plain) in [
                (Address::from(v6), v6.to_string()),
                (Address::from(v4), v4.to_string()),
                (Address::from(v4.to_ipv6_mapped()), v4.to_string()),
                (
                    Address::from(v4.to_ipv6_compatible()),
                    v4.to_ipv6_compatible().to_string(),
                ),
            ] {
                assert_eq!(address.as_str(), plain);
                let read = value::Address::parse_value(address.as_str()).expect(&plain);
                let block = value::AddressBlock::parse_operand(&plain).expect(&plain);
                assert!(block.contains(read), "{plain}");
            }
        }
    }

    #[test]
    fn the_longest_address_fits() {
        let longest = Address::from(Ipv6Addr::from_bits(u128::MAX));
        assert_eq!(longest.as_str(), "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
    }

    #[test]
    fn numbers_are_plain_decimals() {
        for number in [i64::MIN, -3600, -1, 0, 1, 10, 3600, i64::MAX] {
            let text = Number::from(number);
            assert_eq!(text.as_str(), number.to_string());
            let operand = Decimal::parse_operand(text.as_str());
            assert_eq!(operand, Decimal::parse_value(&number.to_string()));
            assert!(operand.is_some());
        }
        assert_eq!(Number::from(u64::MAX).as_str(), u64::MAX.to_string());
    }
}
