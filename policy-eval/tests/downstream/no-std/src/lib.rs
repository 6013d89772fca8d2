//! A library without the standard library, and without an allocator.
#![no_std]

use policy_eval::{
    Action, Decision, Policies, Policy, Request, action, assert_policy, include_policy,
    include_service, policy, policy_dir,
};

static TASKS: Policy = include_policy!("policies/tasks.json");
static NOTHING: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}
});
static TOGETHER: Policies = Policies::new()
    .identity(&[&TASKS, &policies::TASKS])
    .boundary(&TASKS);
const RUN_TASK: Action = action!("ecs:RunTask");

policy_dir!("policies");
include_service!("services/billing.json");

static ACCOUNTANT: Policy = include_policy!(
    "billing/accountant.json",
    services = ["services/billing.json"]
);

assert_policy!("policies/tasks.json", {
    allows "ecs:ListTasks" on "*";
    denies "ecs:DeleteCluster" on "arn:aws:ecs:eu-west-1:111122223333:cluster/prod";
});
assert_policy!(NOTHING, { denies "ecs:RunTask"; });

/// What the accountant may pay.
pub fn pays(invoice: &str) -> Option<Decision> {
    let account = policy_eval::AccountId::from_static("111122223333");
    let region = policy_eval::arn::Region::from_static("eu-central-1");
    let arn = billing::arn::invoice(policy_eval::arn::Partition::AWS, region, account, invoice);
    let mut buffer = [0; 100];
    let invoice = arn.ok()?.write_to(&mut buffer)?;
    let pairs = [billing::keys::plan("prepaid")];
    let context = policy_eval::Context::new(&pairs).ok()?;
    let request = Request::new(billing::PAY_INVOICE, invoice).with(&context);
    Some(ACCOUNTANT.evaluate(&request))
}

/// What the policies say about running a task.
pub fn decide() -> [Decision; 4] {
    let request = Request::new(RUN_TASK, "*");
    let [first, second, third] =
        [&TASKS, &NOTHING, &policies::TASKS].map(|policy| policy.evaluate(&request));
    [first, second, third, TOGETHER.evaluate(&request)]
}
