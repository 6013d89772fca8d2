//! The arguments of the macros: `$crate; subject, type = …, allow = […]`.
//!
//! Messages show what to write, since people read them in place of the documentation.

use policy_compiler::{Code, Options, nearest};
use policy_core::PolicyType;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Error, LitBool, LitStr, Result, Token, bracketed};

use crate::checks::{Checks, Errors};

/// What every macro gets.
pub(crate) struct Arguments<S> {
    /// The path of `policy-eval`, whatever its user calls it.
    pub(crate) krate: TokenStream,
    pub(crate) subject: S,
    /// All but what names are checked against, which [`checked`](Self::checked) adds.
    options: Options,
    is_vendored: bool,
    /// The files of services of one's own.
    services: Vec<LitStr>,
    /// The name of the module that `policy_dir!` makes.
    pub(crate) module: Option<Ident>,
    /// Whether it also compiles all policies into one.
    pub(crate) together: bool,
}

/// What a macro takes.
pub(crate) struct Form {
    /// Says what to write first.
    pub(crate) subject: &'static str,
    /// Names out of [`OPTIONS`].
    pub(crate) options: &'static [&'static str],
    /// Options that other macros have, with what to say to those who write them here.
    pub(crate) refused: &'static [(&'static str, &'static str)],
}

/// Every option, with an example.
const OPTIONS: [(&str, &str); 8] = [
    ("type", "type = resource"),
    ("allow", "allow = [unknown_action]"),
    ("vendored", "vendored = true"),
    ("services", "services = [\"services/billing.json\"]"),
    ("wide_stars", "wide_stars = true"),
    ("name", "name = \"build-robot\""),
    ("module", "module = policies"),
    ("together", "together = true"),
];

/// Splits off the crate's path, which the front door puts before a semicolon. It is
/// needed even if the rest is wrong.
pub(crate) fn split_crate(input: TokenStream) -> (TokenStream, TokenStream) {
    let is_semicolon =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
    let mut tokens = input.into_iter();
    let krate = tokens
        .by_ref()
        .take_while(|token| !is_semicolon(token))
        .collect();
    (krate, tokens.collect())
}

impl<S: Parse> Arguments<S> {
    pub(crate) fn parse(krate: TokenStream, input: TokenStream, form: &Form) -> Result<Self> {
        let parser = |input: ParseStream<'_>| {
            let subject = input
                .parse()
                .map_err(|error| Error::new(error.span(), form.subject))?;
            let mut settings = Settings::default();
            while !input.is_empty() {
                input.parse::<Token![,]>().map_err(|error| {
                    let example = form.options.first().map_or("", |option| example(option));
                    let message = format!(
                        "a comma is expected here, and after it an option such as `{example}`"
                    );
                    Error::new(error.span(), message)
                })?;
                if !input.is_empty() {
                    settings.parse_one(input, form)?;
                }
            }
            Ok((subject, settings))
        };
        let (subject, settings) = parser.parse2(input)?;
        let policy_type = settings.policy_type.unwrap_or(PolicyType::Identity);
        let mut options = Options::new(policy_type).wide_stars(settings.wide_stars);
        for code in settings.allowed {
            options = options.allow(code);
        }
        if let Some(name) = settings.policy_name {
            options = options.name(name);
        }
        Ok(Arguments {
            krate,
            subject,
            options,
            is_vendored: settings.is_vendored,
            services: settings.services,
            module: settings.module,
            together: settings.together,
        })
    }

    /// The options with what names are checked against, and items that track the files that
    /// say so. Errors that are not about one of the arguments are at `span`.
    pub(crate) fn checked(
        &self,
        span: Span,
    ) -> std::result::Result<(Options, TokenStream), Errors> {
        // Somebody else's document is taken as it is.
        if self.is_vendored {
            let mut options = self.options.clone();
            for lint in Code::DENY_LINTS {
                options = options.allow(lint);
            }
            return Ok((options, TokenStream::new()));
        }
        self.checked_as_own(span)
    }

    /// The same for what stands beside a document, which is nobody else's even if that is.
    pub(crate) fn checked_as_own(
        &self,
        span: Span,
    ) -> std::result::Result<(Options, TokenStream), Errors> {
        let mut options = self.options.clone();
        let checks = Checks::new(&self.services, span)?;
        for lint in checks.allowed {
            options = options.allow(lint);
        }
        Ok((options.reference(checks.reference), checks.tracked))
    }
}

#[derive(Default)]
struct Settings {
    seen: Vec<Ident>,
    policy_type: Option<PolicyType>,
    allowed: Vec<Code>,
    is_vendored: bool,
    services: Vec<LitStr>,
    wide_stars: bool,
    policy_name: Option<String>,
    module: Option<Ident>,
    together: bool,
}

impl Settings {
    fn parse_one(&mut self, input: ParseStream<'_>, form: &Form) -> Result<()> {
        let name = input.call(Ident::parse_any).map_err(|error| {
            let message = format!("only options can follow here: {}", all(form.options));
            Error::new(error.span(), message)
        })?;
        if self.seen.contains(&name) {
            return Err(Error::new(
                name.span(),
                format!("option `{name}` is given twice"),
            ));
        }
        if let Some((_, why)) = form.refused.iter().find(|(option, _)| name == option) {
            return Err(Error::new(name.span(), why));
        }
        if !form.options.iter().any(|option| name == option) {
            return Err(Error::new(name.span(), no_option(&name, form)));
        }
        let written = |error: Error, at_end: bool| as_in_example(&name, at_end, &error);
        let at_end = input.is_empty();
        input
            .parse::<Token![=]>()
            .map_err(|error| written(error, at_end))?;
        let at_end = input.is_empty();
        match name.to_string().as_str() {
            "type" => {
                let word = input.call(Ident::parse_any);
                let word = word.map_err(|error| written(error, at_end))?;
                self.policy_type = Some(policy_type(&word)?);
            }
            "allow" => {
                let lints = list(input).map_err(|error| written(error, at_end))?;
                self.allowed = lints.iter().map(deny_lint).collect::<Result<_>>()?;
            }
            "services" => {
                let files = list(input).map_err(|error| written(error, at_end))?;
                self.services = files.into_iter().collect();
            }
            "vendored" | "wide_stars" | "together" => {
                let yes = input.parse::<LitBool>();
                let yes = yes.map_err(|error| written(error, at_end))?.value();
                let setting = match name.to_string().as_str() {
                    "vendored" => &mut self.is_vendored,
                    "wide_stars" => &mut self.wide_stars,
                    _ => &mut self.together,
                };
                *setting = yes;
            }
            "name" => {
                let literal = input.parse::<LitStr>();
                let literal = literal.map_err(|error| written(error, at_end))?;
                self.policy_name = Some(policy_name(&literal)?);
            }
            _ => {
                let module = input.parse();
                self.module = Some(module.map_err(|error| written(error, at_end))?);
            }
        }
        self.seen.push(name);
        Ok(())
    }
}

/// An error that shows how the option is written. The end of the input is no token to
/// point at, so the option is.
fn as_in_example(name: &Ident, at_end: bool, error: &Error) -> Error {
    let example = example(&name.to_string());
    let span = if at_end { name.span() } else { error.span() };
    Error::new(
        span,
        format!("option `{name}` is written as in `{example}`"),
    )
}

fn example(name: &str) -> &'static str {
    let option = OPTIONS.iter().find(|(option, _)| *option == name);
    option.map_or("", |(_, example)| example)
}

/// An option that a macro does not have, though another one may.
fn no_option(name: &Ident, form: &Form) -> String {
    if OPTIONS.iter().any(|(option, _)| name == option) {
        let options = all(form.options);
        return format!("option `{name}` is not for this macro; it has: {options}");
    }
    unknown("option", &name.to_string(), form.options)
}

fn list<T: Parse>(input: ParseStream<'_>) -> Result<Punctuated<T, Token![,]>> {
    let list;
    bracketed!(list in input);
    Punctuated::parse_terminated(&list)
}

fn policy_name(literal: &LitStr) -> Result<String> {
    let name = literal.value();
    let mistake = if name.is_empty() {
        "the name is empty; write one, as in `name = \"build-robot\"`, or leave the option out"
    } else if name.contains(char::is_control) {
        "the name has control characters, such as line feeds; leave them out"
    } else {
        return Ok(name);
    };
    Err(Error::new(literal.span(), mistake))
}

fn policy_type(word: &Ident) -> Result<PolicyType> {
    PolicyType::parse(&word.to_string()).ok_or_else(|| {
        let names = PolicyType::ALL.map(PolicyType::as_str);
        Error::new(
            word.span(),
            unknown("policy type", &word.to_string(), &names),
        )
    })
}

fn deny_lint(word: &Ident) -> Result<Code> {
    let name = word.to_string();
    let lints = Code::DENY_LINTS.map(Code::as_str);
    match Code::parse(&name) {
        Some(code) if Code::DENY_LINTS.contains(&code) => Ok(code),
        // `too_large` is an error as well, where nothing real is as large.
        Some(code) if Code::WARNINGS.contains(&code) => Err(Error::new(
            word.span(),
            format!("`{name}` is only a warning and stops nothing; leave it out"),
        )),
        Some(_) => {
            let lints = all(&lints);
            let message = format!("`{name}` cannot be allowed; only these can: {lints}");
            Err(Error::new(word.span(), message))
        }
        None => Err(Error::new(word.span(), unknown("lint", &name, &lints))),
    }
}

fn unknown(what: &str, name: &str, names: &[&str]) -> String {
    match nearest(name, names.iter().copied()) {
        Some(nearest) => format!("unknown {what} `{name}`; a similar one exists: `{nearest}`"),
        None => format!("unknown {what} `{name}`; there are: {}", all(names)),
    }
}

/// All of a few names.
fn all(names: &[&str]) -> String {
    let names = names.join("`, `");
    format!("`{names}`")
}
