//! In which order a source is asked: by policies that ask for keys which say where they
//! are asked for.

use super::*;

static IDENTITY: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::${aws:PrincipalTag/identity-resource}/*",
            "Condition": {
                "StringEquals": { "aws:PrincipalTag/identity-2": "yes", "aws:PrincipalTag/identity-1": "yes" },
                "Bool": { "aws:PrincipalTag/identity-3": "true" }
            }
        },
        {
            "Effect": "Deny",
            "Action": "s3:*",
            "Resource": "*",
            "Condition": { "StringEquals": { "aws:PrincipalTag/identity-deny": "yes" } }
        }
    ]
});

/// A policy of one statement with one condition.
macro_rules! asking_for {
    ($effect:literal $action:literal, $key:literal, $policy_type:ident $(, $principal:literal: $whom:literal)?) => {
        policy!({
            "Version": "2012-10-17",
            "Statement": {
                "Effect": $effect,
                $($principal: $whom,)?
                "Action": $action,
                "Resource": "*",
                "Condition": { "StringEquals": { $key: "yes" } }
            }
        }, type = $policy_type, allow = [rcp_missing_related_principal_condition_key])
    };
}

static BOUNDARY: Policy = asking_for!("Allow" "s3:*", "aws:PrincipalTag/boundary", boundary);
static SESSION: Policy = asking_for!("Allow" "s3:*", "aws:PrincipalTag/session", session);
static RESOURCE: Policy =
    asking_for!("Allow" "s3:*", "aws:PrincipalTag/resource", resource, "Principal": "*");
pub(crate) static ROOT: Policy = asking_for!("Allow" "*", "aws:PrincipalTag/root", scp);
static ACCOUNT: Policy = asking_for!("Allow" "*", "aws:PrincipalTag/account", scp);
static RCP: Policy = asking_for!("Deny" "s3:*", "aws:PrincipalTag/rcp", rcp, "Principal": "*");
static ENDPOINT: Policy =
    asking_for!("Allow" "*", "aws:PrincipalTag/endpoint", vpce, "Principal": "*");

#[test]
fn the_order_of_asking_is_the_documented_one() {
    let identity = [&IDENTITY];
    let session = [&SESSION];
    let scps: [&[&Policy<'_>]; 2] = [&[&ROOT], &[&ACCOUNT]];
    let rcps = [&RCP];
    let policies = Policies::new()
        .identity(&identity)
        .boundary(&BOUNDARY)
        .session(&session)
        .resource(&RESOURCE)
        .scps(&scps)
        .rcps(&rcps)
        .vpc_endpoint(&ENDPOINT);
    let key = ContextKey::from_static;
    let request = GET.by(&ALICE);

    let all = Source::of([
        (
            key("aws:PrincipalTag/identity-resource"),
            Known::Plain("docs"),
        ),
        (key("aws:PrincipalTag/identity-1"), Known::Plain("yes")),
        (key("aws:PrincipalTag/identity-2"), Known::Plain("yes")),
        (key("aws:PrincipalTag/identity-3"), Known::Plain("true")),
        (key("aws:PrincipalTag/boundary"), Known::Plain("yes")),
        (key("aws:PrincipalTag/session"), Known::Plain("yes")),
        (key("aws:PrincipalTag/resource"), Known::Plain("yes")),
        (key("aws:PrincipalTag/root"), Known::Plain("yes")),
        (key("aws:PrincipalTag/account"), Known::Plain("yes")),
        (key("aws:PrincipalTag/endpoint"), Known::Plain("yes")),
    ]);
    assert_eq!(decide(policies, &request, &all), Decision::Allow);
    assert_eq!(
        all.asked(),
        [
            "aws:PrincipalTag/identity-deny",
            "aws:PrincipalTag/identity-resource",
            "aws:PrincipalTag/identity-2",
            "aws:PrincipalTag/identity-1",
            "aws:PrincipalTag/identity-3",
            "aws:PrincipalTag/boundary",
            "aws:PrincipalTag/session",
            "aws:PrincipalTag/resource",
            "aws:PrincipalTag/root",
            "aws:PrincipalTag/account",
            "aws:PrincipalTag/rcp",
            "aws:PrincipalTag/endpoint",
        ]
    );

    // A statement is left at the first part that does not hold.
    let nothing = Source::of([(
        key("aws:PrincipalTag/identity-resource"),
        Known::Plain("other"),
    )]);
    assert_eq!(
        decide(&IDENTITY, &request, &nothing),
        Decision::ImplicitDeny
    );
    assert_eq!(
        nothing.asked(),
        [
            "aws:PrincipalTag/identity-deny",
            "aws:PrincipalTag/identity-resource"
        ]
    );
    let some = Source::of([(
        key("aws:PrincipalTag/identity-resource"),
        Known::Plain("docs"),
    )]);
    assert_eq!(decide(&IDENTITY, &request, &some), Decision::ImplicitDeny);
    assert_eq!(
        some.asked(),
        [
            "aws:PrincipalTag/identity-deny",
            "aws:PrincipalTag/identity-resource",
            "aws:PrincipalTag/identity-2"
        ]
    );

    // A Deny that applies ends everything.
    let denied = Source::of([(key("aws:PrincipalTag/identity-deny"), Known::Plain("yes"))]);
    assert_eq!(decide(policies, &request, &denied), Decision::ExplicitDeny);
    assert_eq!(denied.asked(), ["aws:PrincipalTag/identity-deny"]);
}
