//! `policy-eval` under another name.

use iam::{Action, Policy, Request, action, assert_policy, include_policy, include_service, policy, policy_dir};

static TASKS: Policy = include_policy!("../policies/tasks.json");
static READER: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
});
const RUN_TASK: Action = action!("ecs:RunTask");

policy_dir!("../policies");
include_service!("../services/billing.json");
policy_dir!(
    "../billing",
    module = accountants,
    services = ["../services/billing.json"]
);

assert_policy!("../policies/tasks.json", {
    denies "ecs:DeleteCluster" on "arn:aws:ecs:eu-west-1:111122223333:cluster/prod";
    does not allow "iam:PassRole";
});
assert_policy!(READER, { allows "s3:GetObject"; does not allow "iam:PassRole"; });

fn main() {
    assert_policy!(TASKS, { does not allow "iam:PassRole"; });
    let request = Request::new(RUN_TASK, "*");
    assert!(TASKS.evaluate(&request).is_allowed());
    assert!(policies::TASKS.evaluate(&request).is_allowed());
    assert!(!READER.evaluate(&request).is_allowed());

    let account = iam::AccountId::from_static("111122223333");
    let region = iam::arn::Region::from_static("eu-central-1");
    let invoice = billing::arn::invoice(iam::arn::Partition::AWS, region, account, "7").unwrap();
    let pairs = [billing::keys::plan("prepaid")];
    let context = iam::Context::new(&pairs).unwrap();
    let invoice = invoice.to_string();
    let pay = Request::new(billing::PAY_INVOICE, &invoice).with(&context);
    assert!(accountants::ACCOUNTANT.evaluate(&pay).is_allowed());
}
