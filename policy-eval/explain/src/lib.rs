//! Why requests are decided as they are, and what decisions depend on. Not to be used directly:
//! `policy-eval` re-exports all of it, under its feature `explain`.
//!
//! ```
//! use policy_eval::{Policy, Request, action, explain, policy};
//!
//! static READER: Policy = policy!({
//!     "Version": "2012-10-17",
//!     "Statement": { "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::docs/*" }
//! }, name = "reader");
//!
//! let request = Request::new(action!("s3:GetObject"), "arn:aws:s3:::logs/today.txt");
//! let explanation = explain(&READER, &request);
//! assert_eq!(
//!     explanation.to_string(),
//!     "\
//! ImplicitDeny: no identity policy allows it
//!   nearest: statement 1 of identity policy `reader`
//!     it is about other resources: Resource \"arn:aws:s3:::docs/*\""
//! );
//! ```
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
