//! Everything that the modules of services have, as tables: how the tests of `policy-catalog`
//! name each of its constants and functions.

use policy_compiler::{ConditionKey, Reference, Service, prefixes};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::LitStr;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;

use crate::names;

/// `catalog_tables!`: a slice of `Tables`, which the caller defines, for the services of these
/// prefixes; without any, for all.
pub(crate) fn catalog_tables(input: TokenStream) -> TokenStream {
    let prefixes: Vec<String> =
        match Punctuated::<LitStr, syn::Token![,]>::parse_terminated.parse2(input) {
            Ok(given) if !given.is_empty() => given.iter().map(LitStr::value).collect(),
            Ok(_) => prefixes().map(str::to_owned).collect(),
            Err(mistake) => return mistake.to_compile_error(),
        };
    let reference = Reference::aws();
    let services = prefixes.iter().map(|prefix| reference.service(prefix));
    let tables = services.map(|service| service.and_then(tables));
    quote!(&[#(#tables),*])
}

fn tables(service: &Service) -> Option<TokenStream> {
    let name = names::module(&service.prefix)?;
    let module = quote!(::policy_catalog::#name);
    let (actions, keys, arns) = (
        actions(&module, service),
        keys(&module, service),
        arns(&module, service),
    );
    Some(quote! {
        Tables { service: &#module::SERVICE, actions: &[#actions], keys: &[#keys], arns: &[#arns] }
    })
}

/// Of each action its constant: the name, and the value.
fn actions(module: &TokenStream, service: &Service) -> TokenStream {
    let constants = names::constants(service.actions().iter().map(|action| &*action.name));
    let rows = constants.into_iter().flatten();
    rows.map(|constant| quote!((stringify!(#constant), #module::#constant),))
        .collect()
}

/// Of each key its constant likewise.
fn keys(module: &TokenStream, service: &Service) -> TokenStream {
    let keys = service.condition_keys().iter();
    let closed: Vec<&ConditionKey> = keys.filter(|key| !key.key.contains("${")).collect();
    let words = closed
        .iter()
        .map(|key| names::key_words(&service.prefix, &key.key));
    let rows = names::constants(words).into_iter().flatten();
    rows.map(|constant| quote!((stringify!(#constant), #module::keys::#constant),))
        .collect()
}

/// Of each format of an ARN its resource type, the format, and what makes one whose own parts
/// are `part-1`, `part-2` and so on.
fn arns(module: &TokenStream, service: &Service) -> TokenStream {
    let types = service.resource_types().iter();
    let formats: Vec<(&str, &str)> = types
        .flat_map(|one| one.arn_formats.iter().map(|format| (&*one.name, &**format)))
        .collect();
    let functions = names::functions(formats.iter().map(|(name, _)| *name));
    let rows = formats.iter().zip(functions);
    rows.filter_map(|((name, format), function)| {
        let call = call(module, &function?, format);
        Some(quote!((#name, #format, || #call),))
    })
    .collect()
}

fn call(module: &TokenStream, function: &Ident, format: &str) -> TokenStream {
    let fields: Vec<&str> = format.splitn(6, ':').collect();
    let field = |index: usize| fields.get(index).copied().unwrap_or_default();
    let common = [
        (1, quote!(::policy_eval::arn::Partition::AWS)),
        (
            3,
            quote!(::policy_eval::arn::Region::from_static("eu-central-1")),
        ),
        (
            4,
            quote!(::policy_eval::AccountId::from_static("111122223333")),
        ),
    ];
    let common = common
        .into_iter()
        .filter(|(index, _)| field(*index).contains(['$', '*']))
        .map(|(_, value)| value);
    let own: Vec<&str> = [0, 2, 5]
        .into_iter()
        .flat_map(|index| placeholders(field(index)))
        .collect();
    let types = names::parts(&own);
    let own = types.iter().zip(1..).map(|(part, number)| {
        let text = format!("part-{number}");
        let part = part.as_ref().filter(|_| own.len() > 1);
        part.map_or_else(
            || quote!(#text),
            |part| quote!(#module::arn::#part::new(#text)),
        )
    });
    let arguments = common.chain(own);
    quote!(#module::arn::#function(#(#arguments),*))
}

fn placeholders(field: &str) -> Vec<&str> {
    let after = field.split("${").skip(1);
    let named = after.filter_map(|text| Some(text.split_once('}')?.0));
    let mut all: Vec<&str> = named.collect();
    // A star comes last.
    all.extend(field.matches('*').map(|_| "rest"));
    all
}
