//! Services and actions (N-1 … N-5).

use policy_compiler::Code::{
    self, NewerName, RetiredName, UnknownAction, UnknownService, UnmatchedWildcard,
};
use policy_compiler::{Reference, read_service};

use crate::{action, check, document, found, help, rendered, with_reference};

#[track_caller]
fn wrong(entry: &str, code: Code, meant: &str) {
    let text = action(entry);
    check(&text, &[(code.as_str(), &format!("\"{entry}\""))]);
    assert_eq!(help(&text), meant, "{entry}");
}

#[test]
fn names_that_exist_in_any_case() {
    for fine in [
        "ecs:RunTask",
        "ECS:runtask",
        "ecs:*",
        "s3:GetObject*s",
        "ec2:*Instance",
        // The reference does not list it.
        "SNS:Receive",
        "sns:Rec*",
        "*",
    ] {
        check(&action(fine), &[]);
    }
}

#[test]
fn unknown_services() {
    // N-1 "unknown_service"
    for (entry, meant) in [
        (
            "codedpeloy:ContinueDeployment",
            "a similar action exists: `codedeploy:ContinueDeployment`",
        ),
        (
            "elasticloadbalancingv2:describeListeners",
            "a similar action exists: `elasticloadbalancing:DescribeListeners`",
        ),
        (
            "stepfunctions:Start*",
            "similar actions match `states:Start*`",
        ),
        (
            "dynamo-db:GetItem",
            "a similar action exists: `dynamodb:GetItem`",
        ),
        (
            "codedpeloy:Nothing",
            "a similar service exists: `codedeploy`",
        ),
        ("esc:RunTask", "a similar action exists: `ecs:RunTask`"),
        // Of three letters one is another service.
        (
            "esc:RunTasks",
            "write the prefix of a service before the colon, such as `s3`",
        ),
        (
            "xyzzy:Foo",
            "write the prefix of a service before the colon, such as `s3`",
        ),
    ] {
        wrong(entry, UnknownService, meant);
    }
}

#[test]
fn unknown_actions() {
    // N-2 "unknown_action"
    for (entry, meant) in [
        ("ecs:RunTasks", "a similar action exists: `ecs:RunTask`"),
        (
            "sns:Received",
            "write one of the actions of `sns` that AWS's service authorization reference lists",
        ),
        ("S3:getobjects", "a similar action exists: `s3:GetObject`"),
        (
            "rds:Describe-DBInstances",
            "a similar action exists: `rds:DescribeDBInstances`",
        ),
        (
            "glue:GetBookmark",
            "a similar action exists: `glue:GetJobBookmark`",
        ),
        (
            "ec2:Foo",
            "write one of the actions of `ec2` that AWS's service authorization reference lists",
        ),
    ] {
        wrong(entry, UnknownAction, meant);
    }
}

#[test]
fn another_verb_is_not_suggested() {
    let similar = |meant: &str| format!("a similar action exists: `{meant}`");
    for (entry, meant) in [
        ("iam:UnattachRolePolicy", "iam:DetachRolePolicy"),
        ("iam:AtachRolePolicy", "iam:AttachRolePolicy"),
        ("iam:ListRole", "iam:ListRoles"),
        (
            "ec2:AllowSecurityGroupIngress",
            "ec2:AuthorizeSecurityGroupIngress",
        ),
        ("ec2:GetInstances", "ec2:DescribeInstances"),
        ("ec2:describeinstanses", "ec2:DescribeInstances"),
        ("ec2messages:AckMessage", "ec2messages:AcknowledgeMessage"),
        ("s3:GetBucketLocaton", "s3:GetBucketLocation"),
        ("config:descibe-config-rules", "config:DescribeConfigRules"),
    ] {
        wrong(entry, UnknownAction, &similar(meant));
    }
    for entry in [
        "iam:SetRole",
        "s3:ImportBucket",
        "ec2:UnrunInstances",
        "s3:SetObject",
    ] {
        let (service, _) = entry.split_once(':').unwrap();
        wrong(
            entry,
            UnknownAction,
            &format!(
                "write one of the actions of `{service}` that AWS's service authorization reference lists"
            ),
        );
    }
}

#[test]
fn operations_with_actions_of_other_names() {
    for (entry, meant) in [
        ("s3:CreateMultipartUpload", "`s3:PutObject`"),
        ("s3:HeadBucket", "`s3:ListBucket`"),
        ("s3:PutBucket", "`s3:CreateBucket`"),
        ("s3:GetBucketEncryption", "`s3:GetEncryptionConfiguration`"),
        ("ec2:CreateInstances", "`ec2:RunInstances`"),
        ("s3:ListObject", "`s3:ListBucket`"),
        ("s3:listobjectsv2", "`s3:ListBucket`"),
        ("S3:CopyObject", "`s3:GetObject` and `s3:PutObject`"),
        ("lambda:Invoke", "`lambda:InvokeFunction`"),
        ("ecr:GetAuthToken", "`ecr:GetAuthorizationToken`"),
    ] {
        wrong(
            entry,
            UnknownAction,
            &format!("that is no action of its own; such requests are for {meant}"),
        );
    }
}

#[test]
fn wildcards_that_match_nothing() {
    // N-3 "unmatched_wildcard"
    for (entry, meant) in [
        ("ecs:Runn*", "similar names match `ecs:Run*`"),
        (
            "ec2:DescibeInst*",
            "similar names match `ec2:DescribeInst*`",
        ),
        (
            "ecs:*Foo",
            "write a pattern that matches one of the actions of `ecs` that AWS's service authorization reference lists",
        ),
        // Another verb is another pattern, and all actions are more than was meant.
        (
            "sqs:Fetch*",
            "write a pattern that matches one of the actions of `sqs` that AWS's service authorization reference lists",
        ),
        (
            "ec2:Launch*",
            "those are no actions of their own; such requests are for `ec2:RunInstances`",
        ),
        (
            "s3:Upload*",
            "those are no actions of their own; such requests are for `s3:GetObject` and `s3:PutObject`",
        ),
    ] {
        wrong(entry, UnmatchedWildcard, meant);
    }
}

#[test]
fn retired_names() {
    // N-4 "retired_name"
    let meant = "remove it, unless you know that the service still asks for it";
    for entry in [
        "appstream:GetImageBuilders",
        "appstream:GetImageB*",
        "deepracer:*",
        "deepracer:Foo",
    ] {
        wrong(entry, RetiredName, meant);
    }
    let drawn = rendered(&action("appstream:GetImageBuilders"));
    let message = "error: `appstream:GetImageBuilders` is no longer an action; AWS last listed it on 2021-02-10\n";
    assert!(drawn.starts_with(message), "{drawn}");
    let drawn = rendered(&action("deepracer:Foo"));
    assert!(
        drawn.starts_with(
            "error: `deepracer` is no longer a service; AWS last listed its actions on "
        ),
        "{drawn}"
    );
}

#[test]
fn newer_names() {
    // N-5 "newer_name"
    let meant = "to use it all the same, list it under `known` in `policy.toml`";
    for entry in [
        "account:ReopenAccount",
        "assurance:Chat",
        "assurance:*",
        "account:Reopen*",
    ] {
        wrong(entry, NewerName, meant);
    }
    // Nothing else is known about them, or about the keys of a service that is newer.
    check(
        &document(
            r#""Action": ["account:ReopenAccount", "ecs:RunTask"], "Resource": "arn:aws:s3:::b",
            "Condition": {"Bool": {"s3:prefix": "true", "assurance:Some": "true"}}"#,
        ),
        &[("newer_name", "\"account:ReopenAccount\"")],
    );
}

#[test]
fn names_of_ones_own() {
    let service = read_service(
        r#"{"service": "billing-desk", "actions": [{"name": "SendInvoice", "access": "Write"}]}"#,
    );
    let reference = Reference::aws()
        .with_service(service.0.unwrap())
        .unwrap()
        .with_known("ecs:TeleportTask")
        .with_known("newest:Thing");
    let codes = |entry: &str| with_reference(&action(entry), reference.clone());
    for fine in [
        "billing-desk:SendInvoice",
        "ecs:TeleportTask",
        "ECS:teleport*",
        "newest:Thing",
    ] {
        assert_eq!(codes(fine), [], "{fine}");
    }
    assert_eq!(codes("billing-desk:SendInvoices"), [UnknownAction]);
    assert_eq!(codes("newest:Things"), [UnknownService]);
}

#[test]
fn not_action_is_checked_and_every_entry_is() {
    check(
        &document(r#""NotAction": ["ecs:RunTasks", "ecs:Runn*"], "Resource": "*""#),
        &[
            ("unknown_action", "\"ecs:RunTasks\""),
            ("unmatched_wildcard", "\"ecs:Runn*\""),
        ],
    );
    // Other mistakes in the statement change nothing.
    let text = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Alow", "Action": ["ecs:RunTasks", 1, "RunTask"], "Resource": "bucket"},
        {"Effect": "Allow", "NotAction": "ecs:Stop", "Action": "xyzzy:Foo", "Resource": "*"}]}"#;
    assert_eq!(
        found(text),
        [
            (UnknownAction, "\"ecs:RunTasks\"".to_owned()),
            (UnknownAction, "\"ecs:Stop\"".to_owned()),
            (UnknownService, "\"xyzzy:Foo\"".to_owned()),
        ]
    );
}

#[test]
fn slips_of_the_pen_are_suggested_right() {
    for (entry, meant) in [
        ("lambda:ListFunctions ", "write `lambda:ListFunctions`"),
        (" ecs:Run Tasks", "write `ecs:RunTask`"),
        ("ec2: Describe*", "write `ec2:Describe*`"),
        ("s3::getobject", "write `s3:GetObject`"),
        ("ecs.RunTask", "write `ecs:RunTask`"),
        ("ecs:RunTask,", "write `ecs:RunTask`"),
    ] {
        let text = action(entry);
        check(&text, &[("action", &format!("\"{entry}\""))]);
        assert_eq!(help(&text), meant);
    }
}

#[test]
fn as_people_see_it() {
    let text = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"ecs:RunTasks\", \"Resource\": \"*\"}\n}";
    assert_eq!(
        rendered(text),
        r#"error: `ecs` has no action `RunTasks`
 --> policy.json:3:46
  |
3 |   "Statement": {"Effect": "Allow", "Action": "ecs:RunTasks", "Resource": "*"}
  |                                              ^^^^^^^^^^^^^^
  |
  = help: a similar action exists: `ecs:RunTask`
  = note: code `unknown_action`, rule N-2, AWS's `INVALID_ACTION`
  = note: if it is meant, write `allow = [unknown_action]` where the policy is included"#
    );
}
