//! What came near, and what failed in it.

use super::*;

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
    }, allow = [for_all_values_allow]);
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
    }, allow = [security_warnings, warnings]);
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
                "StringLike": { "aws:RequestTag/string": ["a*", "b${*}?"] },
                "StringNotEqualsIgnoreCase": { "aws:RequestTag/name": "Alice" },
                "NumericLessThan": { "aws:RequestTag/number": [10, 1.50] },
                "DateGreaterThan": { "aws:RequestTag/date": ["2026-01-31T12:00:00+02:00", "1767225600"] },
                "IpAddress": { "aws:RequestTag/ip": ["10.0.0.0/8", "192.0.2.1", "2001:db8::/32"] },
                "Bool": { "aws:RequestTag/bool": true },
                "Null": { "aws:RequestTag/null": "false" },
                "BinaryEquals": { "aws:RequestTag/binary": "QUJD" },
                "ArnLike": { "aws:RequestTag/arn": "arn:aws:iam::111122223333:role/*" },
                "ForAllValues:StringLikeIfExists": { "aws:RequestTag/list": ["a", "b*"] },
                "ForAnyValue:NumericEquals": { "aws:RequestTag/numbers": [1, 2] }
            }
        }
    }, vendored = true);
    let text = |key| ContextKey::from_static(key);
    let pairs = [
        (text("aws:RequestTag/string"), "c"),
        (text("aws:RequestTag/name"), "ALICE"),
        (text("aws:RequestTag/number"), "ten"),
        (text("aws:RequestTag/date"), "2026-01-01"),
        (text("aws:RequestTag/ip"), "11.0.0.1"),
        (text("aws:RequestTag/bool"), "false"),
        (text("aws:RequestTag/binary"), "QUJE"),
        (
            text("aws:RequestTag/arn"),
            "arn:aws:iam::111122223333:user/alice",
        ),
    ];
    let lists = [(text("aws:RequestTag/list"), ["c"].as_slice())];
    let context = Context::with_lists(&pairs, &lists).expect("a context");
    assert_says(
        &ALL_OPERATORS,
        &SEND.with(&context),
        "\
ImplicitDeny: no identity policy allows it
  nearest: statement 1 of identity policy 1
    StringLike aws:RequestTag/string [\"a*\", \"b${*}?\"] does not hold: the request has \"c\"
    StringNotEqualsIgnoreCase aws:RequestTag/name \"Alice\" does not hold: the request has \"ALICE\"
    NumericLessThan aws:RequestTag/number [\"10\", \"1.5\"] does not hold: the request has \"ten\"
    DateGreaterThan aws:RequestTag/date [\"2026-01-31T10:00:00Z\", \"2026-01-01T00:00:00Z\"] does not hold: the request has \"2026-01-01\"
    IpAddress aws:RequestTag/ip [\"10.0.0.0/8\", \"192.0.2.1\", \"2001:db8::/32\"] does not hold: the request has \"11.0.0.1\"
    Bool aws:RequestTag/bool \"true\" does not hold: the request has \"false\"
    Null aws:RequestTag/null \"false\" does not hold: the key is absent
    BinaryEquals aws:RequestTag/binary \"QUJD\" does not hold: the request has \"QUJE\"
    ArnLike aws:RequestTag/arn \"arn:aws:iam::111122223333:role/*\" does not hold: the request has \"arn:aws:iam::111122223333:user/alice\"
    ForAllValues:StringLikeIfExists aws:RequestTag/list [\"a\", \"b*\"] does not hold: the request has [\"c\"]
    ForAnyValue:NumericEquals aws:RequestTag/numbers [\"1\", \"2\"] does not hold: the key is absent
  absent: aws:RequestTag/null, asked for by identity policy 1
  absent: aws:RequestTag/numbers, asked for by identity policy 1",
    );
}
