//! The compiled form of AWS IAM policies, and everything that decides on it.
//!
//! Most programs use `policy-eval`, which re-exports this crate and adds the macros
//! that turn policy documents into constants. This crate is `no_std`, does not
//! allocate, and knows no JSON: it is what the compiler and the running program
//! share, so that both decide alike.
//!
//! A [`Policy`], or all [`Policies`] in force, decide a [`Request`]; the outcome is a
//! [`Decision`]. A request asks for an [`Action`] on a resource, comes from a
//! [`Principal`] and carries a [`Context`] of condition keys, of which [`global`] has the
//! common ones. Rule numbers such as A-2 are those of `docs/semantics.md` in the
//! repository.
//!
//! No request makes this code panic or allocate, or run longer than linear in its size times
//! that of the policies; but for templates with a variable and more text between two stars, where
//! the value of the variable is a factor as well.

#![no_std]

mod account;
mod action;
pub mod arn;
mod bounds;
mod branch;
mod condition;
mod context;
mod document;
mod effect;
mod evaluate;
mod fold;
#[doc(hidden)]
pub mod form;
mod formula;
pub mod global;
mod key;
pub mod operator;
mod packed;
mod place;
mod policies;
mod policy;
mod principal;
#[doc(hidden)]
pub mod record;
pub mod reference;
mod request;
mod search;
mod source;
mod statement;
mod table;
mod template;
mod truth;
#[doc(hidden)]
pub mod value;
mod view;

pub use account::{AccountId, ParseAccountIdError};
pub use action::{Action, ParseActionError};
pub use context::{Context, ContextError};
pub use document::Document;
pub use effect::{Decision, Effect, PolicyType};
pub use key::ContextKey;
pub use place::{Layer, Misplaced, Place};
pub use policies::Policies;
pub use policy::Policy;
pub use principal::{ParsePrincipalError, Principal, PrincipalKind};
pub use request::{Request, RequestError};
pub use source::{ContextSource, Texts, Values};
pub use view::{Condition, Element, Operand, Statement};
