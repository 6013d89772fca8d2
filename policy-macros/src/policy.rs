//! `include_policy!` and `policy!`: a document -> an expression.

use policy_compiler::{Options, Source, compile};
use proc_macro2::{Group, TokenStream};
use quote::quote;
use syn::LitStr;

use crate::arguments::{Arguments, Form, split_crate};
use crate::bake::bake;
use crate::diagnostics::{error, errors};
use crate::file::{self, File};
use crate::json_tokens::JsonText;

const INCLUDE_POLICY: Form = Form {
    subject: "write the path of a policy as a string literal: `include_policy!(\"policies/deployer.json\")`",
    options: &["type", "allow", "wide_stars", "name"],
    refused: &[],
};

const POLICY: Form = Form {
    subject: "write the document itself, in braces: `policy!({…})`; `include_policy!` takes the path of a file",
    options: INCLUDE_POLICY.options,
    refused: INCLUDE_POLICY.refused,
};

pub(crate) fn include_policy(input: TokenStream) -> TokenStream {
    let (krate, input) = split_crate(input);
    let Arguments {
        subject, options, ..
    } = match Arguments::<LitStr>::parse(krate.clone(), input, &INCLUDE_POLICY) {
        Ok(arguments) => arguments,
        Err(error) => return denies(&krate, &error.to_compile_error()),
    };
    let file = match file::resolve(&subject) {
        Ok(file) => file,
        Err(message) => return denies(&krate, &error(subject.span(), &message)),
    };
    let (text, options) = match file
        .read()
        .and_then(|text| Ok((text, named(options, &file)?)))
    {
        Ok(read) => read,
        Err(message) => return denies(&krate, &error(subject.span(), &message)),
    };
    let tracked = file.track();
    match compile(&text, &options) {
        Ok(compiled) => expression(&krate, &tracked, &bake(&krate, &compiled.policy())),
        Err(findings) => {
            let source = Source {
                name: &file.display_name,
                text: &text,
            };
            let errors = errors(&findings, &options, &source, |_| subject.span());
            denies(&krate, &quote!(#tracked #errors))
        }
    }
}

pub(crate) fn policy(input: TokenStream) -> TokenStream {
    let (krate, input) = split_crate(input);
    let arguments = match Arguments::<Group>::parse(krate.clone(), input, &POLICY) {
        Ok(arguments) => arguments,
        Err(error) => return denies(&krate, &error.to_compile_error()),
    };
    let json = match JsonText::new(arguments.subject) {
        Ok(json) => json,
        Err(errors) => return denies(&krate, &errors),
    };
    match compile(&json.text, &arguments.options) {
        Ok(compiled) => {
            let policy = bake(&krate, &compiled.policy());
            expression(&krate, &TokenStream::new(), &policy)
        }
        Err(findings) => {
            let errors = json.errors(&findings, &arguments.options);
            denies(&krate, &errors)
        }
    }
}

/// Calls the policy as its file, unless the options name it.
fn named(options: Options, file: &File) -> Result<Options, String> {
    if options.policy_name().is_some() {
        return Ok(options);
    }
    Ok(options.name(file.stem()?))
}

fn expression(krate: &TokenStream, items: &TokenStream, policy: &TokenStream) -> TokenStream {
    quote!({
        #items
        const POLICY: #krate::Policy<'static> = #policy;
        POLICY
    })
}

/// What an expansion with mistakes still evaluates to, so that they are its only ones.
fn denies(krate: &TokenStream, items: &TokenStream) -> TokenStream {
    quote!({
        #items
        #krate::Policy::EMPTY
    })
}
