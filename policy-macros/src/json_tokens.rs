//! JSON written as Rust tokens -> JSON text, and back from places in it to tokens.

use std::fmt::Write as _;

use policy_compiler::{Finding, Findings, Options, Severity};
use proc_macro2::{Delimiter, Group, Spacing, Span, TokenStream, TokenTree};
use syn::{LitStr, parse2};

use crate::diagnostics::error;

/// A document that was written as tokens.
pub(crate) struct JsonText {
    pub(crate) text: String,
    /// Where each token's text begins, in order, and the token.
    tokens: Vec<(usize, Span)>,
}

impl JsonText {
    pub(crate) fn new(object: Group) -> Self {
        let mut json = JsonText {
            text: String::new(),
            tokens: Vec::new(),
        };
        json.push(TokenTree::Group(object));
        json
    }

    /// One error for each finding, on the token where it begins.
    pub(crate) fn errors(&self, findings: &Findings, options: &Options) -> TokenStream {
        let fatal = findings.fatal(options);
        fatal.map(|finding| self.error(finding)).collect()
    }

    fn error(&self, finding: &Finding) -> TokenStream {
        let mut message = finding.message().to_owned();
        let code = finding.code().as_str();
        for place in finding.spans().iter().skip(1) {
            if let Some(label) = &place.label {
                let line = self.span_at(place.span.start).unwrap().line();
                let _ = write!(message, "\n= note: line {line}: {label}");
            }
        }
        if let Some(help) = finding.help() {
            let _ = write!(message, "\n= help: {help}");
        }
        let _ = write!(message, "\n= note: code `{code}`, rule {}", finding.rule());
        if finding.severity() == Severity::DenyLint {
            let _ = write!(message, "; write `allow = [{code}]` to accept it");
        }
        error(self.span_at(finding.span().start), &message)
    }

    fn span_at(&self, offset: usize) -> Span {
        let after = self.tokens.partition_point(|(start, _)| *start <= offset);
        let token = self.tokens.get(after.saturating_sub(1));
        token.map_or_else(Span::call_site, |(_, span)| *span)
    }

    fn push(&mut self, token: TokenTree) {
        match token {
            TokenTree::Group(group) => self.push_group(&group),
            TokenTree::Literal(literal) => {
                self.begin(literal.span());
                let written = literal.to_string();
                match parse2::<LitStr>(TokenTree::Literal(literal).into()) {
                    Ok(string) => self.push_string(&string.value(), &written),
                    Err(_) => self.text.push_str(&written),
                }
            }
            TokenTree::Ident(ident) => {
                self.begin(ident.span());
                let _ = write!(self.text, "{ident}");
            }
            TokenTree::Punct(punct) => {
                self.begin(punct.span());
                self.text.push(punct.as_char());
                if punct.spacing() == Spacing::Alone && punct.as_char() != '-' {
                    self.text.push(' ');
                }
            }
        }
    }

    fn push_group(&mut self, group: &Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Brace => ("{", "}"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::None => ("", ""),
        };
        self.begin(group.span_open());
        self.text.push_str(open);
        for token in group.stream() {
            self.push(token);
        }
        self.begin(group.span_close());
        self.text.push_str(close);
    }

    fn begin(&mut self, span: Span) {
        self.tokens.push((self.text.len(), span));
    }

    /// A Rust string as a JSON string. What Rust wrote as an escape stays one, since
    /// the rules tell characters as written from escapes (G-1).
    fn push_string(&mut self, value: &str, written: &str) {
        self.text.push('"');
        for character in value.chars() {
            match character {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                _ if character >= ' ' && (character.is_ascii() || written.contains(character)) => {
                    self.text.push(character);
                }
                _ => {
                    for unit in character.encode_utf16(&mut [0; 2]) {
                        let _ = write!(self.text, "\\u{unit:04x}");
                    }
                }
            }
        }
        self.text.push('"');
    }
}
