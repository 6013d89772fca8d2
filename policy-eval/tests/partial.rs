//! What a decision depends on, word for word.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![allow(
    clippy::items_after_statements,
    reason = "a policy stands where it is decided by"
)]

use policy_eval::{
    Context, ContextKey, ContextSource, Decision, Partial, Policies, Policy, Principal, Request,
    Residual, Values, action, evaluate_partially, policy,
};

const OWNER: ContextKey<'static> = ContextKey::from_static("aws:ResourceTag/owner");
const STAGE: ContextKey<'static> = ContextKey::from_static("aws:ResourceTag/stage");
const TEAM: ContextKey<'static> = ContextKey::from_static("aws:PrincipalTag/team");
const REGION: ContextKey<'static> = ContextKey::from_static("aws:RequestedRegion");
const MFA: ContextKey<'static> = ContextKey::from_static("aws:MultiFactorAuthPresent");

const ALICE: Principal<'static> = Principal::from_static("arn:aws:iam::111122223333:user/alice");
const GET: Request<'static> =
    Request::new(action!("s3:GetObject"), "arn:aws:s3:::docs/payments/plan");

static OF_PAYMENTS: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "OfPayments",
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": "*",
        "Condition": {
            "StringEquals": { "aws:ResourceTag/owner": ["payments", "billing"] },
            "Bool": { "aws:SecureTransport": "true" }
        }
    }
});

static EVERYTHING: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" }
}, allow = [security_warnings, warnings]);

static FULL_ACCESS: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" }
}, type = scp);

static ONLY_EUROPE: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": [
        { "Effect": "Allow", "Action": "*", "Resource": "*" },
        {
            "Sid": "OnlyEurope",
            "Effect": "Deny",
            "Action": "*",
            "Resource": "*",
            "Condition": { "StringNotLike": { "aws:RequestedRegion": "eu-*" } }
        }
    ]
}, type = scp);

/// The context of a request over TLS.
static OVER_TLS: Context<'static> =
    Context::from_static(&[(ContextKey::from_static("aws:SecureTransport"), "true")]);

/// Decides with these keys unknown, and hands over what is left.
fn with_residual<'p>(
    policies: impl Into<Policies<'p>>,
    unknown: &'p [ContextKey<'p>],
    check: impl FnOnce(&Residual<'_>),
) {
    let context = OVER_TLS.with_unknown(unknown);
    let request = GET.by(&ALICE).with(&context);
    let policies: Policies<'_> = policies.into();
    match evaluate_partially(policies, &request) {
        Partial::DependsOn(residual) => check(&residual),
        Partial::Decided(decision) => panic!("decided: {decision}"),
    }
}

fn assert_says(residual: &Residual<'_>, text: &str) {
    let said = residual.to_string();
    assert_eq!(said, text, "\n\n{said}\n");
}

/// What it is, once these values are known.
fn decide(residual: &Residual<'_>, known: &[(ContextKey<'_>, &str)]) -> Decision {
    residual.decide(&Context::new(known).expect("a context"))
}

#[test]
fn one_condition() {
    with_residual(&OF_PAYMENTS, &[OWNER], |residual| {
        // The condition that holds is not left.
        assert_says(
            residual,
            "\
allowed only if
  statement `OfPayments` of identity policy 1 applies: StringEquals aws:ResourceTag/owner [\"payments\", \"billing\"]",
        );
        assert!(residual.may_be_allowed());
        assert_eq!(residual.unknown_keys(), [OWNER]);
        let [open] = residual.open_statements() else {
            panic!("one statement");
        };
        assert_eq!(open.statement().sid(), Some("OfPayments"));
        assert_eq!(open.conditions().len(), 1);
        assert!(!open.depends_on_resource());

        assert_eq!(decide(residual, &[(OWNER, "billing")]), Decision::Allow);
        assert_eq!(decide(residual, &[(OWNER, "x")]), Decision::ImplicitDeny);
        assert_eq!(decide(residual, &[]), Decision::ImplicitDeny);
        // What is still unknown denies.
        let still = Context::EMPTY.with_unknown(&[OWNER]);
        assert_eq!(residual.decide(&still), Decision::ImplicitDeny);
    });
}

#[test]
fn several_conditions() {
    with_residual(&OF_PAYMENTS, &[OWNER, STAGE], |residual| {
        // It does not depend on all that is unknown.
        assert_eq!(residual.unknown_keys(), [OWNER]);
    });
    static OF_PAYMENTS_IN_TEST: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": "*",
            "Condition": {
                "StringEquals": { "aws:ResourceTag/owner": "payments" },
                "StringLikeIfExists": { "aws:ResourceTag/stage": "test*" }
            }
        }
    });
    with_residual(&OF_PAYMENTS_IN_TEST, &[OWNER, STAGE], |residual| {
        assert_says(
            residual,
            "\
allowed only if
  statement 1 of identity policy 1 applies: StringEquals aws:ResourceTag/owner \"payments\" and StringLikeIfExists aws:ResourceTag/stage \"test*\"",
        );
        assert_eq!(residual.unknown_keys(), [OWNER, STAGE]);
        assert_eq!(decide(residual, &[(OWNER, "payments")]), Decision::Allow);
        let in_prod = [(OWNER, "payments"), (STAGE, "prod")];
        assert_eq!(decide(residual, &in_prod), Decision::ImplicitDeny);
    });
}

static WITH_MFA: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "WithMfa",
        "Effect": "Allow",
        "Action": "s3:*",
        "Resource": "*",
        "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } }
    }
});

#[test]
fn alternatives() {
    let identity = [&OF_PAYMENTS, &WITH_MFA];
    let policies = Policies::new().identity(&identity);
    with_residual(policies, &[OWNER, MFA], |residual| {
        assert_says(
            residual,
            "\
allowed only if
  statement `OfPayments` of identity policy 1 applies: StringEquals aws:ResourceTag/owner [\"payments\", \"billing\"]
  or statement `WithMfa` of identity policy 2 applies: Bool aws:MultiFactorAuthPresent \"true\"",
        );
        assert_eq!(decide(residual, &[(MFA, "true")]), Decision::Allow);
        assert_eq!(decide(residual, &[(OWNER, "billing")]), Decision::Allow);
        assert_eq!(decide(residual, &[(MFA, "false")]), Decision::ImplicitDeny);
    });
}

#[test]
fn several_layers() {
    let identity = [&OF_PAYMENTS];
    let scps: [&[&Policy<'_>]; 1] = [&[&FULL_ACCESS]];
    let policies = Policies::new()
        .identity(&identity)
        .boundary(&WITH_MFA)
        .scps(&scps);
    with_residual(policies, &[OWNER, MFA], |residual| {
        assert_says(
            residual,
            "\
allowed only if
  statement `OfPayments` of identity policy 1 applies: StringEquals aws:ResourceTag/owner [\"payments\", \"billing\"]
and
  statement `WithMfa` of the permissions boundary applies: Bool aws:MultiFactorAuthPresent \"true\"",
        );
        let one = [(OWNER, "payments")];
        assert_eq!(decide(residual, &one), Decision::ImplicitDeny);
        let both = [(OWNER, "payments"), (MFA, "true")];
        assert_eq!(decide(residual, &both), Decision::Allow);
    });
}

#[test]
fn identity_or_resource() {
    static BUCKET: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Sid": "AliceInEurope",
            "Effect": "Allow",
            "Principal": { "AWS": "arn:aws:iam::111122223333:user/alice" },
            "Action": "s3:GetObject",
            "Resource": "*",
            "Condition": { "StringLike": { "aws:RequestedRegion": "eu-*" } }
        }
    }, type = resource);
    let identity = [&OF_PAYMENTS];
    let policies = Policies::new().identity(&identity).resource(&BUCKET);
    with_residual(policies, &[OWNER, REGION], |residual| {
        assert_says(
            residual,
            "\
allowed only if
  statement `OfPayments` of identity policy 1 applies: StringEquals aws:ResourceTag/owner [\"payments\", \"billing\"]
  or statement `AliceInEurope` of the resource policy applies: StringLike aws:RequestedRegion \"eu-*\"",
        );
        assert_eq!(decide(residual, &[(REGION, "eu-west-1")]), Decision::Allow);
        assert_eq!(decide(residual, &[(OWNER, "payments")]), Decision::Allow);
        assert_eq!(decide(residual, &[]), Decision::ImplicitDeny);
    });
}

#[test]
fn two_layers_or_a_third() {
    static BUCKET: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Sid": "AliceInEurope",
            "Effect": "Allow",
            "Principal": { "AWS": "arn:aws:iam::111122223333:user/alice" },
            "Action": "s3:GetObject",
            "Resource": "*",
            "Condition": { "StringLike": { "aws:RequestedRegion": "eu-*" } }
        }
    }, type = resource);
    let identity = [&OF_PAYMENTS];
    let policies = Policies::new()
        .identity(&identity)
        .boundary(&WITH_MFA)
        .resource(&BUCKET);
    with_residual(policies, &[OWNER, MFA, REGION], |residual| {
        assert_says(
            residual,
            "\
allowed only if
  statement `OfPayments` of identity policy 1 applies: StringEquals aws:ResourceTag/owner [\"payments\", \"billing\"]
  or statement `AliceInEurope` of the resource policy applies: StringLike aws:RequestedRegion \"eu-*\"
and
  statement `WithMfa` of the permissions boundary applies: Bool aws:MultiFactorAuthPresent \"true\"
  or statement `AliceInEurope` of the resource policy applies: StringLike aws:RequestedRegion \"eu-*\"",
        );
        assert_eq!(decide(residual, &[(MFA, "true")]), Decision::ImplicitDeny);
        assert_eq!(decide(residual, &[(REGION, "eu-west-1")]), Decision::Allow);
        let both = [(MFA, "true"), (OWNER, "payments")];
        assert_eq!(decide(residual, &both), Decision::Allow);
    });
}

#[test]
fn a_deny() {
    let identity = [&EVERYTHING];
    let scps: [&[&Policy<'_>]; 2] = [&[&FULL_ACCESS], &[&ONLY_EUROPE]];
    let policies = Policies::new().identity(&identity).scps(&scps);
    with_residual(policies, &[REGION], |residual| {
        assert_says(
            residual,
            "\
denied explicitly if
  statement `OnlyEurope` of SCP 1 of level 2 applies: StringNotLike aws:RequestedRegion \"eu-*\"
otherwise Allow",
        );
        assert!(residual.may_be_allowed());
        assert_eq!(decide(residual, &[(REGION, "eu-west-1")]), Decision::Allow);
        assert_eq!(decide(residual, &[]), Decision::ExplicitDeny);
    });
}

#[test]
fn a_deny_and_an_allow() {
    let identity = [&OF_PAYMENTS];
    let scps: [&[&Policy<'_>]; 1] = [&[&ONLY_EUROPE]];
    let policies = Policies::new().identity(&identity).scps(&scps);
    with_residual(policies, &[OWNER, REGION], |residual| {
        assert_says(
            residual,
            "\
denied explicitly if
  statement `OnlyEurope` of SCP 1 of level 1 applies: StringNotLike aws:RequestedRegion \"eu-*\"
otherwise allowed only if
  statement `OfPayments` of identity policy 1 applies: StringEquals aws:ResourceTag/owner [\"payments\", \"billing\"]",
        );
        let in_europe = (REGION, "eu-west-1");
        let allowed = [in_europe, (OWNER, "payments")];
        assert_eq!(decide(residual, &allowed), Decision::Allow);
        assert_eq!(decide(residual, &[in_europe]), Decision::ImplicitDeny);
        let elsewhere = [(REGION, "us-east-1"), (OWNER, "payments")];
        assert_eq!(decide(residual, &elsewhere), Decision::ExplicitDeny);
    });
}

#[test]
fn only_the_kind_of_the_denial() {
    let scps: [&[&Policy<'_>]; 1] = [&[&ONLY_EUROPE]];
    with_residual(Policies::new().scps(&scps), &[REGION], |residual| {
        assert_says(
            residual,
            "\
denied explicitly if
  statement `OnlyEurope` of SCP 1 of level 1 applies: StringNotLike aws:RequestedRegion \"eu-*\"
otherwise ImplicitDeny",
        );
        assert!(!residual.may_be_allowed());
        let in_europe = [(REGION, "eu-west-1")];
        assert_eq!(decide(residual, &in_europe), Decision::ImplicitDeny);
        assert_eq!(decide(residual, &[]), Decision::ExplicitDeny);
    });
}

static OWN_FOLDER: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "OwnFolder",
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::docs/${aws:PrincipalTag/team}/*",
        "Condition": { "StringEquals": { "aws:ResourceTag/owner": "${aws:PrincipalTag/team}" } }
    }
});

#[test]
fn a_resource_with_a_variable() {
    with_residual(&OWN_FOLDER, &[TEAM, OWNER], |residual| {
        assert_says(
            residual,
            "\
allowed only if
  statement `OwnFolder` of identity policy 1 applies: Resource \"arn:aws:s3:::docs/${aws:PrincipalTag/team}/*\" and StringEquals aws:ResourceTag/owner \"${aws:PrincipalTag/team}\"",
        );
        assert_eq!(residual.unknown_keys(), [TEAM, OWNER]);
        let same = [(TEAM, "payments"), (OWNER, "payments")];
        assert_eq!(decide(residual, &same), Decision::Allow);
        let other_folder = [(TEAM, "billing"), (OWNER, "billing")];
        assert_eq!(decide(residual, &other_folder), Decision::ImplicitDeny);
        let other_owner = [(TEAM, "payments"), (OWNER, "billing")];
        assert_eq!(decide(residual, &other_owner), Decision::ImplicitDeny);
    });
}

#[test]
fn what_cannot_match_whatever_the_variable_is_does_not_count() {
    // No value of the variable makes this resource one in another bucket.
    let context = OVER_TLS.with_unknown(&[TEAM, OWNER]);
    let request = Request::new(action!("s3:GetObject"), "arn:aws:s3:::logs/payments/plan");
    let partial = evaluate_partially(&OWN_FOLDER, &request.with(&context));
    assert!(!matches!(partial, Partial::Decided(Decision::Allow)));
    if let Partial::DependsOn(residual) = &partial {
        assert_eq!(
            decide(residual, &[(TEAM, "payments"), (OWNER, "payments")]),
            Decision::ImplicitDeny
        );
    }
}

#[test]
fn what_changes_nothing_is_left_out() {
    // An Allow that may apply, beside one that does.
    let identity = [&OF_PAYMENTS, &EVERYTHING];
    let context = OVER_TLS.with_unknown(&[OWNER]);
    let partial = evaluate_partially(
        Policies::new().identity(&identity),
        &GET.by(&ALICE).with(&context),
    );
    assert!(matches!(partial, Partial::Decided(Decision::Allow)));
    assert_eq!(partial.to_string(), "Allow");

    // An Allow that may apply, where the boundary is silent.
    static ONLY_QUEUES: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": { "Effect": "Allow", "Action": "sqs:*", "Resource": "*" }
    }, type = boundary);
    let identity = [&OF_PAYMENTS];
    let policies = Policies::new().identity(&identity).boundary(&ONLY_QUEUES);
    let partial = evaluate_partially(policies, &GET.by(&ALICE).with(&context));
    assert!(matches!(partial, Partial::Decided(Decision::ImplicitDeny)));
}

#[test]
fn many_levels_of_scps() {
    static OF_PAYMENTS: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": "*",
            "Condition": { "StringEquals": { "aws:ResourceTag/owner": "payments" } }
        }
    }, type = scp);
    let identity = [&EVERYTHING];
    // Half of the levels allow anyway.
    let both: &[&Policy<'_>] = &[&OF_PAYMENTS, &FULL_ACCESS];
    let open: &[&Policy<'_>] = &[&OF_PAYMENTS];
    let scps: Vec<&[&Policy<'_>]> = (0..40).flat_map(|_| [both, open]).collect();
    let policies = Policies::new().identity(&identity).scps(&scps);
    with_residual(policies, &[OWNER], |residual| {
        let open = residual.open_statements().iter();
        let levels: Vec<usize> = open.map(|open| open.place().level()).collect();
        assert_eq!(levels, (1..=40).map(|n| 2 * n).collect::<Vec<_>>());
        assert_eq!(residual.to_string().matches("\nand").count(), 39);
        assert_eq!(decide(residual, &[(OWNER, "payments")]), Decision::Allow);
        assert_eq!(decide(residual, &[]), Decision::ImplicitDeny);
    });
}

#[test]
fn with_nothing_unknown_it_is_decided() {
    let pairs = [
        (OWNER, "payments"),
        (ContextKey::from_static("aws:SecureTransport"), "true"),
    ];
    let context = Context::new(&pairs).expect("a context");
    let partial = evaluate_partially(&OF_PAYMENTS, &GET.with(&context));
    assert!(matches!(partial, Partial::Decided(Decision::Allow)));
    // What the context carries is known, also where it is declared unknown.
    let context = context.with_unknown(&[OWNER]);
    let partial = evaluate_partially(&OF_PAYMENTS, &GET.with(&context));
    assert!(matches!(partial, Partial::Decided(Decision::Allow)));

    let partial = evaluate_partially(&OF_PAYMENTS, &GET);
    assert!(matches!(partial, Partial::Decided(Decision::ImplicitDeny)));
}

#[cfg(feature = "serde")]
mod data {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_residual() {
        let context = OVER_TLS.with_unknown(&[TEAM, OWNER, REGION]);
        let identity = [&OWN_FOLDER];
        let scps: [&[&Policy<'_>]; 1] = [&[&ONLY_EUROPE]];
        let policies = Policies::new().identity(&identity).scps(&scps);
        let partial = evaluate_partially(policies, &GET.by(&ALICE).with(&context));
        assert_eq!(
            serde_json::to_value(&partial).expect("it serializes"),
            json!({
                "decision": null,
                "residual": {
                    "may_be_allowed": true,
                    "needed_to_allow": [[0]],
                    "unknown_keys": ["aws:PrincipalTag/team", "aws:ResourceTag/owner", "aws:RequestedRegion"],
                    "open_statements": [
                        {
                            "policy": { "layer": "identity", "position": 1 },
                            "statement": 1,
                            "sid": "OwnFolder",
                            "effect": "Allow",
                            "resource": "Resource \"arn:aws:s3:::docs/${aws:PrincipalTag/team}/*\"",
                            "conditions": [{
                                "operator": "StringEquals",
                                "key": "aws:ResourceTag/owner",
                                "operands": ["${aws:PrincipalTag/team}"]
                            }],
                            "message": "statement `OwnFolder` of identity policy 1 applies: Resource \"arn:aws:s3:::docs/${aws:PrincipalTag/team}/*\" and StringEquals aws:ResourceTag/owner \"${aws:PrincipalTag/team}\""
                        },
                        {
                            "policy": { "layer": "scp", "level": 1, "position": 1 },
                            "statement": 2,
                            "sid": "OnlyEurope",
                            "effect": "Deny",
                            "resource": null,
                            "conditions": [{
                                "operator": "StringNotLike",
                                "key": "aws:RequestedRegion",
                                "operands": ["eu-*"]
                            }],
                            "message": "statement `OnlyEurope` of SCP 1 of level 1 applies: StringNotLike aws:RequestedRegion \"eu-*\""
                        }
                    ],
                    "message": "\
denied explicitly if
  statement `OnlyEurope` of SCP 1 of level 1 applies: StringNotLike aws:RequestedRegion \"eu-*\"
otherwise allowed only if
  statement `OwnFolder` of identity policy 1 applies: Resource \"arn:aws:s3:::docs/${aws:PrincipalTag/team}/*\" and StringEquals aws:ResourceTag/owner \"${aws:PrincipalTag/team}\""
                }
            })
        );
    }

    #[test]
    fn a_decision() {
        let partial = evaluate_partially(&EVERYTHING, &GET);
        assert_eq!(
            serde_json::to_value(&partial).expect("it serializes"),
            json!({ "decision": "Allow" })
        );
    }
}

/// What the source behind the context knows, it knows for the residual, too.
#[test]
fn the_source_behind_the_context_stays() {
    struct Team;

    impl ContextSource for Team {
        fn values(&self, key: &ContextKey<'_>) -> Values<'_> {
            match () {
                () if *key == TEAM => Values::Plain("payments"),
                () if *key == STAGE => Values::Unknown,
                () => Values::Absent,
            }
        }
    }

    static OF_THE_TEAM: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": "*",
            "Condition": {
                "StringEquals": {
                    "aws:ResourceTag/owner": "${aws:PrincipalTag/team}",
                    "aws:ResourceTag/stage": "test"
                }
            }
        }
    });
    let context = Context::EMPTY.with_unknown(&[OWNER]).or_ask(&Team);
    let Partial::DependsOn(residual) = evaluate_partially(&OF_THE_TEAM, &GET.with(&context)) else {
        panic!("it depends on the owner, and on a stage that the source does not find out");
    };
    assert_eq!(residual.unknown_keys(), [OWNER, STAGE]);
    let known = |owner, stage| decide(&residual, &[(OWNER, owner), (STAGE, stage)]);
    assert_eq!(known("payments", "test"), Decision::Allow);
    assert_eq!(known("billing", "test"), Decision::ImplicitDeny);
    assert_eq!(known("payments", "prod"), Decision::ImplicitDeny);
}
