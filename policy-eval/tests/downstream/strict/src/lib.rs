//! A crate whose authors turned on every lint that they could think of.
#![forbid(unsafe_code)]
#![deny(
    warnings,
    future_incompatible,
    let_underscore,
    missing_debug_implementations,
    missing_docs,
    nonstandard_style,
    rust_2018_idioms,
    rust_2024_compatibility,
    trivial_casts,
    trivial_numeric_casts,
    unreachable_pub,
    unused,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    clippy::all,
    clippy::cargo_common_metadata,
    clippy::nursery,
    clippy::pedantic,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::decimal_literal_representation,
    clippy::default_numeric_fallback,
    clippy::items_after_statements,
    clippy::large_include_file,
    clippy::missing_docs_in_private_items,
    clippy::unseparated_literal_suffix
)]
#![allow(
    clippy::cargo_common_metadata,
    reason = "this crate is never published"
)]

use policy_eval::{Action, Decision, Policy, Request, action, assert_policy, include_policy, include_service, policy, policy_dir};

/// What the deployer may do.
pub static TASKS: Policy<'static> = include_policy!("policies/tasks.json");

/// What a reader may do.
pub const READER: Policy<'static> = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Action": "s3:ListBucket",
        "Resource": "*",
        "Condition": {
            "NumericLessThan": {"s3:max-keys": 1e3},
            "DateLessThan": {"aws:CurrentTime": "2031-01-01T00:00:00Z"},
            "IpAddress": {"aws:SourceIp": ["2001:db8::/32", "198.51.100.0/24"]},
            "Bool": {"aws:SecureTransport": true}
        }
    }
});

/// Runs a task.
pub const RUN_TASK: Action<'static> = action!("ecs:RunTask");

policy_dir!("policies");
policy_dir!("policies", type = boundary, allow = [short_arn], module = limits);

include_service!("services/billing.json");
include_service!("services/billing.json", module = desk);
policy_dir!(
    "billing",
    module = accountants,
    services = ["services/billing.json"]
);

/// Asks for a payment.
pub const PAY: Action<'static> = action!(
    "billing:PayInvoice",
    services = ["services/billing.json"]
);

assert_policy!("policies/tasks.json", {
    denies "ecs:DeleteCluster" on "arn:aws:ecs:eu-west-1:111122223333:cluster/prod";
    does not allow "iam:PassRole";
});
assert_policy!({
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "billing:*", "Resource": "*"}
}, services = ["services/billing.json"], { allows "billing:PayInvoice"; });
assert_policy!(READER, { does not allow "iam:PassRole"; });

/// Decides three ways.
pub fn decide(resource: &str) -> [Decision; 3] {
    let request = Request::new(action!("ecs:ListTasks"), resource);
    assert_policy!(TASKS, { does not allow "iam:PassRole"; });
    assert_policy!("policies/tasks.json", { does not allow "iam:PassRole"; });
    let local = policy!({
        "Version": "2012-10-17",
        "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}
    });
    [
        TASKS.evaluate(&request),
        policies::_2FA.evaluate(&request),
        local.evaluate(&request),
    ]
}
