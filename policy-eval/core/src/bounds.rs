//! Actions that a policy does not name in full: where their names lie in the order of
//! names, and what holds there.
//!
//! A pattern `Describe*` covers the names between `describe` and `describf`. Between two
//! neighbours among all such bounds every name means the same, and has one row.

use crate::Action;
use crate::form::{Service, Tables, fold_name};
use crate::table::Found;

/// The row of an action that the policy does not name in full.
pub(crate) const fn row_of_unnamed(tables: &Tables<'_>, action: &Action<'_>) -> u32 {
    match service(tables, action) {
        None => 0,
        Some(service) => row_within(tables, service, action),
    }
}

/// What the policy says of the service of an action.
pub(crate) const fn service<'t>(
    tables: &'t Tables<'_>,
    action: &Action<'_>,
) -> Option<&'t Service> {
    let name = action.prefix_bytes();
    tables
        .services
        .get(action.service_hash(), name, tables.text)
}

/// The same, as far as that can be said without calling anything.
#[inline]
pub(crate) fn glance_at_service<'t>(
    tables: &'t Tables<'_>,
    action: &Action<'_>,
) -> Found<'t, Service> {
    let hash = action.service_hash();
    match tables.services.slot(hash) {
        None => Found::Nothing,
        Some(slot) if slot.hash == hash && slot.prefix.begins(action.as_str().as_bytes()) => {
            Found::Entry(slot)
        }
        Some(slot) => {
            // The name of the service ends with the colon, which is in no name.
            let start = action.as_str().as_bytes().get(..slot.name.len as usize);
            let start = start.unwrap_or_default();
            tables.services.glance(slot, hash, start, tables.text)
        }
    }
}

/// The row of a name among the bounds of its service.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "a call would cost as much as the search"
)]
pub(crate) const fn row_within(tables: &Tables<'_>, service: &Service, action: &Action<'_>) -> u32 {
    let bounds = service.bounds.of(tables.bounds);
    let head = head(action);
    let mut last = None;
    let mut rest = bounds;
    while let Some((before, [middle, after @ ..])) = rest.split_at_checked(rest.len() / 2) {
        if middle.head <= head {
            last = Some(middle);
            rest = after;
        } else {
            rest = before;
        }
    }
    match last {
        None => service.row,
        Some(bound) if bound.head == head && bound.rest.len > 0 => {
            row_by_rest(tables, service, action, head)
        }
        Some(bound) => bound.row,
    }
}

/// The same, where heads are equal and what follows decides.
#[cold]
const fn row_by_rest(
    tables: &Tables<'_>,
    service: &Service,
    action: &Action<'_>,
    head: u128,
) -> u32 {
    let name = match action.name_bytes().split_at_checked(HEAD) {
        Some((_, rest)) => rest,
        None => &[],
    };
    let mut row = service.row;
    let mut bounds = service.bounds.of(tables.bounds);
    while let Some((before, [middle, after @ ..])) = bounds.split_at_checked(bounds.len() / 2) {
        let is_before = middle.head < head
            || (middle.head == head && is_rest_before(middle.rest.of_bytes(tables.text), name));
        if is_before {
            row = middle.row;
            bounds = after;
        } else {
            bounds = before;
        }
    }
    row
}

/// Whether what follows the head of a bound is before what follows that of a name, or the same.
const fn is_rest_before(bound: &[u8], name: &[u8]) -> bool {
    let (mut bound, mut name) = (bound, name);
    while let ([of_bound, after_bound @ ..], [of_name, after_name @ ..]) = (bound, name) {
        let of_name = fold_name(*of_name);
        if *of_bound != of_name {
            return *of_bound < of_name;
        }
        (bound, name) = (after_bound, after_name);
    }
    bound.is_empty()
}

const HEAD: usize = size_of::<u128>();

/// The head of the name of an action.
#[inline]
const fn head(action: &Action<'_>) -> u128 {
    let name = action.name_bytes();
    if let Some(head) = name.first_chunk::<HEAD>() {
        return fold_both(u128::from_be_bytes(*head));
    }
    // The name ends the text: shifted, so that it begins the number and zeros follow.
    match action.as_str().as_bytes().last_chunk::<HEAD>() {
        Some(end) if !name.is_empty() => {
            fold_both(u128::from_be_bytes(*end) << (8 * (HEAD - name.len())))
        }
        _ => head_of(name),
    }
}

/// The head of a text.
#[inline(never)]
pub(crate) const fn head_of(text: &[u8]) -> u128 {
    let mut head = 0;
    let mut n_left = HEAD;
    let mut rest = text;
    while n_left > 0 {
        head <<= 8;
        if let [byte, after @ ..] = rest {
            head |= fold_name(*byte) as u128;
            rest = after;
        }
        n_left -= 1;
    }
    head
}

#[inline]
const fn fold_both(word: u128) -> u128 {
    word | ((word & (0x4040_4040_4040_4040 * ((1 << 64) | 1))) >> 1)
}
