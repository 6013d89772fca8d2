#![doc = include_str!("../README.md")]
#![no_std]

#[cfg(feature = "dynamic")]
extern crate std;

#[cfg(feature = "dynamic")]
pub mod dynamic;
mod macros;

pub use policy_core::{
    AccountId, Action, Condition, Context, ContextError, ContextKey, ContextSource, Decision,
    Document, Effect, Element, Layer, Misplaced, Operand, ParseAccountIdError, ParseActionError,
    ParsePrincipalError, Place, Policies, Policy, PolicyType, Principal, PrincipalKind, Request,
    RequestError, Statement, Texts, Values, operator,
};
pub use policy_core::{arn, global, reference};

#[cfg(feature = "explain")]
pub use policy_explain::{
    AskedKey, ContextValue, Explanation, Failure, GrantedBy, MatchedStatement, NearMiss,
    OpenStatement, Partial, Residual, Shortfall, evaluate_partially, explain,
};

/// Not public API; used by the macros.
#[doc(hidden)]
pub mod __private {
    pub use policy_core::form;
    pub use policy_macros::{
        action, assert_policy, global_keys, include_policy, include_service, policy, policy_dir,
        service, services_hash,
    };

    use crate::Policy;

    /// Stops the compiler at a constant.
    #[track_caller]
    #[expect(
        clippy::panic,
        reason = "it is called in constants only, where it is a compile error"
    )]
    pub const fn assertion_failed(message: &str) {
        panic!("{}", message)
    }

    /// The policy of this name, in a list that is sorted by name.
    #[must_use]
    pub fn by_name(
        policies: &'static [(&str, &Policy<'static>)],
        name: &str,
    ) -> Option<&'static Policy<'static>> {
        let index = policies
            .binary_search_by(|(known, _)| (*known).cmp(name))
            .ok()?;
        policies.get(index).map(|(_, policy)| *policy)
    }
}
