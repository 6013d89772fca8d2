//! A service of the reference -> a module with its constants.

mod arns;
mod clashes;
mod docs;
mod keys;
mod tables;

use policy_compiler::{PerfectHashBuf, Reference, Service, ServiceAction, ServiceBuf, prefixes};
use policy_core::Action;
use policy_core::form::{self, Packed};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use syn::LitStr;

use crate::arguments::{Arguments, Form, split_crate};
use crate::checks::{self, Errors};
use crate::diagnostics::error;
use crate::{file, names};
use docs::Docs;

/// `service!`: the module of a service of AWS.
pub(crate) fn service(input: TokenStream) -> TokenStream {
    let (krate, input) = split_crate(input);
    let prefix: LitStr = match syn::parse2(input) {
        Ok(prefix) => prefix,
        Err(mistake) => return mistake.to_compile_error(),
    };
    let span = prefix.span();
    let reference = Reference::aws();
    let service = reference.service(&prefix.value());
    let Some((service, name)) = service.and_then(|service| {
        let name = names::module(&service.prefix)?;
        Some((service, name))
    }) else {
        return error(span, "AWS has no such service");
    };
    let docs = Docs::new(service, true);
    module(&krate, &name, service, &docs).unwrap_or_else(|message| error(span, &message))
}

/// `services_hash!`: the hash that leads from a prefix to its place among AWS's services.
pub(crate) fn services_hash(input: TokenStream) -> TokenStream {
    let (krate, _) = split_crate(input);
    let hash = match PerfectHashBuf::of_prefixes(prefixes()) {
        Ok(hash) => tables::hash(&hash.lend()),
        Err(mistake) => return error(Span::call_site(), &mistake.to_string()),
    };
    quote!({
        use #krate::reference::form::PerfectHash;
        #hash
    })
}

/// `global_keys!`: a constant service that has the global condition keys.
pub(crate) fn global_keys(input: TokenStream) -> TokenStream {
    let (krate, _) = split_crate(input);
    let keys = Reference::global();
    compiled(&krate, &keys).unwrap_or_else(|message| error(Span::call_site(), &message))
}

const INCLUDE_SERVICE: Form = Form {
    subject: "write the path of a service file as a string literal: `include_service!(\"billing.json\")`",
    options: &["module"],
    refused: &[],
};

/// More than anybody reads at once.
const MOST_CLASHES: usize = 100;

/// `include_service!`: the module of a service of one's own.
pub(crate) fn include_service(input: TokenStream) -> TokenStream {
    let (krate, input) = split_crate(input);
    included(&krate, input).unwrap_or_else(|errors| errors)
}

fn included(krate: &TokenStream, input: TokenStream) -> Result<TokenStream, Errors> {
    let arguments = Arguments::<LitStr>::parse(krate.clone(), input, &INCLUDE_SERVICE)
        .map_err(|error| error.to_compile_error())?;
    let span = arguments.subject.span();
    let mistake = |message: String| error(span, &message);
    let file = file::resolve(&arguments.subject).map_err(mistake)?;
    let tracked = file.track();
    let (service, text) =
        checks::service(&file, span).map_err(|errors| quote!(#tracked #errors))?;
    let source = file.source(&text);
    let clashes = clashes::find(&service, &text);
    if !clashes.is_empty() {
        let clashes = clashes.iter().take(MOST_CLASHES);
        let errors: Errors = clashes
            .map(|finding| checks::drawn(finding, &source, span))
            .collect();
        return Err(quote!(#tracked #errors));
    }
    let name = arguments.module.or_else(|| names::module(&service.prefix));
    let name = name.ok_or_else(|| {
        let prefix = &service.prefix;
        mistake(format!(
            "`{prefix}` makes no module name; give one, as in `module = billing`"
        ))
    })?;
    let docs = Docs::new(&service, false);
    let module = module(krate, &name, &service, &docs).map_err(mistake)?;
    Ok(quote!(#tracked #module))
}

/// The module of one service.
fn module(
    krate: &TokenStream,
    name: &Ident,
    service: &Service,
    docs: &Docs<'_>,
) -> Result<TokenStream, String> {
    let compiled = compiled(krate, service)?;
    let constants = names::actions(service.actions().iter().map(|action| &*action.name));
    let doc = docs.module(&constants);
    let maker = (!service.actions().is_empty()).then(|| maker(krate, service));
    let actions = service.actions().iter().zip(&constants);
    let actions: TokenStream = actions
        .filter_map(|(action, name)| constant(service, action, name.as_ref()?, docs))
        .collect();
    let keys = keys::module(krate, service);
    let arns = arns::module(krate, service);
    Ok(quote! {
        pub mod #name {
            // Inside, where its links lead to what is here.
            #![doc = #doc]

            /// What the service has, for look-ups.
            pub static SERVICE: #krate::reference::Service<'static> = #compiled;

            #maker
            #actions
            #keys
            #arns
        }
    })
}

/// An expression for the tables of a service.
fn compiled(krate: &TokenStream, service: &Service) -> Result<TokenStream, String> {
    let owned = ServiceBuf::new(service).map_err(|mistake| mistake.to_string())?;
    let tables = tables::service(owned.lend().tables());
    Ok(quote!({
        use #krate::reference::form::{PerfectHash, ServiceTables};
        #krate::reference::Service::new(#tables)
    }))
}

fn constant(
    service: &Service,
    action: &ServiceAction,
    name: &Ident,
    docs: &Docs<'_>,
) -> Option<TokenStream> {
    let wire = format!("{}:{}", service.prefix, action.name);
    let hash = Literal::u64_unsuffixed(form::action_hash(&Action::parse(&wire).ok()?));
    let packed = packed(&wire);
    let doc = docs.action(&wire, action);
    Some(quote! {
        #[doc = #doc]
        #[doc(alias = #wire)]
        pub const #name: Action<'static> = action(#wire, #hash, #packed);
    })
}

/// A function of the module that makes its constants from their text and hash. Hashing them here
/// saves the Rust compiler a millisecond each; the short call, half of the rest.
fn maker(krate: &TokenStream, service: &Service) -> TokenStream {
    let colon = service.prefix.len();
    let service_hash = form::service_hash(&service.prefix);
    quote! {
        use #krate::Action;

        const fn action(text: &'static str, hash: u64, packed: [u128; 2]) -> Action<'static> {
            Action::from_parts(text, #colon, #service_hash, hash, packed)
        }
    }
}

/// An expression for an action, where `Action` is in scope.
pub(crate) fn value(action: &Action<'_>) -> TokenStream {
    let text = action.as_str();
    let colon = action.service().len();
    let service_hash = form::service_hash(action.service());
    let hash = form::action_hash(action);
    let packed = packed(text);
    quote!(Action::from_parts(#text, #colon, #service_hash, #hash, #packed))
}

/// The numbers of a name.
fn packed(name: &str) -> TokenStream {
    let packed = Packed::of(name).unwrap_or(Packed::NOT_PACKED);
    let numbers = packed.numbers().map(Literal::u128_unsuffixed);
    quote!([#(#numbers),*])
}
