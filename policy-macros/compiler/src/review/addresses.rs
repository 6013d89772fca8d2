//! Addresses that no request comes from, and blocks that are not written as such (K-8).

use policy_core::operator::Family;
use policy_core::value::{AddressBlock, AddressFamily};

use super::asked::Asked;
use super::{Review, pointing_at};
use crate::code::Code;
use crate::document::Operand;
use crate::finding::Finding;
use crate::span::Spanned;
use crate::template::shown;

/// Addresses that are not routed on the internet: RFC 1918, 4193, 6598, loopback, link-local.
const PRIVATE: [&str; 9] = [
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "::1",
    "fc00::/7",
    "fe80::/10",
];

/// The key whose addresses are those that AWS sees.
const SOURCE_IP: &str = "aws:SourceIp";

/// The bits of an IPv4 address.
const V4_WIDTH: u8 = 32;

pub(super) fn check(review: &mut Review<'_>, asked: &[Asked<'_, '_>]) {
    for one in asked.iter().filter(|one| one.family() == Family::Ip) {
        let bits = one.operands.iter().filter_map(bits_beyond_prefix);
        review.extend(bits);
        if one.is_about(SOURCE_IP) {
            review.extend(private(one));
        }
    }
}

/// An IPv4 block with bits beyond the prefix, which do not count (C-24).
fn bits_beyond_prefix(operand: &Spanned<Operand>) -> Option<Finding> {
    let text = &*operand.value.text;
    let block = AddressBlock::parse_operand(text)?;
    let beyond = V4_WIDTH.checked_sub(block.prefix)?;
    if block.family != AddressFamily::V4 || block.bits.trailing_zeros() >= beyond.into() {
        return None;
    }
    let masked = AddressBlock {
        bits: block.bits >> beyond << beyond,
        ..block
    };
    let message = format!(
        "the address of `{}` has bits beyond its prefix",
        shown(text)
    );
    Some(
        Finding::check(Code::ImproveIpRange, operand.span, message)
            .with_help(format!("write `{masked}`, which is the same range")),
    )
}

fn private(asked: &Asked<'_, '_>) -> Option<Finding> {
    let mut private = asked.operands.iter().filter(|one| is_private(one));
    let first = private.next()?;
    let others: Vec<_> = private.collect();
    let is_all = others.len() + 1 == asked.operands.len();
    let negated = asked.operator.value.is_negated();
    let code = match (is_all, negated) {
        (true, false) => Code::PrivateIpAddress,
        (true, true) => Code::PrivateNotIpAddress,
        (false, false) => Code::PrivateIpAddressSubset,
        (false, true) => Code::PrivateNotIpAddressSubset,
    };
    let consequence = match (is_all, negated) {
        (true, false) => "so no address satisfies this",
        (true, true) => "so every address satisfies this",
        (false, _) => "so this value changes nothing",
    };
    let message = format!(
        "no request comes to AWS from the private address `{}`, {consequence}",
        shown(&first.value.text)
    );
    let finding = Finding::check(code, first.span, message);
    let finding = pointing_at(finding, &others, "private as well");
    Some(finding.with_help(
        "write public addresses; those in a VPC are `aws:VpcSourceIp`, beside `aws:SourceVpc`",
    ))
}

/// Whether all addresses of the block are private.
fn is_private(operand: &Spanned<Operand>) -> bool {
    let Some(block) = AddressBlock::parse_operand(&operand.value.text) else {
        return false;
    };
    let ranges = PRIVATE.into_iter().filter_map(AddressBlock::parse_operand);
    let mut containing = ranges.filter(|range| range.contains(block.first()));
    containing.any(|range| range.prefix <= block.prefix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Scalar;
    use crate::span::Span;

    fn operand(text: &str) -> Spanned<Operand> {
        let operand = Operand {
            scalar: Scalar::String,
            text: text.to_owned(),
            template: None,
        };
        Spanned::new(operand, Span::default())
    }

    #[test]
    fn blocks_are_suggested_without_the_bits_beyond() {
        for (text, expected) in [
            ("203.0.113.7/24", Some("203.0.113.0/24")),
            ("255.255.255.255/1", Some("128.0.0.0/1")),
            ("1.2.3.4/0", Some("0.0.0.0/0")),
            ("203.0.113.7/32", None),
            ("203.0.113.7", None),
            ("0.0.0.0/0", None),
            ("2001:db8::/32", None),
        ] {
            let finding = bits_beyond_prefix(&operand(text));
            let help = finding.map(|finding| finding.help().unwrap().to_owned());
            let expected =
                expected.map(|block| format!("write `{block}`, which is the same range"));
            assert_eq!(help, expected, "{text}");
        }
    }

    #[test]
    fn blocks_are_private_as_a_whole() {
        for (text, expected) in [
            ("10.255.255.255", true),
            ("10.0.0.0/7", false),
            ("172.16.0.0/12", true),
            ("172.16.0.0/11", false),
            ("100.64.0.0/10", true),
            ("::1", true),
            ("::", false),
            ("fdff::/16", true),
            ("fe80::/9", false),
            // IPv4 in IPv6 matches nothing (C-25).
            ("::ffff:a00:1", false),
        ] {
            assert_eq!(is_private(&operand(text)), expected, "{text}");
        }
    }
}
