//! The ARN formats of a service: a function for each.

use std::collections::{BTreeMap, BTreeSet};

use policy_compiler::{ResourceType, Service};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use crate::names;

pub(super) fn module(krate: &TokenStream, service: &Service) -> TokenStream {
    let formats = service.resource_types().iter().flat_map(|resource| {
        let formats = resource.arn_formats.iter();
        formats.map(move |format| (resource, &**format))
    });
    let formats: Vec<(&ResourceType, &str)> = formats.collect();
    if formats.is_empty() {
        return TokenStream::new();
    }
    let doc = docs::arns(service);
    let shapes = formats.iter().map(|(_, format)| shape(format)).collect();
    let names = names::functions(formats.iter().map(|(resource, _)| &*resource.name));
    let mut types = PartTypes::new();
    let formats = formats.iter().zip(&names);
    let functions: TokenStream = formats
        .filter_map(|((resource, format), name)| {
            let refused = refused(format, &shapes);
            function(resource, format, &refused, name.as_ref()?, &mut types)
        })
        .collect();
    let parts = parts_of(&types);
    quote! {
        #[doc = #doc]
        #[allow(clippy::too_many_arguments)]
        pub mod arn {
            #[allow(unused_imports)]
            use #krate::{AccountId, arn::{Arn, ArnError, Part, Partition, Region}};
            #[allow(unused_imports)]
            use ::core::{result::Result, option::Option::{None, Some}};

            #parts
            #functions
        }
    }
}

/// The types of parts, each with the names of the resource types whose ARNs have it.
type PartTypes<'a> = BTreeMap<Ident, Vec<&'a str>>;

/// The types of parts. Types of their own with all that is derived would be more convenient by
/// a word, and cost more time than all the rest of the module.
fn parts_of(types: &PartTypes<'_>) -> TokenStream {
    if types.is_empty() {
        return TokenStream::new();
    }
    let names = types.keys();
    let aliases = types.iter().map(|(name, of)| {
        let doc = docs::part(name, of);
        quote! {
            #[doc = #doc]
            pub type #name<'a> = Part<'a, part::#name>;
        }
    });
    quote! {
        #(#aliases)*

        #[doc(hidden)]
        #[allow(missing_docs, missing_debug_implementations)]
        pub mod part {
            #(pub enum #names {})*
        }
    }
}

/// The parts of an ARN that its caller gives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Partition,
    Region,
    Account,
    Own,
}

fn function<'a>(
    resource: &'a ResourceType,
    format: &str,
    refused: &str,
    name: &Ident,
    types: &mut PartTypes<'a>,
) -> Option<TokenStream> {
    let parts = parts(format);
    let own = parts.iter().filter(|(part, _)| *part == Part::Own);
    let own: Vec<&str> = own.map(|(_, name)| *name).collect();
    let own_parameters = names::parameters(&own)
        .into_iter()
        .collect::<Option<Vec<Ident>>>()?;
    let own_types = names::parts(&own)
        .into_iter()
        .collect::<Option<Vec<Ident>>>()?;
    let mut signature = TokenStream::new();
    let mut is_regional = true;
    let mut given = TokenStream::new();
    let mut options = TokenStream::new();
    for (part, parameter, ty) in [
        (Part::Partition, quote!(partition), quote!(Partition)),
        (Part::Region, quote!(region), quote!(Region)),
        (Part::Account, quote!(account), quote!(AccountId)),
    ] {
        if parts.iter().any(|(other, _)| *other == part) {
            signature.extend(quote!(#parameter: #ty<'a>,));
            given.extend(quote!(#parameter,));
            options.extend(quote!(Some(#parameter),));
        } else {
            is_regional = false;
            options.extend(quote!(None,));
        }
    }
    let is_alone = own.len() == 1;
    let own_values = own_types
        .into_iter()
        .zip(own_parameters)
        .map(|(ty, parameter)| {
            if is_alone {
                signature.extend(quote!(#parameter: &'a str));
                return quote!(#parameter);
            }
            signature.extend(quote!(#parameter: #ty<'a>,));
            let of = types.entry(ty).or_default();
            if !of.contains(&&*resource.name) {
                of.push(&resource.name);
            }
            quote!(#parameter.as_str())
        });
    let own_values: Vec<TokenStream> = own_values.collect();
    let doc = docs::arn(resource, format, refused);
    let (constructor, fields) = if is_regional {
        (quote!(regional), given)
    } else {
        (quote!(build), options)
    };
    Some(quote! {
        #[doc = #doc]
        #[inline]
        pub const fn #name<'a>(#signature) -> Result<Arn<'a>, ArnError> {
            Arn::#constructor(#format, #refused, #fields &[#(#own_values),*])
        }
    })
}

/// The separators with which a part that could have them would reach into what other formats
/// have there: `/` of `table/${T}`, where there is `table/${T}/index/${I}` or `table/old/${T}`.
fn refused(format: &str, shapes: &BTreeSet<String>) -> String {
    let shape = shape(format);
    let resource = shape
        .match_indices(':')
        .nth(4)
        .map_or(0, |(colon, _)| colon);
    let open = shape.match_indices('*').filter(|(at, _)| *at > resource);
    // A `/` is the only separator that a part may have before the end, if `:` comes after it.
    let open = open.filter_map(|(at, _)| match shape.get(at + 1..)?.chars().next() {
        None => Some((at, &[':', '/'][..])),
        Some(':') => Some((at, &['/'][..])),
        Some(_) => None,
    });
    let mut refused = BTreeSet::new();
    for (at, separators) in open {
        let Some((before, _)) = shape.split_at_checked(at) else {
            continue;
        };
        let mut others = shapes.range(before.to_owned()..);
        while let Some(rest) = others.next().and_then(|other| other.strip_prefix(before)) {
            // Without the first one it cannot have what comes after.
            let first = rest.chars().find(|c| [':', '/'].contains(c));
            refused.extend(first.filter(|c| separators.contains(c)));
        }
    }
    refused.into_iter().collect()
}

/// A format with `*` for each of its placeholders, as names do not matter.
fn shape(format: &str) -> String {
    let mut parts = format.split("${");
    let mut shape = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        shape.push('*');
        shape.push_str(part.split_once('}').map_or(part, |(_, after)| after));
    }
    shape
}

/// The placeholders of a format in order. What a placeholder is follows from its field.
fn parts(format: &str) -> Vec<(Part, &str)> {
    let mut parts = Vec::new();
    for (index, field) in format.splitn(6, ':').enumerate() {
        let part = match index {
            1 => Part::Partition,
            3 => Part::Region,
            4 => Part::Account,
            _ => Part::Own,
        };
        let mut rest = field;
        while let Some(start) = rest.find(['$', '*']) {
            let from = rest.get(start..).unwrap_or_default();
            let (name, after) = match from
                .strip_prefix("${")
                .and_then(|from| from.split_once('}'))
            {
                Some(placeholder) => placeholder,
                None => ("rest", from.get(1..).unwrap_or_default()),
            };
            parts.push((part, name));
            rest = after;
        }
    }
    parts
}
