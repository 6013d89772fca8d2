//! What allows, and what denies explicitly.

use super::*;

#[test]
fn one_statement_allows() {
    assert_says(
        &QUEUES,
        &SEND,
        "Allow: statement `Queues` of identity policy 1 allows it",
    );
}

#[test]
fn several_layers_allow() {
    let scps: [&[&Policy<'_>]; 2] = [&[&FULL_ACCESS], &[&ONLY_S3, &ONLY_EUROPE]];
    let identity = [&ONLY_NAMES, &QUEUES];
    let policies = Policies::new()
        .identity(&identity)
        .boundary(&EVERYTHING)
        .resource(&DELEGATING)
        .scps(&scps);
    let pairs = [(REGION, "eu-central-1")];
    let context = Context::new(&pairs).expect("a context");
    assert_says(
        policies,
        &SEND.by(&ALICE).with(&context),
        "\
Allow: statement `Queues` of identity policy 2 allows it
  statement 1 of the permissions boundary lets it pass
  statement `Account` of the resource policy leaves it to the policies of the caller's account
  statement `FullAccess` of SCP 1 of level 1 lets it pass
  statement 1 of SCP 2 of level 2 lets it pass",
    );
}

/// It is about other services.
static ONLY_NAMES: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Action": "route53:List*", "Resource": "*" }
});

#[test]
fn the_root_user_needs_no_statement() {
    assert_says(
        Policies::new(),
        &SEND.by(&ROOT),
        "Allow: the root user needs no statement in its own account",
    );
}

#[test]
fn an_scp_denies() {
    let scps: [&[&Policy<'_>]; 2] = [&[&FULL_ACCESS], &[&ONLY_EUROPE]];
    let identity = [&QUEUES];
    let policies = Policies::new().identity(&identity).scps(&scps);
    let pairs = [(REGION, "us-east-1")];
    let context = Context::new(&pairs).expect("a context");
    assert_says(
        policies,
        &SEND.by(&ALICE).with(&context),
        "\
ExplicitDeny: statement `OnlyEurope` of SCP 1 of level 2 denies it
    StringNotLike aws:RequestedRegion \"eu-*\" holds: the request has \"us-east-1\"",
    );
    // A negated condition holds of an absent key, too.
    assert_says(
        policies,
        &SEND.by(&ALICE),
        "\
ExplicitDeny: statement `OnlyEurope` of SCP 1 of level 2 denies it
    StringNotLike aws:RequestedRegion \"eu-*\" holds: the key is absent
  absent: aws:RequestedRegion, asked for by SCP 1 of level 2",
    );
}

#[test]
fn several_statements_deny() {
    static FROZEN: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": { "Sid": "Frozen", "Effect": "Deny", "Action": "sqs:*", "Resource": "*" }
    });
    let scps: [&[&Policy<'_>]; 1] = [&[&ONLY_EUROPE]];
    let identity = [&FROZEN];
    let policies = Policies::new().identity(&identity).scps(&scps);
    let pairs = [(REGION, "us-east-1")];
    let context = Context::new(&pairs).expect("a context");
    assert_says(
        policies,
        &SEND.by(&ALICE).with(&context),
        "\
ExplicitDeny: several statements deny it
  statement `Frozen` of identity policy 1 denies it
  statement `OnlyEurope` of SCP 1 of level 1 denies it
    StringNotLike aws:RequestedRegion \"eu-*\" holds: the request has \"us-east-1\"",
    );
}

/// Which side grants; the other layers only let it pass.
#[test]
fn a_side_grants() {
    use policy_eval::GrantedBy;

    static NOTHING: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": { "Effect": "Allow", "Action": "ecs:*", "Resource": "*" }
    }, type = boundary);
    static TO_ALICE: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Sid": "Alice",
            "Effect": "Allow",
            "Principal": { "AWS": "arn:aws:iam::111122223333:user/alice" },
            "Action": "sqs:*",
            "Resource": "*"
        }
    }, type = resource);
    // The boundary keeps identity policies from granting, so the queue does.
    static BEHIND_A_BOUNDARY: Policies = Policies::new()
        .identity(&[&QUEUES])
        .boundary(&NOTHING)
        .resource(&TO_ALICE);
    static IN_AN_ORGANIZATION: Policies = Policies::new().scps(&[&[&FULL_ACCESS]]);
    static BOTH: Policies = Policies::new().identity(&[&QUEUES]).resource(&TO_ALICE);
    let by_alice = SEND.by(&ALICE);
    let explanation = explain(BEHIND_A_BOUNDARY, &by_alice);
    assert_eq!(explanation.granted_by(), Some(GrantedBy::ResourcePolicy));
    assert!(
        explanation
            .to_string()
            .starts_with("Allow: statement `Alice` of the resource policy")
    );

    // What SCPs let pass they do not grant.
    assert_says(
        IN_AN_ORGANIZATION,
        &SEND.by(&ROOT),
        "\
Allow: the root user needs no statement in its own account
  statement `FullAccess` of SCP 1 of level 1 lets it pass",
    );
    let across = SEND.by(&ALICE).in_account(OTHER_ACCOUNT);
    assert_eq!(
        explain(BOTH, &across).granted_by(),
        Some(GrantedBy::BothSides)
    );
    assert_eq!(
        explain(BOTH, &by_alice).granted_by(),
        Some(GrantedBy::IdentityPolicies)
    );
}

/// A statement that always applies does not hide others.
#[test]
fn every_statement_that_denies_is_told() {
    static FROZEN: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": [
            { "Sid": "A", "Effect": "Deny", "Action": "*", "Resource": "*" },
            { "Sid": "B", "Effect": "Deny", "Action": "sqs:*", "Resource": "*" },
            { "Sid": "C", "Effect": "Allow", "Action": "sqs:*", "Resource": "*" }
        ]
    }, allow = [redundant_statement, dead_statement]);
    assert_says(
        &FROZEN,
        &SEND,
        "\
ExplicitDeny: several statements deny it
  statement `A` of identity policy 1 denies it
  statement `B` of identity policy 1 denies it",
    );
}

/// P-24.
#[test]
fn nobody_with_a_boundary_is_exempt() {
    static ALL_BUT_ALICE: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Deny",
            "NotPrincipal": { "AWS": ["111122223333", "arn:aws:iam::111122223333:user/alice"] },
            "Action": "sqs:*",
            "Resource": "*"
        }
    }, type = resource);
    static LIMITED: Policies = Policies::new().boundary(&QUEUES).resource(&ALL_BUT_ALICE);
    assert_says(
        LIMITED,
        &SEND.by(&ALICE),
        "\
ExplicitDeny: statement 1 of the resource policy denies it
  `NotPrincipal` exempts nobody who has a permissions boundary",
    );
}

/// A policy with a name is told by it.
#[test]
fn a_policy_has_a_name() {
    static NAMED: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": { "Sid": "Queues", "Effect": "Allow", "Action": "sqs:*", "Resource": "*" }
    }, name = "queue-users");
    assert_says(
        &NAMED,
        &SEND,
        "Allow: statement `Queues` of identity policy `queue-users` allows it",
    );
}
