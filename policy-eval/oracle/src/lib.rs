//! A slow, obvious evaluator of IAM policies, for tests.
//!
//! It is written straight from the numbered rules of `docs/semantics.md`, on the parsed JSON,
//! and shares no code with the evaluator that it judges. Each function names the rule that it
//! transcribes. Documents are taken to be legal: the compiler has checked them, so there are no
//! errors here.
//!
//! A document is legal under the rules of one policy type. Numbers written as JSON numbers are
//! exact up to what `serde_json::Value` holds: 64-bit integers, and decimals of 15 digits.
//!
//! ```
//! use policy_oracle::{Decision, PolicyType, Request, evaluate};
//! use serde_json::json;
//!
//! let document = json!({
//!     "Version": "2012-10-17",
//!     "Statement": {"Effect": "Allow", "Action": "ecs:Stop*", "Resource": "*"},
//! });
//! let mut request = Request::new("ecs:StopTask", "arn:aws:ecs:us-east-1:111122223333:task/a/1");
//! assert_eq!(evaluate(&document, PolicyType::Identity, &request), Decision::Allow);
//!
//! request.action = "ecs:RunTask".to_owned();
//! assert_eq!(evaluate(&document, PolicyType::Identity, &request), Decision::ImplicitDeny);
//! ```

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "documents are known to be legal, and a test should stop loudly where one is not"
)]

mod address;
mod condition;
mod date;
mod decide;
mod documents;
pub mod generate;
mod lints;
mod number;
mod principal;
mod request;
mod statement;
mod template;
mod text;

pub use decide::{Decision, evaluate, evaluate_all, evaluate_all_with, evaluate_with};
pub use documents::{Documents, PolicyType};
pub use lints::deny_lints;
pub use request::{Caller, CallerKind, Request, Values};
