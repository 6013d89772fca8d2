//! Addresses and blocks (C-24, C-25).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Reads a context value: leading zeros are decimal, and an IPv4-mapped IPv6 address is the IPv4
/// address.
pub(crate) fn read(text: &str) -> Option<IpAddr> {
    if !text.contains(':') {
        return dotted(text).map(IpAddr::V4);
    }
    if !text.contains('.') {
        let address: Ipv6Addr = text.parse().ok()?;
        return Some(match address.to_ipv4_mapped() {
            Some(mapped) => IpAddr::V4(mapped),
            None => IpAddr::V6(address),
        });
    }
    // A dotted tail is two hexadecimal groups, and only legal in a mapped address.
    let (head, tail) = text.rsplit_once(':')?;
    let [a, b, c, d] = dotted(tail)?.octets();
    let address: Ipv6Addr = format!("{head}:{a:x}{b:02x}:{c:x}{d:02x}").parse().ok()?;
    address.to_ipv4_mapped().map(IpAddr::V4)
}

/// Whether a block, written in a policy, holds the address.
pub(crate) fn contains(block: &str, address: IpAddr) -> bool {
    let (base, prefix) = match block.split_once('/') {
        Some((base, prefix)) => (base, Some(prefix.parse::<u32>().unwrap())),
        None => (block, None),
    };
    // An operand keeps the family that it is written in.
    match (base.parse::<IpAddr>().unwrap(), address) {
        (IpAddr::V4(base), IpAddr::V4(address)) => {
            let n_free = 32 - prefix.unwrap_or(32);
            let network = |address: Ipv4Addr| u64::from(address.to_bits()) >> n_free;
            network(base) == network(address)
        }
        (IpAddr::V6(base), IpAddr::V6(address)) => {
            let n_free = 128 - prefix.unwrap_or(128);
            let network = |address: Ipv6Addr| address.to_bits().checked_shr(n_free).unwrap_or(0);
            network(base) == network(address)
        }
        _ => false,
    }
}

/// Four parts of one to three decimal digits.
fn dotted(text: &str) -> Option<Ipv4Addr> {
    let parts: Vec<u8> = text.split('.').map(part).collect::<Option<_>>()?;
    let octets: [u8; 4] = parts.try_into().ok()?;
    Some(Ipv4Addr::from(octets))
}

fn part(text: &str) -> Option<u8> {
    let digits = text.bytes().all(|b| b.is_ascii_digit()) && (1..=3).contains(&text.len());
    if digits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::{contains, read};

    fn holds(block: &str, value: &str) -> bool {
        contains(block, read(value).unwrap())
    }

    #[test]
    fn finds_addresses_in_blocks() {
        assert!(holds("203.0.113.77/24", "203.0.113.1"));
        assert!(holds("203.0.113.0/24", "203.0.113.01"));
        assert!(holds("203.0.113.10", "203.0.113.010"));
        assert!(!holds("203.0.113.8", "203.0.113.010"));
        assert!(!holds("203.0.113.1", "203.0.113.2"));
        assert!(holds("2001:db8:5::4/127", "2001:db8:5::4"));
        assert!(holds("2001:db8:5::4/127", "2001:db8:5::5"));
        assert!(!holds("2001:db8:5::4/127", "2001:db8:5::6"));
        assert!(holds("2001:DB8::1", "2001:0db8:0:0:0:0:0:1"));
        assert!(holds("0.0.0.0/0", "203.0.113.1"));
        assert!(!holds("0.0.0.0/0", "2001:db8::1"));
        assert!(holds("::/0", "2001:db8::1"));
    }

    #[test]
    fn takes_mapped_addresses_for_ipv4() {
        for value in [
            "::ffff:203.0.113.1",
            "::FFFF:cb00:7101",
            "0:0:0:0:0:ffff:203.0.113.1",
        ] {
            assert!(holds("203.0.113.0/24", value), "{value}");
            assert!(!holds("::/0", value), "{value}");
            assert!(!holds("::ffff:cb00:7100/120", value), "{value}");
        }
    }

    #[test]
    fn refuses_other_texts() {
        for text in [
            "",
            "nowhere",
            "cloudformation.amazonaws.com",
            "1.2.3",
            "1.2.3.4.5",
            "256.0.0.1",
            "1.2.3.0004",
            "1.2.3.+4",
            "1.2.3.4/32",
            " 1.2.3.4",
            "::1.2.3.4",
            "2001:db8::1.2.3.4",
            "fe80::1%eth0",
            "2001:db8::1/128",
            ":::",
            "1:2:3:4:5:6:7:8:",
            "::ffff:1.2.3",
            "12345::",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
