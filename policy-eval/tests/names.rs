//! Names that AWS does not know, in policies that compile all the same: each lint is let pass
//! by its name, all of them by `vendored`, and services of one's own are known.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use policy_eval::arn::{ArnError, Partition, Region};
use policy_eval::{
    AccountId, Action, Context, Decision, Policy, Request, action, include_policy, include_service,
    policy, policy_dir,
};

include_service!("ui/services/billing.json");
include_service!("ui/services/billing.json", module = desk);

policy_dir!("ui/directory-unknown-action", allow = [unknown_action],);
policy_dir!(
    "ui/directory-unknown-action",
    module = vendored,
    vendored = true
);
policy_dir!(
    "../policies/billing",
    module = billing_policies,
    services = ["ui/services/billing.json", "policies/services/x.json"],
);

/// Every document of `ui/` that stops at a lint about names, with that lint allowed.
const ALLOWED: [Policy<'static>; 11] = [
    include_policy!("ui/unknown-service.json", allow = [unknown_service]),
    include_policy!("ui/unknown-action.json", allow = [unknown_action]),
    include_policy!("ui/unmatched-wildcard.json", allow = [unmatched_wildcard]),
    include_policy!("ui/retired-name.json", allow = [retired_name]),
    include_policy!("ui/retired-service.json", allow = [retired_name]),
    include_policy!("ui/newer-name.json", allow = [newer_name]),
    include_policy!("ui/unknown-key.json", allow = [unknown_key]),
    include_policy!("ui/unknown-variable.json", allow = [unknown_key]),
    include_policy!("ui/unsupported-key.json", allow = [unsupported_key]),
    include_policy!(
        "ui/unsupported-resource.json",
        allow = [unsupported_resource]
    ),
    include_policy!(
        "ui/resource-beside-star-only.json",
        allow = [unsupported_resource]
    ),
];

/// The same as somebody else's.
const VENDORED: [Policy<'static>; 11] = [
    include_policy!("ui/unknown-service.json", vendored = true),
    include_policy!("ui/unknown-action.json", vendored = true),
    include_policy!("ui/unmatched-wildcard.json", vendored = true),
    include_policy!("ui/retired-name.json", vendored = true),
    include_policy!("ui/retired-service.json", vendored = true),
    include_policy!("ui/newer-name.json", vendored = true),
    include_policy!("ui/unknown-key.json", vendored = true),
    include_policy!("ui/unknown-variable.json", vendored = true),
    include_policy!("ui/unsupported-key.json", vendored = true),
    include_policy!("ui/unsupported-resource.json", vendored = true),
    include_policy!("ui/resource-beside-star-only.json", vendored = true),
];

#[test]
fn what_is_let_pass_is_compiled_as_it_is_written() {
    assert_eq!(ALLOWED, VENDORED);
    let mistyped = Action::from_static("ecs:RunTasks");
    let request = Request::new(mistyped, "*");
    assert_eq!(ALLOWED[1].evaluate(&request), Decision::Allow);
    assert_eq!(directory_unknown_action::ONE, vendored::ONE);
    assert_eq!(vendored::ONE.evaluate(&request), Decision::Allow);
}

#[test]
fn options_hold_for_a_document_in_place_and_for_an_action() {
    let several = policy!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": ["esc:RunTask", "ecs:RunTasks", "ecs:Runn*", "account:ReopenAccount"],
            "Resource": "*",
            "Condition": { "Bool": { "ecs:is-on-fire": false } }
        }
    }, allow = [unknown_service, unknown_action, unmatched_wildcard, newer_name, unknown_key]);
    assert_eq!(several.statements().count(), 1);
    for (action, text) in [
        (
            action!("esc:RunTask", allow = [unknown_service]),
            "esc:RunTask",
        ),
        (
            action!("ecs:RunTasks", allow = [unknown_action]),
            "ecs:RunTasks",
        ),
        (
            action!("account:GetChallengeQuestions", allow = [retired_name]),
            "account:GetChallengeQuestions",
        ),
        (
            action!("account:ReopenAccount", allow = [newer_name]),
            "account:ReopenAccount",
        ),
        (action!("ECS:runtask"), "ECS:runtask"),
    ] {
        assert_eq!(action, Action::parse(text).expect(text));
    }
}

#[test]
fn services_of_ones_own_are_known_everywhere() {
    const SERVICE: &str = "services of one's own have constants";
    let account = AccountId::parse("111122223333").expect(SERVICE);
    let region = Region::from_static("eu-central-1");
    let invoice = |id| billing::arn::invoice(Partition::AWS, region, account, id);
    let text = invoice("2026-1").expect(SERVICE).to_string();
    assert_eq!(
        text,
        "arn:aws:billing:eu-central-1:111122223333:invoice/2026-1"
    );
    let error: ArnError = invoice("").expect_err("an empty name");
    assert!(!error.to_string().is_empty());

    let pairs = [billing::keys::plan("prepaid")];
    let context = Context::new(&pairs).expect(SERVICE);
    let in_place = policy!({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "billing:PayInvoice",
                "Resource": "*",
                "Condition": { "StringEquals": { "billing:Plan": "prepaid" } }
            },
            { "Effect": "Allow", "Action": "x:SetOne", "Resource": "*" }
        ]
    }, services = ["ui/services/billing.json", "policies/services/x.json"]);
    for policy in [&billing_policies::ACCOUNTANT, &in_place] {
        let pay = Request::new(billing::PAY_INVOICE, &text);
        assert_eq!(policy.evaluate(&pay), Decision::ImplicitDeny);
        assert_eq!(policy.evaluate(&pay.with(&context)), Decision::Allow);
    }
    assert_eq!(
        action!(
            "billing:PayInvoice",
            services = ["ui/services/billing.json"]
        ),
        desk::PAY_INVOICE
    );
    let found = desk::SERVICE.action("payinvoice").expect(SERVICE);
    assert_eq!(found.action(), billing::PAY_INVOICE);
}
