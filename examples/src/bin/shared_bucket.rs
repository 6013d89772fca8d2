//! A bucket that two accounts share: who needs what.
//!
//! ```sh
//! cargo run --bin shared_bucket
//! ```

use policy_eval::global::{SECURE_TRANSPORT, USERNAME};
use policy_eval::{AccountId, Context, ContextKey, Policies, Policy, Principal, Request};
use policy_eval::{action, include_policy, policy};
use policy_examples::print_decisions;

/// The policy of the bucket. It names a user of its own account, and another account as a
/// whole, whose users have a folder each.
static BUCKET: Policy = include_policy!("../../policies/shared-bucket.json", type = resource);

/// What the partner's account lets its users do.
static PARTNER: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "UseTheReports",
        "Effect": "Allow",
        "Action": ["s3:GetObject", "s3:ListBucket", "s3:PutObject"],
        "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]
    }
});

/// A boundary that says nothing about S3.
static ONLY_QUEUES: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Action": "sqs:*", "Resource": "*" }
}, type = boundary);

static BUCKET_ALONE: Policies = Policies::new().resource(&BUCKET);
static BOTH_SIDES: Policies = BUCKET_ALONE.identity(&[&PARTNER]);

const HOME: AccountId = AccountId::from_static("111122223333");
const AUDITOR: Principal = Principal::from_static("arn:aws:iam::111122223333:user/auditor");
const EVE: Principal = Principal::from_static("arn:aws:iam::444455556666:user/eve");

const PREFIX: ContextKey = ContextKey::from_static("s3:prefix");
const OVER_TLS: (ContextKey, &str) = (SECURE_TRANSPORT, "true");
const OVER_HTTP: (ContextKey, &str) = (SECURE_TRANSPORT, "false");
const OF_AUDITOR: Context = Context::from_static(&[(USERNAME, "auditor"), OVER_TLS]);
const IN_THE_OPEN: Context = Context::from_static(&[(USERNAME, "auditor"), OVER_HTTP]);
const OF_EVE: Context = Context::from_static(&[(USERNAME, "eve"), OVER_TLS]);
const HER_FOLDER: Context =
    Context::from_static(&[(USERNAME, "eve"), OVER_TLS, (PREFIX, "eve/2026/")]);
const EVERYTHING: Context = Context::from_static(&[(USERNAME, "eve"), OVER_TLS, (PREFIX, "")]);

fn main() {
    let read = Request::new(action!("s3:GetObject"), EVES_REPORT);
    let audit = read.by(&AUDITOR).in_account(HOME).with(&OF_AUDITOR);
    println!("The auditor, a user of the bucket's account that the bucket names:");
    #[rustfmt::skip] // A request is a line.
    print_decisions(&[
        ("reads a report", BUCKET_ALONE, audit),
        // It limits what the auditor's own policies grant, not what the bucket does.
        ("  with a boundary about queues", BUCKET_ALONE.boundary(&ONLY_QUEUES), audit),
        ("  over plain HTTP", BUCKET_ALONE, audit.with(&IN_THE_OPEN)),
    ]);

    // Across accounts both sides have to allow.
    let may = |action, resource| Request::new(action, resource).by(&EVE).in_account(HOME);
    let read = may(action!("s3:GetObject"), EVES_REPORT).with(&OF_EVE);
    let read_doras = may(action!("s3:GetObject"), DORAS_REPORT).with(&OF_EVE);
    let list = may(action!("s3:ListBucket"), REPORTS);
    println!("\nEve, a user of the partner's account:");
    #[rustfmt::skip] // A request is a line.
    print_decisions(&[
        ("reads her report", BOTH_SIDES, read),
        ("  without a policy of her own", BUCKET_ALONE, read),
        ("  with a boundary about queues", BOTH_SIDES.boundary(&ONLY_QUEUES), read),
        ("reads a report of Dora", BOTH_SIDES, read_doras),
        ("lists her folder", BOTH_SIDES, list.with(&HER_FOLDER)),
        ("lists the bucket", BOTH_SIDES, list.with(&EVERYTHING)),
    ]);
}

const REPORTS: &str = "arn:aws:s3:::reports";
const EVES_REPORT: &str = "arn:aws:s3:::reports/eve/2026/11.csv";
const DORAS_REPORT: &str = "arn:aws:s3:::reports/dora/2026/11.csv";
