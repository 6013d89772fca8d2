//! Operands and resources -> the same alternatives in the form that is quickest to test.

use policy_core::form::{self, SEARCHED_FROM, Template};
use policy_core::operator::Comparison;
use policy_core::value::{AddressBlock, lower};

use crate::lower::Texts;

/// Templates by what is to be tested: the exact ones to be searched, in order, if there are
/// enough of them, and those to be matched one by one.
pub(crate) struct Searchable {
    pub(crate) set: Vec<Template>,
    pub(crate) others: Vec<Template>,
}

pub(crate) fn searchable(templates: &[Template], texts: &Texts) -> Searchable {
    let is_exact = |template: &Template| matches!(template, Template::Exact(_));
    let (mut set, mut others): (Vec<Template>, Vec<Template>) =
        templates.iter().partition(|template| is_exact(template));
    if set.len() < SEARCHED_FROM {
        set.clear();
        others = templates.to_vec();
    }
    let text = |template: &Template| match template {
        Template::Exact(slice) => texts.get(*slice),
        _ => "",
    };
    set.sort_by(|a, b| form::order(text(a), text(b)));
    set.dedup();
    Searchable { set, others }
}

/// Exact templates in lower case, as values are compared that are lower-cased (C-17).
pub(crate) fn lower_cased(templates: &[Template], texts: &mut Texts) -> Vec<Template> {
    let lower_cased = templates.iter().map(|template| match *template {
        Template::Exact(slice) => {
            let lowered: String = lower(texts.get(slice).chars()).collect();
            Template::Exact(texts.add(&lowered))
        }
        other => other,
    });
    lower_cased.collect()
}

/// Operands with what they stand for: the one that settles an inequality, or those to be
/// searched in ascending order.
pub(crate) fn comparable<T: Ord, O>(comparison: Comparison, mut operands: Vec<(T, O)>) -> Vec<O> {
    match comparison {
        Comparison::Less | Comparison::LessOrEqual => {
            operands.sort_by(|(a, _), (b, _)| b.cmp(a));
            operands.truncate(1);
        }
        Comparison::Greater | Comparison::GreaterOrEqual => {
            operands.sort_by(|(a, _), (b, _)| a.cmp(b));
            operands.truncate(1);
        }
        Comparison::Equal | Comparison::EqualIgnoreCase | Comparison::Like => {
            if operands.len() >= SEARCHED_FROM {
                operands.sort_by(|(a, _), (b, _)| a.cmp(b));
                operands.dedup_by(|(a, _), (b, _)| a == b);
            }
        }
    }
    operands.into_iter().map(|(_, operand)| operand).collect()
}

/// Blocks in ascending order, without those that are inside of others, if there are enough
/// of them to be searched.
pub(crate) fn disjoint(blocks: &[AddressBlock]) -> Vec<AddressBlock> {
    let mut blocks = blocks.to_vec();
    if blocks.len() >= SEARCHED_FROM {
        // Of those that begin alike, the largest comes first and contains the others.
        blocks.sort_by_key(|block| (block.first(), block.prefix));
        blocks.dedup_by(|block, before| before.contains(block.first()));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(texts: &[&str]) -> Vec<AddressBlock> {
        let blocks = texts.iter().map(|text| AddressBlock::parse_operand(text));
        blocks.map(|block| block.expect("a block")).collect()
    }

    #[test]
    fn blocks_inside_of_others_are_left_out() {
        let written = blocks(&[
            "10.1.2.3/8",
            "10.0.0.0/16",
            "10.255.255.255",
            "11.0.0.0/8",
            "0.0.0.0/32",
            "::/0",
            "2001:db8::/32",
            "10.0.0.0/8",
        ]);
        let expected = blocks(&["0.0.0.0/32", "10.1.2.3/8", "11.0.0.0/8", "::/0"]);
        assert_eq!(disjoint(&written), expected);
        // Too few to be searched.
        assert_eq!(disjoint(&written[..7]), written[..7]);
    }

    #[test]
    fn one_operand_settles_an_inequality() {
        let operands = || vec![(5, 'a'), (9, 'b'), (1, 'c')];
        assert_eq!(comparable(Comparison::Less, operands()), ['b']);
        assert_eq!(comparable(Comparison::LessOrEqual, operands()), ['b']);
        assert_eq!(comparable(Comparison::Greater, operands()), ['c']);
        assert_eq!(comparable(Comparison::GreaterOrEqual, operands()), ['c']);
        assert_eq!(comparable(Comparison::Equal, operands()), ['a', 'b', 'c']);
        let many: Vec<(usize, usize)> = (0..2 * SEARCHED_FROM).rev().map(|n| (n / 2, n)).collect();
        assert_eq!(comparable(Comparison::Equal, many).len(), SEARCHED_FROM);
    }
}
