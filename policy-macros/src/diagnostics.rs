//! Findings -> `compile_error!`s.

use policy_compiler::{Finding, Findings, Options, Source, render};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// More messages than anybody reads, and few enough to print in no time.
const MOST: usize = 100;

/// One error for each finding that stops the policy from compiling, at the place that
/// `span_of` gives it.
pub(crate) fn errors(
    findings: &Findings,
    options: &Options,
    source: &Source<'_>,
    span_of: impl Fn(&Finding) -> Span,
) -> TokenStream {
    let mut errors: TokenStream = findings
        .fatal(options)
        .take(MOST)
        .map(|finding| {
            let text = render(finding, source);
            // The compiler prints the first `error: ` itself.
            let text = text.strip_prefix("error: ").unwrap_or(&text);
            error(span_of(finding), text)
        })
        .collect();
    if let Some(next) = findings.fatal(options).nth(MOST) {
        let left = findings.fatal(options).count() - MOST;
        let text = format!("{left} more mistakes in `{}`", source.name);
        errors.extend(error(span_of(next), &text));
    }
    errors
}

pub(crate) fn error(span: Span, message: &str) -> TokenStream {
    quote_spanned!(span=> ::core::compile_error! { #message })
}
