//! What the space says about small statements.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod budgets;
mod covers;
mod keys;
mod laws;
mod random;
mod searches;

use policy_core::PolicyType;

use super::{Bound, Region};
use crate::{Document, Options, Statement, read};

/// A legal document, whatever lints it has.
fn document(text: &str, policy_type: PolicyType) -> Document {
    let options = Options::new(policy_type).vendored();
    let (document, findings) = read(text, &options);
    let errors: Vec<_> = findings.errors().collect();
    document.unwrap_or_else(|| panic!("{text}: {errors:?}"))
}

/// The regions of a document with one statement, from above and from below.
fn regions(statement: &str) -> (Region, Region) {
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": {statement}}}"#);
    let document = document(&text, PolicyType::Identity);
    let statement = &document.statements[0];
    bounds(statement)
}

/// The region of a statement without variables.
fn region(statement: &str) -> Region {
    assert!(!statement.contains("${"), "{statement}");
    regions(statement).0
}

/// The region of a statement from above and from below.
fn bounds(statement: &Statement) -> (Region, Region) {
    let of = |bound| Region::new(statement, bound, false);
    (of(Bound::AtMost), of(Bound::AtLeast))
}
