//! Findings -> `compile_error!`s.

use std::fmt::Write as _;

use policy_compiler::{Finding, Findings, Options, Severity, Source, render};
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

/// What a finding says where the compiler shows its place; `allow_where` is where the option
/// that lets it pass is written.
pub(crate) fn message(
    finding: &Finding,
    notes: &[String],
    help: Option<&str>,
    allow_where: &str,
) -> String {
    let code = finding.code().as_str();
    let mut message = finding.message().to_owned();
    for note in notes {
        let _ = write!(message, "\n= note: {note}");
    }
    if let Some(help) = help {
        let _ = write!(message, "\n= help: {help}");
    }
    let _ = write!(message, "\n= note: code `{code}`, rule {}", finding.rule());
    if finding.severity() == Severity::DenyLint {
        let _ = write!(
            message,
            "\n= note: if it is meant, write `allow = [{code}]` {allow_where}"
        );
    }
    message
}

pub(crate) fn error(span: Span, message: &str) -> TokenStream {
    quote_spanned!(span=> ::core::compile_error! { #message })
}
