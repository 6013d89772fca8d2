//! `assert_policy!`: a policy and what it is to decide -> nothing, or errors.
//!
//! A document is compiled as the other macros compile it, and decides here as it will decide in the
//! program. Of a constant only the name is known here, so the Rust compiler asks it.

mod constant;
mod request;
mod syntax;
mod verdict;

use policy_compiler::{Compiled, Options, Source, compile};
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitStr, Token, token};

use crate::arguments::{Arguments, Form, split_crate};
use crate::checks::Errors;
use crate::diagnostics::{diagnostics, error};
use crate::file;
use crate::json_tokens::JsonText;
use crate::policy::{INCLUDE_POLICY, named};
use syntax::Assertion;

const SUBJECT: &str = "write the policy first: the path of a file as a string literal, the document itself in braces, or the name of a constant";

const DOCUMENT: Form = Form {
    subject: SUBJECT,
    options: INCLUDE_POLICY.options,
    refused: INCLUDE_POLICY.refused,
};

const CONSTANT: Form = Form {
    subject: SUBJECT,
    options: &["allow", "services"],
    refused: &[
        ("type", OF_THE_CONSTANT),
        ("resource_type", OF_THE_CONSTANT),
        ("vendored", OF_THE_CONSTANT),
        ("wide_stars", OF_THE_CONSTANT),
        ("name", OF_THE_CONSTANT),
    ],
};

const OF_THE_CONSTANT: &str =
    "the constant is compiled already; this option belongs to the macro that compiles it";

pub(crate) fn assert_policy(input: TokenStream) -> TokenStream {
    let (krate, input) = split_crate(input);
    let (policy, body) = match split_body(input) {
        Ok(parts) => parts,
        Err(errors) => return errors,
    };
    let kind = |input: ParseStream<'_>| {
        let kind = Kind::of(input);
        input.parse::<TokenStream>().map(|_| kind)
    };
    let kind = kind.parse2(policy.clone()).unwrap_or(Kind::File);
    let (assertions, errors) = syntax::read(&body);
    // With mistakes in the assertions none of them is judged.
    let is_whole = errors.is_empty();
    let judged = |document: Written| document.judged(&assertions, is_whole);
    let items = match kind {
        Kind::File => of_file(krate, policy).map(judged),
        Kind::InPlace => in_place(krate, policy).map(judged),
        Kind::Constant => constant::ask(krate, policy, &assertions, is_whole),
    };
    let items = items.unwrap_or_else(|mistakes| mistakes);
    TokenStream::from_iter([items, errors])
}

/// What a policy can be written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    InPlace,
    Constant,
}

impl Kind {
    fn of(input: ParseStream<'_>) -> Self {
        if input.peek(token::Brace) {
            return Kind::InPlace;
        }
        // `concat!("a", "b")` is to be told what a path is.
        let is_macro = input.peek(Ident) && input.peek2(Token![!]);
        if !is_macro && input.fork().parse::<constant::Path>().is_ok() {
            return Kind::Constant;
        }
        Kind::File
    }
}

/// Splits off the assertions, which are the last argument.
fn split_body(input: TokenStream) -> Result<(TokenStream, Group), Errors> {
    let mut tokens: Vec<TokenTree> = input.into_iter().collect();
    if is_comma(tokens.last()) {
        tokens.pop();
    }
    let Some(last) = tokens.pop() else {
        return Err(error(Span::call_site(), SUBJECT));
    };
    match last {
        TokenTree::Group(body) if is_braces(&body) && is_comma(tokens.last()) => {
            tokens.pop();
            Ok((tokens.into_iter().collect(), body))
        }
        last => Err(no_body(&tokens, &last)),
    }
}

/// What to say where the last argument is something else.
fn no_body(tokens: &[TokenTree], last: &TokenTree) -> Errors {
    const MESSAGE: &str = "after the policy comes a comma, and what it is to decide, in braces: `{ allows \"ecs:RunTask\" on \"*\"; does not allow \"iam:PassRole\" on \"*\"; }`";
    let is_body = |token: &&TokenTree| matches!(token, TokenTree::Group(group) if is_braces(group));
    // A document in place is the first token.
    let mut behind_policy = tokens.iter().chain([last]).skip(1);
    let body = behind_policy.find(is_body);
    let behind_body = body.and_then(|_| behind_policy.find(|token| !is_comma(Some(token))));
    match behind_body {
        Some(option) => error(
            option.span(),
            "options stand before the assertions, directly behind the policy",
        ),
        None => error(last.span(), MESSAGE),
    }
}

fn is_braces(group: &Group) -> bool {
    group.delimiter() == Delimiter::Brace
}

fn is_comma(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ',')
}

/// A document whose place and options are in order.
struct Written {
    /// Items that track the files that were read.
    tracked: TokenStream,
    /// How requests are to be read: their names are checked even if the document is vendored.
    request_options: Options,
    compiled: Result<Compiled, Errors>,
}

impl Written {
    /// Errors for what is wrong with document or assertions; or else for each assertion that
    /// fails, if these are all.
    fn judged(self, assertions: &[Assertion], is_whole: bool) -> TokenStream {
        let mut items = self.tracked;
        match (
            self.compiled,
            request::read(assertions, &self.request_options),
        ) {
            (Ok(compiled), Ok(requests)) => {
                let failures = is_whole.then(|| verdict::failures(&compiled.policy(), &requests));
                items.extend(failures);
            }
            (compiled, requests) => {
                items.extend(compiled.err());
                items.extend(requests.err());
            }
        }
        items
    }
}

fn of_file(krate: TokenStream, policy: TokenStream) -> Result<Written, Errors> {
    let arguments = Arguments::<LitStr>::parse(krate, policy, &DOCUMENT)
        .map_err(|error| error.to_compile_error())?;
    let span = arguments.subject.span();
    let mistake = |message: String| error(span, &message);
    let file = file::resolve(&arguments.subject).map_err(mistake)?;
    let text = file.read_policy().map_err(mistake)?;
    let (request_options, mut tracked) = arguments.checked_as_own(span)?;
    let (options, _) = arguments.checked(span)?;
    let options = named(options, &file).map_err(mistake)?;
    tracked.extend(file.track());
    let source = Source {
        name: &file.display_name,
        text: &text,
    };
    let compiled = compile(&text, &options);
    Ok(Written {
        tracked,
        request_options,
        compiled: compiled
            .map_err(|findings| diagnostics(&findings, &options, &source, |_| span).errors()),
    })
}

fn in_place(krate: TokenStream, policy: TokenStream) -> Result<Written, Errors> {
    let arguments = Arguments::<Group>::parse(krate, policy, &DOCUMENT)
        .map_err(|error| error.to_compile_error())?;
    let span = arguments.subject.span_open();
    let (request_options, tracked) = arguments.checked_as_own(span)?;
    let (options, _) = arguments.checked(span)?;
    let json = JsonText::new(arguments.subject)?;
    let compiled = compile(&json.text, &options);
    Ok(Written {
        tracked,
        request_options,
        compiled: compiled.map_err(|findings| json.diagnostics(&findings, &options).errors()),
    })
}
