//! What a compiled policy decides, and whether that is what was asserted.

use policy_compiler::{Compiled, Options, compile};
use policy_core::{Action, Decision, Policies, Policy, PolicyType, Request};
use policy_explain::explain;
use quote::quote;
use syn::Error;

use super::request::Asked;
use super::syntax::Expected;
use crate::checks::Errors;

/// An error for each request that is decided otherwise.
pub(super) fn failures(policy: &Policy<'_>, requests: &[Asked<'_>]) -> Errors {
    let policy_type = policy.policy_type();
    let own = everything(OWN, PolicyType::Identity);
    let own = own.as_ref().map(Compiled::policy);
    let own: Vec<&Policy<'_>> = own.iter().collect();
    let of_resource = everything(OF_RESOURCE, PolicyType::Resource);
    let of_resource = of_resource.as_ref().map(Compiled::policy);
    let alone = Policies::from(policy);
    let beside_own = alone.identity(&own);
    let beside = match (policy_type, &of_resource) {
        (PolicyType::Identity | PolicyType::Resource | PolicyType::Trust, _) => alone,
        // These two also limit callers who have no policies of their own.
        (PolicyType::Rcp | PolicyType::Vpce, Some(of_resource)) => beside_own.resource(of_resource),
        _ => beside_own,
    };
    let failures = requests.iter().filter_map(|asked| {
        // What the other account says is not for this policy to decide.
        let is_foreign = policy_type.names_principals() && asked.is_across_accounts();
        let policies = if is_foreign {
            beside.identity(&own)
        } else {
            beside
        };
        let message = failure(policy, policies, asked)?;
        let (verb, action) = (&asked.assertion.verb, &asked.assertion.action.literal);
        // An error on several tokens is shown from the first to the last of them.
        Some(Error::new_spanned(quote!(#verb #action), message).to_compile_error())
    });
    failures.collect()
}

/// The headline for an action that is not always decided so.
pub(super) fn depends(name: &str, expected: Expected, action: &Action<'_>) -> String {
    let verb = match expected {
        Expected::Denies => "denies",
        Expected::Allows | Expected::DoesNotAllow => "allows",
    };
    format!("whether {name} {verb} `{action}` depends on the request")
}

/// The headline for what is decided otherwise than expected.
pub(super) fn decided(name: &str, expected: Expected, decision: Decision, request: &str) -> String {
    let does = match (decision, expected) {
        (Decision::Allow, _) => "allows",
        (Decision::ImplicitDeny, Expected::Denies) => "does not deny",
        (Decision::ImplicitDeny, _) => "does not allow",
        (Decision::ExplicitDeny, _) => "denies",
    };
    format!("{name} {does} {request}")
}

/// Why an assertion fails, if it does.
fn failure(policy: &Policy<'_>, policies: Policies<'_>, asked: &Asked<'_>) -> Option<String> {
    let Asked { action, .. } = *asked;
    let expected = asked.assertion.expected;
    let name = policy.name();
    let name = name.map_or_else(|| "the policy".to_owned(), |name| format!("`{name}`"));
    let judge = |request: &Request<'_>, shown: &dyn Fn() -> String| {
        let decision = policies.evaluate(request);
        (!expected.is(decision)).then(|| {
            let explanation = explain(policies, request).to_string();
            let headline = decided(&name, expected, decision, &shown());
            format!("{headline}\n= note: {}", continued(&explanation))
        })
    };
    if let Some(failure) = asked.with_request(|request| judge(request, &|| shown(request))) {
        return failure;
    }
    match policy.always(&action) {
        // Any request is decided as all of them are.
        Some(_) => judge(&Request::new(action, Request::NO_RESOURCE), &|| {
            any_request(&action)
        }),
        None => Some(format!(
            "{}\n= help: say which one: `on \"arn:…\"`, and `with {{…}}` for its context",
            depends(&name, expected, &action)
        )),
    }
}

/// All requests for an action in words.
pub(super) fn any_request(action: &Action<'_>) -> String {
    format!("`{action}`, whatever the request")
}

/// A request in words.
fn shown(request: &Request<'_>) -> String {
    let resource = request.resource().unwrap_or_default();
    let by = request.principal();
    let by = by.map_or_else(String::new, |caller| format!(" by `{caller}`"));
    format!("`{}` on `{resource}`{by}", request.action())
}

/// Lines that go on below a note of the compiler.
fn continued(text: &str) -> String {
    text.replace('\n', "\n        ")
}

/// The policies of a caller who may do everything.
const OWN: &str = r#"{
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" }
}"#;

/// The policy of a resource that lets everybody do everything.
const OF_RESOURCE: &str = r#"{
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }
}"#;

fn everything(text: &str, policy_type: PolicyType) -> Option<Compiled> {
    compile(text, &Options::new(policy_type).name("everything")).ok()
}
