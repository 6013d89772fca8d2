//! In which order a source is asked: by policies that ask for keys which say where they
//! are asked for.

use super::*;

static IDENTITY: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::${x:identity-resource}/*",
            "Condition": {
                "StringEquals": { "x:identity-2": "yes", "x:identity-1": "yes" },
                "Bool": { "x:identity-3": "true" }
            }
        },
        {
            "Effect": "Deny",
            "Action": "s3:*",
            "Resource": "*",
            "Condition": { "StringEquals": { "x:identity-deny": "yes" } }
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
        }, type = $policy_type)
    };
}

static BOUNDARY: Policy = asking_for!("Allow" "s3:*", "x:boundary", boundary);
static SESSION: Policy = asking_for!("Allow" "s3:*", "x:session", session);
static RESOURCE: Policy = asking_for!("Allow" "s3:*", "x:resource", resource, "Principal": "*");
pub(crate) static ROOT: Policy = asking_for!("Allow" "*", "x:root", scp);
static ACCOUNT: Policy = asking_for!("Allow" "*", "x:account", scp);
static RCP: Policy = asking_for!("Deny" "s3:*", "x:rcp", rcp, "Principal": "*");
static ENDPOINT: Policy = asking_for!("Allow" "*", "x:endpoint", vpce, "Principal": "*");

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
        (key("x:identity-resource"), Known::Plain("docs")),
        (key("x:identity-1"), Known::Plain("yes")),
        (key("x:identity-2"), Known::Plain("yes")),
        (key("x:identity-3"), Known::Plain("true")),
        (key("x:boundary"), Known::Plain("yes")),
        (key("x:session"), Known::Plain("yes")),
        (key("x:resource"), Known::Plain("yes")),
        (key("x:root"), Known::Plain("yes")),
        (key("x:account"), Known::Plain("yes")),
        (key("x:endpoint"), Known::Plain("yes")),
    ]);
    assert_eq!(decide(policies, &request, &all), Decision::Allow);
    assert_eq!(
        all.asked(),
        [
            "x:identity-deny",
            "x:identity-resource",
            "x:identity-2",
            "x:identity-1",
            "x:identity-3",
            "x:boundary",
            "x:session",
            "x:resource",
            "x:root",
            "x:account",
            "x:rcp",
            "x:endpoint",
        ]
    );

    // A statement is left at the first part that does not hold.
    let nothing = Source::of([(key("x:identity-resource"), Known::Plain("other"))]);
    assert_eq!(
        decide(&IDENTITY, &request, &nothing),
        Decision::ImplicitDeny
    );
    assert_eq!(nothing.asked(), ["x:identity-deny", "x:identity-resource"]);
    let some = Source::of([(key("x:identity-resource"), Known::Plain("docs"))]);
    assert_eq!(decide(&IDENTITY, &request, &some), Decision::ImplicitDeny);
    assert_eq!(
        some.asked(),
        ["x:identity-deny", "x:identity-resource", "x:identity-2"]
    );

    // A Deny that applies ends everything.
    let denied = Source::of([(key("x:identity-deny"), Known::Plain("yes"))]);
    assert_eq!(decide(policies, &request, &denied), Decision::ExplicitDeny);
    assert_eq!(denied.asked(), ["x:identity-deny"]);
}
