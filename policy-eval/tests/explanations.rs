//! Explanations word for word: what people read, and with the feature `serde` what tools do.

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
});

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

fn assert_says<'p>(policies: impl Into<Policies<'p>>, request: &Request<'_>, text: &str) {
    let explanation = explain(policies, request).to_string();
    assert_eq!(explanation, text, "\n\n{explanation}\n");
}

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

static PASS_TO_TASKS: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "PassToTasks",
        "Effect": "Allow",
        "Action": "iam:PassRole",
        "Resource": "*",
        "Condition": { "StringEquals": { "iam:PassedToService": ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com"] } }
    }
});

#[test]
fn a_condition_fails_for_another_value() {
    let pairs = [(PASSED_TO, "lambda.amazonaws.com")];
    let context = Context::new(&pairs).expect("a context");
    assert_says(
        &PASS_TO_TASKS,
        &PASS.with(&context),
        "\
ImplicitDeny: no identity policy allows it
  nearest: statement `PassToTasks` of identity policy 1
    StringEquals iam:PassedToService [\"ecs-tasks.amazonaws.com\", \"ecs.amazonaws.com\"] does not hold: the request has \"lambda.amazonaws.com\"",
    );
}

#[test]
fn a_condition_fails_for_an_absent_key() {
    assert_says(
        &PASS_TO_TASKS,
        &PASS,
        "\
ImplicitDeny: no identity policy allows it
  nearest: statement `PassToTasks` of identity policy 1
    StringEquals iam:PassedToService [\"ecs-tasks.amazonaws.com\", \"ecs.amazonaws.com\"] does not hold: the key is absent
  absent: iam:PassedToService, asked for by identity policy 1",
    );
}

#[test]
fn a_condition_fails_for_a_list() {
    static TAGGER: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "sqs:TagQueue",
            "Resource": "*",
            "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "stage"] } }
        }
    });
    let lists = [(TAG_KEYS, ["team", "owner"].as_slice())];
    let context = Context::with_lists(&[], &lists).expect("a context");
    assert_says(
        &TAGGER,
        &Request::new(action!("sqs:TagQueue"), QUEUE).with(&context),
        "\
ImplicitDeny: no identity policy allows it
  nearest: statement 1 of identity policy 1
    ForAllValues:StringEquals aws:TagKeys [\"team\", \"stage\"] does not hold: the request has [\"team\", \"owner\"]",
    );
}

static HOME: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "Home",
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": ["arn:aws:s3:::docs/${aws:username}/*", "arn:aws:s3:::docs/all/*"]
    }
});

#[test]
fn it_is_about_other_resources() {
    let pairs = [(USERNAME, "alice")];
    let context = Context::new(&pairs).expect("a context");
    assert_says(
        &HOME,
        &GET.with(&context),
        "\
ImplicitDeny: no identity policy allows it
  nearest: statement `Home` of identity policy 1
    it is about other resources: Resource [\"arn:aws:s3:::docs/${aws:username}/*\", \"arn:aws:s3:::docs/all/*\"]",
    );
    // A variable without a value matches nothing.
    assert_says(
        &HOME,
        &GET,
        "\
ImplicitDeny: no identity policy allows it
  nearest: statement `Home` of identity policy 1
    it is about other resources: Resource [\"arn:aws:s3:::docs/${aws:username}/*\", \"arn:aws:s3:::docs/all/*\"]
  absent: aws:username, asked for by identity policy 1",
    );
    let context = Context::EMPTY.with_unknown(&[USERNAME]);
    assert_says(
        &HOME,
        &GET.with(&context),
        "\
ImplicitDeny: no identity policy allows it
  nearest: statement `Home` of identity policy 1
    whether it is about the resource could not be found out: Resource [\"arn:aws:s3:::docs/${aws:username}/*\", \"arn:aws:s3:::docs/all/*\"]
  could not be found out: aws:username, asked for by identity policy 1",
    );
}

#[test]
fn it_is_about_other_callers() {
    assert_says(
        &FOR_BOB,
        &SEND.by(&ALICE),
        "\
ImplicitDeny: no identity policy allows it
  there is no identity policy
  nearest: statement `Bob` of the resource policy
    it is about other callers: Principal \"arn:aws:iam::111122223333:user/bob\"",
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
    });
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

/// A grant that only leaves it to the account could not help (E-12).
#[test]
fn what_could_not_help_is_not_near() {
    static TO_THE_ACCOUNT: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": { "AWS": "111122223333" },
            "Action": "sqs:*",
            "Resource": "*",
            "Condition": { "Bool": { "aws:SecureTransport": "true" } }
        }
    }, type = resource);
    static POLICIES: Policies = Policies::new().resource(&TO_THE_ACCOUNT);
    assert!(explain(POLICIES, &SEND.by(&ALICE)).near_misses().is_empty());
}

/// `Null` takes lists.
#[test]
fn a_list_is_not_absent() {
    static WITHOUT_TAGS: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "sqs:*",
            "Resource": "*",
            "Condition": { "Null": { "aws:TagKeys": "true" } }
        }
    });
    let lists = [(TAG_KEYS, ["team"].as_slice())];
    let context = Context::with_lists(&[], &lists).expect("no key comes twice");
    assert_says(
        &WITHOUT_TAGS,
        &SEND.with(&context),
        "\
ImplicitDeny: no identity policy allows it
  nearest: statement 1 of identity policy 1
    Null aws:TagKeys \"true\" does not hold: the request has [\"team\"]",
    );
}

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

#[test]
fn it_is_about_other_actions() {
    static RECEIVER: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": [
            { "Sid": "Receive", "Effect": "Allow", "Action": "sqs:ReceiveMessage", "Resource": "*" },
            { "Sid": "Buckets", "Effect": "Allow", "Action": "s3:*", "Resource": "*" }
        ]
    });
    assert_says(
        &RECEIVER,
        &SEND,
        "\
ImplicitDeny: no identity policy allows it
  nearest: statement `Receive` of identity policy 1
    it is about other actions",
    );
    assert_says(
        &RECEIVER,
        &PASS,
        "\
ImplicitDeny: no identity policy allows it
  no Allow statement of any identity policy is about `iam:PassRole`",
    );
}

/// A statement may be about other actions although nothing names them.
#[test]
fn it_is_about_actions_that_have_no_name_of_their_own() {
    static ALL_BUT_SENDING: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": { "Sid": "NoSending", "Effect": "Allow", "NotAction": "sqs:SendMessage", "Resource": "*" }
    });
    static RECEIVING: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Deny",
                "Action": "sqs:SendMessage",
                "Resource": "*",
                "Condition": { "Bool": { "aws:SecureTransport": "false" } }
            },
            { "Sid": "NoSending", "Effect": "Allow", "Action": "sqs:Receive*", "Resource": "*" }
        ]
    });
    for policy in [&ALL_BUT_SENDING, &RECEIVING] {
        let text = explain(policy, &SEND).to_string();
        let nearest = "\n  nearest: statement `NoSending` of identity policy 1\n    it is about other actions";
        assert!(text.contains(nearest), "{text}");
    }
}

#[test]
fn only_the_nearest_are_told() {
    static MANY: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:111122223333:a", "Condition": { "Bool": { "aws:SecureTransport": "true" } } },
            { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:111122223333:b" },
            { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:111122223333:c" },
            { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:111122223333:d" },
            { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:111122223333:e" },
            { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:111122223333:f" }
        ]
    });
    assert_says(
        &MANY,
        &SEND,
        "\
ImplicitDeny: no identity policy allows it
  nearest: statement 2 of identity policy 1
    it is about other resources: Resource \"arn:aws:sqs:*:111122223333:b\"
  nearest: statement 3 of identity policy 1
    it is about other resources: Resource \"arn:aws:sqs:*:111122223333:c\"
  nearest: statement 4 of identity policy 1
    it is about other resources: Resource \"arn:aws:sqs:*:111122223333:d\"
  nearest: statement 5 of identity policy 1
    it is about other resources: Resource \"arn:aws:sqs:*:111122223333:e\"
  nearest: statement 6 of identity policy 1
    it is about other resources: Resource \"arn:aws:sqs:*:111122223333:f\"
  and 1 more",
    );
    assert_eq!(explain(&MANY, &SEND).near_misses().len(), 6);
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

#[test]
fn a_variable_of_a_condition_could_not_be_found_out() {
    static OWN_TEAM: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "sqs:*",
            "Resource": "*",
            "Condition": { "StringEquals": { "aws:username": "${aws:PrincipalTag/team}" } }
        }
    });
    let pairs = [(USERNAME, "alice")];
    let context = Context::new(&pairs)
        .expect("a context")
        .with_unknown(&[TEAM]);
    assert_says(
        &OWN_TEAM,
        &SEND.with(&context),
        "\
ImplicitDeny: no identity policy allows it
  nearest: statement 1 of identity policy 1
    StringEquals aws:username \"${aws:PrincipalTag/team}\": whether it holds could not be found out
  could not be found out: aws:PrincipalTag/team, asked for by identity policy 1",
    );
}

#[test]
fn operands_are_shown_as_policies_write_them() {
    static ALL_OPERATORS: Policy = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "sqs:SendMessage",
            "Resource": "*",
            "Condition": {
                "StringLike": { "x:string": ["a*", "b${*}?"] },
                "StringNotEqualsIgnoreCase": { "x:name": "Alice" },
                "NumericLessThan": { "x:number": [10, 1.50] },
                "DateGreaterThan": { "x:date": ["2026-01-31T12:00:00+02:00", "1767225600"] },
                "IpAddress": { "x:ip": ["10.0.0.0/8", "192.0.2.1", "2001:db8::/32"] },
                "Bool": { "x:bool": true },
                "Null": { "x:null": "false" },
                "BinaryEquals": { "x:binary": "QUJD" },
                "ArnLike": { "x:arn": "arn:aws:iam::111122223333:role/*" },
                "ForAllValues:StringLikeIfExists": { "x:list": ["a", "b*"] },
                "ForAnyValue:NumericEquals": { "x:numbers": [1, 2] }
            }
        }
    });
    let text = |key| ContextKey::from_static(key);
    let pairs = [
        (text("x:string"), "c"),
        (text("x:name"), "ALICE"),
        (text("x:number"), "ten"),
        (text("x:date"), "2026-01-01"),
        (text("x:ip"), "11.0.0.1"),
        (text("x:bool"), "false"),
        (text("x:binary"), "QUJE"),
        (text("x:arn"), "arn:aws:iam::111122223333:user/alice"),
    ];
    let lists = [(text("x:list"), ["c"].as_slice())];
    let context = Context::with_lists(&pairs, &lists).expect("a context");
    assert_says(
        &ALL_OPERATORS,
        &SEND.with(&context),
        "\
ImplicitDeny: no identity policy allows it
  nearest: statement 1 of identity policy 1
    StringLike x:string [\"a*\", \"b${*}?\"] does not hold: the request has \"c\"
    StringNotEqualsIgnoreCase x:name \"Alice\" does not hold: the request has \"ALICE\"
    NumericLessThan x:number [\"10\", \"1.5\"] does not hold: the request has \"ten\"
    DateGreaterThan x:date [\"2026-01-31T10:00:00Z\", \"2026-01-01T00:00:00Z\"] does not hold: the request has \"2026-01-01\"
    IpAddress x:ip [\"10.0.0.0/8\", \"192.0.2.1\", \"2001:db8::/32\"] does not hold: the request has \"11.0.0.1\"
    Bool x:bool \"true\" does not hold: the request has \"false\"
    Null x:null \"false\" does not hold: the key is absent
    BinaryEquals x:binary \"QUJD\" does not hold: the request has \"QUJE\"
    ArnLike x:arn \"arn:aws:iam::111122223333:role/*\" does not hold: the request has \"arn:aws:iam::111122223333:user/alice\"
    ForAllValues:StringLikeIfExists x:list [\"a\", \"b*\"] does not hold: the request has [\"c\"]
    ForAnyValue:NumericEquals x:numbers [\"1\", \"2\"] does not hold: the key is absent
  absent: x:null, asked for by identity policy 1
  absent: x:numbers, asked for by identity policy 1",
    );
}

#[cfg(feature = "serde")]
mod data {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_allowance() {
        let identity = [&QUEUES];
        let policies = Policies::new().identity(&identity).resource(&DELEGATING);
        let explanation = explain(policies, &SEND.by(&ALICE));
        assert_eq!(
            serde_json::to_value(&explanation).expect("it serializes"),
            json!({
                "decision": "Allow",
                "granted_by": "identity",
                "shortfalls": [],
                "notes": [],
                "matched_statements": [
                    {
                        "policy": { "layer": "identity", "position": 1 },
                        "statement": 1,
                        "sid": "Queues",
                        "effect": "Allow",
                        "delegates": false,
                        "conditions": []
                    },
                    {
                        "policy": { "layer": "resource", "position": 1 },
                        "statement": 1,
                        "sid": "Account",
                        "effect": "Allow",
                        "delegates": true,
                        "conditions": []
                    }
                ],
                "near_misses": [],
                "absent_keys": [],
                "unknown_keys": []
            })
        );
    }

    #[test]
    fn a_denial() {
        static OF_TEAM: Policy = policy!({
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow",
                "Action": "sqs:SendMessage",
                "Resource": "arn:aws:sqs:*:111122223333:${aws:PrincipalTag/team}-*",
                "Condition": {
                    "StringLike": { "aws:RequestedRegion": ["us-*", "ap-*"] },
                    "ForAnyValue:StringEquals": { "aws:TagKeys": "team" }
                }
            }
        });
        let scps: [&[&Policy<'_>]; 1] = [&[&ONLY_S3]];
        let identity = [&OF_TEAM];
        let policies = Policies::new().identity(&identity).scps(&scps);
        let pairs = [(REGION, "eu-central-1")];
        let context = Context::new(&pairs)
            .expect("a context")
            .with_unknown(&[TEAM]);
        let explanation = explain(policies, &SEND.by(&ALICE).with(&context));
        assert_eq!(
            serde_json::to_value(&explanation).expect("it serializes"),
            json!({
                "decision": "ImplicitDeny",
                "granted_by": null,
                "shortfalls": [
                    { "layer": "scp", "level": 1, "message": "no SCP of level 1 allows it" },
                    { "layer": "identity", "message": "no identity policy allows it" }
                ],
                "notes": ["no Allow statement of any SCP of level 1 is about `sqs:SendMessage`"],
                "matched_statements": [],
                "near_misses": [{
                    "policy": { "layer": "identity", "position": 1 },
                    "statement": 1,
                    "sid": null,
                    "effect": "Allow",
                    "failures": [
                        {
                            "part": "resource",
                            "element": "Resource \"arn:aws:sqs:*:111122223333:${aws:PrincipalTag/team}-*\"",
                            "known": false,
                            "message": "whether it is about the resource could not be found out: Resource \"arn:aws:sqs:*:111122223333:${aws:PrincipalTag/team}-*\""
                        },
                        {
                            "part": "condition",
                            "operator": "StringLike",
                            "key": "aws:RequestedRegion",
                            "operands": ["us-*", "ap-*"],
                            "value": "eu-central-1",
                            "known": true,
                            "message": "StringLike aws:RequestedRegion [\"us-*\", \"ap-*\"] does not hold: the request has \"eu-central-1\""
                        },
                        {
                            "part": "condition",
                            "operator": "ForAnyValue:StringEquals",
                            "key": "aws:TagKeys",
                            "operands": ["team"],
                            "value": null,
                            "known": true,
                            "message": "ForAnyValue:StringEquals aws:TagKeys \"team\" does not hold: the key is absent"
                        }
                    ]
                }],
                "absent_keys": [
                    { "key": "aws:TagKeys", "asked_by": [{ "layer": "identity", "position": 1 }] }
                ],
                "unknown_keys": [
                    { "key": "aws:PrincipalTag/team", "asked_by": [{ "layer": "identity", "position": 1 }] }
                ]
            })
        );
    }
}
