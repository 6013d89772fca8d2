//! `action!`: a name -> a constant action.

use policy_core::Action;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, LitStr};

use crate::arguments::split_crate;
use crate::diagnostics::error;

pub(crate) fn action(input: TokenStream) -> TokenStream {
    let (krate, input) = split_crate(input);
    let mistake = match syn::parse2::<LitStr>(input) {
        Ok(literal) => match Action::parse(&literal.value()) {
            Ok(_) => {
                return quote!({
                    const ACTION: #krate::Action<'static> = #krate::Action::from_static(#literal);
                    ACTION
                });
            }
            Err(mistake) => error(
                literal.span(),
                &format!("`{}` is no action: {mistake}", literal.value()),
            ),
        },
        Err(mistake) => {
            let message = "write one action as a string: `action!(\"ecs:RunTask\")`";
            Error::new(mistake.span(), message).to_compile_error()
        }
    };
    quote!({
        #mistake
        #krate::Action::from_static("error:error")
    })
}
