//! `action!`: a name -> a constant action.

use policy_compiler::{Level, check_action};
use policy_core::Action;
use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use crate::arguments::{Arguments, Form, split_crate};
use crate::checks::Errors;
use crate::diagnostics::{Diagnostics, error, message};
use crate::service;

const ACTION: Form = Form {
    subject: "write one action as a string: `action!(\"ecs:RunTask\")`",
    options: &["allow", "services"],
    refused: &[(
        "vendored",
        "`vendored` is for whole documents; say what to let pass, as in `allow = [unknown_action]`",
    )],
};

pub(crate) fn action(input: TokenStream) -> TokenStream {
    let (krate, input) = split_crate(input);
    match checked(&krate, input) {
        Ok(action) => action,
        Err(errors) => quote!({
            #errors
            #krate::Action::from_static("error:error")
        }),
    }
}

fn checked(krate: &TokenStream, input: TokenStream) -> Result<TokenStream, Errors> {
    let arguments = Arguments::<LitStr>::parse(krate.clone(), input, &ACTION)
        .map_err(|error| error.to_compile_error())?;
    let literal = &arguments.subject;
    let text = literal.value();
    let action = Action::parse(&text)
        .map_err(|mistake| error(literal.span(), &format!("`{text}` is no action: {mistake}")))?;
    let (options, tracked) = arguments.checked(literal.span())?;
    let findings = check_action(&action, &options);
    let said = Diagnostics::new(&findings, &options, &text, |_, finding| {
        let message = message(finding, &[], finding.help(), "behind the action");
        (literal.span(), message)
    });
    let said = said.tokens();
    if findings.at(Level::Deny, &options).next().is_some() {
        return Err(quote!(#tracked #said));
    }
    let value = service::value(&action);
    Ok(quote!({
        use #krate::Action;
        #tracked
        #said
        const ACTION: Action<'static> = #value;
        ACTION
    }))
}
