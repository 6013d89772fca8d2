//! A crate with a `policy.toml`, which every macro reads.

use policy_eval::{Policy, Request, action, include_policy, include_service, policy, policy_dir};

include_service!("../services/billing.json");
policy_dir!("../policies");

static TRAVELLER: Policy = include_policy!("../policies/traveller.json");
// The file that the settings name as well counts once.
static NAMED_AGAIN: Policy = include_policy!(
    "../policies/accountant.json",
    services = ["../src/../services/./billing.json"]
);
static IN_PLACE: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Action": ["billing:ListInvoices", "ecs:TeleportTask"],
        "Resource": "*"
    }
});

fn main() {
    assert_eq!(TRAVELLER, policies::TRAVELLER);
    assert_eq!(NAMED_AGAIN, policies::ACCOUNTANT);
    let list = Request::new(action!("billing:ListInvoices"), "*");
    assert_eq!(list.action(), billing::LIST_INVOICES);
    assert!(policies::ACCOUNTANT.evaluate(&list).is_allowed());
    assert!(IN_PLACE.evaluate(&list).is_allowed());
    for action in [
        action!("ecs:TeleportTask"),
        action!("account:GetChallengeQuestions"),
    ] {
        assert!(TRAVELLER.evaluate(&Request::new(action, "*")).is_allowed());
    }
}
