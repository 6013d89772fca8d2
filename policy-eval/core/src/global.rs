//! The condition keys that AWS calls global, each with the text that IAM gives its value.
//!
//! Nothing derives a key from anything else (Q-3), so a request carries every key that
//! its policies test, in the form that AWS sends (Q-5). Here each key is a constant,
//! [`SOURCE_IP`], and a function, [`source_ip`], that pairs it with a value of the right
//! type: `bool` for truth values, [`Time`], [`Number`], [`Address`], [`AccountId`] and
//! `&str`. Nothing allocates; the texts live in the values.
//!
//! ```
//! use policy_compiler::{Options, compile};
//! use policy_core::{Context, Decision, PolicyType, Request, global};
//!
//! let text = r#"{
//!     "Version": "2012-10-17",
//!     "Statement": {
//!         "Effect": "Allow",
//!         "Action": "ecs:StopTask",
//!         "Resource": "*",
//!         "Condition": {
//!             "DateLessThan": { "aws:CurrentTime": "2026-10-01T00:00:00Z" },
//!             "IpAddress": { "aws:SourceIp": "203.0.113.0/24" },
//!             "Bool": { "aws:SecureTransport": "true" }
//!         }
//!     }
//! }"#;
//! let policy = compile(text, &Options::new(PolicyType::Identity)).unwrap();
//! let task = "arn:aws:ecs:eu-central-1:111122223333:task/web/0123456789abcdef";
//! let stop = Request::parse("ecs:StopTask", task)?;
//!
//! let decide = |seconds, ip: &str, over_tls| -> Result<Decision, Box<dyn std::error::Error>> {
//!     let now = global::Time::from_unix_seconds(seconds)?;
//!     let epoch = global::Number::from(now.unix_seconds());
//!     let address = global::Address::from(ip.parse::<std::net::IpAddr>()?);
//!     let pairs = [
//!         global::current_time(&now),
//!         global::epoch_time(&epoch),
//!         global::source_ip(&address),
//!         global::secure_transport(over_tls),
//!         global::requested_region("eu-central-1"),
//!     ];
//!     let context = Context::new(&pairs)?;
//!     Ok(policy.policy().evaluate(&stop.with(&context)))
//! };
//!
//! let in_september = 1_790_000_000;
//! assert_eq!(decide(in_september, "203.0.113.7", true)?, Decision::Allow);
//! assert_eq!(decide(in_september, "::ffff:203.0.113.7", true)?, Decision::Allow);
//! assert_eq!(decide(in_september, "198.51.100.7", true)?, Decision::ImplicitDeny);
//! assert_eq!(decide(in_september, "203.0.113.7", false)?, Decision::ImplicitDeny);
//! let in_october = in_september + 20 * 24 * 60 * 60;
//! assert_eq!(decide(in_october, "203.0.113.7", true)?, Decision::ImplicitDeny);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Keys that may have several values pair with a slice, for [`Context::with_lists`]; that
//! of a list of one is a list, too (Q-4). What follows from the caller is in [`caller`].
//!
//! The keys of tags hold the name of the tag. A name that the program knows makes a
//! constant, any other a key for one request:
//!
//! ```
//! use policy_core::ContextKey;
//!
//! const TEAM: ContextKey = ContextKey::from_static("aws:PrincipalTag/team");
//!
//! let name = format!("aws:RequestTag/{}", "stage");
//! let pairs = [(TEAM, "payments"), (ContextKey::new(&name), "prod")];
//! # let _ = pairs;
//! ```
//!
//! So are the keys of services, such as `ec2:SourceInstanceArn`; [`Time`], [`Number`] and
//! [`Address`] give texts for them as well. AWS describes all of this under
//! [global condition keys][keys].
//!
//! [`Context::with_lists`]: crate::Context::with_lists
//! [`AccountId`]: crate::AccountId
//! [keys]: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html

pub mod caller;
mod keys;
mod text;
mod time;

pub use keys::*;
pub use text::{Address, Number};
pub use time::{Time, TimeRangeError};
