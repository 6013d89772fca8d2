//! `include_policy!` and `policy!`: a document -> an expression.

use policy_compiler::{Compiled, Options, compile};
use proc_macro2::{Group, TokenStream};
use quote::quote;
use syn::LitStr;

use crate::arguments::{Arguments, Form, split_crate};
use crate::bake::bake;
use crate::checks::Errors;
use crate::diagnostics::{diagnostics, error};
use crate::file::{self, File};
use crate::json_tokens::JsonText;

pub(crate) const INCLUDE_POLICY: Form = Form {
    subject: "write the path of a policy as a string literal: `include_policy!(\"policies/deployer.json\")`",
    options: &[
        "type",
        "resource_type",
        "allow",
        "warn",
        "deny",
        "vendored",
        "services",
        "wide_stars",
        "name",
    ],
    refused: &[],
};

const POLICY: Form = Form {
    subject: "write the document itself, in braces: `policy!({…})`; `include_policy!` takes the path of a file",
    options: INCLUDE_POLICY.options,
    refused: INCLUDE_POLICY.refused,
};

pub(crate) fn include_policy(input: TokenStream) -> TokenStream {
    let (krate, input) = split_crate(input);
    match included(&krate, input) {
        Ok(policy) => policy,
        Err(errors) => denies(&krate, &errors),
    }
}

fn included(krate: &TokenStream, input: TokenStream) -> Result<TokenStream, Errors> {
    let arguments = Arguments::<LitStr>::parse(krate.clone(), input, &INCLUDE_POLICY)
        .map_err(|error| error.to_compile_error())?;
    let span = arguments.subject.span();
    let mistake = |message: String| error(span, &message);
    let file = file::resolve(&arguments.subject).map_err(mistake)?;
    let text = file.read_policy().map_err(mistake)?;
    let (options, mut tracked) = arguments.checked(span)?;
    let options = named(options, &file).map_err(mistake)?;
    tracked.extend(file.track());
    let source = file.source(&text);
    let compiled = compile(&text, &options);
    let findings = compiled
        .as_ref()
        .map_or_else(|findings| findings, Compiled::findings);
    tracked.extend(diagnostics(findings, &options, &source, |_| span).tokens());
    match compiled {
        Ok(compiled) => {
            let policy = bake(krate, &compiled.policy());
            Ok(expression(krate, &tracked, &policy))
        }
        Err(_) => Err(tracked),
    }
}

pub(crate) fn policy(input: TokenStream) -> TokenStream {
    let (krate, input) = split_crate(input);
    match written(&krate, input) {
        Ok(policy) => policy,
        Err(errors) => denies(&krate, &errors),
    }
}

fn written(krate: &TokenStream, input: TokenStream) -> Result<TokenStream, Errors> {
    let arguments = Arguments::<Group>::parse(krate.clone(), input, &POLICY)
        .map_err(|error| error.to_compile_error())?;
    let (options, mut tracked) = arguments.checked(arguments.subject.span_open())?;
    let json = JsonText::new(arguments.subject)?;
    let compiled = compile(&json.text, &options);
    let findings = compiled
        .as_ref()
        .map_or_else(|findings| findings, Compiled::findings);
    tracked.extend(json.diagnostics(findings, &options).tokens());
    match compiled {
        Ok(compiled) => {
            let policy = bake(krate, &compiled.policy());
            Ok(expression(krate, &tracked, &policy))
        }
        Err(_) => Err(tracked),
    }
}

/// Calls the policy as its file, unless the options name it.
pub(crate) fn named(options: Options, file: &File) -> Result<Options, String> {
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
