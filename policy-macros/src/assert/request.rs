//! Assertions -> requests, as far as their texts are right.

use policy_compiler::{
    ContextBuf, Findings, Level, Options, RequestNames, Span as Place, Spanned, read_context,
};
use policy_core::{AccountId, Action, Context, PolicyType, Principal, Request};
use proc_macro2::Span;

use super::syntax::{Assertion, Caller, Text};
use crate::checks::Errors;
use crate::diagnostics::{error, message};
use crate::json_tokens::JsonText;

/// A request, and what is to be decided about it.
pub(super) struct Asked<'a> {
    pub(super) assertion: &'a Assertion,
    pub(super) action: Action<'a>,
    /// Without one, it is about every request for the action.
    resource: Option<&'a str>,
    caller: Option<Principal<'a>>,
    account: Option<AccountId<'a>>,
    context: ContextBuf,
}

/// Where the findings about names point.
const ACTION: Place = Place::new(0, 1);
const RESOURCE: Place = Place::new(1, 2);
/// The first byte of the context.
const CONTEXT: usize = 2;

/// The requests of all assertions, or all that is wrong with them.
pub(super) fn read<'a>(
    assertions: &'a [Assertion],
    options: &Options,
) -> Result<Vec<Asked<'a>>, Errors> {
    let mut reader = Reader::new(options);
    let asked: Vec<_> = assertions
        .iter()
        .filter_map(|assertion| reader.request(assertion))
        .collect();
    reader.finish(asked)
}

/// The actions of assertions that say nothing else.
pub(super) fn actions<'a>(
    assertions: &'a [Assertion],
    options: &Options,
) -> Result<Vec<(&'a Assertion, Action<'a>)>, Errors> {
    const ALWAYS: &str = "a constant is asked only what it decides about an action whatever the request is; to ask about one request, name the file of the policy instead, or write the document in place";
    let mut reader = Reader::new(options);
    let mut actions = Vec::new();
    for assertion in assertions {
        if let Some(word) = assertion.words.first() {
            reader.fail(word.span(), ALWAYS);
        }
        if let Some(action) = reader.action(&assertion.action) {
            reader.names(assertion, action, None, None);
            actions.push((assertion, action));
        }
    }
    reader.finish(actions)
}

struct Reader<'o> {
    options: &'o Options,
    names: RequestNames<'o>,
    errors: Errors,
}

impl<'o> Reader<'o> {
    fn new(options: &'o Options) -> Self {
        Reader {
            options,
            names: RequestNames::new(options),
            errors: Errors::new(),
        }
    }

    fn finish<T>(self, read: T) -> Result<T, Errors> {
        if self.errors.is_empty() {
            Ok(read)
        } else {
            Err(self.errors)
        }
    }

    fn fail(&mut self, span: Span, message: &str) {
        self.errors.extend(error(span, message));
    }

    /// What could be read of a request; all of it, if nothing failed.
    fn request<'a>(&mut self, assertion: &'a Assertion) -> Option<Asked<'a>> {
        let action = self.action(&assertion.action);
        let resource = self.resource(assertion);
        let caller = self.caller(assertion);
        let account = self.account(assertion);
        let (json, context) = self.context(assertion);
        let action = action?;
        let written = json.as_ref().map(|json| (json, &context));
        self.names(assertion, action, resource, written);
        Some(Asked {
            assertion,
            action,
            resource,
            caller,
            account,
            context,
        })
    }

    fn action<'a>(&mut self, text: &'a Text) -> Option<Action<'a>> {
        match Action::parse(&text.value) {
            Ok(action) => Some(action),
            Err(mistake) => {
                let message = format!("`{}` is no action: {mistake}", text.value);
                self.fail(text.literal.span(), &message);
                None
            }
        }
    }

    fn resource<'a>(&mut self, assertion: &'a Assertion) -> Option<&'a str> {
        let policy_type = self.options.policy_type();
        if let Some(text) = &assertion.resource {
            let mistake = resource_mistake(&text.value);
            if let Some(message) = &mistake {
                self.fail(text.literal.span(), message);
            }
            return mistake.is_none().then_some(&text.value);
        }
        if let Some(word) = assertion.words.first() {
            let message = "this is about one request, so its resource has to be there as well: write `on \"arn:…\"`, or `on \"*\"` for an action that has none";
            self.fail(word.span(), message);
        } else if policy_type != PolicyType::Identity {
            let message = format!(
                "what a policy of type `{policy_type}` decides depends on the request: write its resource, as in `on \"arn:…\"`"
            );
            self.fail(assertion.action.literal.span(), &message);
        }
        None
    }

    fn caller<'a>(&mut self, assertion: &'a Assertion) -> Option<Principal<'a>> {
        let Some(caller) = &assertion.caller else {
            self.no_caller(assertion);
            return None;
        };
        let parsed = match caller {
            Caller::Anonymous => Ok(Principal::ANONYMOUS),
            Caller::Named(text) => Principal::parse(&text.value).map_err(|mistake| (text, mistake)),
            Caller::Federated(text) => {
                Principal::federated(&text.value).map_err(|mistake| (text, mistake))
            }
        };
        let parsed = parsed.and_then(|caller| match &assertion.role {
            Some(role) => caller
                .with_role(&role.value)
                .map_err(|mistake| (role, mistake)),
            None => Ok(caller),
        });
        match parsed {
            Ok(caller) => Some(caller),
            Err((text, mistake)) => {
                self.fail(text.literal.span(), &format!("`{}`: {mistake}", text.value));
                None
            }
        }
    }

    /// Whether the request needs a caller after all.
    fn no_caller(&mut self, assertion: &Assertion) {
        let policy_type = self.options.policy_type();
        let mut words = assertion.words.iter();
        if let Some(word) = words.find(|word| *word == "of") {
            let message =
                "`of role` says more about a caller: write `by` and the ARN of its session as well";
            self.fail(word.span(), message);
        } else if assertion.resource.is_some() && policy_type.names_principals() {
            let message = format!(
                "what a policy of type `{policy_type}` decides depends on who asks: write `by \"arn:…\"`, or `by anonymous`"
            );
            self.fail(assertion.action.literal.span(), &message);
        }
    }

    fn account<'a>(&mut self, assertion: &'a Assertion) -> Option<AccountId<'a>> {
        let text = assertion.account.as_ref()?;
        match AccountId::parse(&text.value) {
            Ok(account) => Some(account),
            Err(mistake) => {
                let message = format!("`{}` is no account: {mistake}", text.value);
                self.fail(text.literal.span(), &message);
                None
            }
        }
    }

    /// The context, and its text if there is one.
    fn context(&mut self, assertion: &Assertion) -> (Option<JsonText>, ContextBuf) {
        let json = assertion.context.clone().map(JsonText::new).transpose();
        let json = match json {
            Ok(Some(json)) => json,
            Ok(None) => return (None, ContextBuf::default()),
            Err(errors) => {
                self.errors.extend(errors);
                return (None, ContextBuf::default());
            }
        };
        let (context, findings) = read_context(&json.text);
        self.errors
            .extend(json.diagnostics(&findings, self.options).errors());
        (Some(json), context)
    }

    /// Checks what the request names.
    fn names(
        &mut self,
        assertion: &Assertion,
        action: Action<'_>,
        resource: Option<&str>,
        context: Option<(&JsonText, &ContextBuf)>,
    ) {
        let keys: Vec<Spanned<&str>> = context
            .iter()
            .flat_map(|(_, context)| context.keys())
            .map(|key| {
                let Place { start, end } = key.span;
                Spanned::new(&*key.value, Place::new(start + CONTEXT, end + CONTEXT))
            })
            .collect();
        let action = Spanned::new(action, ACTION);
        let resource = resource.map(|arn| Spanned::new(arn, RESOURCE));
        let findings = self.names.check(&action, resource.as_ref(), &keys);
        let span_at = |place: Place| match (place, &assertion.resource, context) {
            (RESOURCE, Some(resource), _) => resource.literal.span(),
            (place, _, Some((json, _))) if place.start >= CONTEXT => {
                json.span_at(place.start - CONTEXT)
            }
            _ => assertion.action.literal.span(),
        };
        self.report(&findings, span_at);
    }

    fn report(&mut self, findings: &Findings, span_at: impl Fn(Place) -> Span) {
        for finding in findings.at(Level::Deny, self.options) {
            let message = message(finding, &[], finding.help(), "behind the policy");
            self.errors.extend(error(span_at(finding.span()), &message));
        }
    }
}

impl Asked<'_> {
    /// Whether the resource is said to belong to another account than the caller.
    pub(super) fn is_across_accounts(&self) -> bool {
        let of_caller = self.caller.as_ref().and_then(Principal::account);
        self.account.is_some() && of_caller.is_some() && of_caller != self.account
    }

    /// Calls `then` with the request, if it is about one.
    pub(super) fn with_request<R>(&self, then: impl FnOnce(&Request<'_>) -> R) -> Option<R> {
        let context = Context::EMPTY.or_ask(&self.context);
        let mut request = Request::new(self.action, self.resource?).with(&context);
        if let Some(caller) = &self.caller {
            request = request.by(caller);
        }
        if let Some(account) = self.account {
            request = request.in_account(account);
        }
        Some(then(&request))
    }
}

fn resource_mistake(text: &str) -> Option<String> {
    if text == Request::NO_RESOURCE {
        return None;
    }
    if text.contains(['*', '?']) {
        return Some(format!(
            "`{text}` has wildcards, and a request is about one resource; they belong into policies"
        ));
    }
    if text.contains("${") {
        return Some(format!(
            "`{text}` has a policy variable; a request has what stands for it"
        ));
    }
    let is_arn = text.starts_with("arn:") && text.splitn(6, ':').count() == 6;
    if !is_arn {
        return Some(format!(
            "`{text}` is no ARN; write one, such as `arn:aws:s3:::docs/a`, or `*` for an action that has no resource"
        ));
    }
    if text.len() > Context::MAX_TEXT {
        return Some(format!(
            "the resource is longer than {} bytes",
            Context::MAX_TEXT
        ));
    }
    None
}
