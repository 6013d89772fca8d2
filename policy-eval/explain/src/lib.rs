//! Why requests are decided as they are, and what decisions depend on. Not to be used directly:
//! `policy-eval` re-exports all of it, under its feature `explain`.
//!
//! It is a crate of its own because the procedural macros explain, too, and `policy-eval`
//! depends on them. Nothing here decides: [`explain()`] and [`evaluate_partially`] are recorders of
//! the evaluation in `policy-core`, and write down what it tells them.

#![no_std]

extern crate alloc;

mod explain;
mod partial;
#[cfg(feature = "serde")]
mod serialize;

pub use crate::explain::{
    AskedKey, ContextValue, Explanation, Failure, GrantedBy, MatchedStatement, NearMiss, Shortfall,
    explain,
};
pub use crate::partial::{OpenStatement, Partial, Residual, evaluate_partially};
