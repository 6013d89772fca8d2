//! Random legal policies and requests for property tests.
//!
//! Both draw from the same few actions, resources, principals, keys and values, so that a request
//! often hits a policy that knows nothing of it. Documents carry deny-lints at worst, never
//! errors. They are to be handed to a compiler as [`to_json`] writes them: four of the eight types
//! take characters beyond U+00FF only as escapes (G-1).
//!
//! ```
//! use policy_oracle::{PolicyType, evaluate, generate};
//! use proptest::{prop_assert_eq, proptest, test_runner::Config};
//!
//! proptest!(Config::with_cases(64), |(
//!     policy in generate::policy(PolicyType::Identity),
//!     request in generate::request(),
//! )| {
//!     let read_again = serde_json::from_str(&generate::to_json(&policy)).unwrap();
//!     prop_assert_eq!(
//!         evaluate(&policy, PolicyType::Identity, &request),
//!         evaluate(&read_again, PolicyType::Identity, &request)
//!     );
//! });
//! ```

mod condition;
mod dense;
mod document;
mod pattern;
mod principal;
mod random;
mod request;
mod resources;
mod set;
mod shrink;
mod words;

use std::fmt::Write;

use proptest::strategy::Strategy;
use serde_json::Value;

use crate::documents::PolicyType;
use crate::request::Request;

pub use dense::DenseActions;
pub use resources::DenseResources;
pub use set::OwnedDocuments;

/// A legal document of the given type. Shrinks by dropping statements, conditions, operators,
/// keys and list entries, and by widening elements to `*`; every step is legal.
pub fn policy(policy_type: PolicyType) -> impl Strategy<Value = Value> {
    let typed = shrink::Generated::new(
        move |random| (policy_type, document::document(random, policy_type)),
        |(policy_type, document)| {
            let simpler = document::simpler(document, *policy_type).into_iter();
            simpler.map(|document| (*policy_type, document)).collect()
        },
    );
    typed.prop_map(|(_, document)| document)
}

/// Legal documents of all types, to be in force together: up to three identity documents, up to
/// three levels of SCPs, a resource policy or a trust policy, and so on. Those that limit allow
/// much more than a [`policy`] of their type, so that every decision is frequent. Shrinks by
/// dropping documents, and by making those that stay simpler.
///
/// ```
/// use policy_oracle::{evaluate_all, generate};
/// use proptest::{prop_assert, proptest, test_runner::Config};
///
/// proptest!(Config::with_cases(64), |(
///     documents in generate::documents(),
///     request in generate::request(),
/// )| {
///     let documents = documents.as_documents();
///     prop_assert!(documents.iter().all(|(_, document)| document.is_object()));
///     let _ = evaluate_all(&documents, &request);
/// });
/// ```
pub fn documents() -> impl Strategy<Value = OwnedDocuments> {
    shrink::Generated::new(set::documents, set::simpler)
}

/// A valid request of any kind of caller, or of none. Shrinks by dropping context keys, values
/// and attributes.
pub fn request() -> impl Strategy<Value = Request> {
    shrink::Generated::new(request::request, request::simpler)
}

/// Documents about very many names that nearly are the same: prefixes that nest, names that are
/// one character shorter or longer, long ones, and patterns of every shape. Shrinks by dropping
/// documents, entries and actions.
///
/// ```
/// use policy_oracle::generate::{self, DenseActions};
/// use policy_oracle::{Decision, PolicyType, Request, evaluate};
/// use proptest::{prop_assert, proptest, test_runner::Config};
///
/// proptest!(Config::with_cases(16), |(dense in generate::dense_actions())| {
///     let DenseActions { documents, actions } = dense;
///     for (document, action) in documents.iter().zip(&actions) {
///         let request = Request::new(action, DenseActions::RESOURCE);
///         let other_effect = match document["Statement"]["Effect"].as_str() {
///             Some("Deny") => Decision::Allow,
///             _ => Decision::ExplicitDeny,
///         };
///         let decision = evaluate(document, PolicyType::Identity, &request);
///         prop_assert!(decision != other_effect);
///     }
/// });
/// ```
pub fn dense_actions() -> impl Strategy<Value = DenseActions> {
    shrink::Generated::new(dense::dense_actions, dense::simpler)
}

/// Documents of a type about very many resources that begin alike: written out, nested, with
/// wildcards and variables behind a common beginning. Not for trust policies, which are about no
/// resources. Shrinks by dropping documents and resources, and as a [`policy`] does.
///
/// ```
/// use policy_oracle::generate::{self, DenseResources};
/// use policy_oracle::{PolicyType, Request, evaluate};
/// use proptest::{prop_assert, proptest, test_runner::Config};
///
/// proptest!(Config::with_cases(16), |(dense in generate::dense_resources(PolicyType::Scp))| {
///     prop_assert!(dense.documents.iter().all(|document| document["Version"] == "2012-10-17"));
///     for resource in &dense.resources {
///         let request = Request::new(DenseResources::ACTION, resource);
///         let _ = evaluate(&dense.documents[0], dense.policy_type, &request);
///     }
/// });
/// ```
pub fn dense_resources(policy_type: PolicyType) -> impl Strategy<Value = DenseResources> {
    shrink::Generated::new(
        move |random| resources::dense_resources(random, policy_type),
        resources::simpler,
    )
}

/// The text of a document with everything outside ASCII escaped, which is legal in every type.
#[must_use]
pub fn to_json(document: &Value) -> String {
    let mut json = String::new();
    for character in document.to_string().chars() {
        if character.is_ascii() {
            json.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(json, "\\u{unit:04x}").expect("writing to a String does not fail");
            }
        }
    }
    json
}
