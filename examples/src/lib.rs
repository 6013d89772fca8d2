//! Programs that decide with compiled policies: `ecs`, `own_policy` and `decide`.

/// The README of the repository, whose Rust is run as a test.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
