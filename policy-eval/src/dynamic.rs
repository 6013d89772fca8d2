//! Policies that come when the program runs. Needs the feature `dynamic`.
//!
//! A server whose tenants bring policies loads each of them once: [`load`] reads and compiles a
//! document as the macros do, and what it gives decides with the same code, at the same speed. It
//! finds what the language itself (G-26) calls a mistake; names are not looked up, and policies are
//! not [reviewed](crate::include_policy!#checks).
//!
//! ```
//! use policy_eval::dynamic::{Options, Source, load};
//! use policy_eval::{Decision, PolicyType, Request};
//!
//! let source = Source {
//!     name: "tenant-7",
//!     text: r#"{
//!         "Version": "2012-10-17",
//!         "Statement": { "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }
//!     }"#,
//! };
//! let tenant = load(&source, &Options::new(PolicyType::Identity))?;
//! let request = Request::parse("s3:GetObject", "arn:aws:s3:::docs/plan.pdf")?;
//! assert_eq!(tenant.policy().evaluate(&request), Decision::Allow);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A [`PolicySet`] has the policies of all tenants by name. A [`LivePolicySet`] is one that
//! changes while requests are decided. Readers take a [`Snapshot`] of it, without a lock, and
//! decide a whole request with that; writers put another set in its place at one stroke.
//!
//! ```
//! use policy_eval::dynamic::{LivePolicySet, Options, PolicySet, Source, load};
//! use policy_eval::{Decision, PolicyType, Request};
//!
//! let document = |effect| {
//!     format!(r#"{{
//!         "Version": "2012-10-17",
//!         "Statement": {{ "Effect": "{effect}", "Action": "s3:Get*", "Resource": "*" }}
//!     }}"#)
//! };
//! let options = Options::new(PolicyType::Identity);
//! let rows = [("tenant-7", document("Allow")), ("tenant-8", document("Allow"))];
//! let live = LivePolicySet::new(PolicySet::load(rows, &options)?);
//!
//! // In each request:
//! let decide = |tenant, request: &Request<'_>| {
//!     let policies = live.snapshot();
//!     let policy = policies.get(tenant);
//!     policy.map_or(Decision::ImplicitDeny, |policy| policy.evaluate(request))
//! };
//! let request = Request::parse("s3:GetObject", "arn:aws:s3:::docs/plan.pdf")?;
//! assert_eq!(decide("tenant-7", &request), Decision::Allow);
//! assert_eq!(decide("tenant-9", &request), Decision::ImplicitDeny);
//!
//! // When a tenant brings another policy:
//! let source = Source { name: "tenant-7", text: &document("Deny") };
//! let policy = load(&source, &options)?;
//! live.update(|policies| policies.insert(source.name, policy));
//! assert_eq!(decide("tenant-7", &request), Decision::ExplicitDeny);
//! assert_eq!(decide("tenant-8", &request), Decision::Allow);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod live;
mod load;
mod set;

pub use policy_compiler::{
    Code, Compiled, CompiledTogether, Finding, Findings, FindingsTogether, LabelledSpan, Level,
    MAX_BYTES, Options, Severity, Source, Span, line_and_column,
};

pub use error::{LoadError, LoadSetError, render};
pub use live::{LivePolicySet, Snapshot};
pub use load::{load, load_file, load_together};
pub use set::PolicySet;
