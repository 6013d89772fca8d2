//! Texts: scalars of JSON, and the two ways to forget case.

use serde_json::Value;

/// One string is an array of one (G-13).
pub(crate) fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().collect(),
        one => vec![one],
    }
}

/// The text of a JSON scalar (C-15).
pub(crate) fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(boolean) => boolean.to_string(),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(integer), _, _) => integer.to_string(),
            (_, Some(integer), _) => integer.to_string(),
            // The sum with zero takes the sign off a negative zero. Display writes no exponent
            // and as few digits as tell the number.
            (_, _, Some(decimal)) => (decimal + 0.0).to_string(),
            _ => unreachable!("serde_json numbers are one of the three"),
        },
        _ => panic!("not a scalar: {value}"),
    }
}

/// Every character's lower-case mapping, one by one (section 0), for names of keys.
pub(crate) fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// The lower-casing of `StringEqualsIgnoreCase` (C-17): of the whole text, but characters above
/// U+FFFF stay as they are.
pub(crate) fn lower(text: &str) -> String {
    let whole = text.to_lowercase();
    let mut lowered = whole.chars();
    let mut result = String::new();
    for original in text.chars() {
        // How many characters each becomes does not depend on its neighbours.
        let n_mapped = original.to_lowercase().count();
        let mapped: String = lowered.by_ref().take(n_mapped).collect();
        if original > '\u{FFFF}' {
            result.push(original);
        } else {
            result.push_str(&mapped);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_str};

    use super::{fold, lower, scalar};

    /// C-17.
    #[test]
    fn lower_cases_like_the_examples() {
        let same = |a, b| lower(a) == lower(b);
        assert!(same("RED", "rEd"));
        assert!(same("\u{212A}", "k"));
        assert!(!same("\u{17F}", "s"));
        assert!(!same("\u{131}", "I"));
        assert!(!same("ß", "SS"));
        assert!(same("ẞ", "ß"));
        assert!(same("ΛΟΓΟΣ", "λογος"));
        assert!(!same("ΛΟΓΟΣ", "λογοσ"));
        assert!(same("Σ", "σ"));
        assert!(!same("𐐀", "𐐨"));
        assert_eq!(lower("İ𐐀ΑΣ"), "i\u{307}𐐀ας");
        // A letter above U+FFFF stays as it is, and still is a letter to its neighbours.
        assert_eq!(lower("𐐀Σ"), "𐐀ς");
    }

    #[test]
    fn folds_one_by_one() {
        assert_eq!(fold("AWS:PrincipalTag/ΟΣ"), "aws:principaltag/οσ");
    }

    /// C-15.
    #[test]
    fn writes_scalars_plainly() {
        let text = |json: &str| scalar(&from_str::<Value>(json).unwrap());
        assert_eq!(text("10"), "10");
        assert_eq!(text("1.50"), "1.5");
        assert_eq!(text("1e2"), "100");
        assert_eq!(text("-0"), "0");
        assert_eq!(text("-0.0"), "0");
        assert_eq!(text("1e22"), "10000000000000000000000");
        assert_eq!(text("1e-7"), "0.0000001");
        assert_eq!(text("9007199254740993"), "9007199254740993");
        assert_eq!(text("18446744073709551615"), "18446744073709551615");
        assert_eq!(text("true"), "true");
    }
}
