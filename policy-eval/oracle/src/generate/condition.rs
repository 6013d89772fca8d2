//! Conditions of policies.

use serde_json::{Map, Value, json};

use super::pattern::{self, Place};
use super::random::Random;
use super::words::{self, Family};

/// Base names with the form of their operands (C-13). `Null` is apart.
const OPERATORS: &[(&str, Family)] = &[
    ("StringEquals", Family::Text),
    ("StringNotEquals", Family::Text),
    ("StringEqualsIgnoreCase", Family::Text),
    ("StringNotEqualsIgnoreCase", Family::Text),
    ("StringLike", Family::Text),
    ("StringNotLike", Family::Text),
    ("NumericEquals", Family::Number),
    ("NumericNotEquals", Family::Number),
    ("NumericLessThan", Family::Number),
    ("NumericLessThanEquals", Family::Number),
    ("NumericGreaterThan", Family::Number),
    ("NumericGreaterThanEquals", Family::Number),
    ("DateEquals", Family::Date),
    ("DateNotEquals", Family::Date),
    ("DateLessThan", Family::Date),
    ("DateLessThanEquals", Family::Date),
    ("DateGreaterThan", Family::Date),
    ("DateGreaterThanEquals", Family::Date),
    ("Bool", Family::Bool),
    ("BinaryEquals", Family::Bytes),
    ("IpAddress", Family::Address),
    ("NotIpAddress", Family::Address),
    ("ArnEquals", Family::Arn),
    ("ArnLike", Family::Arn),
    ("ArnNotEquals", Family::Arn),
    ("ArnNotLike", Family::Arn),
];

/// A `Condition` element.
pub(super) fn condition(random: &mut Random, variables: bool) -> Value {
    let mut blocks = Map::new();
    if random.percent(3) {
        return Value::Object(blocks); // G-16
    }
    let n_operators = 1 + random.below(5) / 3;
    for _ in 0..n_operators {
        let (name, family) = operator(random);
        blocks.insert(name, block(random, family, variables));
    }
    Value::Object(blocks)
}

/// An operator; without a family, it is `Null`.
fn operator(random: &mut Random) -> (String, Option<Family>) {
    let set = match random.below(100) {
        0..70 => "",
        70..85 => "ForAllValues:",
        _ => "ForAnyValue:",
    };
    if random.percent(8) {
        return (format!("{set}Null"), None);
    }
    // Strings are as frequent as all the rest.
    let (base, family) = if random.percent(45) {
        random.pick(&OPERATORS[..6])
    } else {
        random.pick(OPERATORS)
    };
    let suffix = if random.percent(30) { "IfExists" } else { "" };
    (format!("{set}{base}{suffix}"), Some(family))
}

fn block(random: &mut Random, family: Option<Family>, variables: bool) -> Value {
    let mut block = Map::new();
    if random.percent(2) {
        return Value::Object(block); // G-16
    }
    for _ in 0..random.few(1, 2) {
        let key = key(random, family);
        let twice = block.keys().any(|other| other.eq_ignore_ascii_case(key)); // C-6
        if !twice {
            block.insert(key.to_owned(), operands(random, family, variables));
        }
    }
    Value::Object(block)
}

/// Usually a key that carries what the operator reads.
fn key(random: &mut Random, family: Option<Family>) -> &'static str {
    match random.below(100) {
        0..80 => {
            let fits = |(_, carried): &&(&str, Family)| family.is_none_or(|f| f == *carried);
            let keys: Vec<_> = words::KEYS.iter().filter(fits).collect();
            random.pick(&keys).0
        }
        80..92 => random.pick(words::ODD_KEYS),
        _ => random.pick(words::KEYS).0,
    }
}

/// The operands of one key: one or a list, of strings or of other JSON scalars, never mixed.
fn operands(random: &mut Random, family: Option<Family>, variables: bool) -> Value {
    if random.percent(3) {
        return json!([]); // C-36
    }
    let scalars = random.percent(20);
    let mut one = || match family {
        None | Some(Family::Bool) if scalars => json!(random.percent(50)),
        Some(Family::Date) if scalars => json!(random.pick(&[1_772_366_400_i64, 0, -1])),
        // C-15: for operators on texts too.
        Some(Family::Number | Family::Text) if scalars => number(random),
        _ => Value::String(operand(random, family, variables)),
    };
    let (first, second, third) = (one(), one(), one());
    match random.below(10) {
        0..5 => first,
        5..7 => json!([first]),
        7..9 => json!([first, second]),
        _ => json!([first, second, third]),
    }
}

fn number(random: &mut Random) -> Value {
    match random.below(6) {
        0 => json!(1.5),
        1 => json!(-0.0),
        2 => json!(100.0),
        3 => json!(1e23),
        4 => json!(9_007_199_254_740_993_u64),
        _ => json!(10),
    }
}

fn operand(random: &mut Random, family: Option<Family>, variables: bool) -> String {
    let words = match family {
        None | Some(Family::Bool) => &["true", "false", "True", "FALSE"],
        Some(Family::Text) => match random.below(10) {
            0..4 => words::TEXT_OPERANDS,
            4..7 => words::TEXTS,
            _ => words::VARIABLE_OPERANDS,
        },
        Some(Family::Number) => words::NUMBER_OPERANDS,
        Some(Family::Date) => words::DATE_OPERANDS,
        Some(Family::Bytes) => words::BYTES_OPERANDS,
        Some(Family::Address) => words::ADDRESS_OPERANDS,
        Some(Family::Arn) => return arn(random, variables),
    };
    random.pick(words).to_owned()
}

fn arn(random: &mut Random, variables: bool) -> String {
    // Fewer than five colons are legal only where a variable may bring the rest (C-27).
    if variables && random.percent(15) {
        let short = [
            "${x:arn}",
            "arn:aws:${x:text}",
            "${x:arn, 'a'}:b:c:d",
            "*${x:absent}",
        ];
        return random.pick(&short).to_owned();
    }
    let place = Place {
        variables,
        service_wildcards: true,
    };
    match random.below(20) {
        0 => "*:*:*:*:*:*".to_owned(),
        1 => "a:b:c:d:e:?".to_owned(),
        2 => "arn:aws:logs:*:log-group:app".to_owned(),
        _ => pattern::arn(random, place),
    }
}
