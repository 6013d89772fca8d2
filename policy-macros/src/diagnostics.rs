//! Findings -> `compile_error!`s, and warnings.

use std::fmt::Write as _;
use std::slice;

use policy_compiler::{
    Finding, Findings, Level, Options, RenderStyle, Severity, Source, names_of, render_with,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

/// More messages than anybody reads, and few enough to print in no time.
const MOST: usize = 100;

/// One error for each finding that stops the policy from compiling, and one warning for each that
/// is only to be shown, at the place that `span_of` gives it.
pub(crate) fn diagnostics(
    findings: &Findings,
    options: &Options,
    source: &Source<'_>,
    span_of: impl Fn(&Finding) -> Span,
) -> Diagnostics {
    let sources = slice::from_ref(source);
    diagnostics_together(findings, options, source.name, sources, span_of)
}

/// The same about several documents, which are called `name` together.
pub(crate) fn diagnostics_together(
    findings: &Findings,
    options: &Options,
    name: &str,
    sources: &[Source<'_>],
    span_of: impl Fn(&Finding) -> Span,
) -> Diagnostics {
    Diagnostics::new(findings, options, name, |level, finding| {
        let style = RenderStyle::of_level(level);
        let text = render_with(finding, sources, &style);
        // The compiler prints the first word itself.
        let text = text.split_once(": ").map_or(&*text, |(_, text)| text);
        (span_of(finding), text.to_owned())
    })
}

/// Errors and warnings for the compiler.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: TokenStream,
    warnings: TokenStream,
}

impl Diagnostics {
    /// The findings as `drawn` puts them: the place and the text of each.
    pub(crate) fn new(
        findings: &Findings,
        options: &Options,
        name: &str,
        drawn: impl Fn(Level, &Finding) -> (Span, String),
    ) -> Self {
        let mut diagnostics = Diagnostics::default();
        for level in [Level::Deny, Level::Warn] {
            let at_level = || findings.at(level, options);
            for finding in at_level().take(MOST) {
                let (span, text) = drawn(level, finding);
                diagnostics.push(level, span, &finding.issue_code(), &text);
            }
            if let Some(next) = at_level().nth(MOST) {
                let left = at_level().count() - MOST;
                let (span, _) = drawn(level, next);
                let text = match level {
                    Level::Deny => format!("{left} more mistakes in `{name}`"),
                    _ => format!("{left} more warnings about `{name}`"),
                };
                diagnostics.push(level, span, "MORE", &text);
            }
        }
        diagnostics
    }

    fn push(&mut self, level: Level, span: Span, name: &str, text: &str) {
        match level {
            Level::Deny => self.errors.extend(error(span, text)),
            _ => self.warnings.extend(warning(span, name, text)),
        }
    }

    /// Items that make the compiler say what is an error, where somebody else warns of the rest.
    pub(crate) fn errors(self) -> TokenStream {
        self.errors
    }

    /// Items that make the compiler say it.
    ///
    /// A macro can warn only by using something deprecated, whose note is the warning. The inner
    /// levels keep it one where the crate denies warnings, or this lint.
    pub(crate) fn tokens(self) -> TokenStream {
        let Diagnostics { errors, warnings } = self;
        if warnings.is_empty() {
            return errors;
        }
        quote! {
            #errors
            #[warn(warnings, deprecated)]
            const _: () = { #warnings };
        }
    }
}

/// A statement that the compiler warns of.
fn warning(span: Span, name: &str, text: &str) -> TokenStream {
    let name = Ident::new(name, span);
    quote_spanned! {span=>
        {
            #[deprecated(note = #text)]
            const #name: () = ();
            #name
        }
    }
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
    let _ = write!(message, "\n= note: {}", names_of(finding));
    if finding.severity() != Severity::Error {
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
