//! Names from outside -> Rust identifiers, by one rule.
//!
//! Constants are `SHOUTY_SNAKE_CASE` and modules `snake_case` by the word rules of the
//! crate `heck`: `AmazonECS_FullAccess` becomes `AMAZON_ECS_FULL_ACCESS`. Characters
//! that identifiers cannot have separate words. A name that begins with a digit, or is
//! a keyword, gets an underscore.

use heck::{ToShoutySnakeCase, ToSnakeCase};
use proc_macro2::{Ident, Span};

pub(crate) fn constant(name: &str) -> Option<Ident> {
    identifier(name.to_shouty_snake_case())
}

pub(crate) fn module(name: &str) -> Option<Ident> {
    identifier(name.to_snake_case())
}

fn identifier(mut name: String) -> Option<Ident> {
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, '_');
    }
    if syn::parse_str::<Ident>(&name).is_err() {
        name.push('_');
    }
    syn::parse_str::<Ident>(&name).ok().map(|mut ident| {
        ident.set_span(Span::call_site());
        ident
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_rule() {
        for (name, expected) in [
            ("AmazonECS_FullAccess", "AMAZON_ECS_FULL_ACCESS"),
            ("RunTask", "RUN_TASK"),
            ("GetDownloadUrlForLayer", "GET_DOWNLOAD_URL_FOR_LAYER"),
            ("AWSServiceName", "AWS_SERVICE_NAME"),
            ("my policy (2)", "MY_POLICY_2"),
            ("2fa", "_2FA"),
        ] {
            assert_eq!(constant(name).expect(name), expected);
        }
        assert_eq!(
            module("application-autoscaling").expect("a name"),
            "application_autoscaling"
        );
        assert_eq!(module("static").expect("a name"), "static_");
        assert!(constant("…").is_none_or(|ident| ident == "_"));
    }
}
