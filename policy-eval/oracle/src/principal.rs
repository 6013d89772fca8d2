//! Principals (section 4).

use serde_json::Value;

use crate::request::{Caller, CallerKind};
use crate::text;

/// How strongly an Allow reaches the caller (P-10), weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    /// Not at all.
    Nothing,
    /// It delegates to the account.
    Account,
    /// It names the role, or the parent of a federated user.
    Limited,
    /// It names the caller, or everybody.
    Direct,
}

/// The entries of a principal element with their types (P-1, P-3).
pub(crate) fn entries(element: &Value) -> Vec<(&str, &str)> {
    let Value::Object(types) = element else {
        return vec![("AWS", "*")];
    };
    types
        .iter()
        .flat_map(|(kind, entries)| {
            text::list(entries)
                .into_iter()
                .map(|entry| (kind.as_str(), entry.as_str().unwrap()))
        })
        .collect()
}

/// The strongest match of a `Principal` element (P-10, P-16).
pub(crate) fn principal(element: &Value, caller: &Caller) -> Reach {
    entries(element)
        .into_iter()
        .map(|(kind, entry)| reach(kind, entry, caller))
        .max()
        .unwrap_or(Reach::Nothing)
}

/// Whether `NotPrincipal` exempts the caller (P-20): all of its chain has to be listed.
pub(crate) fn exempt(element: &Value, caller: &Caller) -> bool {
    let listed = entries(element);
    let account = || {
        listed
            .iter()
            .any(|(kind, entry)| reach(kind, entry, caller) == Reach::Account)
    };
    let named = |name: &str| listed.contains(&("AWS", name));
    let id = |prefix: &str| match &caller.unique_id {
        Some(id) => id.starts_with(prefix) && named(id),
        None => false,
    };
    if listed.contains(&("AWS", "*")) {
        return true;
    }
    match caller.kind {
        CallerKind::User => account() && (named(&caller.name) || id("AIDA")),
        CallerKind::RoleSession => {
            let role = caller.role_arn().is_some_and(|arn| named(&arn)) || id("AROA");
            account() && role && named(&caller.name)
        }
        CallerKind::FederatedUser => account() && named(&caller.name),
        CallerKind::Root => account(),
        CallerKind::Service => listed.contains(&("Service", &caller.name)),
        CallerKind::FederatedIdentity => listed.contains(&("Federated", &caller.name)),
        CallerKind::Anonymous => false,
    }
}

/// The table of P-10, cell by cell.
fn reach(kind: &str, entry: &str, caller: &Caller) -> Reach {
    let named = caller.name == entry;
    match (kind, caller.kind) {
        ("Service", CallerKind::Service) | ("Federated", CallerKind::FederatedIdentity) => {
            when(named, Reach::Direct)
        }
        ("CanonicalUser", _) if caller.account().is_some() => when(
            equals(caller.canonical_user.as_ref(), entry),
            Reach::Account,
        ),
        ("AWS", _) => aws_reach(entry, caller),
        _ => Reach::Nothing,
    }
}

/// The rows of the table for entries of type `AWS`.
fn aws_reach(entry: &str, caller: &Caller) -> Reach {
    let fields: Vec<&str> = entry.splitn(6, ':').collect();
    let named = caller.name == entry;
    let unique_id = equals(caller.unique_id.as_ref(), entry);
    match (fields[0], caller.kind) {
        ("*", _) => Reach::Direct,
        ("arn", _) if fields[5] == "root" => {
            // P-5: the partition has to be the caller's.
            let same = caller.account() == Some(fields[4]) && caller.partition() == Some(fields[1]);
            when(same, Reach::Account)
        }
        ("arn", CallerKind::User) => when(named, Reach::Direct),
        ("arn", CallerKind::RoleSession) => when(named, Reach::Direct).max(when(
            equals(caller.role_arn().as_ref(), entry),
            Reach::Limited,
        )),
        ("arn", CallerKind::FederatedUser) => when(named, Reach::Direct).max(when(
            equals(caller.user_arn.as_ref(), entry),
            Reach::Limited,
        )),
        (id, CallerKind::User) if id.starts_with("AIDA") => when(unique_id, Reach::Direct),
        (id, CallerKind::FederatedUser) if id.starts_with("AIDA") => {
            when(unique_id, Reach::Limited)
        }
        (id, CallerKind::RoleSession) if id.starts_with("AROA") => when(unique_id, Reach::Limited),
        _ => when(caller.account() == Some(entry), Reach::Account), // P-4
    }
}

fn when(holds: bool, reach: Reach) -> Reach {
    if holds { reach } else { Reach::Nothing }
}

fn equals(name: Option<&String>, entry: &str) -> bool {
    name.is_some_and(|name| name == entry)
}
