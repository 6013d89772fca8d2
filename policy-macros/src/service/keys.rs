//! The condition keys of a service: a constant and a function for each.

use std::fmt::Write as _;

use policy_compiler::{ConditionKey, Service};
use policy_core::ContextKey;
use policy_core::reference::KeyType;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs;
use crate::names;

pub(super) fn module(krate: &TokenStream, service: &Service) -> TokenStream {
    let (templates, keys): (Vec<&ConditionKey>, Vec<_>) = service
        .condition_keys()
        .iter()
        .partition(|key| key.key.contains("${"));
    if keys.is_empty() {
        return TokenStream::new();
    }
    let doc = doc(service, &templates);
    let words = keys.iter();
    let words: Vec<&str> = words
        .map(|key| names::key_words(&service.prefix, &key.key))
        .collect();
    let constants = names::constants(words.iter().copied());
    let functions = names::functions(words.iter().copied());
    let items = keys.iter().zip(constants.iter().zip(&functions));
    let items = items.filter_map(|(key, (constant, function))| {
        Some(items_of(key, constant.as_ref()?, function.as_ref()?))
    });
    quote! {
        #[doc = #doc]
        pub mod keys {
            use #krate::ContextKey;
            #[allow(unused_imports)]
            use #krate::global;

            #(#items)*
        }
    }
}

fn items_of(key: &ConditionKey, constant: &Ident, function: &Ident) -> TokenStream {
    let doc = docs::key(key, function);
    let wire = &key.key;
    let hash = Literal::u64_unsuffixed(ContextKey::new(wire).hash());
    let (lifetime, parameter, result, value) = signature(key);
    let pair_doc = format!("[`{constant}`] with {}.", docs::values(key));
    quote! {
        #[doc = #doc]
        #[doc(alias = #wire)]
        pub const #constant: ContextKey<'static> = ContextKey::with_hash(#wire, #hash);
        #[doc = #pair_doc]
        #[must_use]
        #[inline]
        pub const fn #function #lifetime(value: #parameter) -> (ContextKey<'static>, #result) {
            (#constant, #value)
        }
    }
}

/// Of the function: its lifetimes, what it takes and gives, and how it makes it. The types are
/// those of the functions of `global`.
fn signature(key: &ConditionKey) -> (TokenStream, TokenStream, TokenStream, TokenStream) {
    let none = TokenStream::new;
    let written = || quote!(value.as_str());
    if key.is_list {
        let list = quote!(&'a [&'a str]);
        return (quote!(<'a>), list.clone(), list, quote!(value));
    }
    let (parameter, value) = match key.key_type {
        KeyType::Bool => {
            let value = quote!(if value { "true" } else { "false" });
            return (none(), quote!(bool), quote!(&'static str), value);
        }
        KeyType::Numeric => (quote!(&global::Number), written()),
        KeyType::Date => (quote!(&global::Time), written()),
        KeyType::IpAddress => (quote!(&global::Address), written()),
        _ => (quote!(&str), quote!(value)),
    };
    (none(), parameter, quote!(&str), value)
}

fn doc(service: &Service, templates: &[&ConditionKey]) -> String {
    let mut doc = format!(
        "The condition keys of `{}`: each as a constant, and as a function that pairs it with a value.\n",
        service.prefix
    );
    if !templates.is_empty() {
        doc.push_str("\nKeys with a placeholder have no constant, since they are open; write them out, as in `ContextKey::from_static(\"aws:ResourceTag/team\")`:\n\n");
    }
    for key in templates {
        let _ = writeln!(doc, "* `{}`: {}", key.key, docs::values(key));
    }
    doc
}
