//! Nothing is in scope but what is asked for, and names of the prelude mean something else.
#![no_implicit_prelude]

static TASKS: ::policy_eval::Policy = ::policy_eval::include_policy!("../policies/tasks.json");
static READER: ::policy_eval::Policy = ::policy_eval::policy!({
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Action": "s3:*",
        "Resource": "arn:aws:s3:::${aws:username, 'nobody'}/*",
        "Condition": {"ForAnyValue:StringLike": {"aws:TagKeys": "team*"}}
    }
});
const RUN_TASK: ::policy_eval::Action = ::policy_eval::action!("ecs:RunTask");

::policy_eval::policy_dir!("../policies");
::policy_eval::include_service!("../services/billing.json");

static ACCOUNTANT: ::policy_eval::Policy = ::policy_eval::include_policy!(
    "../billing/accountant.json",
    services = ["../services/billing.json"]
);

::policy_eval::assert_policy!("../policies/tasks.json", {
    denies "ecs:DeleteCluster" on "arn:aws:ecs:eu-west-1:111122223333:cluster/prod";
});
::policy_eval::assert_policy!(TASKS, { does not allow "iam:PassRole"; });

#[allow(dead_code, non_camel_case_types)]
mod core {
    pub struct Option;
    pub struct Policy;
    pub struct str;
    pub struct u8;
}

#[allow(dead_code)]
struct Policy;

#[allow(dead_code)]
struct Slice;

#[allow(dead_code)]
struct Action;

fn main() {
    ::policy_eval::assert_policy!(READER, { does not allow "iam:PassRole"; });
    let request = ::policy_eval::Request::new(RUN_TASK, "*");
    ::std::assert!(TASKS.evaluate(&request).is_allowed());
    ::std::assert!(policies::TASKS.evaluate(&request).is_allowed());
    ::std::assert!(!READER.evaluate(&request).is_allowed());
    let bill = ::policy_eval::Request::new(billing::LIST_INVOICES, "*");
    ::std::assert!(ACCOUNTANT.evaluate(&bill).is_allowed());
    ::std::assert!(billing::SERVICE.action("payinvoice").is_some());
    ::std::assert!(policies::by_name("nobody").is_none());
}
