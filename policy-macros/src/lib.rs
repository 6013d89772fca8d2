//! The procedural macros of `policy-eval`. Not to be used directly: `policy-eval`
//! wraps each of them, so that they work however that crate is named, and documents
//! them where people read.
//!
//! This crate only adapts tokens: reading, checking and compiling are the business of
//! `policy-compiler`.

mod action;
mod arguments;
mod bake;
mod diagnostics;
mod directory;
mod file;
mod json_tokens;
mod names;
mod policy;
mod vocabulary;

use proc_macro::TokenStream;

/// See `policy_eval::include_policy!`.
#[proc_macro]
pub fn include_policy(input: TokenStream) -> TokenStream {
    policy::include_policy(input.into()).into()
}

/// See `policy_eval::policy!`.
#[proc_macro]
pub fn policy(input: TokenStream) -> TokenStream {
    policy::policy(input.into()).into()
}

/// See `policy_eval::policy_dir!`.
#[proc_macro]
pub fn policy_dir(input: TokenStream) -> TokenStream {
    directory::policy_dir(input.into()).into()
}

/// See `policy_eval::action!`.
#[proc_macro]
pub fn action(input: TokenStream) -> TokenStream {
    action::action(input.into()).into()
}

/// Modules with a constant for each action and condition key that the policies of some
/// directories name. Not public API; used by `policy-catalog`.
#[proc_macro]
pub fn vocabulary(input: TokenStream) -> TokenStream {
    vocabulary::vocabulary(input.into()).into()
}
