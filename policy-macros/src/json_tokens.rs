//! JSON written as Rust tokens -> JSON text, and back from places in it to tokens.

use std::char::EscapeUnicode;
use std::fmt::Write as _;

use policy_compiler::{Code, Finding, Findings, Options};
use proc_macro2::{Delimiter, Group, Literal, Spacing, Span, TokenStream, TokenTree};
use syn::{LitStr, parse2};

use crate::diagnostics::{Diagnostics, error, message};

/// A document that was written as tokens.
pub(crate) struct JsonText {
    pub(crate) text: String,
    /// Where each token's text begins, in order, and the token.
    tokens: Vec<(usize, Span)>,
}

impl JsonText {
    /// Or one error for each token that JSON does not have.
    pub(crate) fn new(object: Group) -> Result<Self, TokenStream> {
        let mut builder = Builder {
            json: JsonText {
                text: String::new(),
                tokens: Vec::new(),
            },
            errors: TokenStream::new(),
        };
        builder.push(TokenTree::Group(object));
        if builder.errors.is_empty() {
            Ok(builder.json)
        } else {
            Err(builder.errors)
        }
    }

    /// One error or warning for each finding, on the token where it begins.
    pub(crate) fn diagnostics(&self, findings: &Findings, options: &Options) -> Diagnostics {
        Diagnostics::new(findings, options, "the document", |_, finding| {
            (self.span_at(finding.span().start), self.message(finding))
        })
    }

    fn message(&self, finding: &Finding) -> String {
        let places = finding.spans().iter().skip(1).filter_map(|place| {
            let label = place.label.as_ref()?;
            Some(match line(self.span_at(place.span.start)) {
                Some(line) => format!("line {line}: {label}"),
                None => label.clone(),
            })
        });
        let notes: Vec<String> = places.collect();
        let escape = self.rust_escape(finding);
        let escape = escape.map(|escape| format!("write escapes, beginning with `{escape}`"));
        let help = escape.as_deref().or(finding.help());
        message(finding, &notes, help, "behind the document")
    }

    /// The help for a character that has to be escaped names the escape of JSON; here it
    /// is that of Rust.
    fn rust_escape(&self, finding: &Finding) -> Option<EscapeUnicode> {
        let first = finding.span().text(&self.text).chars().next()?;
        let is_written = finding.code() == Code::Charset && !first.is_ascii();
        is_written.then(|| first.escape_unicode())
    }

    /// The token that this byte of the text is from.
    pub(crate) fn span_at(&self, offset: usize) -> Span {
        let after = self.tokens.partition_point(|(start, _)| *start <= offset);
        let token = self.tokens.get(after.saturating_sub(1));
        token.map_or_else(Span::call_site, |(_, span)| *span)
    }
}

/// Only the real compiler counts lines.
fn line(span: Span) -> Option<usize> {
    proc_macro::is_available().then(|| span.unwrap().line())
}

/// Text in the making, and what is wrong with tokens in themselves.
struct Builder {
    json: JsonText,
    errors: TokenStream,
}

impl Builder {
    fn push(&mut self, token: TokenTree) {
        match token {
            TokenTree::Group(group) => self.push_group(&group),
            TokenTree::Literal(literal) => self.push_literal(literal),
            TokenTree::Ident(ident) => {
                self.begin(ident.span());
                let word = ident.to_string();
                if !matches!(word.as_str(), "true" | "false" | "null") {
                    let message =
                        format!("`{word}` is no JSON; write `\"{word}\"` if a string is meant");
                    self.errors.extend(error(ident.span(), &message));
                }
                self.json.text.push_str(&word);
            }
            TokenTree::Punct(punct) => {
                self.begin(punct.span());
                self.json.text.push(punct.as_char());
                if punct.spacing() == Spacing::Alone && punct.as_char() != '-' {
                    self.json.text.push(' ');
                }
            }
        }
    }

    fn push_literal(&mut self, literal: Literal) {
        let span = literal.span();
        self.begin(span);
        let written = literal.to_string();
        if let Ok(string) = parse2::<LitStr>(TokenTree::Literal(literal).into()) {
            self.push_string(&string.value(), &written);
            return;
        }
        let is_number = written
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
        if !is_number {
            let help = if written.starts_with(|first: char| first.is_ascii_digit()) {
                "numbers are plain digits"
            } else {
                "strings are written in double quotes"
            };
            let message = format!("`{written}` is no JSON; {help}");
            self.errors.extend(error(span, &message));
        }
        self.json.text.push_str(&written);
    }

    fn push_group(&mut self, group: &Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Brace => ("{", "}"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::None => ("", ""),
        };
        self.begin(group.span_open());
        self.json.text.push_str(open);
        for token in group.stream() {
            self.push(token);
        }
        self.begin(group.span_close());
        self.json.text.push_str(close);
    }

    fn begin(&mut self, span: Span) {
        self.json.tokens.push((self.json.text.len(), span));
    }

    /// A Rust string as a JSON string. What Rust wrote as an escape stays one, since
    /// the rules tell characters as written from escapes (G-1).
    fn push_string(&mut self, value: &str, written: &str) {
        self.json.text.push('"');
        for character in value.chars() {
            match character {
                '"' => self.json.text.push_str("\\\""),
                '\\' => self.json.text.push_str("\\\\"),
                _ if character >= ' ' && (character.is_ascii() || written.contains(character)) => {
                    self.json.text.push(character);
                }
                _ => {
                    for unit in character.encode_utf16(&mut [0; 2]) {
                        let _ = write!(self.json.text, "\\u{unit:04x}");
                    }
                }
            }
        }
        self.json.text.push('"');
    }
}
