//! The arguments of the macros: `$crate; subject, type = …, allow = […]`.
//!
//! Messages show what to write, since people read them in place of the documentation.

use policy_compiler::{Code, Level, Lint, LintError, Options, nearest};
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
    /// All but the reference and the levels, which [`checked`](Self::checked) adds.
    options: Options,
    levels: Vec<(Lint, Level)>,
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
const OPTIONS: [(&str, &str); 11] = [
    ("type", "type = resource"),
    ("resource_type", "resource_type = \"AWS::S3::Bucket\""),
    ("allow", "allow = [unknown_action]"),
    ("warn", "warn = [short_arn]"),
    ("deny", "deny = [privilege_escalation]"),
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
        if let Some(name) = settings.resource_type {
            let named = options.resource_type(&name.value());
            options = named.map_err(|error| Error::new(name.span(), error))?;
        }
        if let Some(name) = settings.policy_name {
            options = options.name(name);
        }
        Ok(Arguments {
            krate,
            subject,
            options,
            levels: settings.levels,
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
            return Ok((self.options.clone().vendored(), TokenStream::new()));
        }
        self.checked_as_own(span)
    }

    /// The same for what stands beside a document, which is nobody else's even if that is.
    pub(crate) fn checked_as_own(
        &self,
        span: Span,
    ) -> std::result::Result<(Options, TokenStream), Errors> {
        let options = self.options.clone();
        let checks = Checks::new(&self.services, span)?;
        // What is said here counts more than what is said of the crate, and what is said of one
        // lint more than what is said of its type.
        let mut levels = checks.levels;
        for (lint, level) in &self.levels {
            if let Lint::Type(finding_type) = lint {
                levels.extend(Code::of_type(*finding_type).map(|code| (code, *level)));
            }
        }
        for (lint, level) in &self.levels {
            if let Lint::Code(code) = lint {
                levels.push((*code, *level));
            }
        }
        let options = levels
            .into_iter()
            .fold(options, |options, (code, level)| options.level(code, level));
        Ok((options.reference(checks.reference), checks.tracked))
    }
}

#[derive(Default)]
struct Settings {
    seen: Vec<Ident>,
    policy_type: Option<PolicyType>,
    resource_type: Option<LitStr>,
    levels: Vec<(Lint, Level)>,
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
            word @ ("allow" | "warn" | "deny") => {
                let lints = list::<Ident>(input).map_err(|error| written(error, at_end))?;
                if let Some(level) = Level::parse(word) {
                    for word in &lints {
                        self.choose(word, level)?;
                    }
                }
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
            "resource_type" => {
                let literal = input.parse();
                self.resource_type = Some(literal.map_err(|error| written(error, at_end))?);
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

impl Settings {
    /// Chooses the level of a lint, or of a type of them, once.
    fn choose(&mut self, word: &Ident, level: Level) -> Result<()> {
        let lint = lint(word)?;
        if let Some((_, other)) = self.levels.iter().find(|(other, _)| *other == lint)
            && *other != level
        {
            let (other, level) = (other.as_str(), level.as_str());
            let message = format!("`{word}` is in `{other}` and in `{level}`; remove one");
            return Err(Error::new(word.span(), message));
        }
        self.levels.push((lint, level));
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

fn lint(word: &Ident) -> Result<Lint> {
    Lint::parse(&word.to_string()).map_err(|mistake| {
        let LintError { message, help } = mistake;
        Error::new(word.span(), format!("{message}; {help}"))
    })
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
