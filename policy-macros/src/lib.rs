//! The procedural macros of `policy-eval`. Not to be used directly: `policy-eval`
//! wraps each of them, so that they work however that crate is named, and documents
//! them where people read.
//!
//! This crate only adapts tokens: reading, checking and compiling are the business of
//! `policy-compiler`.

mod action;
mod arguments;
mod assert;
mod bake;
mod catalog;
mod checks;
mod diagnostics;
mod directory;
mod file;
mod json_tokens;
mod names;
mod policy;
mod service;

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

/// See `policy_eval::assert_policy!`.
#[proc_macro]
pub fn assert_policy(input: TokenStream) -> TokenStream {
    assert::assert_policy(input.into()).into()
}

/// The module of a service of AWS. Not public API; used by `policy-catalog`.
#[proc_macro]
pub fn service(input: TokenStream) -> TokenStream {
    service::service(input.into()).into()
}

/// The hash over the prefixes of AWS's services. Not public API; used by `policy-catalog`.
#[proc_macro]
pub fn services_hash(input: TokenStream) -> TokenStream {
    service::services_hash(input.into()).into()
}

/// What the modules of AWS's services have. Not public API; used by the tests of
/// `policy-catalog`.
#[proc_macro]
pub fn catalog_tables(input: TokenStream) -> TokenStream {
    catalog::catalog_tables(input.into()).into()
}

/// The global condition keys, as a service has its keys. Not public API; used by
/// `policy-catalog`.
#[proc_macro]
pub fn global_keys(input: TokenStream) -> TokenStream {
    service::global_keys(input.into()).into()
}

/// See `policy_eval::include_service!`.
#[proc_macro]
pub fn include_service(input: TokenStream) -> TokenStream {
    service::include_service(input.into()).into()
}
