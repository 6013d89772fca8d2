//! `vocabulary!`: the actions and condition keys that documents name -> constants.

use std::collections::{BTreeMap, BTreeSet};

use policy_compiler::{ActionForm, Options, read};
use policy_core::{Action, PolicyType};
use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{LitStr, Token};

use crate::arguments::split_crate;
use crate::diagnostics::error;
use crate::directory::documents;
use crate::{file, names};

pub(crate) fn vocabulary(input: TokenStream) -> TokenStream {
    let (krate, input) = split_crate(input);
    let directories = match Punctuated::<LitStr, Token![,]>::parse_terminated.parse2(input) {
        Ok(directories) => directories,
        Err(error) => return error.to_compile_error(),
    };
    let mut services = BTreeMap::new();
    let mut tracked = TokenStream::new();
    for directory in &directories {
        match collect(directory, &mut services) {
            Ok(files) => tracked.extend(files),
            Err(message) => return error(directory.span(), &message),
        }
    }
    let modules = services
        .iter()
        .map(|(service, names)| module(&krate, service, names));
    quote!(#tracked #(#modules)*)
}

/// The names of one service, as written.
#[derive(Default)]
struct Names {
    actions: BTreeSet<String>,
    keys: BTreeSet<String>,
}

fn collect(
    directory: &LitStr,
    services: &mut BTreeMap<String, Names>,
) -> Result<TokenStream, String> {
    let mut tracked = TokenStream::new();
    for file in documents(&file::resolve(directory)?)? {
        let text = file.read()?;
        tracked.extend(file.track());
        // Whatever its type, a document names its actions and keys in the same places.
        let document = [PolicyType::Identity, PolicyType::Trust]
            .into_iter()
            .find_map(|policy_type| read(&text, &Options::new(policy_type)).0)
            .ok_or_else(|| format!("`{}` has mistakes", file.display_name))?;
        for statement in &document.statements {
            for entry in &statement.action.entries {
                if let ActionForm::Named { service, name } = &entry.value.form
                    && Action::parse(&entry.value.text).is_ok()
                {
                    let names = services.entry(service.clone()).or_default();
                    names.actions.insert(name.clone());
                }
            }
            let blocks = statement
                .condition
                .iter()
                .flat_map(|condition| &condition.blocks);
            for key in blocks.flat_map(|block| &block.keys) {
                let key = &key.key.value;
                if let Some((service, _)) = key.split_once(':') {
                    let names = services.entry(service.to_owned()).or_default();
                    names.keys.insert(key.clone());
                }
            }
        }
    }
    Ok(tracked)
}

fn module(krate: &TokenStream, service: &str, names: &Names) -> TokenStream {
    let Names { actions, keys } = names;
    let Some(module) = names::module(service) else {
        return TokenStream::new();
    };
    let actions = actions.iter().filter_map(|name| {
        let constant = names::constant(name)?;
        let wire = format!("{service}:{name}");
        let doc = format!("The action `{wire}`.");
        Some(quote! {
            #[doc = #doc]
            #[doc(alias = #wire)]
            pub const #constant: #krate::Action<'static> = #krate::Action::from_static(#wire);
        })
    });
    let key_constants: Vec<TokenStream> = keys
        .iter()
        .filter_map(|wire| {
            let (_, name) = wire.split_once(':')?;
            let constant = names::constant(name)?;
            let doc = format!("The condition key `{wire}`.");
            Some(quote! {
                #[doc = #doc]
                #[doc(alias = #wire)]
                pub const #constant: #krate::ContextKey<'static> =
                    #krate::ContextKey::from_static(#wire);
            })
        })
        .collect();
    let keys_doc = format!("Condition keys of `{service}`.");
    let keys_module = (!key_constants.is_empty()).then(|| {
        quote! {
            #[doc = #keys_doc]
            pub mod keys {
                #(#key_constants)*
            }
        }
    });
    let doc = format!("Actions of `{service}`.");
    quote! {
        #[doc = #doc]
        pub mod #module {
            #(#actions)*
            #keys_module
        }
    }
}
