//! Assertions about a constant -> constants that only compile if they hold.

use policy_core::{Action, Decision};
use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, Token};

use super::syntax::Assertion;
use super::{CONSTANT, request, verdict};
use crate::arguments::Arguments;
use crate::checks::Errors;
use crate::service;

/// The name of a constant or a static.
pub(super) struct Path {
    tokens: TokenStream,
    span: Span,
    shown: String,
}

/// An item for each assertion, if these are all.
pub(super) fn ask(
    krate: TokenStream,
    policy: TokenStream,
    assertions: &[Assertion],
    is_whole: bool,
) -> Result<TokenStream, Errors> {
    let arguments = Arguments::<Path>::parse(krate, policy, &CONSTANT)
        .map_err(|error| error.to_compile_error())?;
    let path = &arguments.subject;
    let (options, mut items) = arguments.checked_as_own(path.span)?;
    let actions = request::actions(assertions, &options)?;
    for (assertion, action) in actions.iter().filter(|_| is_whole) {
        items.extend(item(&arguments.krate, path, assertion, action));
    }
    Ok(items)
}

fn item(
    krate: &TokenStream,
    path: &Path,
    assertion: &Assertion,
    action: &Action<'_>,
) -> TokenStream {
    const INSTEAD: &str =
        "to ask about one, name the file of the policy instead, or write the document in place";
    let expected = assertion.expected;
    let Path { tokens, shown, .. } = path;
    let name = format!("`{shown}`");
    let arms = [
        (Decision::Allow, quote!(Allow)),
        (Decision::ImplicitDeny, quote!(ImplicitDeny)),
        (Decision::ExplicitDeny, quote!(ExplicitDeny)),
    ]
    .map(|(decision, variant)| {
        let request = verdict::any_request(action);
        let outcome = if expected.is(decision) {
            quote!(())
        } else {
            failure(
                assertion,
                &verdict::decided(&name, expected, decision, &request),
            )
        };
        quote!(::core::option::Option::Some(#krate::Decision::#variant) => #outcome,)
    });
    let depends = verdict::depends(&name, expected, action);
    let depends = failure(assertion, &format!("{depends}; {INSTEAD}"));
    let value = service::value(action);
    quote! {
        const _: () = {
            use #krate::__private::assertion_failed;
            match #krate::Policy::always(&#tokens, &{
                use #krate::Action;
                const ACTION: Action<'static> = #value;
                ACTION
            }) {
                #(#arms)*
                ::core::option::Option::None => #depends,
            }
        };
    }
}

/// Stops the Rust compiler at the assertion, from the verb to the action.
fn failure(assertion: &Assertion, message: &str) -> TokenStream {
    let mut arguments = Group::new(Delimiter::Parenthesis, quote!(#message));
    arguments.set_span(assertion.action.literal.span());
    quote_spanned!(assertion.verb.span()=> assertion_failed #arguments)
}

impl Parse for Path {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut path = Path {
            tokens: TokenStream::new(),
            span: input.span(),
            shown: String::new(),
        };
        let is_global = input.peek(Token![::]);
        while path.shown.is_empty() || input.peek(Token![::]) {
            if is_global || !path.shown.is_empty() {
                input.parse::<Token![::]>()?.to_tokens(&mut path.tokens);
                path.shown.push_str("::");
            }
            let segment = input.call(Ident::parse_any)?;
            segment.to_tokens(&mut path.tokens);
            path.shown.push_str(&segment.to_string());
        }
        Ok(path)
    }
}
