//! Formats of ARNs: six fields with placeholders (S-10).

use std::collections::HashSet;
use std::ops::Range;

use super::names::{Mistake, is_printable};
use crate::template::shown;

/// A mistake, and which bytes of the text it is about.
type Misplaced = (Range<usize>, Mistake);

/// What the constructors of ARNs take at most; no ARN of AWS has more.
const MOST_OWN_PARTS: usize = 6;

const EXAMPLE: &str = "arn:${Partition}:billing:${Region}:${Account}:invoice/${InvoiceId}";

/// Checks a format of ARNs.
pub(super) fn check(format: &str) -> Result<(), Misplaced> {
    let all = 0..format.len();
    if !format.starts_with("arn:") {
        let help = format!("write it as in `{EXAMPLE}`");
        return Err((all, Mistake::new("an ARN begins with `arn:`", help)));
    }
    let placeholders = placeholders(format)?;
    // Placeholders have no colons.
    let fields: Vec<_> = format.splitn(6, ':').collect();
    let &[_, partition, service, region, account, resource] = fields.as_slice() else {
        let message = format!("the ARN has {} of six fields", fields.len());
        let help = format!("write it as in `{EXAMPLE}`; fields without a value stay empty");
        return Err((all, Mistake::new(message, help)));
    };
    let needed = [
        (partition, "partition", "write `${Partition}`"),
        (service, "service", "write the prefix of the service"),
        (resource, "resource", "write what names the resource"),
    ];
    for (field, name, help) in needed {
        if field.is_empty() {
            let message = format!("the {name} of the ARN is empty");
            return Err((all, Mistake::new(message, help)));
        }
    }
    for field in [partition, service, region, account] {
        let is_whole = |place: &Range<usize>| format.get(place.clone()) == Some(field);
        let is_open = field.contains(['$', '*']);
        if is_open && field != "*" && !placeholders.iter().any(is_whole) {
            let message = format!("the field `{}` is only partly open", shown(field));
            let help = "before the resource a field is one placeholder, `*`, or text without any";
            return Err((all, Mistake::new(message, help)));
        }
    }
    let own_parts = [service, resource].map(|field| field.matches(['$', '*']).count());
    let own_parts: usize = own_parts.iter().sum();
    if own_parts > MOST_OWN_PARTS {
        let message = format!("the ARN has {own_parts} parts of its own");
        let help = "write at most six placeholders and `*` beside partition, region and account";
        return Err((all, Mistake::new(message, help)));
    }
    let is_odd = |other: char| other.is_whitespace() || !is_printable(other);
    if let Some((start, odd)) = format.char_indices().find(|(_, other)| is_odd(*other)) {
        let message = format!("the ARN holds `{}`", shown(&odd.to_string()));
        return Err((
            start..start + odd.len_utf8(),
            Mistake::new(
                message,
                "an ARN has neither blanks nor characters without a picture",
            ),
        ));
    }
    Ok(())
}

/// The text with an `x` for each placeholder.
pub(super) fn without_placeholders(text: &str) -> Result<String, Misplaced> {
    let mut filled = String::new();
    let mut end = 0;
    for place in placeholders(text)? {
        filled.push_str(text.get(end..place.start).unwrap_or_default());
        filled.push('x');
        end = place.end;
    }
    filled.push_str(text.get(end..).unwrap_or_default());
    Ok(filled)
}

/// The places of the placeholders `${Name}`.
fn placeholders(text: &str) -> Result<Vec<Range<usize>>, Misplaced> {
    let mut found = Vec::new();
    let mut names = HashSet::new();
    let mut at = 0;
    while let Some(start) = find_from(text, at, &['$', '{', '}']) {
        let rest = text.get(start..).unwrap_or_default();
        let Some(inside) = rest.strip_prefix("${") else {
            return Err((start..start + 1, stray(rest)));
        };
        let Some((name, _)) = inside.split_once('}') else {
            let help = "write it as in `${InvoiceId}`";
            let mistake = Mistake::new("a placeholder is not closed", help);
            return Err((start..text.len(), mistake));
        };
        let place = start..start + "${}".len() + name.len();
        check_placeholder(name).map_err(|mistake| (place.clone(), mistake))?;
        if !names.insert(name.to_ascii_lowercase()) {
            let message = format!("the placeholder `${{{name}}}` is there already");
            let mistake = Mistake::new(message, "give each placeholder a name of its own");
            return Err((place, mistake));
        }
        at = place.end;
        found.push(place);
    }
    Ok(found)
}

fn check_placeholder(name: &str) -> Result<(), Mistake> {
    let is_legal = |character: char| character.is_ascii_alphanumeric() || character == '-';
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic());
    if is_name && name.chars().all(is_legal) {
        return Ok(());
    }
    Err(Mistake::new(
        format!("`${{{}}}` is no placeholder", shown(name)),
        "its name is made of letters, digits and `-`, and begins with a letter",
    ))
}

fn stray(rest: &str) -> Mistake {
    let help = "a placeholder is written as in `${InvoiceId}`";
    Mistake::new(
        format!(
            "a `{}` outside placeholders",
            rest.get(..1).unwrap_or_default()
        ),
        help,
    )
}

fn find_from(text: &str, at: usize, characters: &[char]) -> Option<usize> {
    let rest = text.get(at..)?;
    rest.find(characters).map(|start| at + start)
}
