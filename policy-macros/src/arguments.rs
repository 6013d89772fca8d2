//! The arguments of the macros: `$crate; subject, type = …, allow = […]`.

use policy_compiler::{Code, Options, nearest};
use policy_core::PolicyType;
use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Error, LitBool, Result, Token, bracketed};

/// What every macro gets.
pub(crate) struct Arguments<S> {
    /// The path of `policy-eval`, whatever its user calls it.
    pub(crate) krate: TokenStream,
    pub(crate) subject: S,
    pub(crate) options: Options,
    /// The name of the module that `policy_dir!` makes.
    pub(crate) module: Option<Ident>,
}

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
    pub(crate) fn parse(krate: TokenStream, input: TokenStream) -> Result<Self> {
        let parser = |input: ParseStream<'_>| {
            let subject = input.parse()?;
            let mut settings = Settings::default();
            while !input.is_empty() {
                input.parse::<Token![,]>()?;
                if !input.is_empty() {
                    settings.parse_one(input)?;
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
        Ok(Arguments {
            krate,
            subject,
            options,
            module: settings.module,
        })
    }
}

#[derive(Default)]
struct Settings {
    seen: Vec<Ident>,
    policy_type: Option<PolicyType>,
    allowed: Vec<Code>,
    wide_stars: bool,
    module: Option<Ident>,
}

const SETTINGS: [&str; 4] = ["type", "allow", "wide_stars", "module"];

impl Settings {
    fn parse_one(&mut self, input: ParseStream<'_>) -> Result<()> {
        let name = input.call(Ident::parse_any)?;
        if self.seen.contains(&name) {
            return Err(Error::new(
                name.span(),
                format!("option `{name}` is given twice"),
            ));
        }
        if !SETTINGS.iter().any(|setting| name == setting) {
            let message = unknown("option", &name.to_string(), &SETTINGS);
            return Err(Error::new(name.span(), message));
        }
        input.parse::<Token![=]>()?;
        match name.to_string().as_str() {
            "type" => self.policy_type = Some(policy_type(&input.call(Ident::parse_any)?)?),
            "allow" => {
                let list;
                bracketed!(list in input);
                let codes = Punctuated::<Ident, Token![,]>::parse_terminated(&list)?;
                self.allowed = codes.iter().map(deny_lint).collect::<Result<_>>()?;
            }
            "wide_stars" => self.wide_stars = input.parse::<LitBool>()?.value(),
            _ => self.module = Some(input.parse()?),
        }
        self.seen.push(name);
        Ok(())
    }
}

fn policy_type(word: &Ident) -> Result<PolicyType> {
    let known = PolicyType::ALL
        .into_iter()
        .find(|known| word == known.as_str());
    known.ok_or_else(|| {
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
        Some(code) if lints.contains(&code.as_str()) => Ok(code),
        Some(_) => {
            let lints = lints.join("`, `");
            let message = format!("`{name}` cannot be allowed; only these can: `{lints}`");
            Err(Error::new(word.span(), message))
        }
        None => Err(Error::new(word.span(), unknown("lint", &name, &lints))),
    }
}

fn unknown(what: &str, name: &str, names: &[&str]) -> String {
    match nearest(name, names.iter().copied()) {
        Some(nearest) => format!("unknown {what} `{name}`; a similar one exists: `{nearest}`"),
        None => format!(
            "unknown {what} `{name}`; there are: `{}`",
            names.join("`, `")
        ),
    }
}
