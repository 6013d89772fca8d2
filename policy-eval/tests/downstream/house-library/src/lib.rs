//! A library of a house that gives `policy-eval` its own name.

pub use policy_eval as iam;
pub use policy_eval::{Policy, Request, action, include_policy, policy, policy_dir};

/// A macro on top of a macro.
#[macro_export]
macro_rules! house_policy {
    ($($document:tt)*) => {
        $crate::iam::policy!($($document)*)
    };
}
