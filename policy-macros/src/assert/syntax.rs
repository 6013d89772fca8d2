//! The assertions as they are written: tokens -> verbs, actions and the rest of requests.

use policy_compiler::nearest;
use policy_core::Decision;
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Error, LitStr, Result};

use crate::checks::Errors;
use crate::diagnostics::error;

/// One assertion: what a policy is to decide about one request.
pub(super) struct Assertion {
    /// The first word.
    pub(super) verb: Ident,
    pub(super) expected: Expected,
    pub(super) action: Text,
    pub(super) resource: Option<Text>,
    pub(super) caller: Option<Caller>,
    /// The role behind a caller that is a session.
    pub(super) role: Option<Text>,
    /// The account of the resource.
    pub(super) account: Option<Text>,
    pub(super) context: Option<Group>,
    /// The words that the parts after the action begin with.
    pub(super) words: Vec<Ident>,
}

/// A string and its token.
pub(super) struct Text {
    pub(super) literal: LitStr,
    pub(super) value: String,
}

pub(super) enum Caller {
    Named(Text),
    Federated(Text),
    Anonymous,
}

/// What is said of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    Allows,
    Denies,
    DoesNotAllow,
}

impl Expected {
    pub(super) const fn is(self, decision: Decision) -> bool {
        match self {
            Expected::Allows => matches!(decision, Decision::Allow),
            Expected::Denies => matches!(decision, Decision::ExplicitDeny),
            Expected::DoesNotAllow => !matches!(decision, Decision::Allow),
        }
    }
}

/// The words that assertions begin with.
const VERBS: [&str; 3] = ["allows", "denies", "does"];

/// Those words, for people.
const VERBS_SHOWN: &str = "`allows`, `denies` or `does not allow`";

/// What may come after the action, with an example of each.
const PARTS: [(&str, &str); 5] = [
    ("on", "on \"arn:aws:s3:::docs/a\""),
    ("by", "by \"arn:aws:iam::111122223333:user/alice\""),
    ("of", "of role \"arn:aws:iam::111122223333:role/ci/deploy\""),
    ("in", "in account \"111122223333\""),
    ("with", "with { \"aws:SecureTransport\": true }"),
];

/// The same, for people.
const FOLLOWS: &str = "after the action come `on`, `by`, `of role`, `in account` and `with`, each once, and a semicolon";

/// Every assertion that can be read, and errors for the others.
pub(super) fn read(body: &Group) -> (Vec<Assertion>, Errors) {
    let (written, mut errors) = split(body.stream());
    if written.is_empty() {
        let message = "nothing is asserted; write what the policy is to decide, such as `allows \"ecs:RunTask\" on \"*\";`";
        errors.extend(error(body.span_open(), message));
    }
    let mut assertions = Vec::new();
    for tokens in written {
        match assertion.parse2(tokens) {
            Ok(assertion) => assertions.push(assertion),
            Err(error) => errors.extend(error.to_compile_error()),
        }
    }
    (assertions, errors)
}

/// The tokens of each assertion. A verb begins the next one even without a semicolon.
fn split(body: TokenStream) -> (Vec<TokenStream>, Errors) {
    let mut written = Vec::new();
    let mut errors = Errors::new();
    let mut current = Vec::new();
    for token in body {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == ';' => {
                written.push(std::mem::take(&mut current));
                continue;
            }
            TokenTree::Ident(word) if is_verb(word) && !current.is_empty() => {
                let message = format!("a semicolon is missing before `{word}`");
                errors.extend(error(word.span(), &message));
                written.push(std::mem::take(&mut current));
            }
            _ => {}
        }
        current.push(token);
    }
    written.push(current);
    let written = written.into_iter().filter(|tokens| !tokens.is_empty());
    (written.map(TokenStream::from_iter).collect(), errors)
}

fn is_verb(word: &Ident) -> bool {
    VERBS.iter().any(|verb| word == verb)
}

fn assertion(input: ParseStream<'_>) -> Result<Assertion> {
    let first = input.span();
    let verb = input.call(Ident::parse_any);
    let verb = verb.map_err(|_| {
        let message = format!("an assertion begins with {VERBS_SHOWN}");
        Error::new(first, message)
    })?;
    let expected = expected(&verb, input)?;
    let after = verb.span();
    let action = text(
        input,
        after,
        "write one action as a string, such as `\"ecs:RunTask\"`",
    )?;
    let mut assertion = Assertion {
        verb,
        expected,
        action,
        resource: None,
        caller: None,
        role: None,
        account: None,
        context: None,
        words: Vec::new(),
    };
    while !input.is_empty() {
        let word = input.call(Ident::parse_any);
        let word = word.map_err(|error| Error::new(error.span(), FOLLOWS))?;
        if assertion.words.contains(&word) {
            return Err(Error::new(
                word.span(),
                format!("`{word}` is written twice"),
            ));
        }
        assertion.part(&word, input)?;
        assertion.words.push(word);
    }
    Ok(assertion)
}

fn expected(verb: &Ident, input: ParseStream<'_>) -> Result<Expected> {
    match verb.to_string().as_str() {
        "allows" => Ok(Expected::Allows),
        "denies" => Ok(Expected::Denies),
        "does" => {
            let not_allow =
                "after `does` comes `not allow`; the opposite of `does not allow` is `allows`";
            for expected in ["not", "allow"] {
                keyword(input, verb.span(), expected, not_allow)?;
            }
            Ok(Expected::DoesNotAllow)
        }
        other => Err(Error::new(
            verb.span(),
            match nearest(other, ["allows", "allow", "denies", "deny"]) {
                Some("allows" | "allow") => format!("unknown verb `{other}`; write `allows`"),
                Some(_) => format!("unknown verb `{other}`; write `denies`"),
                None => format!("unknown verb `{other}`; write {VERBS_SHOWN}"),
            },
        )),
    }
}

impl Assertion {
    /// Reads the part that this word begins.
    fn part(&mut self, word: &Ident, input: ParseStream<'_>) -> Result<()> {
        let name = word.to_string();
        let Some((_, example)) = PARTS.iter().find(|(part, _)| *part == name) else {
            let message = match nearest(&name, PARTS.map(|(part, _)| part)) {
                Some(nearest) => {
                    format!("unknown word `{name}`; a similar one exists: `{nearest}`")
                }
                None => FOLLOWS.to_owned(),
            };
            return Err(Error::new(word.span(), message));
        };
        let after = word.span();
        let as_in = format!("write it as in `{example}`");
        match name.as_str() {
            "on" => self.resource = Some(text(input, after, &as_in)?),
            "by" => self.caller = Some(caller(input, after)?),
            "of" => {
                keyword(input, after, "role", &as_in)?;
                self.role = Some(text(input, after, &as_in)?);
            }
            "in" => {
                keyword(input, after, "account", &as_in)?;
                self.account = Some(text(input, after, &as_in)?);
            }
            _ => {
                let braces = input.peek(syn::token::Brace);
                let group: Group = expect(input, after, &as_in)?;
                if !braces {
                    return Err(Error::new(group.span_open(), as_in));
                }
                self.context = Some(group);
            }
        }
        Ok(())
    }
}

fn caller(input: ParseStream<'_>, after: Span) -> Result<Caller> {
    const CALLER: &str = "write the ARN or the service that calls as a string, `federated` and an identity provider, or `anonymous`";
    if !input.peek(Ident::peek_any) {
        return text(input, after, CALLER).map(Caller::Named);
    }
    let word: Ident = input.call(Ident::parse_any)?;
    match word.to_string().as_str() {
        "anonymous" => Ok(Caller::Anonymous),
        "federated" => {
            let provider = "write an identity provider as a string, such as `federated \"graph.facebook.com\"`";
            text(input, word.span(), provider).map(Caller::Federated)
        }
        _ => Err(Error::new(word.span(), CALLER)),
    }
}

fn text(input: ParseStream<'_>, after: Span, message: &str) -> Result<Text> {
    let literal: LitStr = expect(input, after, message)?;
    let value = literal.value();
    Ok(Text { literal, value })
}

fn keyword(input: ParseStream<'_>, after: Span, expected: &str, message: &str) -> Result<()> {
    let at = place(input, after);
    match input.call(Ident::parse_any) {
        Ok(word) if word == expected => Ok(()),
        _ => Err(Error::new(at, message)),
    }
}

fn expect<T: Parse>(input: ParseStream<'_>, after: Span, message: &str) -> Result<T> {
    let at = place(input, after);
    input.parse().map_err(|_| Error::new(at, message))
}

/// The next token; the end of the input is none to point at, so the one before it is.
fn place(input: ParseStream<'_>, after: Span) -> Span {
    if input.is_empty() {
        after
    } else {
        input.span()
    }
}
