//! Explanations word for word: what people read, and with the feature `serde` what tools do.

#[cfg(feature = "serde")]
mod data;
mod granted;
mod near;
mod silent;

use policy_eval::{
    AccountId, Context, ContextKey, Policies, Policy, Principal, Request, action, explain, policy,
};

const ALICE: Principal<'static> = Principal::from_static("arn:aws:iam::111122223333:user/alice");
const ROOT: Principal<'static> = Principal::from_static("arn:aws:iam::111122223333:root");
const EVENTS: Principal<'static> = Principal::from_static("events.amazonaws.com");
const FEDERATED: Principal<'static> =
    Principal::from_static("arn:aws:sts::111122223333:federated-user/bob");
const OTHER_ACCOUNT: AccountId<'static> = AccountId::from_static("444455556666");

const PASSED_TO: ContextKey<'static> = ContextKey::from_static("iam:PassedToService");
const USERNAME: ContextKey<'static> = ContextKey::from_static("aws:username");
const REGION: ContextKey<'static> = ContextKey::from_static("aws:RequestedRegion");
const TEAM: ContextKey<'static> = ContextKey::from_static("aws:PrincipalTag/team");
const TAG_KEYS: ContextKey<'static> = ContextKey::from_static("aws:TagKeys");

const QUEUE: &str = "arn:aws:sqs:eu-central-1:111122223333:jobs";
const ROLE: &str = "arn:aws:iam::111122223333:role/web";
const SEND: Request<'static> = Request::new(action!("sqs:SendMessage"), QUEUE);
const GET: Request<'static> = Request::new(action!("s3:GetObject"), "arn:aws:s3:::docs/bob/plan");
const PASS: Request<'static> = Request::new(action!("iam:PassRole"), ROLE);

static EVERYTHING: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" }
}, allow = [security_warnings, warnings]);

static QUEUES: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": { "Sid": "Queues", "Effect": "Allow", "Action": "sqs:*", "Resource": "*" }
});

static FULL_ACCESS: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": { "Sid": "FullAccess", "Effect": "Allow", "Action": "*", "Resource": "*" }
}, type = scp);

static ONLY_S3: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" }
}, type = scp);

static ONLY_EUROPE: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": [
        { "Effect": "Allow", "Action": "*", "Resource": "*" },
        {
            "Sid": "OnlyEurope",
            "Effect": "Deny",
            "NotAction": ["iam:*", "sts:*"],
            "Resource": "*",
            "Condition": { "StringNotLike": { "aws:RequestedRegion": "eu-*" } }
        }
    ]
}, type = scp);

/// A queue that leaves it to its account.
static DELEGATING: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "Account",
        "Effect": "Allow",
        "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
        "Action": "sqs:*",
        "Resource": "*"
    }
}, type = resource);

/// A queue for one other user.
static FOR_BOB: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "Bob",
        "Effect": "Allow",
        "Principal": { "AWS": "arn:aws:iam::111122223333:user/bob" },
        "Action": "sqs:SendMessage",
        "Resource": "*"
    }
}, type = resource);

static HOME: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "Home",
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": ["arn:aws:s3:::docs/${aws:username}/*", "arn:aws:s3:::docs/all/*"]
    }
});

fn assert_says<'p>(policies: impl Into<Policies<'p>>, request: &Request<'_>, text: &str) {
    let explanation = explain(policies, request).to_string();
    assert_eq!(explanation, text, "\n\n{explanation}\n");
}
