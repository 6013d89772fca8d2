//! Layers that are silent, and what to do about it.

use super::*;

/// Each layer that is silent says something.
#[test]
fn every_silent_layer_is_explained() {
    static PUTTING: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": { "Sid": "Put", "Effect": "Allow", "Action": "sqs:DeleteQueue", "Resource": "*" }
    });
    static SENDING_IN_EUROPE: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "sqs:SendMessage",
            "Resource": "*",
            "Condition": { "StringLike": { "aws:RequestedRegion": "eu-*" } }
        }
    }, type = scp);
    static POLICIES: Policies = Policies::new()
        .identity(&[&PUTTING])
        .scps(&[&[&SENDING_IN_EUROPE]]);
    assert_says(
        POLICIES,
        &SEND.by(&ALICE),
        "\
ImplicitDeny: no SCP of level 1 allows it; no identity policy allows it
  nearest: statement 1 of SCP 1 of level 1
    StringLike aws:RequestedRegion \"eu-*\" does not hold: the key is absent
  nearest: statement `Put` of identity policy 1
    it is about other actions
  absent: aws:RequestedRegion, asked for by SCP 1 of level 1",
    );
}

#[test]
fn the_boundary_is_silent() {
    assert_says(
        Policies::new().identity(&[&QUEUES]).boundary(&HOME),
        &SEND.by(&ALICE),
        "\
ImplicitDeny: the permissions boundary does not allow it
  no Allow statement of the permissions boundary is about `sqs:SendMessage`
  statement `Queues` of identity policy 1 allows it",
    );
}

#[test]
fn a_level_of_scps_is_silent() {
    let scps: [&[&Policy<'_>]; 3] = [&[&FULL_ACCESS], &[&ONLY_S3], &[]];
    assert_says(
        Policies::new().identity(&[&QUEUES]).scps(&scps),
        &SEND.by(&ALICE),
        "\
ImplicitDeny: no SCP of level 2 allows it; no SCP of level 3 allows it
  no Allow statement of any SCP of level 2 is about `sqs:SendMessage`
  there is no SCP of level 3
  statement `Queues` of identity policy 1 allows it
  statement `FullAccess` of SCP 1 of level 1 lets it pass",
    );
}

#[test]
fn across_accounts_the_resource_is_silent() {
    let identity = [&QUEUES];
    let policies = Policies::new().identity(&identity);
    let request = SEND.by(&ALICE).in_account(OTHER_ACCOUNT);
    assert_says(
        policies,
        &request,
        "\
ImplicitDeny: no resource policy allows it
  the resource belongs to another account: its policy has to allow as well as the caller's own
  there is no resource policy
  statement `Queues` of identity policy 1 allows it",
    );
    assert_says(
        policies.resource(&FOR_BOB),
        &request,
        "\
ImplicitDeny: no resource policy allows it
  the resource belongs to another account: its policy has to allow as well as the caller's own
  statement `Queues` of identity policy 1 allows it
  nearest: statement `Bob` of the resource policy
    it is about other callers: Principal \"arn:aws:iam::111122223333:user/bob\"",
    );
}

#[test]
fn it_is_left_to_identity_policies_that_are_silent() {
    assert_says(
        Policies::new().identity(&[&HOME]).resource(&DELEGATING),
        &SEND.by(&ALICE),
        "\
ImplicitDeny: no identity policy allows it
  no Allow statement of any identity policy is about `sqs:SendMessage`
  statement `Account` of the resource policy leaves it to the policies of the caller's account",
    );
}

#[test]
fn the_key_insists_on_its_policy() {
    const DECRYPT: Request<'static> = Request::new(
        action!("kms:Decrypt"),
        "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    )
    .requiring_resource_policy();
    static KEY: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": { "AWS": "arn:aws:iam::111122223333:role/backup" },
            "Action": "kms:*",
            "Resource": "*"
        }
    }, type = resource);
    assert_says(
        Policies::new().identity(&[&EVERYTHING]).resource(&KEY),
        &DECRYPT.by(&ALICE),
        "\
ImplicitDeny: no resource policy allows it
  the resource insists on its policy: identity policies count only if that allows, too, and are not needed if it names the caller itself
  statement 1 of identity policy 1 allows it
  nearest: statement 1 of the resource policy
    it is about other callers: Principal \"arn:aws:iam::111122223333:role/backup\"",
    );
}

#[test]
fn a_federated_user_has_no_session_policy() {
    assert_says(
        Policies::new().identity(&[&QUEUES]),
        &SEND.by(&FEDERATED),
        "\
ImplicitDeny: no session policy allows it
  there is no session policy, without which a federated user may do nothing on its own
  statement `Queues` of identity policy 1 allows it",
    );
}

#[test]
fn a_service_is_not_named() {
    assert_says(
        Policies::new().identity(&[&EVERYTHING]).resource(&FOR_BOB),
        &SEND.by(&EVENTS),
        "\
ImplicitDeny: no resource policy allows it
  this caller has no policies of its own: the resource policy has to name it
  identity policies do not count for this caller
  nearest: statement `Bob` of the resource policy
    it is about other callers: Principal \"arn:aws:iam::111122223333:user/bob\"",
    );
}

#[test]
fn the_caller_is_not_said() {
    assert_says(
        &FOR_BOB,
        &SEND.in_account(OTHER_ACCOUNT),
        "\
ImplicitDeny: no identity policy allows it; no resource policy allows it
  there is no identity policy
  the request does not say who the caller is, so no policy can name it
  nearest: statement `Bob` of the resource policy
    it is about other callers: Principal \"arn:aws:iam::111122223333:user/bob\"",
    );
}

#[test]
fn a_policy_is_misplaced() {
    assert_says(
        Policies::new().identity(&[&QUEUES]).resource(&EVERYTHING),
        &SEND.by(&ALICE),
        "\
ImplicitDeny: a policy compiled with `type = identity` cannot be used as resource policy
  nothing is allowed until it is compiled with `type = resource`, or `type = trust` for a role, or left out",
    );
    let scps: [&[&Policy<'_>]; 1] = [&[&EVERYTHING]];
    assert_says(
        Policies::new().identity(&[&QUEUES]).scps(&scps),
        &SEND.by(&ALICE),
        "\
ImplicitDeny: a policy compiled with `type = identity` cannot be used as SCP
  nothing is allowed until it is compiled with `type = scp`, or left out",
    );
}

#[test]
fn the_request_names_no_resource() {
    assert_says(
        &QUEUES,
        &Request::new(action!("sqs:SendMessage"), "jobs"),
        "\
ImplicitDeny: the request names no resource
  a resource is an ARN, or `*` for actions that have none",
    );
}

#[test]
fn whether_it_is_denied_could_not_be_found_out() {
    let scps: [&[&Policy<'_>]; 1] = [&[&ONLY_EUROPE]];
    let identity = [&QUEUES];
    let policies = Policies::new().identity(&identity).scps(&scps);
    let context = Context::EMPTY.with_unknown(&[REGION]);
    assert_says(
        policies,
        &SEND.by(&ALICE).with(&context),
        "\
ImplicitDeny: whether a Deny statement applies could not be found out
  statement `Queues` of identity policy 1 allows it
  statement 1 of SCP 1 of level 1 lets it pass
  may deny: statement `OnlyEurope` of SCP 1 of level 1
    StringNotLike aws:RequestedRegion \"eu-*\": whether it holds could not be found out
  could not be found out: aws:RequestedRegion, asked for by SCP 1 of level 1",
    );
}
