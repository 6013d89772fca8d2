//! `policy-eval` under another name.

use iam::{Action, Policy, Request, action, include_policy, include_service, policy, policy_dir};

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

fn main() {
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
